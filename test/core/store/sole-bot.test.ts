import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStore } from '../../../src/core/store/open.ts';
import { becomeSoleBot, findRunner } from '../../../src/core/store/sole-bot.ts';
import type { Store } from '../../../src/core/store/store.ts';

const NOON = Date.parse('2026-07-14T12:00:00Z');
const SOURCE = new URL('../../../src/core/store/', import.meta.url).href;

async function openTwo(): Promise<{ url: string; one: Store; other: Store }> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-sole-'));
  const url = `sqlite:${join(folder, 'a.db')}`;
  const [one, other] = [await openStore(url), await openStore(url)];
  onTestFinished(async () => {
    await Promise.all([one.close(), other.close()]);
    rmSync(folder, { recursive: true });
  });
  return { url, one, other };
}

test('one bot runs on a store at a time; the next is told which, and may when that one has ended', async () => {
  const { one, other } = await openTwo();
  const lock = await becomeSoleBot(one, () => NOON);
  const name = `Another Paperboy (process ${process.pid} on ${hostname()}, since 2026-07-14 12:00 UTC) runs`;
  await expect(becomeSoleBot(other, () => NOON)).rejects.toMatchObject({
    code: 'store-in-use',
    message: expect.stringContaining(`${name} on this store already. End it first`),
  });
  expect(await findRunner(other)).toBe(name);
  await other.records('a').set('beside', 'it');
  await lock.release();
  expect(await findRunner(other)).toBeUndefined();
  await (await becomeSoleBot(other, () => NOON)).release();
});

test('a store is one also where a link leads to it', async () => {
  const { url, one } = await openTwo();
  const path = url.slice('sqlite:'.length);
  symlinkSync(path, `${path}.link`);
  const other = await openStore(`${url}.link`);
  onTestFinished(() => other.close());
  await becomeSoleBot(one, () => NOON);
  await expect(becomeSoleBot(other, () => NOON)).rejects.toMatchObject({ code: 'store-in-use' });
});

test('a bot that was killed is in nobody’s way', async () => {
  const { url, one } = await openTwo();
  const program = `
    import { openStore } from '${SOURCE}open.ts';
    import { becomeSoleBot } from '${SOURCE}sole-bot.ts';
    await becomeSoleBot(await openStore('${url}'), Date.now);
    setInterval(() => {}, 1000);
    console.log('runs');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  await once(child.stdout, 'data');
  await expect(becomeSoleBot(one, Date.now)).rejects.toThrow(`process ${child.pid} on`);
  child.kill('SIGKILL');
  await once(child, 'close');
  await (await becomeSoleBot(one, Date.now)).release();
});

test('stores in memory are each their own', async () => {
  const [one, other] = [await openStore('sqlite::memory:'), await openStore('sqlite::memory:')];
  const lock = await becomeSoleBot(one, Date.now);
  expect(await findRunner(other)).toBeUndefined();
  await Promise.all([lock.release(), one.close(), other.close()]);
});
