import { expect, it } from 'vitest';
import { list, sql } from '../../../src/core/store/sql.ts';

it('keeps values out of the text', () => {
  expect(sql`SELECT * FROM t WHERE a = ${"x' OR 1"} AND b IS ${null}`).toEqual({
    text: ['SELECT * FROM t WHERE a = ', ' AND b IS ', ''],
    values: ["x' OR 1", null],
  });
});

it('spreads a list into one place for each of its values', () => {
  expect(sql`${0} IN ${list([1, 'b', null])} LIMIT ${9}`).toEqual({
    text: ['', ' IN (', ', ', ', ', ') LIMIT ', ''],
    values: [0, 1, 'b', null, 9],
  });
});

it('makes an empty list one that matches nothing', () => {
  expect(sql`a IN ${list([])}`).toEqual({ text: ['a IN (', ')'], values: [null] });
});
