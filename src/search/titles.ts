import type { TextQuery } from '../core/store/full-text.ts';
import type { Store } from '../core/store/store.ts';
import type { Library } from '../papers/library.ts';
import type { Paper } from '../papers/paper.ts';
import { STOP_WORDS } from '../summaries/words.ts';

/** Where titles are looked up. */
export interface TitleSource {
  readonly store: Pick<Store, 'fullText'>;
  readonly library: Pick<Library, 'get' | 'newest'>;
}

/** What is read of a text that may be anything: a title that is longer is known by so much of it. */
const READ_CHARS = 300;
const READ_WORDS = 20;
/** Titles looked through for a word of which too little stands there to ask the index. */
const LOOKED_THROUGH = 200;

/**
 * Papers whose titles hold all words of what was typed, of which the last may go on: best first, `limit` at most; the
 * newest where nothing was typed yet. No character is an operator. Rejects with `StoreError` only.
 */
export async function completeTitles(source: TitleSource, typed: string, limit: number): Promise<readonly Paper[]> {
  const words = titleWords(typed);
  const last = words.at(-1) ?? '';
  if (last !== '' && !isBeginning(last)) return find(source, all(words.map(inTitle), last), limit);
  // One or two letters begin half of all words: the index would take longer than a person types.
  const others = words.slice(0, -1).map(inTitle);
  const papers = others.length === 0 ? await newest(source) : await find(source, all(others), LOOKED_THROUGH);
  return papers.filter(({ title }) => titleWords(title).some((word) => word.startsWith(last))).slice(0, limit);
}

/** Papers whose titles hold the words typed in a row; where none does, all of them anywhere; then the last going on. */
export async function findByTitle(source: TitleSource, typed: string, limit: number): Promise<readonly Paper[]> {
  const words = titleWords(typed);
  if (words.length === 0) return [];
  const whole: readonly TextQuery[] = [{ kind: 'phrase', words, field: 'title' }, all(words.map(inTitle))];
  for (const query of whole) {
    const found = await find(source, query, limit);
    if (found.length > 0) return found;
  }
  return completeTitles(source, typed, limit);
}

/** Papers whose titles hold some of the words typed, those with the most telling ones first. */
export async function findNearTitles(source: TitleSource, typed: string, limit: number): Promise<readonly Paper[]> {
  const telling = titleWords(typed).filter((word) => !STOP_WORDS.has(word));
  return telling.length === 0 ? [] : find(source, { kind: 'or', of: telling.map(inTitle) }, limit);
}

async function find({ store, library }: TitleSource, query: TextQuery, limit: number): Promise<readonly Paper[]> {
  const hits = await store.fullText.find(query, limit);
  const papers = await library.get(hits.map(({ paper }) => paper));
  return papers.filter((paper) => paper !== undefined);
}

async function newest({ library }: TitleSource): Promise<readonly Paper[]> {
  const papers = await library.get(await library.newest(LOOKED_THROUGH));
  return papers.filter((paper) => paper !== undefined);
}

function titleWords(text: string): readonly string[] {
  const words = text
    .slice(0, READ_CHARS)
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return words?.slice(0, READ_WORDS) ?? [];
}

function isBeginning(word: string): boolean {
  return /^[a-z]{1,2}$/.test(word);
}

function inTitle(text: string): TextQuery {
  return { kind: 'word', text, field: 'title' };
}

function all(words: readonly TextQuery[], goesOn?: string): TextQuery {
  if (goesOn === undefined) return { kind: 'and', of: words };
  return { kind: 'and', of: [...words.slice(0, -1), { kind: 'prefix', text: goesOn, field: 'title' }] };
}
