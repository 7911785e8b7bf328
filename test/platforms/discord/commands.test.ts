import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { createLog } from '../../../src/core/log.ts';
import { toDiscordCommands } from '../../../src/platforms/discord/commands.ts';
import { tableBot } from '../../commands/bot.ts';
import { table, type TableRow } from '../../commands/table.ts';

import { discordForTest, platformOn, textsOf } from './bot.ts';

const MANAGE_CHANNELS = 1n << 4n;
const IN_FLIGHT = 25;
const FORM = 9;

test('answers every use of every command, good, missing, wrong or hostile, within the limits of Discord', async () => {
  const discord = await discordForTest();
  const logged: string[] = [];
  const log = createLog({ level: 'warn', destination: { write: (line) => void logged.push(line) } });
  const platform = platformOn(discord);
  await platform.start(await tableBot(log));

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

test('the declarations fit into one command of Discord, and their shortcuts into the menu of messages', () => {
  const [declared, ...shortcuts] = toDiscordCommands(commands);
  const { options = [] } = declared !== undefined && 'options' in declared ? declared : {};
  expect(options.length).toBeLessThanOrEqual(25);
  expect(countCharacters(declared)).toBeGreaterThan(1000);
  // https://docs.discord.com/developers/interactions/application-commands
  expect(countCharacters(declared)).toBeLessThanOrEqual(8000);
  const places = { integration_types: [0], contexts: [0, 1] };
  const names = ['Find this paper', 'Discuss the paper'];
  expect(shortcuts).toEqual(names.map((name) => ({ type: 3, name, ...places })));
});

test('shortcuts have names of their own, no more and no longer than the menu of messages takes', () => {
  const [, ...shortcuts] = toDiscordCommands(commands);
  const names = shortcuts.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeLessThanOrEqual(5);
  expect(names.filter((name) => name.length > 32)).toEqual([]);
});

/** Characters that Discord counts towards a command's limit: names, descriptions and values, nested ones included. */
function countCharacters(entry: unknown): number {
  if (Array.isArray(entry)) return entry.reduce((sum: number, item: unknown) => sum + countCharacters(item), 0);
  if (typeof entry !== 'object' || entry === null) return 0;
  return Object.entries(entry).reduce((sum, [key, value]: [string, unknown]) => {
    const own = typeof value === 'string' && ['name', 'description', 'value'].includes(key) ? value.length : 0;
    return sum + own + countCharacters(value);
  }, 0);
}
