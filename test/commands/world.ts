import { commands } from '../../commands/index.ts';
import type { ListedTopic, Mute, Services } from '../../src/command/services.ts';
import { UserInputError } from '../../src/core/errors.ts';
import type { Card } from '../../src/platform.ts';
import { defineTopic } from '../../src/topics/topic.ts';
import { fakeCards, fakeSchedule, fakeServices } from '../fakes/services.ts';

/** The one paper that the world of the table holds, under several references. */
export const kites: Card = {
  id: 'arxiv:2406.04331',
  title: 'Kites that land softly',
  url: 'https://arxiv.org/abs/2406.04331',
  tldr: 'A kite with two tails lands without a crash.',
  rung: 'sentence',
  topics: ['Kites'],
  why: ['kites'],
};

const REFERENCES = new Set([kites.id, '2406.04331', 'https://arxiv.org/abs/2406.04331', 'kites that land softly']);

/**
 * Services of a small world in memory: one paper, the topic Brain of the configuration file, the topic Kites of the
 * space; the channel follows both. What people get wrong is refused as the real services refuse it.
 */
export function tableServices(): Services {
  const topics = new Map(
    [topic('Brain', 'brain OR cortex', true), topic('Kites', 'kite*')].map((it) => [key(it.name), it]),
  );
  const followed = new Map(topics);
  const mutes = new Map<string, Mute>();

  return fakeServices({
    commands,
    search: async (query) => ({ cards: findAll(query), hasMore: true }),
    latest: async ({ topic: wanted = '*', feed }) => {
      if (feed !== undefined && feed !== 'papers-page') throw new UserInputError('There is no feed of that name.');
      return { cards: topics.has(key(wanted)) ? [kites] : findAll(wanted), hasMore: false };
    },
    paper: async (reference) => ({
      card: find(reference),
      abstract: 'Kites crash. We add a tail.',
      authors: ['Ada Lovelace'],
      links: [{ kind: 'code', url: 'https://example.org/kites' }],
    }),
    why: async (reference) => ({
      card: find(reference),
      matches: [{ topic: 'Kites', why: ['kites'] }],
      outcome: 'delivered',
    }),
    findTitles: async () => [{ id: kites.id, title: kites.title }],
    previewTopic: async (query) => ({
      query,
      matched: findAll(query).length,
      total: 5,
      perWeek: 0.1,
      examples: [kites],
    }),
    topics: async () => [...topics.values()],
    addTopic: async (name, query) => {
      if (topics.has(key(checkName(name)))) throw new UserInputError('There is a topic of that name already.');
      return put(name, query);
    },
    editTopic: async (name, query) => put(own(name).name, query),
    removeTopic: async (name) => {
      const removed = own(name);
      topics.delete(key(name));
      return removed;
    },
    subscriptions: async () => [...followed.values()],
    subscribe: async (wanted) => {
      if (followed.has(key(wanted))) throw new UserInputError('This channel follows that already.');
      return { topic: topics.get(key(wanted)) ?? put(wanted, wanted), last: [kites] };
    },
    unsubscribe: async (name) => {
      const found = followed.get(key(name));
      if (found === undefined || found.isFixed) throw new UserInputError('That cannot be left here.');
      return found;
    },
    changeSchedule: async (changes) => ({ ...fakeSchedule, ...changes }),
    mutes: async () => [...mutes.values()],
    mute: async (mute) => void mutes.set(key(checkMute(mute).text), mute),
    unmute: async ({ text }) => mutes.delete(key(text)),
    previewDigest: async () => ({ title: 'Digest', sections: [{ heading: 'Kites', cards: [kites] }] }),
    postDigest: async () => 1,
    status: async () => ({
      topics: [...followed.values()],
      schedule: fakeSchedule,
      nextDigest: new Date('2026-11-23T09:00:00Z'),
      waiting: 1,
      papers: 1,
      lastIntake: new Date('2026-11-22T06:00:00Z'),
      troubles: [],
    }),
    save: async (reference) => ({ card: find(reference), wasSaved: false }),
    unsave: async (reference) => find(reference),
    saved: async () => ({ cards: [kites], hasMore: false }),
    exportSaved: async () => '@misc{kites,\n  title = {Kites that land softly}\n}\n',
    vote: async (reference) => find(reference),
  });

  function put(name: string, query: string): ListedTopic {
    findAll(query);
    const made = topic(name, query);
    topics.set(key(name), made);
    return made;
  }

  function own(name: string): ListedTopic {
    const found = topics.get(key(name));
    if (found === undefined || found.isFixed) throw new UserInputError('There is no such topic of your own here.');
    return found;
  }
}

function topic(name: string, query: string, isFixed = false): ListedTopic {
  return { name, query, isFixed };
}

function find(reference: string): Card {
  if (REFERENCES.has(reference.toLowerCase())) return kites;
  throw new UserInputError('No paper of the library is named like that.');
}

/** Throws as the real library does where the query cannot be read. */
function findAll(query: string): readonly Card[] {
  defineTopic('', query);
  return fakeCards(5);
}

function checkName(name: string): string {
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > 60) throw new UserInputError('A name has 1 to 60 characters.');
  return name;
}

function checkMute(mute: Mute): Mute {
  if (!/[\p{L}\p{N}]/u.test(mute.text) || mute.text.length > 100) throw new UserInputError('Give it with its letters.');
  return mute;
}

function key(name: string): string {
  return name.trim().toLowerCase();
}
