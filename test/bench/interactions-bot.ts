import { commands } from '../../commands/index.ts';
import { createBot } from '../../src/bot.ts';
import { createLog } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Platform } from '../../src/platform.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { createServices } from '../../src/services/index.ts';
import { openDiscussions } from '../../src/services/open-discussions.ts';
import { channelsOn, configOf } from '../fakes/channels.ts';
import { stagesOn } from '../fakes/stages.ts';

/** The whole bot on one chat, in a process of its own as it would be, until its parent lets go of it. */
const [chat, storeUrl = '', apiUrl = '', token = '', appToken = ''] = process.argv.slice(2);
const store = await openStore(storeUrl);
const log = createLog({ level: 'error' });
const platform: Platform =
  chat === 'slack' ? createSlack({ botToken: token, appToken, apiUrl, log }) : createDiscord({ token, apiUrl, log });
const stages = stagesOn(store);
const [platforms, secret, limits] = [[platform], 'sixteen characters', configOf().discussions];
const discussions = openDiscussions({ stages, platforms, secret, limits });
const services = createServices({
  stages,
  channels: channelsOn(store, { lanterns: 'lantern* OR marble' }),
  commands,
  platforms,
  secret,
  discussions,
});
await platform.start(
  createBot({ services, store, access: 'managers', log, hearing: discussions.hearing, now: Date.now }),
);
process.once('disconnect', async () => {
  await platform.stop();
  await store.close();
});
process.send?.('ready');
