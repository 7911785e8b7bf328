import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { parseInput } from '../../../src/command/typed-commands.ts';
import type { Scene } from '../../fakes/discord/index.ts';
import { tellTeamStory } from '../team.ts';
import { buttonsOf, discordForTest, platformOn, textsOf } from './bot.ts';
import { showMarkdown } from './shown.ts';

const MANAGE_CHANNELS = 1n << 4n;

test('a team follows a topic, gets its digest, keeps a paper from it after a restart; another team sees nothing of it', async () => {
  const discord = await discordForTest();
  const permissions = MANAGE_CHANNELS;
  const readers = await tellTeamStory<Scene, Parameters<typeof discord.press>[1]>({
    one: { ...discord.addGuild(), permissions },
    two: { ...discord.addGuild(), permissions },
    own: { channel: discord.addDirect() },
    open: () => platformOn(discord),
    type(scene, line) {
      const { command, options } = parseInput(line, commands);
      discord.slash(scene, command.name, { ...options });
    },
    press: (scene, message, label) => void discord.press(scene, message, buttonsOf(message).get(label) ?? ''),
    messages: ({ channel }, kind) => discord.messages(channel, kind),
    show: (message) => showMarkdown(textsOf(message).join('\n')).text,
    until: (look) => discord.until(look),
  });
  expect(readers).toEqual([expect.not.stringContaining('77')]);
});
