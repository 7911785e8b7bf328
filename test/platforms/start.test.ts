import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PlatformError } from '../../src/core/errors.ts';
import type { Platform } from '../../src/platform.ts';
import { startPlatforms } from '../../src/platforms/start.ts';
import { echoBot } from '../fakes/bot.ts';
import { fakePlatform } from '../fakes/platform.ts';

const away = new PlatformError('away', 'It is away.', { retryable: true });
const refused = new PlatformError('refused', 'It is refused.', { retryable: false });

/** Starts them, and notes what is logged and how long is waited; a wait ends when the test says so. */
function start(...platforms: readonly Platform[]) {
  const logged: string[] = [];
  const waits: number[] = [];
  let goOn = (): void => undefined;
  const note = (first: object | string, message?: string): void => void logged.push(message ?? String(first));
  const stopping = new AbortController();
  const served = startPlatforms(platforms, echoBot, {
    stopped: stopping.signal,
    log: { debug: note, info: note, warn: note, error: note },
    wait(ms, signal) {
      waits.push(ms);
      return new Promise((resolve, reject) => {
        goOn = () => resolve(undefined);
        signal.addEventListener('abort', reject);
      });
    },
  });
  const stop = (): void => stopping.abort();
  onTestFinished(stop);
  return { served, stop, logged, waits, goOn: () => goOn() };
}

function platformThat(id: string, ...answers: readonly (Error | 'serves' | 'hangs')[]) {
  const start = vi.fn<Platform['start']>();
  for (const answer of answers)
    start.mockImplementationOnce(async () => {
      if (answer instanceof Error) throw answer;
      if (answer === 'hangs') await new Promise(() => {});
    });
  return fakePlatform({ id, start });
}

test('starts each beside one that hangs, and says which serve', async () => {
  const { served, logged } = start(
    platformThat('a', 'hangs'),
    platformThat('b', 'serves'),
    platformThat('c', 'serves'),
  );
  await served;
  await vi.waitFor(() => expect(logged).toEqual(['serves b', 'serves c']));
});

test('tries one that is away again, later and later, until it serves', async () => {
  const a = platformThat('a', ...Array.from({ length: 8 }, () => away), 'serves');
  const { logged, waits, goOn } = start(a, platformThat('b', 'serves'));
  for (let tried = 1; tried <= 8; tried += 1) {
    await vi.waitFor(() => expect(waits).toHaveLength(tried));
    goOn();
  }
  await vi.waitFor(() => expect(logged.at(-1)).toBe('serves a'));
  expect(waits.map((ms) => ms / 1000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300]);
  expect(logged.filter((line) => line !== 'serves b').slice(0, 2)).toEqual([
    'a is not served now, and is tried again in 5 s: It is away.',
    'a is not served now, and is tried again in 10 s: It is away.',
  ]);
  expect(a.start).toHaveBeenCalledTimes(9);
});

test('does not try again what was refused for good, be it at a second start, or failed for a fault of ours', async () => {
  const a = platformThat('a', refused);
  const b = platformThat('b', new TypeError('a bug'));
  const c = platformThat('c', away, refused);
  const { logged, waits, goOn } = start(a, b, c, platformThat('d', 'serves'));
  await vi.waitFor(() => expect(waits).toEqual([5000]));
  goOn();
  await vi.waitFor(() =>
    expect(logged).toEqual([
      'a is not served until Paperboy is started again: It is refused.',
      'b is not served until Paperboy is started again: a bug',
      'c is not served now, and is tried again in 5 s: It is away.',
      'serves d',
      'c is not served until Paperboy is started again: It is refused.',
    ]),
  );
});

test('fails where none could be started, passing or not; what the last one met is left to who asks', async () => {
  const alone = start(platformThat('a', away));
  await expect(alone.served).rejects.toBe(away);
  expect(alone.logged).toEqual([]);
  const both = start(platformThat('a', refused), platformThat('b', away));
  await expect(both.served).rejects.toBe(away);
  expect(both.logged).toEqual(['a is not served until Paperboy is started again: It is refused.']);
});

test('does not fail while one may still come up, or has come up meanwhile', async () => {
  const late = Promise.withResolvers<void>();
  const b = fakePlatform({ id: 'b', start: () => late.promise });
  const { served, logged, waits, goOn } = start(platformThat('a', away, 'serves'), b);
  await vi.waitFor(() => expect(waits).toEqual([5000]));
  goOn();
  await vi.waitFor(() => expect(logged).toHaveLength(2));
  late.reject(refused);
  await vi.waitFor(() => expect(logged.at(-1)).toMatch(/^b is not served until/));
  await served;
});

test('stopped, does not tell of a start that was cut off', async () => {
  const cut = Promise.withResolvers<void>();
  const { logged, served, stop } = start(
    fakePlatform({ id: 'a', start: () => cut.promise }),
    platformThat('b', 'serves'),
  );
  await served;
  stop();
  cut.reject(away);
  for (let turn = 0; turn < 5; turn += 1) await sleep(0);
  expect(logged).toEqual(['serves b']);
});

test('stopped, tries none again', async () => {
  const a = platformThat('a', away);
  const { logged, waits, stop } = start(a, platformThat('b', 'serves'));
  await vi.waitFor(() => expect(waits).toEqual([5000]));
  stop();
  for (let turn = 0; turn < 5; turn += 1) await sleep(0);
  expect(a.start).toHaveBeenCalledTimes(1);
  expect(logged).toHaveLength(2);
});
