import { expect, test } from 'vitest';
import { nameOf } from '../../src/papers/reference.ts';

test.each([
  ['arxiv:2406.04331', 'arxiv:2406.04331'],
  ['2406.04331', 'arxiv:2406.04331'],
  [' 2406.04331v12 ', 'arxiv:2406.04331'],
  ['arXiv:2406.04331v2', 'arxiv:2406.04331'],
  ['arXiv: 2406.04331 [cs.CL]', 'arxiv:2406.04331'],
  ['0704.0001', 'arxiv:0704.0001'],
  ['hep-th/9901001v3', 'arxiv:hep-th/9901001'],
  ['math.GT/0309136', 'arxiv:math/0309136'],
  ['https://arxiv.org/abs/2406.04331', 'arxiv:2406.04331'],
  ['http://www.arxiv.org/abs/2406.04331v1/', 'arxiv:2406.04331'],
  ['arxiv.org/pdf/2406.04331v2.pdf', 'arxiv:2406.04331'],
  ['https://arxiv.org/html/2406.04331v1#S3.SS1', 'arxiv:2406.04331'],
  ['https://export.arxiv.org/abs/hep-th/9901001', 'arxiv:hep-th/9901001'],
  ['<https://arxiv.org/abs/2406.04331?context=cs>', 'arxiv:2406.04331'],
  ['https://huggingface.co/papers/2406.04331', 'arxiv:2406.04331'],
  ['hf.co/papers/2406.04331', 'arxiv:2406.04331'],
  ['https://www.alphaxiv.org/abs/2406.04331', 'arxiv:2406.04331'],
  ['https://doi.org/10.48550/arXiv.2406.04331', 'arxiv:2406.04331'],
  ['https://dx.doi.org/10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701'],
  ['https://doi.org/10.1000%2FABC', 'doi:10.1000/abc'],
  ['doi:10.1145/3292500', 'doi:10.1145/3292500'],
  ['10.1145/3292500', 'doi:10.1145/3292500'],
  ['title:0123456789abcdef0123', 'title:0123456789abcdef0123'],
  ['title:0123456789abcdef0123-89abcdef', 'title:0123456789abcdef0123-89abcdef'],
])('%j names %j', (reference, name) => {
  expect(nameOf(reference)).toBe(name);
});

test.each([
  'Moths and light',
  'title:moth',
  'arxiv:',
  '2406',
  'https://example.org/abs/2406.04331',
  'https://arxiv.org/list/cs.CL/recent',
  'https://doi.org/%zz',
  'On 2406.04331',
  '',
  '<>',
])('%j names none by an id', (reference) => {
  expect(nameOf(reference)).toBeUndefined();
});
