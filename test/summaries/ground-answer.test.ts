import { expect, it } from 'vitest';
import type { Answer } from '../../src/summaries/answer.ts';
import { groundAnswer } from '../../src/summaries/ground-answer.ts';
import type { SummaryPoint } from '../../src/summaries/summary.ts';

const source = {
  title: 'A Light Trap for Moths',
  abstract: 'Counting moths is slow.\nWe propose a light\ntrap that counts moths 3 times faster in 12 gardens.',
};
const problem: SummaryPoint = { kind: 'problem', text: 'Counting is slow.', quote: 'counting moths is  slow' };
const answer: Answer = {
  tldr: 'A light trap counts moths 3x faster.',
  tldrQuote: 'a light trap that counts moths',
  points: [problem],
  keywords: ['moths'],
};
const summary = {
  rung: 'llm',
  tldr: answer.tldr,
  tldrQuote: 'a light\ntrap that counts moths',
  points: [{ ...problem, quote: 'Counting moths is slow' }],
  keywords: ['moths'],
};

it('keeps what the paper bears out, with the quotes as the abstract has them', () => {
  expect(groundAnswer(answer, source)).toEqual({ summary, checked: 2, faults: [] });
});

it.each<[string, SummaryPoint, 'number' | 'unit' | 'claim' | 'quote', string]>([
  ['an invented number', { ...problem, text: 'Counting takes 40 nights.' }, 'number', '40'],
  ['another unit', { ...problem, text: 'Counting gets 3% faster.' }, 'unit', '3%'],
  ['an invented claim', { ...problem, text: 'The first to say that counting is slow.' }, 'claim', 'The first'],
  ['a quote that does not stand', { ...problem, quote: 'Moths are slow.' }, 'quote', 'Moths are slow.'],
  ['a quote about something else', { ...problem, text: 'Bees sting.' }, 'quote', problem.quote],
])('drops a point with %s and says why', (_name, point, kind, found) => {
  expect(groundAnswer({ ...answer, points: [point, problem] }, source)).toMatchObject({
    summary: { points: [{ text: problem.text }] },
    checked: 3,
    faults: expect.arrayContaining([{ kind, found: expect.stringContaining(found), text: point.text }]),
  });
});

it('leaves the quote of the tldr empty where it does not stand, and says so', () => {
  expect(groundAnswer({ ...answer, tldrQuote: 'a dark trap' }, source)).toEqual({
    summary: { ...summary, tldrQuote: '' },
    checked: 2,
    faults: [{ kind: 'quote', found: 'a dark trap', text: answer.tldr }],
  });
  expect(groundAnswer({ ...answer, tldrQuote: '' }, source).faults).toEqual([]);
});

it('gives no summary where the tldr is not grounded', () => {
  expect(groundAnswer({ ...answer, tldr: 'A light trap counts moths in 13 gardens.' }, source)).toEqual({
    checked: 2,
    faults: [{ kind: 'number', found: '13 gardens', text: 'A light trap counts moths in 13 gardens.' }],
  });
});

it('takes four points that hold and looks at no more', () => {
  const bad = { ...problem, quote: 'nowhere' };
  const points = [bad, problem, problem, problem, problem, bad];
  const grounded = groundAnswer({ ...answer, points }, source);
  expect([grounded.summary?.points.length, grounded.checked, grounded.faults.length]).toEqual([4, 6, 1]);
});
