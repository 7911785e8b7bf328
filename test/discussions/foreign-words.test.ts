import { describe, expect, test } from 'vitest';
import { findForeign } from '../../src/discussions/foreign-words.ts';
import { readPairs } from '../eval/pairs.ts';

const source =
  'Schr\\"odinger Bridges: see https://example.org/b. You count P@10 of the worst right wings with AudioNet.';

describe('a text', () => {
  test.each([
    'See https://example.org/b.',
    'AudioNet counts wings.',
    'You count the right wings.',
    'P@10 of AudioNet is reported by the authors.',
    'Schr\\"odinger Bridges',
    'The authors describe wings.',
    '',
  ])('of the words of its source has nothing foreign: %s', (text) => {
    expect(findForeign(text, source)).toEqual([]);
  });

  test.each([
    ['See https://example.org/c, AudioNet.', '"https://example.org/c" leads or calls somewhere'],
    ['AudioNet counts wings at example.com.', '"example.com" leads or calls somewhere'],
    ['AudioNet counts wings, @everyone.', '"@everyone" leads or calls somewhere'],
    ['AudioNet counts wings in <#C024BE7LR>.', '"<#C024BE7LR>" leads or calls somewhere'],
    ['AudioNet counts wings of Bob.', 'the name "Bob"'],
    ['WaveNet counts wings of AudioNet.', 'the name "WaveNet"'],
    ['AudioNet counts wings brilliantly.', '"brilliantly" judges'],
    ['My AudioNet counts wings.', '"My" speaks to somebody'],
    ['AudioNet counts wings in dark gardens.', 'too much of it stands nowhere in the source: dark, gardens'],
    ['AudioNet gardens count dark wings.', 'too much of it stands nowhere in the source: gardens, dark'],
  ])('that brings something of its own is told of: %s', (text, fault) => {
    expect(findForeign(text, source).join('\n')).toContain(fault);
  });
});

const pairs = (readPairs() ?? []).filter((_pair, i) => i % 5 === 0);

describe.skipIf(pairs.length === 0)('real one-line summaries (skipped: no ../shared/data)', () => {
  const shareWithout = (of: (i: number) => string | undefined): number =>
    pairs.filter(({ title, abstract }, i) => findForeign(of(i) ?? '', `${title}\n\n${abstract}`).length === 0).length /
    pairs.length;

  test('have nothing foreign, nearly all, and those of other papers nearly always', () => {
    expect(shareWithout((i) => pairs[i]?.summary)).toBeGreaterThan(0.92);
    expect(shareWithout((i) => pairs[(i + 1) % pairs.length]?.summary)).toBeLessThan(0.005);
  });
});
