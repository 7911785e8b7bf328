import { expect, it } from 'vitest';
import { keywordsOf } from '../../src/summaries/keywords.ts';

const abstract =
  'Counting moths is slow. We propose a light trap with a moth classifier. The moth classifier runs on a light trap. The Moth Classifier is small.';

it('puts phrases of the title before those said often, in lower case', () => {
  expect(keywordsOf('MothNet: Light Trap for the Night', `${abstract} MothNet is good.`)).toEqual([
    'light trap',
    'mothnet',
    'moth classifier',
  ]);
});

it('gives none that is within another', () => {
  expect(keywordsOf('', 'red moth, red moth, red moth wing, red moth wing')).toEqual(['red moth']);
  expect(keywordsOf('Red Moth Wing', 'red moth, red moth')).toEqual(['red moth wing']);
});

it('gives five at most', () => {
  const many = 'red moth, blue moth, green moth, grey moth, black moth, white moth';
  expect(keywordsOf('', `${many}; ${many}`)).toEqual([
    'red moth',
    'blue moth',
    'green moth',
    'grey moth',
    'black moth',
  ]);
});

it('finds none in nothing', () => {
  expect(keywordsOf('', '')).toEqual([]);
});
