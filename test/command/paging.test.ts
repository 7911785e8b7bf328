import { expect, test } from 'vitest';
import { readPage, showPage } from '../../src/command/paging.ts';
import { fakeCards } from '../fakes/services.ts';

test('a page is counted from 1, five papers each', () => {
  expect([{}, { page: 1 }, { page: 3 }].map(readPage)).toEqual([
    { limit: 5, offset: 0 },
    { limit: 5, offset: 0 },
    { limit: 5, offset: 10 },
  ]);
});

test('a page in the middle leads both ways, with what was asked besides', () => {
  expect(showPage('Kites', { cards: fakeCards(5), hasMore: true }, 'search', { query: 'kites', page: 2 })).toEqual({
    title: 'Kites (page 2)',
    sections: [{ cards: fakeCards(5) }],
    buttons: [
      { label: 'Previous', command: 'search', options: { query: 'kites', page: 1 }, how: 'replace' },
      { label: 'Next', command: 'search', options: { query: 'kites', page: 3 }, how: 'replace' },
    ],
  });
});
