import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pickSentence } from '../../src/summaries/extractive.ts';
import { sentencesOf } from '../../src/summaries/sentences.ts';

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

const pairsFile = new URL('../../../shared/data/grounding/ai-summary-pairs.jsonl', import.meta.url);

describe.skipIf(!existsSync(pairsFile))('pickSentence on real one-line summaries (skipped: no ../shared/data)', () => {
  it('is nearer to them than title, first, last and first "we propose" sentence, and at least .381 by ROUGE-1', () => {
    const pairs = readPairs();
    const mean = (guess: (pair: Pair) => string) =>
      pairs.reduce((sum, pair) => sum + rouge1(guess(pair), pair.summary), 0) / pairs.length;
    const picks = new Map(pairs.map((pair) => [pair, pickSentence(pair.title, pair.abstract)]));
    const picked = mean((pair) => picks.get(pair)?.text ?? '');
    const baselines = {
      title: mean(({ title }) => title),
      first: mean(({ abstract }) => sentencesOf(abstract)[0] ?? ''),
      last: mean(({ abstract }) => sentencesOf(abstract).at(-1) ?? ''),
      firstCue: mean(({ abstract }) => firstCueSentence(abstract)),
    };
    expect(Math.max(...Object.values(baselines))).toBeLessThan(picked - 0.03);
    expect(picked).toBeGreaterThan(0.381);
    expect([...picks].filter(([{ abstract }, { quote }]) => quote === '' || !abstract.includes(quote))).toEqual([]);
    expect([...picks.values()].filter(({ text }) => text.endsWith('…')).length / pairs.length).toBeLessThan(0.03);
  });
});

type Pair = z.infer<typeof pairSchema>;
const pairSchema = z.object({ title: z.string(), abstract: z.string(), summary: z.string() });

/** Every other pair: the weights were chosen on those between. */
function readPairs(): Pair[] {
  const lines = readFileSync(pairsFile, 'utf8').trim().split('\n');
  return lines.filter((_line, i) => i % 2 === 1).map((line) => pairSchema.parse(JSON.parse(line)));
}

function firstCueSentence(abstract: string): string {
  const cue =
    /\b(?:we (?:\w+ )?(?:propose|introduce|present)|this (?:paper|work|study) (?:proposes|introduces|presents))\b/iu;
  const sentences = sentencesOf(abstract);
  return sentences.find((sentence) => cue.test(sentence)) ?? sentences[0] ?? '';
}

/** ROUGE-1 F1 over lower-case word tokens, without stemming. */
function rouge1(guess: string, truth: string): number {
  const tokens = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const left = new Map<string, number>();
  for (const token of tokens(truth)) left.set(token, (left.get(token) ?? 0) + 1);
  let hits = 0;
  for (const token of tokens(guess)) {
    const count = left.get(token) ?? 0;
    if (count > 0) hits += 1;
    left.set(token, count - 1);
  }
  return hits === 0 ? 0 : (2 * hits) / (tokens(guess).length + tokens(truth).length);
}
