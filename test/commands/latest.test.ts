import { expect, test } from 'vitest';
import { latest } from '../../commands/latest.ts';
import { fakeCards, fakeServices } from '../fakes/services.ts';

const services = fakeServices({ latest: async (limit) => fakeCards(limit) });

test('shows the newest five, or as many as asked for', async () => {
  expect(await latest.run({ channel: 'c', options: {} }, services)).toEqual({
    title: 'Latest papers',
    sections: [{ cards: fakeCards(5) }],
  });
  const reply = await latest.run({ channel: 'c', options: { limit: 2 } }, services);
  expect(reply.sections).toEqual([{ cards: fakeCards(2) }]);
});

test('an empty library says when papers will be there', async () => {
  expect(await latest.run({ channel: 'c', options: {} }, fakeServices())).toEqual({
    title: 'Nothing in the library yet',
    sections: [{ text: 'Papers appear here as soon as a feed has been read.' }],
  });
});
