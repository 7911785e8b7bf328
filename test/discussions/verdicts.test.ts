import { expect, test } from 'vitest';
import { verdictOf } from '../../src/discussions/verdicts.ts';

test.each([
  'Worth reading for section 3 alone.',
  'This is a must-read.',
  'I highly recommend this.',
  'It is long, but we should all read it.',
  'Not perfect, but worth a read.',
])('a sentence says read: %s', (sentence) => {
  expect(verdictOf(sentence)).toBe('read');
});

test.each([
  "Let's skip this one.",
  'Not worth reading.',
  'I would skip it.',
  'Skip.',
  'A waste of time.',
  "I wouldn't recommend it.",
])('a sentence says skip: %s', (sentence) => {
  expect(verdictOf(sentence)).toBe('skip');
});

test.each(['We should try it on our logs.', "I'll give it a try.", "Let's test that next week.", 'Worth a shot.'])(
  'a sentence says try: %s',
  (sentence) => {
    expect(verdictOf(sentence)).toBe('try');
  },
);

test.each([
  'Should we try it?',
  "I don't think we should try it.",
  'We should try it if the kernel is released.',
  'I am not sure it is worth reading.',
  'Bob said it is worth reading.',
  '> worth reading',
  'They skip connections between layers.',
  'We read it last week.',
  "Please don't skip this one.",
  'The authors try a second loss.',
  'Nobody says we should skip it.',
])('a sentence says nothing outright: %s', (sentence) => {
  expect(verdictOf(sentence)).toBeUndefined();
});
