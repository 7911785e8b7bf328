import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDiscord } from '../fakes/discord/index.ts';
import { openSlack } from '../fakes/slack/index.ts';
import { BARE, ENTRY, openDesk } from './program.ts';

test('names the variables that would give it a chat, or says what is missing beside those that are set', async () => {
  const desk = openDesk();
  const bare = await desk.run(['start']);
  expect(bare).toMatchObject({ code: 2, stdout: '' });
  expect(bare.stderr).toMatch(/^paperboy: .*DISCORD_TOKEN.*SLACK_BOT_TOKEN.*SLACK_APP_TOKEN.*\n$/);
  const slack = await desk.run(['start'], { env: { SLACK_BOT_TOKEN: 'not-a-token' } });
  expect(slack).toMatchObject({ code: 2, stdout: '' });
  expect(slack.stderr).toMatch(/^paperboy: There is no chat to serve: SLACK_BOT_TOKEN is set, but .*\n$/);
});

test('ends where it can serve nobody, and says how to mend it', async () => {
  const env = { DISCORD_TOKEN: 'neither.a.token', DISCORD_API_URL: 'http://127.0.0.1:9' };
  const run = await openDesk().run(['start'], { env });
  expect(run).toMatchObject({ code: 1, stdout: '' });
  expect(run.stderr).toMatch(/^paperboy: Discord could not be reached \(.*\): check the network, .*\n$/m);
});

test('serves Discord and Slack until SIGTERM, outlives what a library forgot to catch, and tells no token', async () => {
  const { folder } = openDesk();
  const [discord, slack] = [await openDiscord(), await openSlack()];
  onTestFinished(async () => void (await Promise.all([discord.close(), slack.close()])));
  const stray = "data:text/javascript,process.on('SIGUSR2',()=>Promise.reject(Error('stray')))";
  const env = {
    ...BARE,
    LOG_LEVEL: 'debug',
    DISCORD_TOKEN: discord.world.token,
    DISCORD_API_URL: discord.url,
    SLACK_BOT_TOKEN: slack.world.botToken,
    SLACK_APP_TOKEN: slack.world.appToken,
    SLACK_API_URL: slack.url,
  };
  const child = spawn(process.execPath, ['--import', stray, ENTRY, 'start'], { cwd: folder, env });
  const closed = once(child, 'close');
  let log = '';
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  const logs = (text: string) => vi.waitFor(() => expect(log).toContain(text), 30_000);
  await Promise.all([logs('serves discord'), logs('serves slack')]);
  child.kill('SIGUSR2');
  await logs('stray');
  const [guild, channel] = [discord.addGuild(), slack.addChannel()];
  discord.slash(guild, 'help');
  slack.slash(channel, 'help');
  await discord.until(() => discord.messages(guild.channel, 'private')[0]);
  await slack.until(() => slack.messages(channel.channel, 'private')[0]);
  child.kill('SIGTERM');
  expect(await closed).toEqual([0, null]);
  for (const token of [env.DISCORD_TOKEN, env.SLACK_BOT_TOKEN, env.SLACK_APP_TOKEN]) expect(log).not.toContain(token);
});

const hasScript = spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0;

test.skipIf(!hasScript)(
  'chats in a terminal until SIGTERM, and ends cleanly (skipped: no script program)',
  async () => {
    const { folder } = openDesk();
    const command = `echo pid=$$; exec "${process.execPath}" "${ENTRY}" start`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env: { PATH: process.env['PATH'] } });
    const closed = once(child, 'close');
    let shown = '';
    child.stdout.on('data', (chunk) => {
      const before = shown;
      shown += String(chunk);
      if (before.includes('papers> ') || !shown.includes('papers> ')) return;
      process.kill(Number(/pid=(\d+)/.exec(shown)?.[1]), 'SIGTERM');
    });
    expect(await closed).toEqual([0, null]);
  },
);
