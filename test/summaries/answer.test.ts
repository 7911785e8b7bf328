import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/summaries/answer.ts';

const points = [
  { kind: 'problem', text: 'Counting is slow.', quote: 'Counting moths is slow.' },
  { kind: 'result', text: 'It is\nfaster. ', quote: 'It is 4 times faster.' },
];
const answer = {
  tldr: ' A light trap\ncounts moths. ',
  tldrQuote: ' We propose a light trap. ',
  points,
  keywords: ['Moths', 'moths ', 'Light  Trap', '', 'a', 'b', 'c', 'd'],
};
const expected = {
  tldr: 'A light trap counts moths.',
  tldrQuote: 'We propose a light trap.',
  points: [points[0], { ...points[1], text: 'It is faster.' }],
  keywords: ['moths', 'light trap', 'a', 'b', 'c'],
};

describe('readAnswer', () => {
  it.each([
    ['bare', JSON.stringify(answer)],
    ['fenced', `\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\``],
    ['after thinking', `<think>Let me see {tldr}…</think>\n${JSON.stringify(answer)}`],
    ['after thinking whose start the server swallowed', `so {"tldr": …</think>${JSON.stringify(answer)}`],
    ['between words', `Here you are: ${JSON.stringify(answer)} I hope it helps.`],
  ])('reads an answer %s, tidied', (_name, text) => {
    expect(readAnswer(text)).toEqual(expected);
  });

  it('keeps what is well formed of an answer', () => {
    const points = [
      { kind: 'opinion', text: 'x', quote: 'It' },
      'x',
      { kind: 'result', text: ' ', quote: 'It' },
      ...answer.points,
    ];
    expect(readAnswer(JSON.stringify({ tldr: answer.tldr, points, keywords: 'moths' }))).toEqual({
      ...expected,
      tldrQuote: '',
      keywords: [],
    });
  });

  it('cuts what is too long', () => {
    const long = 'moth '.repeat(100);
    const point = { kind: 'result', text: long, quote: 'It is 3 times faster.' };
    const read = readAnswer(JSON.stringify({ tldr: long, points: [point], keywords: [long] }));
    expect([read.tldr.length, read.points[0]?.text.length]).toEqual([300, 300]);
    expect(read.keywords).toEqual(['moth '.repeat(12).trim()]);
  });

  it.each(['', 'I cannot do that.', '{"tldr":', '[]', '{"tldr":" "}', '{"summary":"x"}', '{"tldr":5}'])(
    'throws where there is no summary: %s',
    (text) => {
      expect(() => readAnswer(text)).toThrow(expect.objectContaining({ code: 'model-answer' }));
    },
  );
});
