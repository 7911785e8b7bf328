import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startSchedule, type Schedule, type ScheduledWork } from '../src/schedule.ts';

/** Minutes that begin when the test says so. */
function fakeMinutes() {
  let onMinute: ((begun: Date) => void) | undefined;
  return {
    begin: (minute: number): void => onMinute?.(new Date(minute * 60_000)),
    isRunning: (): boolean => onMinute !== undefined,
    everyMinute(call: (begun: Date) => void) {
      onMinute = call;
      return { stop: () => void (onMinute = undefined) };
    },
  };
}

/** Calls that end when the test says so, by their argument. */
function fakeCalls() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  return {
    begun,
    call(name: string): Promise<void> {
      begun.push(name);
      const end = Promise.withResolvers<void>();
      ends.set(name, end);
      return end.promise;
    },
    end: (name: string): void => ends.get(name)?.resolve(),
    fail: (name: string, error: Error): void => ends.get(name)?.reject(error),
  };
}

describe('a schedule', () => {
  let folder: string;
  let collected: string[];
  let errors: unknown[];

  beforeEach(() => {
    // A hidden folder above must not hide what stands in it.
    folder = join(mkdtempSync(join(tmpdir(), 'paperboy-schedule-')), '.local', 'inbox');
    mkdirSync(folder, { recursive: true });
    collected = [];
    errors = [];
  });
  afterEach(() => rmSync(join(folder, '../..'), { recursive: true }));

  function start(given: Partial<ScheduledWork> = {}, minutes = fakeMinutes(), settleMs = 50): Schedule {
    const work: ScheduledWork = {
      folders: [folder],
      collectFile: async (path) => void collected.push(basename(path)),
      lanes: [],
      onError: (error) => errors.push(error),
      ...given,
    };
    const schedule = startSchedule(work, { settleMs, everyMinute: minutes.everyMinute });
    onTestFinished(() => schedule.stop());
    return schedule;
  }

  function write(name: string, text = name): void {
    writeFileSync(join(folder, name), text);
  }

  test('collects at first what stands there already, by name, without hidden and half files', async () => {
    for (const name of ['c.txt', 'a.txt', 'b.txt', '.hidden', 'd.part', 'e~']) write(name);
    await start().ready;
    expect(collected).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test('collects a new file once, when it is complete, and again when it has changed', async () => {
    const texts: string[] = [];
    const collectFile = async (path: string) => void texts.push(readFileSync(path, 'utf8'));
    await start({ collectFile }, fakeMinutes(), 250).ready;
    write('a.txt', 'one ');
    await new Promise((resolve) => setTimeout(resolve, 50));
    appendFileSync(join(folder, 'a.txt'), 'two ');
    await vi.waitFor(() => expect(texts).toEqual(['one two ']), { timeout: 5000 });
    appendFileSync(join(folder, 'a.txt'), 'three');
    await vi.waitFor(() => expect(texts).toEqual(['one two ', 'one two three']), { timeout: 5000 });
  });

  test('collects a file that a browser has renamed when it was whole', async () => {
    await start().ready;
    write('.hidden');
    write('page.txt.crdownload');
    renameSync(join(folder, 'page.txt.crdownload'), join(folder, 'page.txt'));
    await vi.waitFor(() => expect(collected).toEqual(['page.txt']), { timeout: 5000 });
  });

  test('what cannot be opened is there at the start, and comes again every minute', async () => {
    const minutes = fakeMinutes();
    write('a.txt');
    symlinkSync('nowhere', join(folder, 'broken.txt'));
    const lane = vi.fn<(begun: Date) => Promise<void>>(async () => undefined);
    await start({ lanes: [lane] }, minutes).ready;
    expect(collected).toEqual(['a.txt', 'broken.txt']);
    minutes.begin(1);
    await vi.waitFor(() => expect(lane).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(collected).toEqual(['a.txt', 'broken.txt', 'broken.txt']));
  });

  test('collects one file at a time, in the order they came up, and those before a minute before what it brings', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    write('a.txt');
    write('b.txt');
    const work = {
      collectFile: (path: string) => calls.call(basename(path)),
      lanes: [(now: Date) => calls.call(`tick ${now.getTime() / 60_000}`)],
    };
    const { ready } = start(work, minutes);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt']));
    minutes.begin(1);
    calls.end('a.txt');
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt', 'b.txt']));
    calls.end('b.txt');
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt', 'b.txt', 'tick 1']));
    calls.end('tick 1');
    await ready;
  });

  test('makes up by one call for the minutes that passed during another', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    const tick = (now: Date): Promise<void> => calls.call(`tick ${now.getTime() / 60_000}`);
    await start({ folders: [], lanes: [tick] }, minutes).ready;
    minutes.begin(1);
    await vi.waitFor(() => expect(calls.begun).toEqual(['tick 1']));
    minutes.begin(2);
    minutes.begin(3);
    calls.end('tick 1');
    await vi.waitFor(() => expect(calls.begun).toEqual(['tick 1', 'tick 3']));
    minutes.begin(4);
    calls.end('tick 3');
    await vi.waitFor(() => expect(calls.begun).toEqual(['tick 1', 'tick 3', 'tick 4']));
    calls.end('tick 4');
  });

  test('waits in no lane for another, and collects beside them', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    const lane = (name: string) => (now: Date) => calls.call(`${name} ${now.getTime() / 60_000}`);
    const collectFile = (path: string): Promise<void> => calls.call(basename(path));
    await start({ collectFile, lanes: [lane('a'), lane('b')] }, minutes).ready;
    minutes.begin(1);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a 1', 'b 1']));
    calls.end('b 1');
    minutes.begin(2);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a 1', 'b 1', 'b 2']));
    write('a.txt');
    await vi.waitFor(() => expect(calls.begun.at(-1)).toBe('a.txt'), { timeout: 5000 });
    calls.end('a 1');
    await vi.waitFor(() => expect(calls.begun.at(-1)).toBe('a 2'));
    for (const name of ['a.txt', 'a 2', 'b 2']) calls.end(name);
  });

  test('tells of an error and goes on', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    const error = new Error('the dump is broken');
    write('a.txt');
    write('b.txt');
    const { ready } = start({ collectFile: (path) => calls.call(basename(path)) }, minutes);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt']));
    calls.fail('a.txt', error);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt', 'b.txt']));
    calls.end('b.txt');
    await ready;
    expect(errors).toEqual([error]);
  });

  test('a file that failed comes again with the next minute, until it does not fail', async () => {
    const minutes = fakeMinutes();
    const lane = vi.fn<(begun: Date) => Promise<void>>(async () => undefined);
    write('a.txt');
    write('b.txt');
    const collectFile = async (path: string): Promise<void> => {
      collected.push(basename(path));
      if (collected.length === 1) throw new Error('the store is full');
    };
    await start({ collectFile, lanes: [lane] }, minutes).ready;
    for (const minute of [1, 2]) {
      minutes.begin(minute);
      await vi.waitFor(() => expect(lane).toHaveBeenCalledTimes(minute));
    }
    expect(collected).toEqual(['a.txt', 'b.txt', 'a.txt']);
  });

  test('tells of a folder that is not there, and serves the others', async () => {
    write('a.txt');
    await start({ folders: [join(folder, 'nowhere'), folder] }).ready;
    expect(collected).toEqual(['a.txt']);
    expect(errors).toEqual([expect.objectContaining({ code: 'unreadable' })]);
  });

  test('stopped, waits for what is under way and begins nothing more', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    write('a.txt');
    write('b.txt');
    const lane = (now: Date): Promise<void> => calls.call(`tick ${now.getTime() / 60_000}`);
    const schedule = start({ collectFile: (path) => calls.call(basename(path)), lanes: [lane] }, minutes);
    await vi.waitFor(() => expect(calls.begun).toEqual(['a.txt']));
    minutes.begin(1);
    let isStopped = false;
    const stopping = schedule.stop().then(() => (isStopped = true));
    await vi.waitFor(() => expect(minutes.isRunning()).toBe(false));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    calls.end('a.txt');
    await stopping;
    await schedule.ready;
    expect(calls.begun).toEqual(['a.txt']);
  });

  test('stopped, waits for each lane', async () => {
    const calls = fakeCalls();
    const minutes = fakeMinutes();
    const schedule = start({ folders: [], lanes: [async () => {}, () => calls.call('slow')] }, minutes);
    minutes.begin(1);
    await vi.waitFor(() => expect(calls.begun).toEqual(['slow']));
    let isStopped = false;
    const stopping = schedule.stop().then(() => (isStopped = true));
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    calls.end('slow');
    await stopping;
  });

  test('stopped at once, is ready all the same', async () => {
    const schedule = start();
    await schedule.stop();
    await expect(schedule.ready).resolves.toBeUndefined();
  });
});

describe('without clock of its own, a schedule', () => {
  let begun: string[];
  let schedule: Schedule;

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-22T08:59:30Z') });
    begun = [];
    schedule = startSchedule({
      folders: [],
      collectFile: async () => {},
      lanes: [async (now) => void begun.push(now.toISOString().slice(11, 16))],
      onError: (error) => {
        throw error;
      },
    });
  });
  afterEach(async () => {
    await schedule.stop();
    vi.useRealTimers();
  });

  test('begins with every minute', async () => {
    await vi.advanceTimersByTimeAsync(150_000);
    expect(begun).toEqual(['09:00', '09:01', '09:02']);
    await schedule.stop();
    await vi.advanceTimersByTimeAsync(150_000);
    expect(begun).toHaveLength(3);
  });

  test('goes on where the clock goes back, within two minutes', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime('2026-11-22T06:30:10Z');
    await vi.advanceTimersByTimeAsync(150_000);
    expect(begun).toEqual(['09:00', '06:32']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toEqual(['09:00', '06:32', '06:33']);
  });

  test('goes on where the clock goes forward', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime('2026-11-22T12:30:10Z');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(begun.at(-1)).toBe('12:32');
  });
});
