import { commands } from '../../commands/index.ts';
import { createBot } from '../../src/bot.ts';
import type { Log } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Bot } from '../../src/platform.ts';
import { deaf } from '../fakes/bot.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';
import { tableServices } from './world.ts';

/** The bot for the table: each use of a command meets the same world, whatever those before it have changed. */
export async function tableBot(log: Log): Promise<Bot> {
  const store = await openStore('sqlite::memory:');
  const inNewWorld = () =>
    createBot({
      services: { ...tableServices(), commands },
      store,
      access: 'managers',
      log,
      hearing: deaf,
      now: () => REFERENCE_MS,
    });
  return { ...inNewWorld(), invoke: (...asked) => inNewWorld().invoke(...asked) };
}
