import { expect, test } from 'vitest';
import { topics } from '../../commands/topics.ts';
import { fakeCards, fakeServices } from '../fakes/services.ts';

const BRAIN = { name: 'Brain', query: 'brain OR cortex' };
const AGENTS = { name: 'Agents', query: 'agent*' };

function previewing(matched: number, total: number, perWeek: number) {
  return fakeServices({
    topics: async () => [BRAIN, AGENTS],
    previewTopic: async (query) => ({ query, matched, total, perWeek, examples: fakeCards(2) }),
  });
}

async function introAt(perWeek: number): Promise<string | undefined> {
  return (await topics.run({ channel: 'c', options: { query: 'x' } }, previewing(12, 308, perWeek))).intro;
}

test('lists every topic with its query', async () => {
  const list = { channel: 'c', options: {} };
  expect(await topics.run(list, previewing(0, 0, 0))).toEqual({
    title: '2 topics',
    sections: [{ text: '• Brain: brain OR cortex\n• Agents: agent*' }],
  });
  expect((await topics.run(list, fakeServices({ topics: async () => [BRAIN] }))).title).toBe('1 topic');
});

test('without topics, says where they stand and how to try one', async () => {
  expect(await topics.run({ channel: 'c', options: {} }, fakeServices())).toEqual({
    title: 'No topics yet',
    sections: [
      { text: 'They stand under "topics:" in the configuration; "topics" with a query shows what it would bring.' },
    ],
  });
});

test('previews a query: how many, how often, and examples', async () => {
  expect(await topics.run({ channel: 'c', options: { query: 'brain*' } }, previewing(12, 308, 3.456))).toEqual({
    title: 'Topic preview: brain*',
    intro: 'Matches 12 of 308 papers, about 3.5 a week.',
    sections: [{ heading: 'Examples', cards: fakeCards(2) }],
  });
});

test('a topic named is previewed by its query, in any case', async () => {
  const reply = await topics.run({ channel: 'c', options: { query: 'bRAIN' } }, previewing(1, 1, 1));
  expect([reply.title, reply.intro]).toEqual(['Topic Brain: brain OR cortex', 'Matches 1 of 1 paper, about 1 a week.']);
});

test('a rate is as exact as it is worth', async () => {
  expect(await Promise.all([0.99, 1, 9.94, 41.7].map(introAt))).toEqual([
    'Matches 12 of 308 papers, less than one a week.',
    'Matches 12 of 308 papers, about 1 a week.',
    'Matches 12 of 308 papers, about 9.9 a week.',
    'Matches 12 of 308 papers, about 42 a week.',
  ]);
});

test('no match is said kindly, with a next step', async () => {
  expect(await topics.run({ channel: 'c', options: { query: 'zebra' } }, previewing(0, 308, 0))).toEqual({
    title: 'Nothing in the library matches “zebra” yet',
    sections: [
      {
        text: 'It holds 308 papers. Try fewer words, OR between them, or a star at the end of one, such as interpretab*.',
      },
    ],
  });
  expect((await topics.run({ channel: 'c', options: { query: 'zebra' } }, fakeServices())).sections).toEqual([
    { text: 'The library is still empty: papers appear as soon as a feed has been read.' },
  ]);
});
