import { commands } from '../../commands/index.ts';
import { createBot } from '../../src/bot.ts';
import { createLog } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createServices } from '../../src/services/index.ts';
import { channelsOn } from '../fakes/channels.ts';
import { stagesOn } from '../fakes/stages.ts';

/** The whole bot, in a process of its own as it would be, until its parent lets go of it. */
const [token = '', url = '', storeUrl = ''] = process.argv.slice(2);
const store = await openStore(storeUrl);
const log = createLog({ level: 'error' });
const platform = createDiscord({ token, apiUrl: url, log });
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
