import { commands } from '../../commands/index.ts';
import { createBot } from '../../src/bot.ts';
import { createLog } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Platform } from '../../src/platform.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { createServices } from '../../src/services/index.ts';
import { channelsOn } from '../fakes/channels.ts';
import { stagesOn } from '../fakes/stages.ts';

/** The whole bot on one chat, in a process of its own as it would be, until its parent lets go of it. */
const [chat, storeUrl = '', apiUrl = '', token = '', appToken = ''] = process.argv.slice(2);
const store = await openStore(storeUrl);
const log = createLog({ level: 'error' });
const platform: Platform =
  chat === 'slack' ? createSlack({ botToken: token, appToken, apiUrl, log }) : createDiscord({ token, apiUrl, log });
const services = createServices({
  stages: stagesOn(store),
  channels: channelsOn(store, { lanterns: 'lantern* OR marble' }),
  commands,
  platforms: [platform],
  secret: 'sixteen characters',
});
await platform.start(createBot({ services, store, access: 'managers', log, now: Date.now }));
process.once('disconnect', async () => {
  await platform.stop();
  await store.close();
});
process.send?.('ready');
