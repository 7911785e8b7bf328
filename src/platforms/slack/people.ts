import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { remember } from '../../core/remember.ts';
import { patiently } from './patience.ts';
import { readText } from './read-text.ts';

/** How people are called, each by their id. */
export type Names = ReadonlyMap<string, string>;

/** Finds out how people are called. */
export type FindNames = (users: readonly string[]) => Promise<Names>;

/** Finds out who the bot is as a user. */
export type FindBot = () => Promise<string>;

/** Whoever's name is not known. */
export const SOMEBODY = 'a member';

/** How many names are kept, and how long each. */
const MOST = 2000;
const FOR_MS = 3_600_000;

const nameSchema = z.string().transform(readText).default('');
const selfSchema = z.object({ user_id: z.string() });
const userSchema = z.object({
  user: z.object({
    name: nameSchema,
    real_name: nameSchema,
    profile: z.object({ display_name: nameSchema, real_name: nameSchema }).prefault({}),
  }),
});

/** Asks Slack for people's names, for each person once in an hour. Who has none that Slack tells is left out. */
export function createPeople(client: webApi.WebClient): FindNames {
  const nameOf = remember(
    async (user: string) => {
      const { profile, ...found } = userSchema.parse(await patiently(() => client.users.info({ user }))).user;
      return profile.display_name || profile.real_name || found.real_name || found.name;
    },
    (user) => user,
    MOST,
    { forMs: FOR_MS },
  );
  return async (users) => {
    const named = [...new Set(users)].map(async (user) => [user, await nameOf(user).catch(() => '')] as const);
    return new Map((await Promise.all(named)).filter(([, name]) => name !== ''));
  };
}

/** Asks Slack once who the bot is. */
export function createSelf(client: webApi.WebClient): FindBot {
  const findSelf = remember(
    async (_token: string) => selfSchema.parse(await patiently(() => client.auth.test())).user_id,
    (token) => token,
    1,
  );
  return () => findSelf(client.token ?? '');
}
