import { expect, test } from 'vitest';
import { search } from '../../commands/search.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { fakeCards, fakeServices } from '../fakes/services.ts';

const CHANNEL = 'slack:T1:C1';
const services = fakeServices({
  search: async (query, limit) => fakeCards(query === 'brain' ? 3 : 30).slice(0, limit),
});

test('shows what the library finds, best first, five unless asked for more', async () => {
  expect(await search.run({ channel: CHANNEL, options: { query: 'brain' } }, services)).toEqual({
    title: 'Search: brain',
    sections: [{ cards: fakeCards(3) }],
  });
  expect(await search.run({ channel: CHANNEL, options: { query: 'all' } }, services)).toEqual({
    title: 'Search: all',
    sections: [{ cards: fakeCards(5) }],
    footer: 'The best 5; ask for a higher limit to see more.',
  });
  const seven = await search.run({ channel: CHANNEL, options: { query: 'all', limit: 7 } }, services);
  expect(seven.sections).toEqual([{ cards: fakeCards(7) }]);
});

test('at the highest limit, nobody is asked to raise it', async () => {
  const reply = await search.run({ channel: CHANNEL, options: { query: 'all', limit: 20 } }, services);
  expect(reply).toEqual({ title: 'Search: all', sections: [{ cards: fakeCards(20) }] });
});

test('nothing found is said kindly, with a next step', async () => {
  expect(await search.run({ channel: CHANNEL, options: { query: 'zebra' } }, fakeServices())).toEqual({
    title: 'Nothing in the library matches “zebra” yet',
    sections: [{ text: 'Try fewer words, or the beginning of one with a star, such as interpretab*.' }],
  });
});

test('a query that cannot be read is left to the caller', async () => {
  const strict = fakeServices({ search: () => Promise.reject(new UserInputError('Close the bracket.')) });
  await expect(search.run({ channel: CHANNEL, options: { query: '(' } }, strict)).rejects.toThrow('Close the bracket.');
});
