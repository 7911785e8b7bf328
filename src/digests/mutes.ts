import type { Mute } from '../command/services.ts';
import { UserInputError } from '../core/errors.ts';
import { sql, type Row, type Statement, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import type { Paper } from '../papers/paper.ts';
import { compileQuery, evaluate } from '../topics/evaluate.ts';
import { indexPaper } from '../topics/paper-words.ts';
import { tokenize } from '../topics/words.ts';

/** How many words and authors a channel may mute. */
export const MAX_MUTES = 100;

/** What a channel has muted, by kind and text. */
export async function listMutes(store: Store, channel: string): Promise<readonly Mute[]> {
  return (await store.query(muteQuery(channel))).map(toMute);
}

/** Mutes a word or an author in a channel; resolves with false where it is muted already. Rejects with `UserInputError`. */
export async function addMute(store: Store, channel: string, mute: Mute): Promise<boolean> {
  return store.transaction(function* (): Statements<boolean> {
    const known = (yield muteQuery(channel)).map(toMute);
    if (known.some((other) => isSame(other, mute))) return false;
    if (known.length >= MAX_MUTES)
      throw new UserInputError(`This channel mutes ${MAX_MUTES} words and authors, and no more fit: unmute one first.`);
    yield sql`INSERT INTO mutes (channel, kind, text) VALUES (${channel}, ${mute.kind}, ${mute.text})`;
    return true;
  });
}

/** Lets a word or an author through again; resolves with whether it was muted. */
export async function removeMute(store: Store, channel: string, mute: Mute): Promise<boolean> {
  return store.transaction(function* (): Statements<boolean> {
    const known = (yield muteQuery(channel)).map(toMute).filter((other) => isSame(other, mute));
    for (const { kind, text } of known)
      yield sql`DELETE FROM mutes WHERE channel = ${channel} AND kind = ${kind} AND text = ${text}`;
    return known.length > 0;
  });
}

/**
 * Makes mutes ready: which of them keeps a paper out. A word stands in title, abstract or blurb as a bare word of a topic
 * does, several words as a phrase; an author is one of the names, letter case and marks aside.
 */
export function compileMutes(mutes: readonly Mute[]): (paper: Paper) => Mute | undefined {
  const words = mutes.filter(({ kind }) => kind === 'word').map((mute) => ({ mute, query: compileWord(mute.text) }));
  const authors = new Map(mutes.filter(({ kind }) => kind === 'author').map((mute) => [foldName(mute.text), mute]));
  return (paper) => {
    const author = paper.authors?.map((name) => authors.get(foldName(name))).find((mute) => mute !== undefined);
    if (author !== undefined || words.length === 0) return author;
    const index = indexPaper(paper);
    return words.find(({ query }) => evaluate(query, index) !== undefined)?.mute;
  };
}

/** What is compared of a name, or of words: empty where there is no letter or digit. */
export function foldName(text: string): string {
  return tokenize(text).join(' ');
}

function compileWord(text: string): ReturnType<typeof compileQuery> {
  const words = text.split(/\s+/);
  return compileQuery(words.length === 1 ? { kind: 'word', text } : { kind: 'phrase', words }, [text].values());
}

function isSame(a: Mute, b: Mute): boolean {
  return a.kind === b.kind && foldName(a.text) === foldName(b.text);
}

function muteQuery(channel: string): Statement {
  return sql`SELECT kind, text FROM mutes WHERE channel = ${channel} ORDER BY kind, text`;
}

function toMute({ kind, text }: Row): Mute {
  return { kind: kind === 'author' ? 'author' : 'word', text: String(text) };
}
