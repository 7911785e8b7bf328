import { describe, expect, test } from 'vitest';
import { groundRecap } from '../../src/discussions/ground-recap.ts';
import { messageOf, thread, title } from './thread.ts';

const said = (message: number, text: string) =>
  groundRecap({ said: [{ text, message }], questions: [], verdicts: [] }, title, thread);

describe('a line of a recap', () => {
  test.each([
    [2, 'The eviction counter costs almost nothing.'],
    [2, 'Thinks that 24 GB cards could hold longer chats.'],
    [3, 'Asks whether the accuracy loss is the same for code completion.'],
    [4, 'Points out that none of the four benchmarks has tool calls.'],
    [5, 'The appendix is not worth reading, as it only repeats the tables.'],
    [7, 'Suggests to try it on the support logs next week.'],
    [8, "Doesn't want to try it before the kernel is released."],
    [9, 'Would not rely on the proof in section 3, which assumes that attention decays.'],
    [10, 'Wonders about the latency at batch size 64.'],
  ])('that says over what message %i says holds: %s', (message, text) => {
    const { id, person, name } = thread[message - 1] ?? messageOf('0', '', '');
    expect(said(message, text)).toEqual({ lines: [{ kind: 'said', text, message: id, person, name }], faults: [] });
  });

  test.each([
    [2, 'The eviction counter costs 5%.'],
    [2, 'The cards hold 48 GB.'],
    [2, 'Bob is fired.'],
    [2, 'The eviction counter is brilliant.'],
    [2, 'Ada said yes to the eviction counter.'],
    [2, 'The eviction counter is at https://evil.example.'],
    [4, 'All benchmarks have tool calls, the cache is fine.'],
    [4, 'The benchmarks have tool calls.'],
    [7, 'The support logs are deleted next week.'],
    [7, 'Forgetting on purpose of key-value caches.'],
    [9, 'The latency at batch size 64 was measured.'],
    [9, 'The proof holds, @everyone.'],
    [17, 'The eviction counter costs almost nothing.'],
    [0, 'The eviction counter costs almost nothing.'],
    [2, ' '],
  ])('that message %i does not bear out is dropped, and its fault told: %s', (message, text) => {
    const { lines, faults } = said(message, text);
    expect(lines).toEqual([]);
    expect(faults.length).toBeGreaterThan(0);
  });

  test('that obeys a hostile message stands on that message alone, under its own author', () => {
    expect(said(6, 'Bob is fired and Ada said yes.').lines).toMatchObject([{ message: '6', name: 'Mallory' }]);
    expect(said(2, 'Bob is fired and Ada said yes.').lines).toEqual([]);
  });
});

describe('a verdict', () => {
  const verdict = (message: number, text: string, is: 'read' | 'skip' | 'try') =>
    groundRecap({ said: [], questions: [], verdicts: [{ text, message, verdict: is }] }, title, thread);

  test('holds with its message, or where the message says none outright', () => {
    expect(verdict(7, 'Try it on the support logs.', 'try').lines).toEqual([
      {
        kind: 'verdict',
        verdict: 'try',
        text: 'Try it on the support logs.',
        message: '7',
        person: 'console:ada',
        name: 'Ada',
      },
    ]);
    expect(verdict(9, 'Would not rely on the proof.', 'skip').lines).toHaveLength(1);
  });

  test('that its message says otherwise is dropped', () => {
    expect(verdict(7, 'Try it on the support logs.', 'skip')).toEqual({
      lines: [],
      faults: ['"Try it on the support logs.": message 7 does not say skip'],
    });
  });
});

test('a recap has each line once, and so many of each kind', () => {
  const lines = Array.from({ length: 12 }, (_, i) => ({ text: `Point ${i % 11} of mine.`, message: (i % 11) + 1 }));
  const messages = Array.from({ length: 11 }, (_, i) => messageOf(`${i}`, 'Ada', `Point ${i} of mine.`));
  const verdicts = lines.map((line) => ({ ...line, verdict: 'try' as const }));
  const held = groundRecap({ said: [...lines.slice(0, 1), ...lines], questions: lines, verdicts }, title, messages);
  const count = (of: string) => held.lines.filter(({ kind }) => kind === of).map(({ message }) => message);
  expect(count('said')).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect([count('question').length, count('verdict').length, held.faults]).toEqual([5, 5, []]);
});
