import { expect, test } from 'vitest';
import { topics } from '../../commands/topics.ts';
import type { Services } from '../../src/command/services.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const BRAIN = { name: 'Brain', query: 'brain OR cortex', isFixed: true };
const AGENTS = { name: 'Agents', query: 'agent*', isFixed: false };
const all = fakeServices({ topics: async () => [BRAIN, AGENTS], subscriptions: async () => [BRAIN] });

function previewing(matched: number, total: number, perWeek?: number): Services {
  return {
    ...all,
    previewTopic: async (query) => ({
      query,
      matched,
      total,
      ...(perWeek !== undefined && { perWeek }),
      examples: fakeCards(2),
    }),
  };
}

function run(options: Record<string, string>, services: Services = all) {
  return topics.run({ ...fakeCaller(), options }, services);
}

async function introAt(perWeek?: number): Promise<string | undefined> {
  return (await run({ action: 'preview', query: 'x' }, previewing(12, 308, perWeek))).intro;
}

test('lists every topic with its query, where it comes from and whether it is followed', async () => {
  const list = {
    title: '2 topics',
    sections: [{ text: '• Brain: brain OR cortex (followed here, from the configuration)\n• Agents: agent*' }],
    isShareable: true,
  };
  expect(await run({})).toEqual(list);
  expect(await run({ action: 'list' })).toEqual(list);
  expect((await run({}, fakeServices({ topics: async () => [BRAIN] }))).title).toBe('1 topic');
});

test('without topics, says how to try one and how to make one', async () => {
  expect(await run({}, fakeServices())).toEqual({
    title: 'No topics yet',
    sections: [
      { text: '"topics preview" with a query shows what it would bring; "subscribe" with one makes it a topic.' },
    ],
  });
});

test('previews a query: how many, how often, and examples', async () => {
  expect(await run({ action: 'preview', query: 'brain*' }, previewing(1200, 3080, 3.456))).toEqual({
    title: 'Topic preview: brain*',
    intro: 'Matches 1,200 of 3,080 papers, about 3.5 a week.',
    sections: [{ heading: 'Examples', cards: fakeCards(2) }],
    isShareable: true,
    buttons: [{ label: 'Subscribe', command: 'subscribe', options: { topic: 'brain*' }, how: 'answer' }],
  });
});

test('a topic named is previewed by its query, in any case', async () => {
  const reply = await run({ action: 'preview', query: 'bRAIN' }, previewing(1, 1, 1));
  expect([reply.title, reply.intro]).toEqual(['Topic Brain: brain OR cortex', 'Matches 1 of 1 paper, about 1 a week.']);
  expect(reply.buttons?.[0]?.options).toEqual({ topic: 'Brain' });
});

test('a rate is as exact as it is worth', async () => {
  expect(await Promise.all([0.99, 1, 9.94, 41.7].map(introAt))).toEqual([
    'Matches 12 of 308 papers, less than one a week.',
    'Matches 12 of 308 papers, about 1 a week.',
    'Matches 12 of 308 papers, about 9.9 a week.',
    'Matches 12 of 308 papers, about 42 a week.',
  ]);
});

test('no rate is said of a library that covers less than a week', async () => {
  expect(await introAt()).toBe('Matches 12 of 308 papers.');
});

test('no match is said kindly, with a next step', async () => {
  const zebra = { action: 'preview', query: 'zebra' };
  expect(await run(zebra, previewing(0, 308, 0))).toEqual({
    title: 'Nothing in the library matches “zebra” yet',
    sections: [
      {
        text: 'It holds 308 papers. Try fewer words, OR between them, or a star at the end of one, such as interpretab*.',
      },
    ],
  });
  expect((await run(zebra, fakeServices())).sections).toEqual([
    { text: 'The library is still empty: papers appear as soon as a feed has been read.' },
  ]);
});

test('adding, editing and removing are told to the channel, each with its next step', async () => {
  const asked: string[] = [];
  const services = fakeServices({
    addTopic: async (name, query) => (asked.push(`add ${name}: ${query}`), { ...AGENTS, name, query }),
    editTopic: async (name, query) => (asked.push(`edit ${name}: ${query}`), { ...AGENTS, query }),
    removeTopic: async (name) => (asked.push(`remove ${name}`), AGENTS),
  });
  const replies = [
    await run({ action: 'add', name: '"Two words"', query: 'two "words"' }, services),
    await run({ action: 'edit', name: 'agents', query: 'agent' }, services),
    await run({ action: 'remove', name: 'agents' }, services),
  ];
  expect(asked).toEqual(['add Two words: two "words"', 'edit agents: agent', 'remove agents']);
  expect(replies.map(({ title }) => title)).toEqual([
    'Topic Two words added',
    'Topic Agents changed',
    'Topic Agents removed',
  ]);
  expect(replies.map(({ isPublic }) => isPublic)).toEqual([true, true, true]);
  expect(replies.map(({ buttons }) => buttons?.map(({ command, options }) => ({ command, ...options })))).toEqual([
    [{ command: 'subscribe', topic: 'Two words' }],
    [{ command: 'topics', action: 'preview', query: 'Agents' }],
    [{ command: 'topics', action: 'add', name: 'Agents', query: 'agent*' }],
  ]);
});

test('only what changes topics changes the channel', () => {
  const changing = ['list', 'preview', 'add', 'edit', 'remove'].filter((action) => topics.changesChannel?.({ action }));
  expect(changing).toEqual(['add', 'edit', 'remove']);
  expect(topics.changesChannel?.({})).toBe(false);
});

test('names complete to topics, queries to their queries', async () => {
  const [, name, query] = topics.options;
  expect(await name?.complete?.('A', fakeCaller(), all)).toEqual([
    { label: 'Agents', value: 'Agents' },
    { label: 'Brain', value: 'Brain' },
  ]);
  expect(await query?.complete?.('cort', fakeCaller(), all)).toEqual([
    { label: 'Brain: brain OR cortex', value: 'brain OR cortex' },
  ]);
});
