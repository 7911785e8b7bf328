import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ConfigError, FeedError } from '../../src/core/errors.ts';
import { createLog, type Log, type LogOptions } from '../../src/core/log.ts';

const SECRET = 'swordfish-7';
const LEAK = `https://u:pw@a.org/b?q=1 with ${SECRET}`;
const CLEAN = 'https://a.org/b with [redacted]';

/** What a log writes, each line without its time. */
function written(say: (log: Log) => void, options: Partial<LogOptions> = {}): readonly unknown[] {
  return lines(say, options).map((line) => {
    const { time, ...rest } = JSON.parse(line);
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    return rest;
  });
}

function lines(say: (log: Log) => void, options: Partial<LogOptions>): readonly string[] {
  const found: string[] = [];
  say(createLog({ level: 'debug', secrets: [SECRET], destination: { write: (line) => found.push(line) }, ...options }));
  return found;
}

/** One line whose only field is this one. */
function field(value: unknown): unknown {
  const [line] = written((log) => log.warn({ field: value }, 'x'));
  return line !== null && typeof line === 'object' && 'field' in line ? line.field : undefined;
}

describe('a line', () => {
  test('is JSON with level, time, fields and message', () => {
    expect(
      written((log) => {
        log.debug('one');
        log.info({ feed: 'papers-page', found: 3 }, 'two');
        log.warn({ ok: false, none: null, gone: undefined }, 'three');
        log.error({}, 'four');
      }),
    ).toEqual([
      { level: 'debug', msg: 'one' },
      { level: 'info', feed: 'papers-page', found: 3, msg: 'two' },
      { level: 'warn', ok: false, none: null, msg: 'three' },
      { level: 'error', msg: 'four' },
    ]);
  });

  test('below the level is not written', () => {
    const say = (log: Log): void => {
      log.info('a');
      log.warn('b');
      log.error({ c: 1 }, 'c');
    };
    expect(written(say, { level: 'warn' })).toHaveLength(2);
    expect(written(say, { level: 'silent' })).toEqual([]);
  });

  test('goes to standard error, even where the program ends at once', () => {
    const url = new URL('../../src/core/log.ts', import.meta.url).href;
    const program = `const { createLog } = await import('${url}');
      const log = createLog({ level: 'info' });
      for (let i = 1; i <= 500; i += 1) log.info('line ' + i);
      process.kill(process.pid, 'SIGKILL');`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(stderr.match(/"msg":"line \d+"/g)).toHaveLength(500);
  });
});

describe('nothing secret gets out', () => {
  test('in a message', () => {
    expect(written((log) => log.info(LEAK))).toEqual([{ level: 'info', msg: CLEAN }]);
    expect(written((log) => log.info({}, LEAK))).toEqual([{ level: 'info', msg: CLEAN }]);
  });

  test('in a field, however deep, nor in its name', () => {
    expect(field({ a: [{ b: { c: { d: { e: [LEAK] } } } }] })).toEqual({ a: [{ b: { c: { d: { e: [CLEAN] } } } }] });
    expect(field({ [`x ${SECRET}`]: 1 })).toEqual({ 'x [redacted]': 1 });
    expect(field(new URL(`https://a.org/?k=${SECRET}`))).toBe('https://a.org/');
    expect(field({ toJSON: () => ({ a: LEAK }) })).toEqual({ a: CLEAN });
    expect(field(Buffer.from(SECRET))).toBe('[11 bytes]');
  });

  test('under a name that says it is secret, unless it counts something', () => {
    const request = { headers: { Authorization: 'abc', cookie: ['a=b'] }, token: 'x', apiKey: null, hasToken: true };
    expect(field({ request, maxToken: 7 })).toEqual({
      request: {
        headers: { Authorization: '[redacted]', cookie: '[redacted]' },
        token: '[redacted]',
        apiKey: null,
        hasToken: true,
      },
      maxToken: 7,
    });
  });

  test('in an error, its causes, or what libraries hang on it', () => {
    const refused = Object.assign(new TypeError(LEAK), { code: 'ECONNREFUSED', config: { headers: SECRET } });
    const error = new FeedError('feed-unreachable', LEAK, { cause: new Error(LEAK, { cause: refused }) });
    expect(field(error)).toEqual({
      name: 'FeedError',
      code: 'feed-unreachable',
      message: CLEAN,
      cause: {
        name: 'Error',
        message: CLEAN,
        stack: expect.stringMatching(/^at .*log\.test\.ts:\d+:\d+/),
        cause: { name: 'TypeError', code: 'ECONNREFUSED', message: CLEAN, stack: expect.stringMatching(/^at /) },
      },
    });
    expect(JSON.stringify(field(error))).not.toContain(SECRET);
  });
});

describe('an error', () => {
  test('tells every error of several, and the status of an answer', () => {
    const answer = Object.assign(new ConfigError('x', ['y']), { status: 429 });
    expect(field(new AggregateError([answer, LEAK], 'both'))).toMatchObject({
      name: 'AggregateError',
      message: 'both',
      errors: [{ name: 'ConfigError', code: 'config', status: 429, message: 'x has 1 fault:\n  - y' }, CLEAN],
    });
  });

  test('is the same under the name err', () => {
    const error = new FeedError('feed-gone', 'gone');
    expect(written((log) => log.error({ err: error }, 'x'))).toEqual([
      { level: 'error', err: { name: 'FeedError', code: 'feed-gone', message: 'gone' }, msg: 'x' },
    ]);
  });

  test('tells a cause that is no error, and a chain of twelve', () => {
    expect(field(new FeedError('a', 'b', { cause: LEAK }))).toMatchObject({ cause: CLEAN });
    let error = new FeedError('a', 'the first');
    for (let i = 0; i < 11; i += 1) error = new FeedError('a', 'next', { cause: error });
    expect(JSON.stringify(field(error))).toContain('the first');
  });
});

describe('a field that is hard to show', () => {
  test('ends where it bites its tail', () => {
    const error: Error & { cause?: unknown } = new FeedError('a', 'b');
    error.cause = { error };
    expect(field(error)).toEqual({ name: 'FeedError', code: 'a', message: 'b', cause: { error: '[shown above]' } });
  });

  test('does not stop the line', () => {
    const trap = {
      get a(): string {
        throw new Error('trap');
      },
    };
    expect(written((log) => log.warn({ trap }, 'x'))).toEqual([{ level: 'warn', fields: '[unreadable]', msg: 'x' }]);
  });

  test('may be a big number, a date, a function or a symbol', () => {
    expect(field([7n, new Date(0), () => 1, Symbol('x')])).toEqual(['7', '1970-01-01T00:00:00.000Z', null, null]);
  });
});

test('a pretty line is one line for a person, without control characters', () => {
  const error = new FeedError('a', 'gone', { cause: new FeedError('b', `not\nthere ${SECRET}`) });
  const [line] = lines((log) => log.warn({ feed: 'x', title: 'A \u001b[31mB', found: [1], err: error }, 'no\r\nluck'), {
    pretty: true,
  });
  expect(line).toMatch(/^\d\d:\d\d:\d\d /);
  expect(line?.slice(9)).toBe(
    'warn  no luck feed=x title="A \\u001b[31mB" found=[1] err="FeedError: gone" caused by "FeedError: not there [redacted]"\n',
  );
});
