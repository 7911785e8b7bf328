import { describe, expect, it } from 'vitest';
import { findQuote, readAnswer } from '../../src/summaries/answer.ts';

const abstract = 'Counting moths is slow.\nWe propose a light\ntrap (v1.0) that counts. It is 3 times faster.';
const answer = {
  tldr: ' A light trap\ncounts moths. ',
  tldrQuote: 'We propose a light trap (v1.0) that counts.',
  points: [
    { kind: 'problem', text: 'Counting is slow.', quote: 'Counting moths is slow.' },
    { kind: 'result', text: 'It is faster.', quote: 'It is 4 times faster.' },
  ],
  keywords: ['Moths', 'moths ', 'Light  Trap', '', 'a', 'b', 'c', 'd'],
};
const expected = {
  rung: 'llm',
  tldr: 'A light trap counts moths.',
  tldrQuote: 'We propose a light\ntrap (v1.0) that counts.',
  points: [{ kind: 'problem', text: 'Counting is slow.', quote: 'Counting moths is slow.' }],
  keywords: ['moths', 'light trap', 'a', 'b', 'c'],
};

describe('readAnswer', () => {
  it.each([
    ['bare', JSON.stringify(answer)],
    ['fenced', `\`\`\`json\n${JSON.stringify(answer, null, 2)}\n\`\`\``],
    ['after thinking', `<think>Let me see {tldr}…</think>\n${JSON.stringify(answer)}`],
    ['after thinking whose start the server swallowed', `so {"tldr": …</think>${JSON.stringify(answer)}`],
    ['between words', `Here you are: ${JSON.stringify(answer)} I hope it helps.`],
  ])('reads an answer %s, tidied, with only the quotes that stand in the abstract', (_name, text) => {
    expect(readAnswer(text, abstract)).toEqual(expected);
  });

  it('keeps what is well formed of an answer', () => {
    const points = [
      { kind: 'opinion', text: 'x', quote: 'It' },
      'x',
      { kind: 'result', text: ' ', quote: 'It' },
      ...answer.points,
    ];
    expect(readAnswer(JSON.stringify({ tldr: answer.tldr, points, keywords: 'moths' }), abstract)).toEqual({
      ...expected,
      tldrQuote: '',
      keywords: [],
    });
  });

  it('cuts what is too long', () => {
    const long = 'moth '.repeat(100);
    const point = { kind: 'result', text: long, quote: 'It is 3 times faster.' };
    const summary = readAnswer(
      JSON.stringify({ tldr: long, points: [point, point, point, point, point], keywords: [long] }),
      abstract,
    );
    expect([summary.tldr.length, summary.points.length, summary.points[0]?.text.length]).toEqual([300, 4, 300]);
    expect(summary.keywords).toEqual(['moth '.repeat(12).trim()]);
  });

  it.each(['', 'I cannot do that.', '{"tldr":', '[]', '{"tldr":" "}', '{"summary":"x"}', '{"tldr":5}'])(
    'throws where there is no summary: %s',
    (text) => {
      expect(() => readAnswer(text, abstract)).toThrow(expect.objectContaining({ code: 'model-answer' }));
    },
  );
});

describe('findQuote', () => {
  it('finds a quote whatever its line breaks, and takes it literally', () => {
    expect(findQuote(abstract, 'a light  trap (v1.0)')).toBe('a light\ntrap (v1.0)');
    expect(findQuote(abstract, 'trap (v1x0)')).toBeUndefined();
    expect(findQuote(abstract, '.*')).toBeUndefined();
    expect(findQuote(abstract, ' ')).toBeUndefined();
  });
});
