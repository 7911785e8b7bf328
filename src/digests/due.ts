import type { ChannelConfig } from '../core/config.ts';
import type { Weekday } from '../core/config-schema.ts';
import { PaperboyError } from '../core/errors.ts';
import { remember } from '../core/remember.ts';

/** A local time of day on some weekdays in a time zone: when a channel's digest is due. */
export type DueTime = Pick<ChannelConfig, 'at' | 'weekdays' | 'timezone'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const HORIZON_DAYS = 15;
/** More than most teams are in. */
const MOST_ZONES = 500;

const sundayFirst: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const units = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
const numeric = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

/** Making one takes longer than using it a hundred times. */
const formatOf = remember(
  (timezone: string) => new Intl.DateTimeFormat('en', { timeZone: timezone, hourCycle: 'h23', ...numeric }),
  (timezone) => timezone,
  MOST_ZONES,
);

/** The last instant, `now` included, at which a digest was due. Throws `PaperboyError` where there is no weekday. */
export function lastDueBefore(now: Date, time: DueTime): Date {
  // Where clocks went back over midnight, tomorrow has begun once already.
  for (let days = 1; days >= -HORIZON_DAYS; days -= 1) {
    const due = dueOn(now, days, time);
    if (due !== undefined && due <= now.getTime()) return new Date(due);
  }
  throw neverDue();
}

/** The first instant after `now` at which a digest is due. Throws `PaperboyError` where there is no weekday. */
export function nextDueAfter(now: Date, time: DueTime): Date {
  for (let days = 0; days <= HORIZON_DAYS; days += 1) {
    const due = dueOn(now, days, time);
    if (due !== undefined && due > now.getTime()) return new Date(due);
  }
  throw neverDue();
}

/** When a digest is due so many days after the local day of `now`; nothing where that is none of the weekdays. */
function dueOn(now: Date, days: number, { at, weekdays, timezone }: DueTime): number | undefined {
  const midnight = Math.floor(localTime(now.getTime(), timezone) / DAY_MS + days) * DAY_MS;
  const weekday = sundayFirst[new Date(midnight).getUTCDay()];
  if (weekday === undefined || !weekdays.includes(weekday)) return undefined;
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  return instantOf(midnight + (hours * 60 + minutes) * MINUTE_MS, timezone);
}

/**
 * The instant at which clocks show a local time: the first where they show it twice, the next minute they show where they
 * leap over it, none where the zone leaves out the whole day (Pacific/Apia, 30 December 2011).
 */
function instantOf(local: number, timezone: string): number | undefined {
  const [before, after] = [local - DAY_MS, local + DAY_MS].map((instant) => localTime(instant, timezone) - instant);
  if (before === undefined || after === undefined) return undefined;
  const shown = [local - before, local - after].find((instant) => localTime(instant, timezone) === local);
  if (shown !== undefined || after - before >= DAY_MS) return shown;
  let [early, late] = [local - after, local - before];
  while (late - early > MINUTE_MS) {
    const middle = early + Math.floor((late - early) / MINUTE_MS / 2) * MINUTE_MS;
    if (localTime(middle, timezone) < local) early = middle;
    else late = middle;
  }
  return late;
}

/** What clocks show at an instant, in milliseconds as if it were UTC. */
function localTime(instant: number, timezone: string): number {
  const parts = formatOf(timezone).formatToParts(instant);
  const [year, month, day, hour, minute, second] = units.map((unit) =>
    Number(parts.find(({ type }) => type === unit)?.value),
  );
  return Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
}

function neverDue(): PaperboyError {
  return new PaperboyError('never-due', 'A channel without a weekday is never due.');
}
