/** A value that every engine can bind. */
export type SqlValue = string | number | null;

/** One row, by column name. */
export type Row = Readonly<Record<string, SqlValue>>;

/** One SQL statement: the text between its values, and the values. Engines number or mark the places themselves. */
export interface Statement {
  readonly text: readonly string[];
  readonly values: readonly SqlValue[];
  /** Whether what it writes may be lost with the machine, if not with the process. */
  readonly isLazy?: boolean;
}

/** Statements of a transaction, one after the other: each is yielded for its rows. */
export type Statements<Result> = Generator<Statement, Result, readonly Row[]>;

/** Values to be written as a parenthesised list, for `IN ${list(ids)}`. */
export interface ValueList {
  readonly list: readonly SqlValue[];
}

/** Wraps values for {@link sql}: `IN ${list([1, 2])}` becomes `IN (?, ?)`. An empty list becomes `(NULL)`, which matches nothing. */
export function list(values: readonly SqlValue[]): ValueList {
  return { list: values.length === 0 ? [null] : values };
}

/** Builds a statement: every `${value}` is bound, never written into the text. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | ValueList)[]): Statement {
  const text = [strings[0] ?? ''];
  const values: SqlValue[] = [];
  const write = (fragment: string): void => {
    text[text.length - 1] += fragment;
  };
  const bind = (value: SqlValue): void => {
    values.push(value);
    text.push('');
  };
  parts.forEach((part, i) => {
    if (part === null || typeof part !== 'object') bind(part);
    else bindList(part, write, bind);
    write(strings[i + 1] ?? '');
  });
  return { text, values };
}

/**
 * The same statement, whose writes are not waited for to reach the disk: whoever misses them after a power cut finds out
 * otherwise. Alone it costs a small part of the time; in a transaction it is like any other.
 */
export function lazily(statement: Statement): Statement {
  return { ...statement, isLazy: true };
}

function bindList({ list }: ValueList, write: (fragment: string) => void, bind: (value: SqlValue) => void): void {
  list.forEach((value, i) => {
    write(i === 0 ? '(' : ', ');
    bind(value);
  });
  write(')');
}
