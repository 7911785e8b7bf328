import { expect, test } from 'vitest';
import { judge, type Case } from './oracle.ts';

/** Two dumps, of which a channel follows `heron`: a digest of two parts, and one of one. */
const TEXTS = ['Study 0101 of heron', 'Study 0103 of heron and cobalt', 'Study 0201 of heron'];
const PARTS = TEXTS.map((text, i) => ({
  channel: 'c',
  delivery: i < 2 ? 1 : 2,
  position: i % 2,
  state: 'sent',
  text,
}));

const WELL: Case = {
  dumps: [
    ['Study 0101 of heron', 'Study 0102 of basalt', 'Study 0103 of heron and cobalt'],
    ['Study 0201 of heron', 'Study 0202 of nothing at all'],
  ],
  followers: [{ channel: 'c', always: new Set(['heron']), ever: new Set(['heron', 'cobalt']) }],
  shown: new Map([['c', TEXTS]]),
  kept: {
    parts: PARTS,
    open: 0,
    head: 2,
    cursors: new Map([['c', 2]]),
    ledger: new Map([['c', ['0101', '0103', '0201']]]),
  },
};

const [first = '', second = '', third = ''] = TEXTS;

function showing(...texts: readonly string[]): readonly string[] {
  return judge({ ...WELL, shown: new Map([['c', texts]]) });
}

function keeping(kept: Partial<Case['kept']>): readonly string[] {
  return judge({ ...WELL, kept: { ...WELL.kept, ...kept } });
}

test('finds nothing wrong where each paper came once, in order', () => {
  expect(judge(WELL)).toEqual([]);
});

test.each([
  ['a lost part', [first, third], 'c: paper 0103 is lost'],
  ['a doubled part', [first, first, second, third], 'c: paper 0101 came 2 times, 1 at most were due'],
  [
    'a swapped part',
    [second, first, third],
    'c: message 0 of 3 should be part 0 of delivery 1 (3 parts in all), and is another',
  ],
  [
    'a paper that nobody asked for',
    [first, second, `${third} Study 0102 of basalt`],
    'c: paper 0102 came 1 times, 0 at most were due',
  ],
  ['a paper that never came in', [first, second, `${third} Study 0909`], 'c: paper 0909 was never in a dump'],
  [
    'a part after the last',
    [...TEXTS, 'Nothing new today'],
    'c: message 3 of 4 should be nothing (3 parts in all), and is another',
  ],
])('notices %s', (_, texts, sentence) => {
  expect(showing(...texts)).toContain(sentence);
});

test('notices what the bot has not brought to its end', () => {
  expect(keeping({ open: 1 })).toEqual(['1 deliveries are not done']);
  expect(keeping({ cursors: new Map([['c', 1]]) })).toEqual(['c: its cursor is at 1, and the last intake is 2']);
  expect(keeping({ ledger: new Map([['c', ['0101', '0103']]]) })).toHaveLength(1);
  expect(keeping({ parts: PARTS.map((part) => ({ ...part, state: 'sending' })) })).toHaveLength(3);
  expect(keeping({ parts: PARTS.map((part) => ({ ...part, position: 2 * part.position })) })).toEqual([
    'c: the parts of delivery 1 have a gap before 2',
  ]);
});

test('notices digests that came in the wrong order', () => {
  const texts = [third, first, second];
  const parts = texts.map((text, i) => ({
    channel: 'c',
    delivery: i === 0 ? 1 : 2,
    position: i === 2 ? 1 : 0,
    state: 'sent',
    text,
  }));
  const wrong = judge({ ...WELL, shown: new Map([['c', texts]]), kept: { ...WELL.kept, parts } });
  expect(wrong).toEqual(['c: delivery 2 has papers of dump 1, after those of dump 2']);
});

test('takes a paper of a topic that was edited once or not at all', () => {
  const edited = {
    ...WELL,
    followers: [{ channel: 'c', always: new Set<never>(), ever: new Set(['heron'] as const) }],
  };
  expect(judge(edited)).toEqual([]);
  const ledger = new Map<string, string[]>();
  expect(judge({ ...edited, shown: new Map(), kept: { ...WELL.kept, parts: [], ledger } })).toEqual([]);
});
