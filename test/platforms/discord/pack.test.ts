import { expect, test } from 'vitest';
import { buttonId } from '../../../src/command/buttons.ts';
import type { Button } from '../../../src/command.ts';
import type { Passage } from '../../../src/platforms/markup.ts';
import { pack as packAll, sizeOf } from '../../../src/platforms/discord/pack.ts';
import { linesOf } from './shown.ts';

const pack = (passages: readonly Passage[]) => packAll(passages).map(({ parts }) => parts);

const button = (label: string, i = 0): Button => ({ label, command: 'search', options: { page: i }, how: 'answer' });
const buttonsOf = (count: number): readonly Button[] => Array.from({ length: count }, (_, i) => button(`B${i}`, i));

const passage = (length: number) => ({ text: 'x'.repeat(length), buttons: [] });

test('40 components, nested ones counted: one more begins another message', () => {
  // A container, a text, six full rows, and a row of the rest.
  const rest = (count: number) => ({ text: '', buttons: buttonsOf(30 + count).slice(30) });
  const packed = (count: number) => pack([{ text: 'x', buttons: buttonsOf(25) }, rest(count)]);
  expect(packed(5).map((all) => sizeOf(all).components)).toEqual([38]);
  const packWith = (count: number) =>
    pack([{ text: 'x', buttons: buttonsOf(25) }, rest(5), { text: '', buttons: buttonsOf(35 + count).slice(35) }]);
  expect(packWith(1).map((all) => sizeOf(all).components)).toEqual([40]);
  expect(packWith(2).map((all) => sizeOf(all).components)).toEqual([38, 4]);
});

test('4,000 characters over all its texts, the break between them counted', () => {
  expect(pack([passage(2000), passage(1999)]).map((all) => sizeOf(all).characters)).toEqual([4000]);
  expect(pack([passage(2000), passage(2000)]).map((all) => sizeOf(all).characters)).toEqual([2000, 2000]);
  const apart = (last: number) => [{ ...passage(2000), buttons: [button('a')] }, passage(last)];
  expect([2000, 2001].map((last) => pack(apart(last)).length)).toEqual([1, 2]);
});

test('10,000 bytes as Discord weighs them', () => {
  const text = (length: number) => ({ text: '文'.repeat(length), buttons: [] });
  const [all = []] = pack([text(3325)]);
  expect(sizeOf(all)).toEqual({ components: 2, characters: 3325, bytes: 9999 });
  const two = (end: string) => pack([text(1700), { text: `${'文'.repeat(1624)}${end}`, buttons: [] }]);
  expect(two('xxx').map((one) => sizeOf(one).bytes)).toEqual([10_000]);
  expect(two('xxxx')).toHaveLength(2);
});

test('100 characters of a custom id: what does not fit is a hash', () => {
  const query = (length: number): Button => ({ ...button('a'), options: { query: 'q'.repeat(length) } });
  const { length } = buttonId(query(0));
  expect(buttonId(query(100 - length))).toHaveLength(100);
  expect(buttonId(query(101 - length))).toMatch(/^#[\w-]{43}$/);
});

test('80 characters of a label', () => {
  const labels = ['x'.repeat(80), 'x'.repeat(81), ''];
  const [all = []] = pack([{ text: '', buttons: labels.map((label, i) => button(label, i)) }]);
  expect(linesOf({ components: [{ components: all }] })).toEqual([`[${'x'.repeat(80)}] [${'x'.repeat(79)}…] […]`]);
});

test('5 buttons of a row', () => {
  const rows = (count: number) =>
    linesOf({ components: [{ components: pack([{ text: '', buttons: buttonsOf(count) }])[0] ?? [] }] });
  expect(rows(5)).toEqual(['[B0] [B1] [B2] [B3] [B4]']);
  expect(rows(6)).toEqual(['[B0] [B1] [B2] [B3] [B4]', '[B5]']);
});

test('a heading is said again where its passages begin another message', () => {
  const under = (heading: string, length: number) => ({ text: 'x'.repeat(length), buttons: [], heading });
  const passages = [under('A', 3000), under('A', 3000), under('A', 10), under('B', 3000), under('B', 10)];
  const starts = pack(passages).map((components) => linesOf({ components: [{ components }] })[0]);
  expect(starts).toEqual(['### A', '### A (continued)', '### B']);
  const [, second = []] = pack(passages);
  expect(linesOf({ components: [{ components: second }] }).filter((line) => line.startsWith('#'))).toEqual([
    '### A (continued)',
  ]);
});
