import { sql } from '../../src/core/store/sql.ts';
import { addSubscription } from '../../src/digests/subscriptions.ts';
import { collect } from '../../src/pipeline.ts';
import { openServing, type ServingParts } from '../../src/serve-due.ts';
import { channelConfig, channelsOn } from '../fakes/channels.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakePlatform, partsOf } from '../fakes/platform.ts';
import { openStages } from '../fakes/stages.ts';
import { expectPosts, isUp, minuteFrom, NOTHING, titleOf, type TimedPost } from './expect.ts';
import type { Plan } from './plan.ts';

/** What came of a plan. */
export interface Outcome {
  readonly posts: number;
  readonly failures: number;
  /** What is not as expected: one sentence per channel. */
  readonly wrong: readonly string[];
}

/** What the bot is made of while it runs, and what it did. */
interface World {
  readonly plan: Plan;
  /** Posts by channel. */
  readonly posts: Map<string, TimedPost[]>;
  /** Minutes of failures by channel. */
  readonly failures: Map<string, Set<number>>;
  /** Starts the bot. */
  start(nowMs: number): Promise<void>;
  stop(): void;
  /** Begins a minute, in two processes at a time now and then. */
  begin(minuteMs: number): Promise<void>;
  /** The next instant at which something is due; none where the bot is down. */
  nextDue(): Promise<number | undefined>;
  takeIn(number: number): Promise<void>;
  change(id: string, at: string, nowMs: number): Promise<void>;
}

interface Happening {
  readonly atMs: number;
  run(): Promise<void> | void;
}

const MINUTE_MS = 60_000;

/** Lets a plan happen to the real program over a store in memory, from due time to due time, and holds it against luxon. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const world = await openWorld(plan);
  const changed = new Set<string>();
  let lastMs = plan.fromMs;
  for (const { atMs, run } of listHappenings(world, changed)) {
    for (;;) {
      const due = await world.nextDue();
      const minute = due === undefined ? Infinity : Math.max(minuteFrom(due), lastMs + MINUTE_MS);
      if (minute >= atMs) break;
      lastMs = minute;
      await world.begin(minute);
    }
    lastMs = Math.max(lastMs, minuteFrom(atMs) - MINUTE_MS);
    await run();
  }
  const wrong = plan.channels.flatMap((channel) => {
    const failures = world.failures.get(channel.id) ?? new Set();
    const expected = expectPosts(plan, channel, { isChanged: changed.has(channel.id), failures });
    return compare(channel, expected, world.posts.get(channel.id) ?? []);
  });
  return { posts: sum(world.posts.values(), 'length'), failures: sum(world.failures.values(), 'size'), wrong };
}

function listHappenings(world: World, changed: Set<string>): readonly Happening[] {
  const { plan } = world;
  const changes = plan.channels.flatMap(({ id, change }) => {
    // Whoever is not there takes no commands; what was missed before it comes first.
    if (change === undefined || !isUp(plan, change.atMs) || !isUp(plan, change.atMs - 2 * MINUTE_MS)) return [];
    changed.add(id);
    return [{ atMs: change.atMs, run: () => world.change(id, change.at, change.atMs) }];
  });
  return [
    ...plan.arrivals.map((atMs, i) => ({ atMs, run: () => world.takeIn(i) })),
    ...plan.downtimes.flatMap(({ fromMs, untilMs }) => [
      { atMs: fromMs, run: () => world.stop() },
      { atMs: untilMs, run: () => world.start(untilMs) },
    ]),
    ...plan.jumps
      .filter(({ atMs }) => isUp(plan, atMs))
      .map(({ atMs, byMs }) => ({ atMs, run: () => jump(world, atMs, byMs) })),
    ...changes,
    { atMs: plan.untilMs, run: () => {} },
  ]
    .filter(({ atMs }) => atMs <= plan.untilMs)
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** The clock goes back, and the bot may be started anew: what comes to pass again brings nothing. */
async function jump(world: World, atMs: number, byMs: number): Promise<void> {
  const due = await world.nextDue();
  // What is open is tried again whatever the clock says.
  if (due === undefined || due <= atMs) return;
  if (byMs % 2 === 0) await world.start(atMs - byMs);
  for (const part of [1, 0.5, 0]) await world.begin(minuteFrom(atMs - byMs * part) - MINUTE_MS);
}

async function openWorld(plan: Plan): Promise<World> {
  let nowMs = plan.fromMs;
  const stages = await openStages({ now: () => nowMs });
  const posts = new Map<string, TimedPost[]>();
  const failures = new Map<string, Set<number>>();
  const failing = new Set<string>();
  const fixed = plan.channels.filter(({ isFixed }) => isFixed);
  const configs = fixed.map(({ id, schedule }) => ({ ...channelConfig(id), ...schedule }));
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const retryWait = (): number => MINUTE_MS;
  const open = (): ServingParts => ({
    stages,
    log: silent,
    retryWait,
    channels: channelsOn(stages.store, { All: '*' }, configs),
  });
  let running: ServingParts | undefined = open();
  const platform = fakePlatform({
    render: ({ sections }) =>
      partsOf(
        sections
          .flatMap(({ cards = [] }) => cards.map(({ title }) => title))
          .toSorted()
          .join() || NOTHING,
      ),
    find: async () => 'no',
    async post(channel, text) {
      if (!failing.delete(channel) && plan.fails()) {
        failing.add(channel);
        failures.set(channel, (failures.get(channel) ?? new Set()).add(nowMs));
        throw new Error('the line is dead');
      }
      // The other process has tried it again in the same minute.
      failures.get(channel)?.delete(nowMs);
      posts.set(channel, [...(posts.get(channel) ?? []), { atMs: nowMs, text }]);
      return 'm';
    },
  });
  const world: World = {
    plan,
    posts,
    failures,
    async start(atMs) {
      nowMs = atMs;
      running = open();
      await running.channels.settle(atMs);
    },
    stop: () => void (running = undefined),
    async begin(minuteMs) {
      nowMs = minuteMs;
      const serving = minuteMs % (7 * MINUTE_MS) === 0 ? [running, running && open()] : [running];
      const { signal } = new AbortController();
      const begun = serving.flatMap((parts) => (parts === undefined ? [] : openServing(parts, platform, signal)));
      await Promise.all(begun.map((one) => one.begin(new Date(minuteMs))));
      await Promise.all(begun.map((one) => one.ended()));
    },
    async nextDue() {
      if (running === undefined) return undefined;
      const [row] = await stages.store.query(sql`SELECT MIN(next_due_ms) AS next,
        (SELECT COUNT(*) FROM deliveries WHERE state = 'open') AS open FROM channels`);
      return Number(row?.['open']) > 0 ? nowMs : Number(row?.['next']);
    },
    takeIn: async (number) => void (await collect(stages, dumpOfPapers(titleOf(number)))),
    change: async (id, at, atMs) => running?.channels.changeSchedule(id, { at }, atMs),
  };
  await world.start(plan.fromMs);
  for (const { id, schedule, isFixed } of plan.channels) {
    if (isFixed) continue;
    await running.channels.setUp(id, 'fake:A', plan.fromMs);
    await addSubscription(stages.store, id, 'all');
    await running.channels.changeSchedule(id, schedule, plan.fromMs);
  }
  return world;
}

function compare(
  { id, schedule }: Plan['channels'][number],
  expected: readonly TimedPost[],
  found: readonly TimedPost[],
): readonly string[] {
  const first = [...expected.keys(), expected.length].find(
    (i) => expected[i]?.atMs !== found[i]?.atMs || expected[i]?.text !== found[i]?.text,
  );
  if (first === undefined) return [];
  return [
    `${id} (${JSON.stringify(schedule)}): post ${first} of ${expected.length} should be ${describe(expected[first])}, is ${describe(found[first])}`,
  ];
}

function describe(post: TimedPost | undefined): string {
  return post === undefined ? 'none' : `${new Date(post.atMs).toISOString()} ${post.text}`;
}

function sum<Key extends 'length' | 'size'>(all: Iterable<Readonly<Record<Key, number>>>, key: Key): number {
  return [...all].reduce((total, item) => total + item[key], 0);
}
