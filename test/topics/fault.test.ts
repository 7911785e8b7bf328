import { describe, expect, it } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import { MAX_QUERY_LENGTH, parseQuery } from '../../src/topics/query.ts';

const UNCLOSED = 'This ( is never closed: add a ) after the group.';
const UNOPENED = 'This ) closes nothing: take it away, or open a ( before it.';
const NUMBERS = 'filters on numbers are not supported yet; leave it out, or put it in quotes to look for it as text.';
const FIELDS = 'The fields are title:, abstract: and author:; to look for the text itself, put it in quotes.';
const MINUS = 'A - touches what it leaves out, as in -survey or -"case study".';
const STAR = 'A * stands at the end of a word, as in interpretab*, or alone for every paper.';
const TITLE = 'title: needs a word, a "phrase" or a ( group ) right after it; to leave it out, write -title:word.';

const ERRORS: readonly (readonly [text: string, column: number, complaint: string])[] = [
  ['a "sparse auto', 3, 'This quote is never closed: add a second " after the phrase.'],
  ['a ""', 3, 'There is no word between these quotes.'],
  ['"!?"', 1, 'There is no word between these quotes.'],
  ['a (b OR c', 3, UNCLOSED],
  ['(', 1, UNCLOSED],
  ['a title:(b', 9, UNCLOSED],
  ['a)', 2, UNOPENED],
  [')', 1, UNOPENED],
  ['a ()', 4, 'There is nothing between these parentheses.'],
  ['a AND', 3, 'AND needs a word after it; to look for the word itself, write "and".'],
  ['(a OR) b', 4, 'OR needs a word after it; to look for the word itself, write "or".'],
  ['a OR AND b', 3, 'OR needs a word after it; to look for the word itself, write "or".'],
  ['NOT', 1, 'NOT needs a word after it; to look for the word itself, write "not".'],
  ['OR a', 1, 'OR needs a word before it; to look for the word itself, write "or".'],
  ['a (AND b)', 4, 'AND needs a word before it; to look for the word itself, write "and".'],
  ['&', 1, 'There is nothing to look for: type a word, a "phrase", or * for every paper.'],
  ['a - b', 3, MINUS],
  ['a --b', 3, MINUS],
  ['a -> b', 3, MINUS],
  ['title:', 1, TITLE],
  ['title:-brain', 1, TITLE],
  ['title:author:a', 1, TITLE],
  ['title:(a author:b)', 10, 'A field cannot stand inside title:( ).'],
  ['title:*', 7, 'A lone * takes no field.'],
  ['tittle:brain', 1, `There is no field "tittle:". Did you mean title:? ${FIELDS}`],
  ['a Auther:"b"', 3, `There is no field "Auther:". Did you mean author:? ${FIELDS}`],
  ['KAN:networks', 1, `There is no field "KAN:". ${FIELDS}`],
  ['upvotes>20', 1, `upvotes>20: ${NUMBERS}`],
  ['a upvotes >= 20', 3, `upvotes >= 20: ${NUMBERS}`],
  ['year:<2020 a', 1, `year:<2020: ${NUMBERS}`],
  ['> 20', 1, `> 20: ${NUMBERS}`],
  ['title=brain', 1, 'title=brain: write title:brain.'],
  ['Title=brain', 1, 'Title=brain: write Title:brain.'],
  ['*former', 1, STAR],
  ['trans*er', 1, STAR],
  ['**bold**', 1, STAR],
  ['"a b"*', 6, STAR],
  ['A* search', 1, 'A* would match almost every paper: write at least two letters before the *.'],
  [
    '"sparse auto*"',
    1,
    'A * has no meaning inside quotes: take the word with the * out of them, as in "sparse" auto*.',
  ],
  ['cats | dogs', 6, 'A | has no meaning here: write OR.'],
  ['cats|dogs', 1, 'A | has no meaning here: write OR.'],
  ['a !b', 3, 'A ! has no meaning here: to leave a word out, write -word or NOT word.'],
  ['深度 (b', 4, UNCLOSED],
];

function refusalOf(text: string): string {
  try {
    parseQuery(text);
  } catch (thrown) {
    if (thrown instanceof UserInputError) return thrown.message;
    throw thrown;
  }
  throw new Error(`${text} was read`);
}

describe('parseQuery refuses', () => {
  it.each(ERRORS)('%s at column %i', (text, column, complaint) => {
    const [first, shown] = refusalOf(text).split('\n');
    expect([first, shown]).toEqual([`${complaint} (column ${column})`, `  ${text}`]);
  });

  it.each(['', ' \n\t', '\u200b'])('an empty query, without showing it (%j)', (text) => {
    expect(refusalOf(text)).toBe('There is nothing to look for: type a word, a "phrase", or * for every paper.');
  });

  it('with a caret under the place', () => {
    expect(refusalOf('a OR (b')).toBe(`${UNCLOSED} (column 6)\n  a OR (b\n       ^`);
  });

  it('with a caret that stays under wide letters', () => {
    expect(refusalOf('深度 (b').split('\n')[2]).toBe('  \u3000\u3000 ^');
  });

  it('with the neighbourhood only, when the query is long', () => {
    const [, shown, caret] = refusalOf(`${'x'.repeat(60)} ) ${'y'.repeat(60)}`).split('\n');
    expect(shown).toBe(`  …${'x'.repeat(39)} ) ${'y'.repeat(28)}…`);
    expect(caret).toBe(`${' '.repeat(43)}^`);
  });

  it('with a word on small operators, where there are any outside quotes', () => {
    const note = ' Note that "or" in small letters is a word to look for; the operator is OR.';
    expect(refusalOf('(cats or dogs')).toContain(`${UNCLOSED}${note} (column 1)`);
    expect(refusalOf('("cats or dogs"')).not.toContain('Note');
    expect(refusalOf('(cats-or-dogs')).not.toContain('Note');
  });

  it.each(['(', 'NOT ', '-(', 'NOT('])('nesting over the bound, however deep (%s)', (opening) => {
    const times = MAX_QUERY_LENGTH / opening.length - 1;
    expect(refusalOf(`${opening.repeat(times)}a`)).toContain('nested more than 50 deep');
  });

  it('one level and one character too many', () => {
    expect(refusalOf(`${'('.repeat(51)}a${')'.repeat(51)}`)).toContain('This query is nested more than 50 deep');
    expect(refusalOf('a'.repeat(2001))).toBe('This query is 2001 characters long; 2000 are the most that is read.');
    expect(refusalOf('('.repeat(1_000_000))).toContain('1000000 characters long');
  });
});
