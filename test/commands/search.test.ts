import { expect, test } from 'vitest';
import { search } from '../../commands/search.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const services = fakeServices({
  search: async (query, { limit, offset }) => {
    const all = fakeCards(query === 'brain' ? 3 : 12);
    return { cards: all.slice(offset, offset + limit), hasMore: all.length > offset + limit };
  },
});

function run(options: Record<string, string | number>, given = services) {
  return search.run({ ...fakeCaller(), options }, given);
}

test('shows what the library finds, best first', async () => {
  expect(await run({ query: 'brain' })).toEqual({
    title: 'Search: brain',
    sections: [{ cards: fakeCards(3) }],
    isShareable: true,
  });
});

test('shows five to a page, with buttons to the pages around', async () => {
  const next = { label: 'Next', command: 'search', options: { query: 'all', page: 2 }, how: 'replace' };
  expect(await run({ query: 'all' })).toEqual({
    title: 'Search: all',
    sections: [{ cards: fakeCards(5) }],
    buttons: [next],
    isShareable: true,
  });
  const second = await run({ query: 'all', page: 2 });
  expect(second.title).toBe('Search: all (page 2)');
  expect(second.sections).toEqual([{ cards: fakeCards(10).slice(5) }]);
  expect(second.buttons?.map(({ label, options }) => [label, options.page])).toEqual([
    ['Previous', 1],
    ['Next', 3],
  ]);
  expect((await run({ query: 'all', page: 3 })).buttons?.map(({ label }) => label)).toEqual(['Previous']);
});

test('a page past the end says so, and leads back', async () => {
  const reply = await run({ query: 'all', page: 9 });
  expect(reply.sections).toEqual([{ text: 'Nothing more on this page.' }]);
  expect(reply.buttons?.map(({ label }) => label)).toEqual(['Previous']);
});

test('nothing found is said kindly, with a next step', async () => {
  expect(await run({ query: 'zebra' }, fakeServices())).toEqual({
    title: 'Nothing in the library matches “zebra” yet',
    sections: [{ text: 'Try fewer words, or the beginning of one with a star, such as interpretab*.' }],
  });
});

test('a query that cannot be read is left to the caller', async () => {
  const strict = fakeServices({ search: () => Promise.reject(new UserInputError('Close the bracket.')) });
  await expect(run({ query: '(' }, strict)).rejects.toThrow('Close the bracket.');
});
