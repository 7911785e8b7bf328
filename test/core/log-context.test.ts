import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { logContext, withinLog, withinRequest } from '../../src/core/log-context.ts';
import { createLog, type Log } from '../../src/core/log.ts';
import { collect, deliver } from '../../src/pipeline.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { openStages, stagesOn, subscriptionOf } from '../fakes/stages.ts';

let lines: { digest?: string; request?: string; msg: string; part?: number; outcome?: string }[];
let log: Log;

beforeEach(() => {
  lines = [];
  log = createLog({ level: 'info', destination: { write: (line) => void lines.push(JSON.parse(line)) } });
});

test('every line of a request carries its id, however deep and late; those beside it do not', async () => {
  async function work(name: string): Promise<void> {
    await setImmediate();
    await withinRequest(async () => log.info(name));
  }
  await Promise.all([withinRequest(() => work('one')), withinRequest(() => work('two')), setImmediate()]);
  log.info('outside');
  const [one, two, outside] = lines;
  expect([one?.msg, two?.msg, outside?.request]).toEqual(['one', 'two', undefined]);
  expect(new Set([one?.request, two?.request]).size).toBe(2);
  expect(one?.request).toMatch(/^[\da-f]{8}$/);
  expect(logContext()).toEqual({});
});

test('one search follows a digest from its composing over a crash to its last part, by what its markers begin with', async () => {
  const stages = await openStages({ log });
  await collect(stages, dumpOfPapers('A', 'B'));
  const platform = fakePlatform();
  const dying = { ...platform, post: async () => Promise.reject(new Error('killed')) };
  await withinLog({ request: 'r' }, () => deliver(stages, subscriptionOf(), dying).catch(() => undefined));
  await deliver(stagesOn(stages.store, { log }), subscriptionOf(), platform);
  const [mark = ''] = lines.map(({ digest }) => digest);
  expect(lines.map(({ msg, digest, part, outcome }) => [msg, digest, part, outcome])).toEqual([
    ['composed a digest', mark, undefined, undefined],
    ['took a digest up again', mark, undefined, undefined],
    ['settled a part', mark, 0, 'sent'],
    ['settled a part', mark, 1, 'sent'],
  ]);
  expect(platform.posts.map(({ marker }) => marker)).toEqual([`${mark}.0`, `${mark}.1`]);
  expect(lines[0]?.request).toBe('r');
});
