import fc from 'fast-check';
import { stemmer } from 'stemmer';
import { describe, expect, it } from 'vitest';
import { countAnchors, findClues } from '../../src/topics/anchors.ts';
import { compileQuery } from '../../src/topics/evaluate.ts';
import type { QueryField } from '../../src/topics/lexer.ts';
import { compileTopics } from '../../src/topics/match.ts';
import { formatQuery, parseQuery, type Query } from '../../src/topics/query.ts';
import { defineTopic } from '../../src/topics/topic.ts';

function cluesOf(text: string, ...others: string[]): string[] | undefined {
  const queries = [text, ...others].map((query) => compileQuery(parseQuery(query), [].values()));
  const [first] = queries.map((query) => findClues(query, countAnchors(queries)));
  return first?.map((clue) => clue.map(({ kind, text: anchor }) => `${kind} ${anchor}`).join(' + '));
}

describe('clues', () => {
  it.each([
    ['models', ['stem model']],
    ['"the models"', ['word models + word the']],
    ['interp*', ['prefix interp']],
    ['cat OR "dogs"', ['stem cat', 'word dogs']],
    ['zebrafish cat -dog', ['stem zebrafish + stem cat']],
    ['(cat OR dog) zebrafish', ['stem zebrafish']],
    ['title:(cat OR zebrafish) self*', ['stem cat + prefix self', 'stem zebrafish + prefix self']],
  ])('to %s', (text, clues) => {
    expect(cluesOf(text)).toEqual(clues);
  });

  it.each(['*', 'NOT cat', 'cat OR *', 'cat OR -dog', '* -dog'])('do not exist to %s', (text) => {
    expect(cluesOf(text)).toBeUndefined();
  });

  it('put first what fewer topics ask for', () => {
    expect(cluesOf('language zoo', 'language', 'language', 'language')).toEqual(['stem zoo + stem languag']);
  });
});

const WORDS = ['cat', 'cats', 'dog', 'dogged', 'do', 'fish'];
const field = fc.option(fc.constantFrom<QueryField[]>('title', 'abstract', 'authors'), { nil: undefined });
const limited = (of: QueryField | undefined): { field?: QueryField } => (of ? { field: of } : {});

const { query: anyQuery } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(fc.constantFrom(...WORDS), field).map(([text, of]) => ({ kind: 'word', text, ...limited(of) }) as const),
    fc
      .tuple(fc.constantFrom('ca', 'dog', 'do', 'xx'), field)
      .map(([text, of]) => ({ kind: 'prefix', text, ...limited(of) }) as const),
    fc
      .tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }), field)
      .map(([words, of]) => ({ kind: 'phrase', words, ...limited(of) }) as const),
    fc.constant({ kind: 'everything' } as const),
    tie('query').map((of) => ({ kind: 'not', of }) as const),
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of) => ({ kind: 'and', of }) as const),
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of) => ({ kind: 'or', of }) as const),
  ),
}));

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((words) => words.join(' '));
const anyPaper = fc.record({ title: text, abstract: text, authors: fc.array(text, { maxLength: 2 }) });
type Paper = typeof anyPaper extends fc.Arbitrary<infer P> ? P : never;

/** What a query means, said once more over plain strings. */
function holds(query: Query, paper: Paper): boolean {
  switch (query.kind) {
    case 'everything':
      return true;
    case 'not':
      return !holds(query.of, paper);
    case 'and':
      return query.of.every((part) => holds(part, paper));
    case 'or':
      return query.of.some((part) => holds(part, paper));
    default:
      return textsOf(query.field, paper).some((each) => termHolds(query, each));
  }
}

function textsOf(asked: QueryField | undefined, { title, abstract, authors }: Paper): readonly string[] {
  return asked === undefined ? [title, abstract] : { title: [title], abstract: [abstract], authors }[asked];
}

function termHolds(term: Query & { kind: 'word' | 'prefix' | 'phrase' }, asked: string): boolean {
  if (term.kind === 'phrase') return ` ${asked} `.includes(` ${term.words.join(' ')} `);
  const words = asked.split(' ');
  if (term.kind === 'prefix') return words.some((each) => each.startsWith(term.text));
  return words.some((each) => stemmer(each) === stemmer(term.text));
}

it('finds by its index exactly the topics that hold when each is asked', () => {
  fc.assert(
    fc.property(
      fc.array(anyQuery, { maxLength: 12 }),
      fc.array(anyPaper, { minLength: 1, maxLength: 4 }),
      (queries, papers) => {
        const topics = queries.map((query, i) => ({ ...defineTopic(`T${i}`, '*'), query, text: formatQuery(query) }));
        const matcher = compileTopics(topics.filter((topic) => topic.text.length <= 2000));
        for (const paper of papers) {
          const expected = topics.filter(({ text, query }) => text.length <= 2000 && holds(query, paper));
          expect(matcher.match(paper).map(({ topic }) => topic.name)).toEqual(expected.map(({ name }) => name));
        }
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});
