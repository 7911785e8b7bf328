import { expect, test } from 'vitest';
import type { Pace } from '../../../src/core/pace.ts';
import { createLog } from '../../../src/core/log.ts';
import { createClient, createPoster } from '../../../src/platforms/discord/client.ts';
import { createPosting } from '../../../src/platforms/discord/posting.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { openDiscord } from '../../fakes/discord/index.ts';

/** A pace that notes what it is told. */
function notingPace(): { pace: Pace; noted: string[] } {
  const noted: string[] = [];
  const pace: Pace = {
    turn: async (channel) => void noted.push(`turn ${channel}`),
    send: (channel, make) => make(() => void noted.push(`leave ${channel}`)),
    rest: (ms) => void noted.push(`rest ${ms > 0}`),
  };
  return { pace, noted };
}

test('says when each call goes out, and takes its turn again where Discord asks the channel to wait', async () => {
  const discord = await openDiscord();
  const { url, world } = discord;
  const channel = `discord:@me:${discord.addDirect()}`;
  const client = createClient(world.token, url);
  const poster = createPoster(url).setToken(world.token);
  const { pace, noted } = notingPace();
  const { post, send } = createPosting(() => ({ client, poster }), pace);
  const [part] = createDiscord({ token: world.token, apiUrl: url, log: createLog({ level: 'silent' }) }).render({
    title: 'News',
    sections: [],
  });
  world.limited = 1;
  await post(channel, part?.body ?? '', 'a');
  expect(noted).toEqual([`leave ${channel}`, `turn ${channel}`, `leave ${channel}`]);
  await send(channel, part?.body ?? '', 'b');
  expect(noted.slice(3)).toEqual([`turn ${channel}`, `leave ${channel}`]);
  await client.destroy();
  await discord.close();
});
