import { dueInstants } from './oracle.ts';
import type { Downtime, Plan, PlannedChannel } from './plan.ts';

/** A post, and the minute in which it came. */
export interface TimedPost {
  readonly atMs: number;
  readonly text: string;
}

/** What happened to a channel that was not planned to the minute. */
export interface Incidents {
  /** Whether its schedule was changed as planned. */
  readonly isChanged: boolean;
  /** Minutes in which a post failed. */
  readonly failures: ReadonlySet<number>;
}

const MINUTE_MS = 60_000;
const PATIENCE_MS = 60 * MINUTE_MS;

/** What an empty digest says. */
export const NOTHING = 'nothing';

/** The title of a paper by the place of its arrival. */
export function titleOf(number: number): string {
  return `Paper ${number}`;
}

/** The minute at an instant, or the first after it. */
export function minuteFrom(instantMs: number): number {
  return Math.ceil(instantMs / MINUTE_MS) * MINUTE_MS;
}

/** What a channel is to get by the plan and by luxon: each due digest once, at its time or in the first minute up. */
export function expectPosts(plan: Plan, channel: PlannedChannel, incidents: Incidents): readonly TimedPost[] {
  const { catchUp, emptyDays } = channel.schedule;
  const posts: TimedPost[] = [];
  let shown = 0;
  for (const [minute, latest] of mergeMissed(plan, dueTimes(plan, channel, incidents.isChanged))) {
    if (minute >= plan.untilMs || (catchUp === 'skip' && minute - latest > PATIENCE_MS)) continue;
    const arrived = plan.arrivals.filter((atMs) => atMs <= minute).length;
    const titles = Array.from({ length: arrived - shown }, (_, i) => titleOf(shown + i));
    shown = arrived;
    if (titles.length === 0 && emptyDays === 'silent') continue;
    const text = titles.length === 0 ? NOTHING : titles.toSorted().join();
    const atMs = incidents.failures.has(minute) ? minuteUp(plan, minute + MINUTE_MS) : minute;
    if (atMs < plan.untilMs) posts.push({ atMs, text });
  }
  return posts;
}

/** Whether the bot runs at an instant. */
export function isUp({ downtimes }: Plan, instantMs: number): boolean {
  return downtimeAt(downtimes, instantMs) === undefined;
}

function dueTimes(
  { fromMs, untilMs }: Plan,
  { schedule, change }: PlannedChannel,
  isChanged: boolean,
): readonly number[] {
  if (change === undefined || !isChanged) return dueInstants(schedule, fromMs, untilMs);
  return [
    ...dueInstants(schedule, fromMs, change.atMs),
    ...dueInstants({ ...schedule, at: change.at }, change.atMs, untilMs),
  ];
}

/** The minutes of digests, each with the latest due time it stands for. */
function mergeMissed(plan: Plan, due: readonly number[]): ReadonlyMap<number, number> {
  return new Map(due.map((instant) => [minuteUp(plan, instant), instant]));
}

function minuteUp(plan: Plan, instantMs: number): number {
  const minute = minuteFrom(instantMs);
  const downtime = downtimeAt(plan.downtimes, minute);
  return downtime === undefined ? minute : minuteUp(plan, downtime.untilMs);
}

function downtimeAt(downtimes: readonly Downtime[], instantMs: number): Downtime | undefined {
  return downtimes.find(({ fromMs, untilMs }) => fromMs <= instantMs && instantMs < untilMs);
}
