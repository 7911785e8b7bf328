import { describe, expect, it } from 'vitest';
import { pickSentence } from '../../src/summaries/extractive.ts';
import { baselines } from '../eval/extractive/baselines.ts';
import { rouge } from '../eval/extractive/rouge.ts';
import { readPairs, type Pair } from '../eval/pairs.ts';

const abstract = [
  'Moths have become a key indicator of the health of gardens.',
  'However, existing traps remain challenging to use at night.',
  'To address these challenges, we introduce MothNet, a light trap that counts moths with\na small camera.',
  'It holds a camera and a lamp in a box.',
  'Experiments in 12 gardens show that our trap improves counts by 30%.',
  'Code is available at https://example.org/mothnet.',
].join('\n');

describe('pickSentence', () => {
  it('picks what is proposed, makes it stand alone and quotes it verbatim', () => {
    expect(pickSentence('MothNet: Counting Moths with a Light Trap', abstract)).toEqual({
      text: 'MothNet is a light trap that counts moths with a small camera.',
      quote: 'To address these challenges, we introduce MothNet, a light trap that counts moths with\na small camera.',
    });
  });

  it('prefers a finding to background where nothing is proposed', () => {
    const finding = 'We find that moths avoid gardens with bright lamps, which reduces counts by half.';
    const text = `Moths have been counted for a century in many gardens of the world. ${finding} This matters to bees.`;
    expect(pickSentence('Moths Avoid Bright Gardens', text).text).toBe(finding);
  });

  it.each([
    ['what is proposed', 'Ants count moths at night. We propose ants at noon now.', 'We propose ants at noon now.'],
    [
      'what it says itself',
      'These issues count moths at night. Ants count moths at noon.',
      'Ants count moths at noon.',
    ],
    ['a statement', 'Do ants count moths at night? Ants count moths at noon.', 'Ants count moths at noon.'],
  ])('prefers %s, the rest being alike', (_name, text, expected) => {
    expect(pickSentence('', text).text).toBe(expected);
  });

  it('reads the first 20,000 characters and no more', () => {
    expect(pickSentence('', `${'It is. '.repeat(2_800)} We propose a trap for moths.`).text).toContain('propose');
    expect(pickSentence('', `${'It is. '.repeat(3_000)} We propose a trap for moths.`).text).not.toContain('propose');
  });

  it('avoids a sentence that leans on another', () => {
    const whole = 'We present a trap that counts moths in gardens at night.';
    expect(
      pickSentence('Counting Moths', `It presents a trap that counts moths in gardens at night. ${whole}`).text,
    ).toBe(whole);
  });

  it.each([
    ['one sentence', 'Moths matter.', 'Moths matter.'],
    ['no full stop', 'moths matter', 'Moths matter'],
    ['nothing', '', ''],
    ['white space', ' \n\n ', ''],
    ['Chinese', '飞蛾很重要。本文提出一种数飞蛾的方法。它很快。', '本文提出一种数飞蛾的方法。'],
  ])('makes the best of %s', (_name, text, expected) => {
    expect(pickSentence('A title', text).text).toBe(expected);
  });

  it.each([
    ['one endless word', 'a'.repeat(100_000)],
    ['one endless sentence', 'we propose a trap, '.repeat(5_000)],
    ['open brackets', 'We propose a trap ('.repeat(5_000)],
    ['ten thousand sentences', 'We propose a trap. '.repeat(5_000)],
    ['line breaks', '\n '.repeat(50_000)],
  ])('is quick and brief on 100 kB of %s', (_name, text) => {
    const start = performance.now();
    expect(pickSentence('A trap', text).text.length).toBeLessThanOrEqual(300);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

const pairs = (readPairs() ?? []).filter(({ line }) => line % 6 === 0);

/** The short form of `npm run eval:extractive`, on some even lines: the weights were chosen on the odd ones. */
describe.skipIf(pairs.length === 0)('pickSentence on real one-line summaries (skipped: no ../shared/data)', () => {
  const picks = new Map(pairs.map((pair) => [pair, pickSentence(pair.title, pair.abstract)]));
  const mean = (guess: (pair: Pair) => string) =>
    pairs.reduce((sum, pair) => sum + rouge(guess(pair), pair.summary).one, 0) / pairs.length;

  it('is nearer to them than every plain way, and at least .381 by ROUGE-1', () => {
    const picked = mean((pair) => picks.get(pair)?.text ?? '');
    expect(Math.max(...baselines.map(({ choose }) => mean(choose)))).toBeLessThan(picked - 0.03);
    expect(picked).toBeGreaterThan(0.381);
  });

  it('quotes verbatim and seldom has to cut', () => {
    expect([...picks].filter(([{ abstract }, { quote }]) => quote === '' || !abstract.includes(quote))).toEqual([]);
    expect([...picks.values()].filter(({ text }) => text.endsWith('…')).length / pairs.length).toBeLessThan(0.03);
  });
});
