import { expect, test } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { noteLeft } from '../../src/digests/spaces.ts';
import type { ThreadMessage } from '../../src/platform.ts';
import { keepRecap } from '../../src/discussions/kept-recaps.ts';
import { createRereading } from '../../src/discussions/rereading.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';
import { ada, openTalk, type Talk, type TalkOptions } from '../fakes/talk.ts';
import { threadedPlatform } from '../fakes/threads.ts';

/** A platform that counts how often its threads are read. */
function countingPlatform(...given: Parameters<typeof threadedPlatform>) {
  const platform = threadedPlatform(...given);
  const { read } = platform.threads;
  const reads: string[] = [];
  Object.assign(platform.threads, {
    read: (thread: string, limit: number) => {
      reads.push(thread);
      return read(thread, limit);
    },
  });
  return { platform, reads };
}

/** Threads in which something was said and recapped, in one line for each message. */
async function openRecapped(options: TalkOptions = {}, count = 4) {
  const talk = await openTalk(options);
  const recapped = async (paper: string): Promise<string> => {
    const thread = await talk.open(paper);
    const lines = Array.from({ length: count }, () => lineOf(talk.say(thread, 'Bats')));
    const { id } = (await talk.rows('discussions')).at(-1) ?? {};
    await talk.store.transaction(() =>
      keepRecap({ id: Number(id), replies: 0 }, lines, REFERENCE_MS, 'sixteen characters'),
    );
    return thread;
  };
  const thread = await recapped('bats');
  const { platform } = talk;
  const readAgain = createRereading(talk.parts);
  return { ...talk, thread, recapped, readAgain: () => readAgain(platform), said: messagesOf(talk, thread) };
}

function lineOf({ id, person, name, text }: ThreadMessage) {
  return { kind: 'said', text, message: id, person, name } as const;
}

function messagesOf({ platform }: Talk, thread: string): ThreadMessage[] {
  return platform.opened.find(({ id }) => id === thread)?.messages ?? [];
}

async function keptOf({ rows }: Pick<Talk, 'rows'>): Promise<readonly unknown[]> {
  return (await rows('recap_lines')).map(({ message }) => message);
}

test('what was deleted or edited while the bot was away is dropped, and nothing else', async () => {
  const talk = await openRecapped();
  const { said, thread, discussions, readAgain, platform, rows } = talk;
  for (const message of said) await discussions.hearing.hear({ ...message, ...ada, thread, isToBot: false });
  talk.say(thread, 'said since');
  const [, two, three, four, since] = said;
  if (two === undefined || three === undefined || four === undefined || since === undefined)
    throw new Error('not said');
  const edited = (message: ThreadMessage, afterMs: number): ThreadMessage => ({
    ...message,
    text: '',
    editedMs: REFERENCE_MS + afterMs,
  });
  // The first is gone.
  said.splice(0, said.length, edited(two, -90_000), edited(three, 90_000), four, edited(since, 90_000));
  await readAgain();
  expect(await keptOf(talk)).toEqual(['m2', 'm4']);
  expect(await rows('discussions')).toMatchObject([{ replies: 3 }]);
  // Nobody says anything any more.
  said.splice(0);
  await discussions.tend(platform);
  expect(await keptOf(talk)).toEqual([]);
});

test('one thread that has a recap is read in each call, each once a day', async () => {
  const { platform, reads } = countingPlatform();
  const talk = await openRecapped({ platform });
  const other = await talk.recapped('moths');
  await talk.open('bats', { channel: 'fake:A:d' });
  const { thread, readAgain, passDays } = talk;
  for (let i = 0; i < 4; i += 1) await readAgain();
  expect(reads.toSorted()).toEqual([thread, other].toSorted());
  passDays(0.9);
  await readAgain();
  expect(reads).toHaveLength(2);
  passDays(0.2);
  for (let i = 0; i < 4; i += 1) await readAgain();
  expect(reads.slice(2).toSorted()).toEqual([thread, other].toSorted());
});

test.each([
  ['m9', 'm10'],
  ['m11', 'm12'],
])(
  'of a long thread what is older than the oldest that was read (%s) stays, and what is gone since (%s) does not',
  async (oldest, gone) => {
    const talk = await openRecapped({}, 12);
    const { said, thread, readAgain } = talk;
    said.splice(0, said.length, ...said.filter(({ id }) => id !== gone));
    const since = said.length - said.findIndex(({ id }) => id === oldest);
    for (let i = since; i < 200; i += 1) talk.say(thread, 'word');
    const before = await keptOf(talk);
    await readAgain();
    expect(await keptOf(talk)).toEqual(before.filter((message) => message !== gone));
  },
);

test('a thread that is gone is forgotten', async () => {
  const { platform, readAgain, rows } = await openRecapped();
  platform.opened.splice(0);
  await readAgain();
  expect([await rows('discussions'), await rows('recap_lines')]).toEqual([[], []]);
});

test.each(['look', 'read'] as const)('where a thread cannot be seen (%s), its lines stay', async (what) => {
  const shut = () => Promise.reject(new DeliveryError('shut', 'I am not let in.', { obstacle: 'channel' }));
  const talk = await openRecapped({ platform: threadedPlatform({}, { [what]: shut }) });
  await talk.readAgain();
  expect(await keptOf(talk)).toHaveLength(4);
  expect(talk.logged).toEqual(['what became of what was said is not known: I am not let in.']);
});

test('nothing is read while the platform is not connected, nor where the bot was taken out or there is no recap', async () => {
  let isConnected = false;
  const { platform, reads } = countingPlatform({ isConnected: () => isConnected });
  const { readAgain, store } = await openRecapped({ platform });
  await readAgain();
  expect(reads).toEqual([]);
  isConnected = true;
  await noteLeft(store, ada.space, 1);
  await readAgain();
  expect(reads).toEqual([]);
});
