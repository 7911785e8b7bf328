import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import { formatQuery, MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, parseQuery, type Query } from '../../src/topics/query.ts';

const word = (text: string, field?: 'title' | 'abstract' | 'authors'): Query => leaf({ kind: 'word', text }, field);
const prefix = (text: string, field?: 'title' | 'abstract' | 'authors'): Query => leaf({ kind: 'prefix', text }, field);
const phrase = (text: string, field?: 'title' | 'abstract' | 'authors'): Query =>
  leaf({ kind: 'phrase', words: text.split(' ') }, field);
const and = (...of: Query[]): Query => ({ kind: 'and', of });
const or = (...of: Query[]): Query => ({ kind: 'or', of });
const not = (of: Query): Query => ({ kind: 'not', of });
const everything: Query = { kind: 'everything' };

function leaf(query: Query & { kind: 'word' | 'prefix' | 'phrase' }, field?: 'title' | 'abstract' | 'authors'): Query {
  return field === undefined ? query : { ...query, field };
}

const [a, b, c] = [word('a'), word('b'), word('c')];

const GRAMMAR: readonly (readonly [fact: string, text: string, query: Query])[] = [
  ['a word is kept in small letters', 'Transformers', word('transformers')],
  ['words side by side must all match', 'a b c', and(a, b, c)],
  ['AND is the same as nothing', 'a AND b c', and(a, b, c)],
  ['OR binds loosest', 'a b OR c', or(and(a, b), c)],
  ['NOT binds tightest', 'NOT a b OR c', or(and(not(a), b), c)],
  ['AND NOT leaves out', 'a AND NOT b', and(a, not(b))],
  ['OR NOT is allowed', 'a OR NOT b', or(a, not(b))],
  ['a minus leaves out a word', 'a -b', and(a, not(b))],
  ['a minus leaves out a phrase', 'a -"b c"', and(a, not(phrase('b c')))],
  ['a minus leaves out a group', 'a -(b OR c)', and(a, not(or(b, c)))],
  ['a minus leaves out a field', '-title:a', not(word('a', 'title'))],
  ['the minus of a text processor counts', '−a –b', and(not(a), not(b))],
  ['only a NOT is everything else', 'NOT survey', not(word('survey'))],
  ['NOT may be doubled', 'NOT NOT a', not(not(a))],
  ['parentheses group', '(a OR b) c', and(or(a, b), c)],
  ['parentheses need no space', 'a AND(b)NOT(c)', and(a, b, not(c))],
  ['needless parentheses vanish', '((a))', a],
  ['a star at the end of a word is a prefix', 'interpretab*', prefix('interpretab')],
  ['a lone star is everything', '*', everything],
  ['a star in a query is everything', '* -a', and(everything, not(a))],
  ['a phrase keeps its words', '"Sparse  Autoencoder"', phrase('sparse autoencoder')],
  ['a phrase of one word is no bare word', '"transformers"', phrase('transformers')],
  ['operators in a phrase are words', '"a AND b"', phrase('a and b')],
  ['curly quotes are quotes', '“a b”', phrase('a b')],
  ['angle quotes are quotes', '«a b»', phrase('a b')],
  ['low quotes are quotes', '„a b“', phrase('a b')],
  ['single quotes around words are quotes', "'a b' c", and(phrase('a b'), c)],
  ['an apostrophe is no quote', "don't llms'", and(word("don't"), word('llms'))],
  ['punctuation around a phrase word goes', '"(a), b!"', phrase('a b')],
  ['a field takes a word', 'title:brain', word('brain', 'title')],
  ['a field takes a phrase', 'abstract:"a b"', phrase('a b', 'abstract')],
  ['a field takes a prefix', 'title:interp*', prefix('interp', 'title')],
  [
    'a field group limits all its words',
    'title:(a -b OR "c") d',
    and(or(and(word('a', 'title'), not(word('b', 'title'))), phrase('c', 'title')), word('d')),
  ],
  ['author: and authors: are one', 'author:a authors:b', and(word('a', 'authors'), word('b', 'authors'))],
  ['a field may be written in capitals, with a space', 'Title: Brain', word('brain', 'title')],
  ['small and, or, not are words', 'a or b', and(a, word('or'), b)],
  ['hyphens inside words stay', 'gpt-4 state-of-the-art', and(word('gpt-4'), word('state-of-the-art'))],
  ['signs inside words stay', 'C++ C# o(n) 3D', and(word('c++'), word('c#'), word('o(n)'), word('3d'))],
  ['a parenthesis after a mark stays inside its word', 'x\u0302(n)', word('x\u0302(n)')],
  ['AND inside a word is no operator', 'AND-gate R-AND-D', and(word('and-gate'), word('r-and-d'))],
  ['a colon with a space after it is punctuation', 'KAN: networks', and(word('kan'), word('networks'))],
  ['a web address is a word', 'https://example.org/a', word('https://example.org/a')],
  ['a ratio is a word', '3:1', word('3:1')],
  ['punctuation around words goes', 'a, $b$. (c)!', and(a, b, c)],
  ['lone punctuation is nothing', 'a & b — c', and(a, b, c)],
  ['full-width signs count as the plain ones', '（ａ　ＯＲ　ｂ） －ｃ', and(or(a, b), not(c))],
  ['invisible characters are dropped', 'tit\u00adle:a\u200b', word('a', 'title')],
  ['marks stay on the surface', 'Poincaré', word('poincaré')],
  ['a word without spaces is one word', '深度学习 深*', and(word('深度学习'), prefix('深'))],
];

describe('parseQuery reads', () => {
  it.each(GRAMMAR)('%s: %s', (_fact, text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it('the example of the documentation', () => {
    expect(parseQuery('"sparse autoencoder" OR (interpretab* AND NOT survey) title:brain')).toEqual(
      or(phrase('sparse autoencoder'), and(and(prefix('interpretab'), not(word('survey'))), word('brain', 'title'))),
    );
  });

  it('any number of groups side by side', () => {
    expect(parseQuery('(a)'.repeat(60))).toEqual(and(...Array.from({ length: 60 }, () => a)));
  });

  it('a query of the greatest depth and of the greatest length', () => {
    expect(parseQuery('('.repeat(MAX_QUERY_DEPTH) + 'a' + ')'.repeat(MAX_QUERY_DEPTH))).toEqual(a);
    expect(parseQuery('a'.repeat(MAX_QUERY_LENGTH))).toEqual(word('a'.repeat(MAX_QUERY_LENGTH)));
  });
});

const piece = fc.oneof(
  fc.constantFrom(
    ...'AND OR NOT or ( ) " “ ” \' * - – : title: author: self-supervised c++ o(n) ab* . / \\ $ é İ 深度 ½ ⑴ ¨ | ! > ++ #'.split(
      ' ',
    ),
  ),
  fc.constant(' '),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

const field = fc.option(fc.constantFrom('title', 'abstract', 'authors'), { nil: undefined });
const surface = fc.constantFrom('a', 'or', 'gpt-4', 'c++', 'o(n)', 'ß', '深度', "don't", '3:1');
const { query: anyQuery } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 5 },
    fc.tuple(surface, field).map(([text, of]) => word(text, of)),
    fc.tuple(field).map(([of]) => prefix('gpt-4', of)),
    fc
      .tuple(fc.array(surface, { minLength: 1, maxLength: 3 }), field)
      .map(([words, of]) => phrase(words.join(' '), of)),
    fc.constant(everything),
    tie('query').map(not),
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of) => and(...of)),
    fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map((of) => or(...of)),
  ),
}));

describe('formatQuery', () => {
  it('writes what a person would', () => {
    expect(formatQuery(parseQuery('“a b” OR (cc* AND NOT (d OR e)) AND title:(f g)'))).toBe(
      '"a b" OR (cc* -(d OR e)) (title:f title:g)',
    );
  });

  it('writes a doubled NOT without parentheses, so that it nests no deeper than it was typed', () => {
    expect(formatQuery(parseQuery('NOT NOT a'))).toBe('NOT -a');
  });

  it('writes any query so that it is read back as the same', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        const text = formatQuery(query);
        fc.pre(text.length <= MAX_QUERY_LENGTH);
        expect(parseQuery(text)).toEqual(query);
      }),
      { seed: 1 },
    );
  });

  it('writes whatever was typed so that it is read back as the same, and only UserInputError is thrown', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          const query = parseQuery(pieces.join(''));
          expect(parseQuery(formatQuery(query))).toEqual(query);
        } catch (thrown) {
          if (!(thrown instanceof UserInputError)) throw thrown;
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
