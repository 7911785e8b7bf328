import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import { titleKey } from '../../src/papers/identity.ts';
import { collect, type Stages } from '../../src/pipeline.ts';
import { findPaper } from '../../src/services/find-paper.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { openStages } from '../fakes/stages.ts';

let stages: Stages;

beforeAll(async () => {
  stages = await openStages();
  await collect(
    stages,
    dumpOfPapers(
      'Moth nets',
      { title: 'Moth nets in the rain' },
      { title: 'Rain over nets of a moth' },
      { title: 'Seen without an id', abstract: 'It had none.' },
      { title: 'Owl eyes', arxivId: '2406.04331', doi: '10.1000/owl' },
      { title: 'Old strings', arxivId: 'hep-th/9901001' },
    ),
  );
  await collect(stages, dumpOfPapers({ title: 'Seen without an id', arxivId: '2501.00001' }));
});

afterAll(() => stages.store.close());

test.each([
  ['arxiv:2406.04331', 'Owl eyes'],
  ['2406.04331v3', 'Owl eyes'],
  [' <https://arxiv.org/pdf/2406.04331v1.pdf> ', 'Owl eyes'],
  ['https://huggingface.co/papers/2406.04331', 'Owl eyes'],
  ['https://doi.org/10.1000/OWL', 'Owl eyes'],
  ['doi:10.1000/owl', 'Owl eyes'],
  ['arXiv:hep-th/9901001', 'Old strings'],
  ['https://arxiv.org/abs/2501.00001', 'Seen without an id'],
  [titleKey('Seen without an id'), 'Seen without an id'],
  ['moth  NETS', 'Moth nets'],
  ['"Moth nets."', 'Moth nets'],
  ['rain nets moth over', 'Rain over nets of a moth'],
  ['nets in the', 'Moth nets in the rain'],
  ['owl ey', 'Owl eyes'],
])('%j means “%s”', async (reference, title) => {
  expect((await findPaper(stages, reference)).title).toBe(title);
});

test.each([
  ['', 'Say which paper: its title, its arXiv id or a link to it.'],
  ['9999.99999', 'The library has no paper “arxiv:9999.99999”; a title may find it.'],
  ['https://doi.org/10.1000/none', 'The library has no paper “doi:10.1000/none”; a title may find it.'],
  [
    'nets',
    '“nets” fits several papers, such as “Moth nets in the rain”, “Rain over nets of a moth”, and “Moth nets”: type more of the title.',
  ],
  ['owls of the night', 'No paper of the library is called “owls of the night”.'],
  ['eyes of the night', 'No paper of the library is called “eyes of the night”; near it is “Owl eyes”.'],
])('%j is answered with a sentence', async (reference, sentence) => {
  await expect(findPaper(stages, reference)).rejects.toThrow(new UserInputError(sentence));
});

test('a very long text is answered with its beginning', async () => {
  const sentence = `No paper of the library is called “${'x'.repeat(99)}…”.`;
  await expect(findPaper(stages, 'x'.repeat(10_000))).rejects.toThrow(new UserInputError(sentence));
});

test.each(['"', '(((', 'NOT -', '\0', '\uD800', 'title:', '* OR *', '\u202E\n\n', "'; DROP TABLE library; --"])(
  '%j names no paper, and breaks nothing',
  async (reference) => {
    await expect(findPaper(stages, reference)).rejects.toThrow(UserInputError);
  },
);
