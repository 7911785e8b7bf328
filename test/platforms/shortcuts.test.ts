import { expect, test } from 'vitest';
import { paper } from '../../commands/paper.ts';
import { findPapers, isFound, readShortcut } from '../../src/platforms/shortcuts.ts';

test.each([
  ['https://arxiv.org/abs/2406.04331', ['arxiv:2406.04331']],
  ['see https://arxiv.org/pdf/2406.04331v2.pdf, please', ['arxiv:2406.04331']],
  ['(arxiv.org/abs/2406.04331)', ['arxiv:2406.04331']],
  ['<https://huggingface.co/papers/2406.04331|this one>', ['arxiv:2406.04331']],
  ['[kites](https://huggingface.co/papers/2406.04331) and arXiv:2406.04331v3', ['arxiv:2406.04331']],
  ['hf.co/papers/2406.04331#comments!', ['arxiv:2406.04331']],
  ['https://doi.org/10.1000/KITE.7.', ['doi:10.1000/kite.7']],
  ['two: arXiv:2406.04331; https://arxiv.org/abs/hep-th/9901001', ['arxiv:2406.04331', 'arxiv:hep-th/9901001']],
  ['https://notarxiv.org/abs/2406.04331 https://huggingface.co/kites/2406.04331 2406.04331', []],
  ['mail me@arxiv.org/abs/2406.04331', []],
  ['', []],
])('the papers of a message, each once: %s', (text, papers) => {
  expect(findPapers(text)).toEqual(papers);
});

test('one paper is used, of several one is chosen, and none is said to be there', () => {
  expect(readShortcut('arxiv.org/abs/2406.04331', paper)).toEqual({ paper: 'arxiv:2406.04331' });
  const several = (count: number) =>
    readShortcut(Array.from({ length: count }, (_, i) => `arXiv:2406.0433${i}`).join(' '), paper);
  expect(several(2)).toMatchObject({
    title: '2 papers are in this message',
    buttons: [
      { label: 'arxiv:2406.04330', command: 'paper', options: { paper: 'arxiv:2406.04330' }, how: 'answer' },
      { label: 'arxiv:2406.04331' },
    ],
  });
  expect(several(6)).toMatchObject({ menu: { choices: { length: 6 } } });
  expect([several(1), several(2)].map(isFound)).toEqual([true, false]);
  expect(readShortcut('lunch?', paper)).toEqual({
    title: 'There is no paper in this message',
    sections: [{ text: 'It has no link to arXiv or Hugging Face. By title or id: /papers paper TITLE' }],
  });
});
