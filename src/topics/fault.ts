import { UserInputError } from '../core/errors.ts';
import { isUnspaced } from './words.ts';

const SHOWN_BEFORE = 40;
const SHOWN_AFTER = 30;

/** The error for a query that cannot be read: what is wrong and how to mend it, the column, and the query with a caret at `at`. */
export function queryFault(query: string, at: number, complaint: string): UserInputError {
  const column = [...query.slice(0, at)].length + 1;
  const hint = smallOperatorHint(query);
  if (query.trim() === '') return new UserInputError(complaint);
  return new UserInputError(`${complaint}${hint} (column ${column})\n${pointAt(query, column - 1)}`);
}

function pointAt(query: string, place: number): string {
  const letters = [...query.replace(/\s/g, ' ')];
  const from = place > SHOWN_BEFORE ? place - SHOWN_BEFORE : 0;
  const to = place + SHOWN_AFTER;
  const shown = letters.slice(from, to).join('');
  // An ideographic space is as wide as the letter above it, so the caret stays in its column.
  const indent = letters.slice(from, place).map((letter) => (isUnspaced(letter) ? '\u3000' : ' '));
  const before = from > 0 ? '…' : '';
  const after = to < letters.length ? '…' : '';
  return `  ${before}${shown}${after}\n  ${before && ' '}${indent.join('')}^`;
}

function smallOperatorHint(query: string): string {
  const outsideQuotes = query.replace(/["“”„«»][^"“”„«»]*["“”„«»]/g, ' ');
  const small = /(?<![\p{L}\p{N}-])(?:and|or|not)(?![\p{L}\p{N}-])/u.exec(outsideQuotes)?.[0];
  return small === undefined
    ? ''
    : ` Note that "${small}" in small letters is a word to look for; the operator is ${small.toUpperCase()}.`;
}
