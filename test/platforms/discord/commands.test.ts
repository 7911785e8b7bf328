import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { createBot } from '../../../src/bot.ts';
import { createLog } from '../../../src/core/log.ts';
import { openStore } from '../../../src/core/store/open.ts';
import { table, type TableRow } from '../../commands/table.ts';
import { tableServices } from '../../commands/world.ts';
import { REFERENCE_MS } from '../../fakes/stages.ts';
import { discordForTest, platformOn, textsOf } from './bot.ts';

const MANAGE_CHANNELS = 1n << 4n;
const IN_FLIGHT = 25;
const FORM = 9;

test('answers every use of every command, good, missing, wrong or hostile, within the limits of Discord', async () => {
  const discord = await discordForTest();
  const logged: string[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => void logged.push(line) } });
  const store = await openStore('sqlite::memory:');
  const access = 'managers';
  // Each use meets the same world, whatever those before it have changed.
  const inNewWorld = () =>
    createBot({ services: { ...tableServices(), commands }, store, access, log, now: () => REFERENCE_MS });
  const platform = platformOn(discord);
  await platform.start({ ...inNewWorld(), invoke: (...asked) => inNewWorld().invoke(...asked) });

  async function isMistake({ command, options }: TableRow): Promise<boolean> {
    const scene = { ...discord.addGuild(), permissions: MANAGE_CHANNELS };
    discord.tellGuild('GUILD_CREATE', scene.guild);
    const { token } = discord.slash(scene, command, options);
    const answer = await discord.until(
      () =>
        discord.messages(scene.channel, 'private')[0] ??
        (discord.world.interactions.get(token)?.ack === FORM && 'form'),
    );
    // What is missing is asked for.
    if (answer === 'form') return true;
    return textsOf(answer)[0]?.startsWith('## That did not work') === true;
  }

  const wrong: string[] = [];
  for (let from = 0; from < table.length; from += IN_FLIGHT) {
    const rows = table.slice(from, from + IN_FLIGHT);
    const mistakes = await Promise.all(rows.map(isMistake));
    rows.forEach((row, i) => {
      if (mistakes[i] !== (row.expect === 'mistake'))
        wrong.push(`${row.name}: ${JSON.stringify(row.options).slice(0, 200)}`);
    });
  }
  expect(wrong).toEqual([]);
  expect([...logged, ...platform.lines.filter((line) => line.includes('"error"'))]).toEqual([]);
  expect(discord.world.calls.filter(({ status }) => status >= 400)).toEqual([]);
});
