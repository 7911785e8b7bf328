import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ENTRY, openDesk } from './program.ts';

test('names the variables that would give it a chat, or says that the one set is not served yet', async () => {
  const desk = openDesk();
  const bare = await desk.run(['start']);
  expect(bare).toMatchObject({ code: 2, stdout: '' });
  expect(bare.stderr).toMatch(/^paperboy: .*DISCORD_TOKEN.*SLACK_BOT_TOKEN.*SLACK_APP_TOKEN.*\n$/);
  const slack = await desk.run(['start'], { env: { SLACK_BOT_TOKEN: 'not-a-token' } });
  expect(slack).toMatchObject({ code: 2, stdout: '' });
  expect(slack.stderr).toMatch(/^paperboy: .*SLACK_BOT_TOKEN is set, but /);
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
