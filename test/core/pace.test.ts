import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { createPace, type Pace } from '../../src/core/pace.ts';

// A machine that is busy elsewhere lets fewer through: then it is measured again.
test('lets as many through in any stretch as the rate permits, and hardly fewer', { retry: 3 }, async () => {
  const pace = createPace({ overall: { calls: 50, perMs: 500 }, channel: { calls: 2, perMs: 100 } });
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      await pace.turn(`c${i % 50}`);
      return pace.send(`c${i % 50}`, async () => performance.now() - began);
    }),
  );
  const sorted = times.toSorted((a, b) => a - b);
  const most = Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + 500).length));
  expect(most).toBeLessThanOrEqual(50);
  expect(sorted.at(-1)).toBeLessThan(1500);
});

test('holds back one channel and not the others', async () => {
  const pace = createPace({ overall: { calls: 1000, perMs: 1000 }, channel: { calls: 1, perMs: 10_000 } });
  await pace.turn('busy');
  const stopping = new AbortController();
  const held = pace.turn('busy', stopping.signal);
  for (let i = 0; i < 20; i += 1) await pace.turn(`other ${i}`);
  stopping.abort(new Error('stopped'));
  await expect(held).rejects.toThrow('stopped');
});

test('keeps a call without a channel to the rate over all alone', async () => {
  const pace = createPace({ overall: { calls: 1, perMs: 100 }, channel: { calls: 1, perMs: 60_000 } });
  await pace.turn('c');
  await pace.send('c', async () => undefined);
  const began = performance.now();
  for (let i = 0; i < 3; i += 1) await pace.turn();
  expect(performance.now() - began).toBeGreaterThan(250);
});

test('keeps to the rate over all where channels have none', async () => {
  const pace = createPace({ overall: { calls: 20, perMs: 100 } });
  const began = performance.now();
  for (let i = 0; i < 30; i += 1) await pace.turn('c');
  expect(performance.now() - began).toBeGreaterThan(90);
});

test('counts what a channel is sent from when it leaves, however long it has waited before', async () => {
  const pace = createPace({ overall: { calls: 1, perMs: 150 }, channel: { calls: 1, perMs: 200 } });
  const sent: Record<string, number[]> = {};
  const send = async (channel: string): Promise<void> => {
    for (let i = 0; i < 2; i += 1) {
      await pace.turn(channel);
      await pace.send(channel, async (leave) => {
        await setTimeout(50);
        leave();
        (sent[channel] ??= []).push(performance.now());
        await setTimeout(100);
      });
    }
  };
  await Promise.all(['a', 'b', 'c'].map(send));
  for (const [first = 0, second = 0] of Object.values(sent)) expect(second - first).toBeGreaterThanOrEqual(200);
});

test('keeps the place of a call in its channel while it waits for all others', async () => {
  const pace = createPace({ overall: { calls: 10, perMs: 100 }, channel: { calls: 1, perMs: 100 } });
  const others = Array.from({ length: 60 }, () => pace.turn());
  const times = await Promise.all([1, 2].map(() => sendOne(pace)));
  expect(shortest(times)).toBeGreaterThanOrEqual(100);
  await Promise.all(others);
});

test('a call whose turn was too long ago waits for its channel anew', async () => {
  const pace = createPace({ overall: { calls: 100, perMs: 100 }, channel: { calls: 1, perMs: 100 } });
  const times = await Promise.all([sendOne(pace, 250), sendOne(pace, 80)]);
  expect(shortest(times)).toBeGreaterThanOrEqual(100);
});

test('counts what has left, even where its signal is aborted then', async () => {
  const pace = createPace({ overall: { calls: 9, perMs: 100 }, channel: { calls: 1, perMs: 100 } });
  const stopping = new AbortController();
  const first = await sendOne(pace, 0, stopping.signal);
  stopping.abort();
  expect(shortest([first, await sendOne(pace)])).toBeGreaterThanOrEqual(100);
});

test('lets nothing through while it rests, however many are under way by then', async () => {
  const pace = createPace({ overall: { calls: 50, perMs: 500 } });
  const times: number[] = [];
  const turns = Array.from({ length: 40 }, () => pace.turn().then(() => times.push(performance.now())));
  await Promise.race(turns);
  const began = performance.now();
  pace.rest(200);
  await Promise.all(turns);
  // One may be on its way.
  expect(times.filter((at) => at >= began && at < began + 190).length).toBeLessThanOrEqual(1);
});

test('gives no turn while it rests, and then goes on', async () => {
  const pace = createPace({ overall: { calls: 100, perMs: 100 } });
  const began = performance.now();
  pace.rest(20);
  pace.rest(80);
  await Promise.all([1, 2, 3].map(() => pace.turn()));
  expect(performance.now() - began).toBeGreaterThanOrEqual(79);
});

test('holds the place of a call that never leaves no longer than its stretch twice', async () => {
  const pace = createPace({ overall: { calls: 1, perMs: 50 }, channel: { calls: 9, perMs: 50 } });
  await pace.turn('hangs');
  void pace.send('hangs', () => new Promise(() => undefined));
  const began = performance.now();
  await pace.turn('next');
  await pace.send('next', async () => undefined);
  expect(performance.now() - began).toBeGreaterThanOrEqual(99);
  expect(performance.now() - began).toBeLessThan(400);
});

test('gives few their turn ahead of time, and none for long to those that are not sent', async () => {
  const pace = createPace({ overall: { calls: 40, perMs: 400 }, channel: { calls: 9, perMs: 400 } });
  const turns = Array.from({ length: 21 }, (_, i) => pace.turn(`c${i}`).then(() => performance.now()));
  const ready = await Promise.all(turns);
  const waits = ready.slice(1).map((at, i) => at - (ready[i] ?? 0));
  expect(waits.map((ms) => ms > 350)).toEqual(waits.map((_, i) => i === 9 || i === 19));
});

test('a call that fails before it leaves counts from then', async () => {
  const pace = createPace({ overall: { calls: 1, perMs: 1000 }, channel: { calls: 9, perMs: 1000 } });
  const began = performance.now();
  for (const channel of ['a', 'b']) {
    await pace.turn(channel);
    await expect(pace.send(channel, () => Promise.reject(new Error('no right')))).rejects.toThrow('no right');
  }
  expect(performance.now() - began).toBeGreaterThanOrEqual(999);
  expect(performance.now() - began).toBeLessThan(1800);
});

test('goes on where the clock is set back', async () => {
  const pace = createPace({ overall: { calls: 1000, perMs: 1000 } });
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
  for (let i = 0; i < 20; i += 1) await pace.turn();
  now.mockRestore();
  const began = performance.now();
  for (let i = 0; i < 20; i += 1) await pace.turn();
  expect(performance.now() - began).toBeLessThan(1000);
});

test('goes on at its pace after a turn that was never used', async () => {
  const [pace, other] = [0, 1].map(() =>
    createPace({ overall: { calls: 1000, perMs: 1000 }, channel: { calls: 1, perMs: 100 } }),
  );
  await pace?.turn('c');
  await Promise.all([pace, other].map((each) => each?.turn('c')));
  for (const each of [pace, other]) await each?.send('c', async () => undefined);
  const begun = performance.now();
  const [tookMs = 0, usualMs = 0] = await Promise.all(
    [pace, other].map(async (each) => {
      for (let i = 0; i < 5; i += 1) {
        await each?.turn('c');
        await each?.send('c', async () => undefined);
      }
      return performance.now() - begun;
    }),
  );
  expect(tookMs / usualMs).toBeLessThan(1.5);
});

/** Resolves with when it left. */
async function sendOne(pace: Pace, preparingMs = 0, signal?: AbortSignal): Promise<number> {
  await pace.turn('c', signal);
  await setTimeout(preparingMs);
  return pace.send('c', async (leave) => {
    leave();
    return performance.now();
  });
}

function shortest(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((at, i) => at - (sorted[i] ?? 0)));
}
