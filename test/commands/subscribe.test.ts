import { expect, test } from 'vitest';
import { subscribe } from '../../commands/subscribe.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const BRAIN = { name: 'Brain', query: 'brain OR cortex', isFixed: true };
const KITES = { name: 'Kites', query: 'kite*', isFixed: false };

test('follows a topic, tells the channel and shows the last matches', async () => {
  const services = fakeServices({ subscribe: async () => ({ topic: KITES, last: fakeCards(5) }) });
  expect(await subscribe.run({ ...fakeCaller(), options: { topic: 'kites' } }, services)).toEqual({
    title: 'This channel follows Kites now',
    intro: 'Its next digest brings what matches: kite*',
    sections: [{ heading: 'Its last matches', cards: fakeCards(5) }],
    isPublic: true,
    buttons: [{ label: 'Unsubscribe', command: 'unsubscribe', options: { topic: 'Kites' }, how: 'answer' }],
  });
  expect(subscribe.changesChannel?.({ topic: 'kites' })).toBe(true);
});

test('a name is followed as the topic is spelt, in quotes or not; a query as it is typed', async () => {
  const asked: string[] = [];
  const services = fakeServices({
    topics: async () => [BRAIN],
    subscribe: async (topic) => (asked.push(topic), { topic: BRAIN, last: [] }),
  });
  for (const topic of ['bRAIN', '"brain"', '"sparse things" -survey']) {
    const reply = await subscribe.run({ ...fakeCaller(), options: { topic } }, services);
    expect(reply.sections).toEqual([{ text: 'Nothing in the library matches it yet.' }]);
  }
  expect(asked).toEqual(['Brain', 'Brain', '"sparse things" -survey']);
});

test('completes to the topics that the channel does not follow yet', async () => {
  const services = fakeServices({ topics: async () => [BRAIN, KITES], subscriptions: async () => [BRAIN] });
  expect(await subscribe.options[0]?.complete?.('', fakeCaller(), services)).toEqual([
    { label: 'Kites', value: 'Kites' },
  ]);
});
