import { expect, test } from 'vitest';
import { MAX_BUTTON_ID } from '../../../src/command/buttons.ts';
import type { Button } from '../../../src/command.ts';
import { MAX_VALUE } from '../../../src/platforms/slack/limits.ts';
import type { Passage } from '../../../src/platforms/markup.ts';
import { pack as packAll, sizeOf } from '../../../src/platforms/slack/pack.ts';
import { linesOf } from './shown.ts';

const pack = (passages: readonly Passage[]) => packAll(passages).map(({ parts }) => parts);

const button = (label: string, i = 0): Button => ({ label, command: 'search', options: { page: i }, how: 'answer' });
const buttonsOf = (count: number): readonly Button[] => Array.from({ length: count }, (_, i) => button(`B${i}`, i));

const block = (length: number) => ({ text: 'x'.repeat(length), buttons: [] });

test('50 blocks: one more begins another message', () => {
  const packed = (count: number) =>
    pack(Array.from({ length: count }, () => block(1))).map((all) => sizeOf(all).blocks);
  expect(packed(50)).toEqual([50]);
  expect(packed(51)).toEqual([50, 1]);
});

test('10,000 characters of JSON, what holds the texts counted', () => {
  const around = sizeOf(pack([block(3000), block(3000), block(3000), block(1)])[0] ?? []).characters - 9001;
  const packed = (last: number) =>
    pack([block(3000), block(3000), block(3000), block(last)]).map((all) => sizeOf(all).characters);
  expect(packed(1000 - around)).toEqual([10_000]);
  expect(packed(1001 - around)).toHaveLength(2);
});

test('3,000 characters of a section, 2,000 of small print: what is longer goes on in another', () => {
  const lines = ['a'.repeat(2000), 'b'.repeat(999), 'c'];
  const [all = []] = pack([{ text: lines.join('\n'), note: lines.slice(0, 2).join('\n'), buttons: [] }]);
  expect(all.map(({ type }) => type)).toEqual(['section', 'section', 'context', 'context']);
  expect(linesOf(all)).toEqual([...lines, `- ${lines[0]}`, `- ${lines[1]}`]);
});

test('75 characters of a label, and of a choice', () => {
  const labels = ['x'.repeat(75), 'x'.repeat(76), ''];
  const [all = []] = pack([{ text: '', buttons: labels.map((label, i) => button(label, i)) }]);
  expect(linesOf(all)).toEqual([`[${'x'.repeat(75)}] [${'x'.repeat(74)}…] […]`]);
  const menu = { label: 'y'.repeat(151), choices: labels.map((label, i) => button(label, i)) };
  const [[shown] = []] = pack([{ text: '', buttons: [], menu }]);
  expect(shown).toMatchObject({
    elements: [
      {
        placeholder: { text: `${'y'.repeat(149)}…` },
        options: ['x'.repeat(75), `${'x'.repeat(74)}…`, '…'].map((text) => ({ text: { text } })),
      },
    ],
  });
});

test('5 buttons of a row, the same one as often as it is given', () => {
  const rows = (buttons: readonly Button[]) => linesOf(pack([{ text: '', buttons }])[0] ?? []);
  expect(rows(buttonsOf(6))).toEqual(['[B0] [B1] [B2] [B3] [B4]', '[B5]']);
  expect(rows([button('a'), button('a')])).toEqual(['[a] [a]']);
});

test('a heading is said again where its blocks begin another message', () => {
  const under = (heading: string, length: number) => ({ text: 'x'.repeat(length), buttons: [], heading });
  const blocks = [under('A', 3000), under('A', 3000), under('A', 3000), under('A', 3000), under('B', 3000)];
  expect(pack(blocks).map((all) => linesOf(all).filter((line) => /^[#-]/.test(line)))).toEqual([
    ['# A'],
    ['# A (continued)', '---', '# B'],
  ]);
});

test('the id of a button is never longer than its value may be', () => {
  expect(MAX_BUTTON_ID).toBeLessThanOrEqual(MAX_VALUE);
});
