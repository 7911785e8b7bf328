import type { TextQuery } from '../core/store/full-text.ts';
import type { Store } from '../core/store/store.ts';
import { findClues, type Anchor } from '../topics/anchors.ts';
import { compileQuery } from '../topics/evaluate.ts';
import { listTypedTerms } from '../topics/lexer.ts';
import type { Topic } from '../topics/topic.ts';
import { isGreekName } from '../topics/words.ts';

/** Fewer letters begin too many words for the index to save anything. */
const FEWEST_LETTERS = 2;

/**
 * The papers that may belong to a topic, by the words it cannot do without: a fraction that is worth reading, best first.
 * Nothing where the topic names no such word, as `*` or `NOT survey`, and every paper may.
 */
export async function findCandidates(
  store: Pick<Store, 'fullText'>,
  topic: Topic,
): Promise<readonly string[] | undefined> {
  const query = widen(topic);
  if (query === undefined) return undefined;
  return (await store.fullText.find(query, Number.MAX_SAFE_INTEGER)).map(({ paper }) => paper);
}

/** A query of the index that finds every paper of a topic, and others; none where all papers must be looked at. */
function widen(topic: Topic): TextQuery | undefined {
  const clues = findClues(compileQuery(topic.query, listTypedTerms(topic.text).values()), new Map());
  const queries = clues?.map((anchors) => anchors.map(toTextQuery).filter((part) => part !== undefined));
  if (queries === undefined || queries.some((parts) => parts.length === 0)) return undefined;
  return { kind: 'or', of: queries.map((of) => ({ kind: 'and', of })) };
}

/** What the index can say of an anchor; nothing where it splits or folds words in another way than topics do. */
function toTextQuery({ kind, text }: Anchor): TextQuery | undefined {
  if (!/^[a-z\d]+$/.test(text) || isGreekName(text)) return undefined;
  if (kind === 'word') return { kind: 'word', text };
  const beginning = kind === 'stem' ? beginningOf(text) : text;
  return beginning.length < FEWEST_LETTERS ? undefined : { kind: 'prefix', text: beginning };
}

/** How every word with this stem begins: Porter's steps only cut words, but for a last `i`, `e`, `l` or `y` put in another's place. */
function beginningOf(stem: string): string {
  return stem.replace(/[iely]$/, '');
}
