import { describe, expect, it } from 'vitest';
import { corruptions } from '../eval/grounding/corruptions.ts';
import { judgedLines } from '../eval/grounding/judged-lines.ts';
import { measureCorruption, measureRealLines } from '../eval/grounding/measure.ts';
import { readPairs } from '../eval/pairs.ts';
import { randomFrom } from '../fakes/random.ts';

const pairs = readPairs() ?? [];

/** The short form of `npm run eval:grounding`. */
describe.skipIf(pairs.length === 0)('findFaults on real one-line summaries (skipped: no ../shared/data)', () => {
  const some = pairs.filter(({ line, summary }) => line % 10 === 0 || /\d/u.test(summary));

  it('flags those that are known to be false and no other', () => {
    const { caught, missed, falseAlarms } = measureRealLines(some, judgedLines);
    expect({ missed, falseAlarms }).toEqual({ missed: [], falseAlarms: [] });
    expect(caught).toContain(392);
  });

  it.each(
    corruptions.flatMap(({ name, atLeast, corrupt }) => (atLeast === undefined ? [] : [{ name, atLeast, corrupt }])),
  )('catches at least $atLeast of them with a $name', (corruption) => {
    const few = some.filter(({ summary }) => /\d/u.test(summary)).slice(0, 120);
    const { texts, flagged } = measureCorruption(corruption, few, ({ summary }) => summary, randomFrom(7));
    expect(flagged / texts).toBeGreaterThanOrEqual(corruption.atLeast);
  });
});
