import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLMock } from '@copilotkit/aimock';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { hasScript, KEYS, openPty, type Pty } from '../../fakes/pty.ts';
import { openSlack } from '../../fakes/slack/index.ts';
import { ENTRY, openDesk } from '../program.ts';

const { enter, space, down, ctrlC, ctrlD, clear } = KEYS;

/** The wizard in a pseudo-terminal, in a folder of its own. */
function openInit(folder: string, apiUrl: string): Pty {
  const pty = openPty(`exec "${process.execPath}" "${ENTRY}" init`, folder, {
    PATH: process.env['PATH'] ?? '',
    TZ: 'Europe/Berlin',
    NODE_COMPILE_CACHE: join(tmpdir(), 'paperboy-compiled'),
    SLACK_API_URL: apiUrl,
  });
  onTestFinished(() => pty.close());
  return pty;
}

function read(...path: readonly string[]): string {
  return readFileSync(join(...path), 'utf8');
}

test('without a terminal it says so in one sentence, and ends with 2', async () => {
  const run = await openDesk().run(['init']);
  expect(run).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^paperboy: .*needs a terminal.*\n$/),
  });
});

test.skipIf(!hasScript)(
  'sets Slack, a model, a topic and a channel up, wrong answers included (skipped: no script program)',
  async () => {
    const { folder, write } = openDesk();
    const slack = await openSlack();
    const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
    await mock.start();
    onTestFinished(async () => {
      await slack.close();
      await mock.stop();
    });
    mock.onMessage(/./u, { content: '{"ok":true}' });
    const { botToken, appToken } = slack.world;
    const { channel, team } = slack.addChannel({ isMember: true });
    write('.env', '# mine\nLOG_LEVEL=warn\nSLACK_APP_TOKEN=xapp-1-old\n');
    const pty = openInit(folder, slack.url);

    await pty.answer('Where do you want Paperboy?', down, space, enter);
    await pty.answer('The bot token', 'xoxb-wrong', enter);
    await pty.shows('Slack does not know this SLACK_BOT_TOKEN');
    await pty.answer('What now?', enter);
    await pty.answer('The bot token', botToken, enter);
    await pty.shows('The token is that of paperboy');
    await pty.shows('Slack does not know this SLACK_APP_TOKEN');
    await pty.answer('SLACK_APP_TOKEN is set already.', down, enter);
    await pty.answer('The app-level token', appToken, enter);
    await pty.shows('SLACK_APP_TOKEN opens Socket Mode');
    await pty.answer('Which model', down, down, enter);
    await pty.answer('Its address', `${mock.url}/v1`, enter);
    await pty.answer('Its key', enter);
    await pty.answer('The name of the model', clear, 'tiny', enter);
    await pty.shows('tiny answers');
    await pty.answer('Which topics?', down, down, enter);
    await pty.answer('What should its papers be about?', 'kites (', enter);
    await pty.answer('This ( is never closed', clear, 'kite* OR "box kite"', enter);
    await pty.answer('A name for it', clear, 'Kites', enter);
    await pty.answer('Another one?', enter);
    await pty.answer('Slack: the link', `https://reading-group.slack.com/archives/${channel}`, enter);
    await pty.answer('At what time', clear, '25:00', enter);
    await pty.answer('A time of day looks like', clear, '7:30', enter);
    await pty.answer('On which days?', enter);
    await pty.answer('In which time zone?', enter);
    await pty.answer('Write it?', enter);
    expect([await pty.ended, pty.shown()]).toEqual([0, expect.stringContaining('paperboy -- doctor')]);

    expect(pty.shown()).not.toMatch(/xoxb-(?!…)|xapp-(?!…)/);
    const lines = ['# mine', 'LOG_LEVEL=warn', `SLACK_APP_TOKEN=${appToken}`, `SLACK_BOT_TOKEN=${botToken}`];
    const model = [`OPENAI_BASE_URL=${mock.url}/v1`, 'OPENAI_MODEL=tiny'];
    expect(read(folder, '.env')).toBe(`${[...lines, ...model].join('\n')}\n`);
    expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
    expect(parse(read(folder, 'config/paperboy.yaml'))).toMatchObject({
      topics: [{ name: 'Kites', query: 'kite* OR "box kite"' }],
      channels: [
        { channel: 'console:local' },
        { channel: `slack:${team}:${channel}`, at: '07:30', timezone: 'Europe/Berlin' },
      ],
    });
  },
);

test.skipIf(!hasScript)(
  'Ctrl-C and Ctrl-D write nothing, at a question or while a platform is asked, and say so (skipped: no script program)',
  async () => {
    const { folder, write } = openDesk();
    const slack = await openSlack();
    onTestFinished(() => slack.close());
    slack.world.hanging = 9;
    write('.env', 'LOG_LEVEL=warn');
    const asked = [openInit(folder, slack.url), openInit(folder, slack.url)] as const;
    await asked[0].answer('Where do you want Paperboy?', ctrlC);
    await asked[1].answer('Where do you want Paperboy?', ctrlD);
    const waiting = openInit(folder, slack.url);
    await waiting.answer('Where do you want Paperboy?', down, space, enter);
    await waiting.answer('The bot token', slack.world.botToken, enter);
    await waiting.answer('Asking Slack', ctrlC);
    for (const pty of [...asked, waiting]) {
      await pty.shows('Nothing was written.');
      expect([await pty.ended, pty.hasCursor()]).toEqual([1, true]);
    }
    expect(read(folder, '.env')).toBe('LOG_LEVEL=warn');
    expect(existsSync(join(folder, 'config'))).toBe(false);
  },
);
