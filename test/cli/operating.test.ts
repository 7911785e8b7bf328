import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDiscord } from '../fakes/discord/index.ts';
import { spacedPage } from '../fakes/pages.ts';
import { BARE, ENTRY, linesOf, openDesk } from './program.ts';

/** Six processes, on a machine that may be busy. */
const TIMEOUT_MS = 60_000;

test(
  'one bot at a time runs on a store, verbs beside it; a killed one is in nobody’s way, and a stopped one ends well',
  async () => {
    const desk = openDesk();
    const discord = await openDiscord();
    onTestFinished(() => discord.close());
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const env = { DISCORD_TOKEN: discord.world.token, DISCORD_API_URL: discord.url };

    function start(more: Readonly<Record<string, string>> = {}): { child: ChildProcess; log: () => string } {
      const child = spawn(process.execPath, [ENTRY, 'start'], { cwd: desk.folder, env: { ...BARE, ...env, ...more } });
      let log = '';
      child.stderr.on('data', (chunk) => (log += String(chunk)));
      onTestFinished(() => void child.kill('SIGKILL'));
      return { child, log: () => log };
    }
    const says = (log: () => string, text: string): Promise<void> =>
      vi.waitFor(() => expect(log()).toContain(text), TIMEOUT_MS);

    const first = start({ PORT: String(typeof address === 'object' ? address?.port : '') });
    await says(first.log, 'serves discord');
    expect(first.log()).toMatch(/Paperboy cannot listen on 127\.0\.0\.1:\d+ \(another program listens there\)/);
    const second = await desk.run(['start'], { env });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(
      new RegExp(`^paperboy: Another Paperboy \\(process ${first.child.pid} on .*, since .* UTC\\) runs on this store`),
    );
    expect(linesOf(await desk.run(['ingest', '-', '--json'], { stdin: spacedPage('Otters at Night') }))).toMatchObject([
      { new: 1 },
    ]);
    const found = linesOf(await desk.run(['doctor', '--json'], { env }));
    expect(found).toContainEqual({ check: 'bot', ok: true, message: expect.stringContaining('runs on this store') });
    expect(linesOf(await desk.run(['backup', 'saved.db', '--json']))).toMatchObject([{ papers: 1 }]);

    first.child.kill('SIGKILL');
    await once(first.child, 'close');
    const third = start();
    await says(third.log, 'serves discord');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(third.log())?.[0];
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('paperboy_papers 1\n');
    const begunMs = performance.now();
    third.child.kill('SIGTERM');
    expect(await once(third.child, 'close')).toEqual([0, null]);
    expect(performance.now() - begunMs).toBeLessThan(9000);
  },
  TIMEOUT_MS,
);
