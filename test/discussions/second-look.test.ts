import { expect, test } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import { openTalk } from '../fakes/talk.ts';
import { threadedPlatform } from '../fakes/threads.ts';

test('a channel that has become private is found within the hour, with all of its discussions, and without ado', async () => {
  const looks: string[] = [];
  const platform = threadedPlatform();
  const { look } = platform.threads;
  Object.assign(platform.threads, {
    look: (thread: string) => {
      looks.push(thread);
      return look(thread);
    },
  });
  const talk = await openTalk({ platform });
  await talk.open('bats');
  await talk.open('moths');
  const other = await talk.open('bats', { channel: 'fake:A:d' });
  const tend = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) await talk.discussions.tend(platform);
  };
  await tend(5);
  expect(looks).toEqual(['fake:A:c.t2', other]);
  for (const thread of platform.opened) thread.isPrivate = thread.id !== other;
  talk.passDays(1 / 24);
  await tend(2);
  expect((await talk.rows('discussions')).map((row) => row['is_private'])).toEqual([1, 1, 0]);
  platform.opened.splice(0);
  talk.passDays(1 / 24);
  await tend(1);
  expect((await talk.rows('discussions')).map(({ state }) => state)).toEqual(['open', 'open']);
});

test.each([
  ['channel', 1],
  ['passing', 0],
] as const)('a thread that the bot may not see (%s) is taken for private: %i', async (obstacle, expected) => {
  const shut = new DeliveryError('shut', 'I am not let in.', { obstacle });
  const talk = await openTalk({ platform: threadedPlatform({}, { look: () => Promise.reject(shut) }) });
  await talk.open('bats');
  await talk.discussions.tend(talk.platform);
  expect(await talk.rows('discussions')).toMatchObject([{ is_private: expected, state: 'open' }]);
});
