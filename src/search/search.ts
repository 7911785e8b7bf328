import type { TextQuery } from '../core/store/full-text.ts';
import type { Store } from '../core/store/store.ts';
import { STOP_WORDS } from '../summaries/words.ts';
import type { Query } from '../topics/query.ts';

/** A paper that a search found. */
export interface SearchHit {
  /** The paper's id. */
  readonly paper: string;
  /** Higher is better; comparable only within one answer, where it never rises. */
  readonly score: number;
}

/**
 * Searches the library: best first, `limit` at most. Words and prefixes without a field rank: papers with all of them
 * come first, then papers with some; a word also finds its plural. Phrases, fields, OR and NOT filter. Rejects with `UserInputError` for a query
 * nested too deeply and with `StoreError`.
 */
export async function searchLibrary(
  store: Pick<Store, 'fullText'>,
  query: Query,
  limit: number,
): Promise<readonly SearchHit[]> {
  const hits: SearchHit[] = [];
  for (const tier of tiersOf(query).map(inBothNumbers)) {
    if (hits.length >= limit) break;
    const ceiling = hits.at(-1)?.score ?? Infinity;
    const found = await store.fullText.find(tier, limit - hits.length);
    hits.push(...found.map(({ paper, score }) => ({ paper, score: Math.min(score, ceiling) })));
  }
  return hits;
}

/** Queries that no paper matches two of, in the order in which their hits are to be shown. */
function tiersOf(query: Query): readonly TextQuery[] {
  const parts = conjuncts(query);
  const ranking = parts.filter(ranks);
  const filters = parts.filter((part) => !ranks(part));
  const telling = ranking.filter(tells);
  // Nearly every paper has a word such as "the": it would cost a second to rank them all, for no better answer.
  const some: TextQuery = { kind: 'or', of: telling.length > 0 ? telling : ranking };
  const tiers: TextQuery[] = [query];
  if (ranking.length > 1) tiers.push({ kind: 'and', of: [...filters, some, { kind: 'not', of: query }] });
  const findsAlone = filters.some((part) => part.kind !== 'not');
  if (ranking.length > 0 && findsAlone) tiers.push({ kind: 'and', of: [...filters, { kind: 'not', of: some }] });
  return tiers;
}

/** Lets an English word find its plural, and a plural its word: "sparse autoencoder" is about "sparse autoencoders". */
function inBothNumbers(query: TextQuery): TextQuery {
  if (query.kind === 'and' || query.kind === 'or') return { ...query, of: query.of.map(inBothNumbers) };
  if (query.kind === 'not') return { ...query, of: inBothNumbers(query.of) };
  if (query.kind !== 'word' || !/^[a-z]{4,}$/.test(query.text)) return query;
  const other = query.text.endsWith('s') ? query.text.slice(0, -1) : `${query.text}s`;
  return query.text.endsWith('ss') ? query : { kind: 'or', of: [query, { ...query, text: other }] };
}

function conjuncts(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.of.flatMap(conjuncts) : [query];
}

function ranks(part: Query): boolean {
  return (part.kind === 'word' || part.kind === 'prefix') && part.field === undefined;
}

function tells(part: Query): boolean {
  return part.kind !== 'word' || !STOP_WORDS.has(part.text);
}
