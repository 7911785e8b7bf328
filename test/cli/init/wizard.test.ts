import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Cancelled } from '../../../src/cli/init/questions.ts';
import { runWizard } from '../../../src/cli/init/wizard.ts';
import { loadConfig, type Config } from '../../../src/core/config.ts';
import { platforms } from '../../../src/platforms/index.ts';
import { openDiscord } from '../../fakes/discord/index.ts';
import { scriptedQuestions, type ScriptedAnswer } from '../../fakes/questions.ts';
import { openDesk } from '../program.ts';

const SHIPPED = fileURLToPath(new URL('../../../config/paperboy.yaml', import.meta.url));

const CONFIG = `# ours
topics:
  - { name: Moths, query: moth } # pale
  - { name: Bats, query: bat }
access: everyone
`;

function readAny(path: string): Promise<Config> {
  return loadConfig(path, { feedIds: ['papers-page'], checkQuery: () => undefined, timezone: 'UTC' });
}

/** A folder with what is written in it, and the wizard run there by a script. */
function openPlace(config = 'config.yaml') {
  const { folder, write } = openDesk();
  return {
    write,
    has: (name: string) => existsSync(join(folder, name)),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    async run(script: readonly ScriptedAnswer[], env: Readonly<Record<string, string>> = {}, read = readAny) {
      const { questions, told, left } = scriptedQuestions(script);
      const code = await runWizard({ questions, env }, platforms, {
        dotEnv: join(folder, '.env'),
        config: join(folder, config),
        shipped: SHIPPED,
        read,
      });
      expect(left).toEqual([]);
      return { code, told: told.join('\n') };
    },
  };
}

async function discordForTest() {
  const discord = await openDiscord();
  onTestFinished(() => discord.close());
  return discord;
}

const UNCHANGED: readonly ScriptedAnswer[] = [
  ['Which model', 'none'],
  ['Which topics', 'keep'],
];

test('sets Discord up beside a configuration that is there, which stays with its comments, the old one beside it', async () => {
  const { world, url, ...discord } = await discordForTest();
  const { guild, channel } = discord.addGuild();
  const place = openPlace();
  place.write('config.yaml', CONFIG);
  const run = await place.run(
    [
      ['Where do you want', ['discord']],
      ["The bot's token", world.token],
      ['Which model', 'none'],
      ['Which topics', 'some'],
      ['Which of them', ['Moths']],
      ['Add one', 'yes'],
      ['What should', 'owl'],
      ['A name', ''],
      ['A name', 'MOTHS'],
      ['A name', 'Owls'],
      ['Another one', 'no'],
      ['Discord: the link', 'papers'],
      ['Discord: the link', `https://discord.com/channels/${guild}/5`],
      ['What now', 'again'],
      ['Discord: the link', `https://discord.com/channels/${guild}/${channel}`],
      ['At what time', '16.15'],
      ['On which days', 'someday'],
      ['On which days', 'Mon and Fri'],
      ['In which time zone', 'europe/berlin'],
      ['Write it', 'yes'],
    ],
    { DISCORD_API_URL: url },
  );
  expect(run.code).toBe(0);
  expect(place.read('.env')).toBe(`DISCORD_TOKEN=${world.token}\n`);
  expect(place.read('config.yaml.bak')).toBe(CONFIG);
  expect(place.read('config.yaml')).toBe(`# ours
topics:
  - { name: Moths, query: moth } # pale
  - name: Owls
    query: owl
access: everyone
channels:
  - channel: discord:${guild}:${channel}
    topics: all
    at: '16:15'
    weekdays: [mon, fri]
    timezone: Europe/Berlin
`);
  for (const sentence of [
    'The token is that of paperboy',
    'Type a name.',
    'There is a topic of that name already.',
    'A link looks like https://discord.com/channels/',
    `discord:${guild}:5 does not exist`,
    'There is no day “someday”',
    'config.yaml.bak',
  ])
    expect(run.told).toContain(sentence);
  expect(run.told).toMatch(/Next:\n[^]*To bring it to a server, open https:\/\/discord\.com\/oauth2\/authorize/);
  expect(place.has('config.yaml.new')).toBe(false);
});

test('writes nothing where the person does not agree, or nothing changes', async () => {
  const place = openPlace();
  const inTerminal: ScriptedAnswer = ['Where do you want', ['console']];
  const times: readonly ScriptedAnswer[] = [
    ['At what time', '9'],
    ['On which days', 'daily'],
    ['In which time zone', 'UTC'],
  ];
  const refused = place.run([inTerminal, ...UNCHANGED, ...times, ['Write it', 'no']]);
  await expect(refused).rejects.toThrow(Cancelled);
  expect([place.has('.env'), place.has('config.yaml')]).toEqual([false, false]);
  place.write('.env', 'OPENAI_API_KEY=k\n');
  const kept = await place.run(
    [
      ['Where do you want', ['discord']],
      ['DISCORD_TOKEN is set', 'keep'],
      ['Which model', 'keep'],
      ['Which topics', 'keep'],
      ['Discord: the link', ''],
    ],
    { DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:9', OPENAI_API_KEY: 'k' },
  );
  expect(kept.told).toContain('there is nothing to write');
  expect(place.has('config.yaml')).toBe(false);
});

test('asks nothing where what is answered could not be written', async () => {
  const folder = openPlace();
  folder.write('config.yaml/a', '');
  await expect(folder.run([])).rejects.toThrow(/config\.yaml cannot be read: EISDIR/);
  const below = openPlace('file/config.yaml');
  below.write('file', '');
  await expect(below.run([])).rejects.toThrow(/config\.yaml cannot be written: ENOTDIR/);
});

test('a .env that begins with the mark of Windows editors is known', async () => {
  const place = openPlace();
  place.write('.env', '\ufeffDISCORD_TOKEN=x\r\n');
  const run = await place.run(
    [
      ['Where do you want', ['discord']],
      ['DISCORD_TOKEN is set', 'replace'],
      ["The bot's token", 'y'],
      ['What now', 'keep'],
      ...UNCHANGED,
      ['Discord: the link', ''],
      ['Write it', 'yes'],
    ],
    { DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:9' },
  );
  expect(place.read('.env')).toBe('DISCORD_TOKEN=y\r\n');
  expect(run.told).toContain('replaces DISCORD_TOKEN');
  expect(run.told).not.toContain('stands in the environment too');
});

test('a configuration that cannot be read replaces nothing', async () => {
  const place = openPlace();
  place.write('config.yaml', CONFIG);
  const read = (path: string) => (path.endsWith('.new') ? Promise.reject(new Error('bad')) : readAny(path));
  const own: readonly ScriptedAnswer[] = [
    ['Where do you want', ['console']],
    ['Which model', 'compatible'],
    ['Its address', 'localhost'],
    ['Its address', 'http://127.0.0.1:9/v1'],
    ['Its key', ''],
    ['The name', 'gpt-5-mini'],
    ['What now', 'keep'],
    ['Which topics', 'own'],
    ['What should', 'owl'],
    ['A name', 'Owls'],
    ['Another one', 'no'],
    ['At what time', '9'],
    ['On which days', 'daily'],
    ['In which time zone', 'UTC'],
    ['Write it', 'yes'],
  ];
  await expect(place.run(own, {}, read)).rejects.toThrow('bad');
  expect(place.read('config.yaml')).toBe(CONFIG);
  expect(['.env', 'config.yaml.bak', 'config.yaml.new'].map(place.has)).toEqual([false, false, false]);
  // The model of the configuration needs no variable.
  await place.run(own);
  expect(place.read('.env')).toBe('OPENAI_BASE_URL=http://127.0.0.1:9/v1\n');
});

test('what is wrong may be kept anyway, and what the environment overrides is told', async () => {
  const place = openPlace();
  place.write('.env', 'OPENAI_API_KEY=k\nDISCORD_TOKEN=old\n');
  const run = await place.run(
    [
      ['Where do you want', ['discord']],
      ['DISCORD_TOKEN is set', 'replace'],
      ["The bot's token", 'a b'],
      ['What now', 'keep'],
      ...UNCHANGED,
      ['Discord: the link', 'https://discord.com/channels/1/2'],
      ['What now', 'later'],
      ['Write it', 'yes'],
    ],
    { DISCORD_TOKEN: 'of the shell', DISCORD_API_URL: 'http://127.0.0.1:9', OPENAI_API_KEY: 'k' },
  );
  expect(place.read('.env')).toBe("OPENAI_API_KEY=\nDISCORD_TOKEN='a b'\n");
  expect(run.told).toMatch(/replaces DISCORD_TOKEN\n {2}empties OPENAI_API_KEY/);
  expect(run.told).toMatch(/DISCORD_TOKEN stands in the environment too/);
  expect(run.told).toMatch(/could not be reached/);
  expect(run.told).not.toMatch(/a b|of the shell/);
  expect(place.has('config.yaml')).toBe(false);
});
