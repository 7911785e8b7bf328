import type { ChannelSchedule, ListedTopic, Services } from '../../src/command/services.ts';
import type { Caller } from '../../src/command.ts';
import { weekdays } from '../../src/core/config-schema.ts';
import type { Card } from '../../src/platform.ts';

/** The schedule of a channel that nobody has changed. */
export const fakeSchedule: ChannelSchedule = {
  at: '09:00',
  weekdays,
  timezone: 'UTC',
  cap: 10,
  catchUp: 'merged',
  emptyDays: 'silent',
  isPaused: false,
};

/** Services of an empty bot, but for what is given. */
export function fakeServices(given: Partial<Services> = {}): Services {
  const page = async () => ({ cards: [], hasMore: false });
  const card = async (reference: string) => fakeCard(reference);
  const topic = async (name: string, query: string): Promise<ListedTopic> => ({ name, query, isFixed: false });
  return {
    commands: [],
    search: page,
    latest: page,
    paper: async (reference) => ({ card: fakeCard(reference), authors: [], links: [] }),
    why: async (reference) => ({ card: fakeCard(reference), matches: [], outcome: 'unmatched' }),
    findTitles: async () => [],
    previewTopic: async (query) => ({ query, matched: 0, total: 0, examples: [] }),
    topics: async () => [],
    addTopic: topic,
    editTopic: topic,
    removeTopic: (name) => topic(name, name),
    subscriptions: async () => [],
    subscribe: async (name) => ({ topic: await topic(name, name), last: [] }),
    unsubscribe: (name) => topic(name, name),
    schedule: async () => fakeSchedule,
    changeSchedule: async (changes) => ({ ...fakeSchedule, ...changes }),
    mutes: async () => [],
    mute: async () => {},
    unmute: async () => false,
    previewDigest: async ({ channel }) => ({ title: channel, sections: [] }),
    postDigest: async () => 0,
    status: async () => ({ topics: [], schedule: fakeSchedule, waiting: 0, papers: 0, troubles: [] }),
    save: async (reference) => ({ card: fakeCard(reference), wasSaved: false }),
    unsave: card,
    saved: page,
    exportSaved: async () => '',
    vote: card,
    discuss: async (reference) => ({
      card: fakeCard(reference),
      url: 'https://chat.example/thread',
      wasOpen: false,
      isLocked: false,
    }),
    recap: async () => ({ title: 'Recap', sections: [] }),
    discussedThisWeek: async () => [],
    discussed: async () => ({ discussions: [], hasMore: false }),
    threadSettings: async () => ({ answers: 'mentions', recapDays: 0 }),
    changeThreadSettings: async (changes) => ({ answers: 'mentions', recapDays: 0, ...changes }),
    forgetPerson: async () => ({ saves: 0, votes: 0, recapLines: 0 }),
    ...given,
  };
}

/** The caller at the terminal, but for what is given. */
export function fakeCaller(given: Partial<Caller> = {}): Caller {
  return { channel: 'console:local', space: 'console:local', person: 'console:local', mayManage: true, ...given };
}

/** So many cards, numbered from 1. */
export function fakeCards(count: number): readonly Card[] {
  return Array.from({ length: count }, (_, i) => ({ ...fakeCard(`title:${i + 1}`), title: `Paper ${i + 1}` }));
}

/** A card of which nothing is known but an id. */
export function fakeCard(id: string): Card {
  return { id, title: id, tldr: '', rung: 'sentence', topics: [], why: [] };
}

/** A card of which everything is known. */
export const fullCard: Card = {
  id: 'arxiv:2507.01001',
  title: 'Circuits in the Attic',
  url: 'https://huggingface.co/papers/2507.01001',
  tldr: 'What a sparse dictionary drops still steers the model.',
  rung: 'llm',
  points: ['A second dictionary recovers *most* of it.', 'It costs 3% more.'],
  topics: ['Interpretability', 'Agents'],
  why: ['probe', 'sparse', 'steer*', 'brain'],
  byline: 'Mira Holt and 3 more',
  date: 'Jul 14, 2025',
  upvotes: 128,
  comments: 1,
  codeUrl: 'https://github.com/mholt/attic',
};
