import { DateTime } from 'luxon';
import type { DueTime } from '../../src/digests/due.ts';

const MINUTES_A_DAY = 24 * 60;
const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** All instants after `fromMs` up to `toMs` at which a digest is due, found by luxon, a day at a time. */
export function dueInstants({ at, weekdays, timezone }: DueTime, fromMs: number, toMs: number): readonly number[] {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const days: DateTime[] = [];
  const last = DateTime.fromMillis(toMs, { zone: 'utc' }).plus({ days: 2 });
  for (
    let day = DateTime.fromMillis(fromMs, { zone: 'utc' }).startOf('day').minus({ days: 2 });
    day < last;
    day = day.plus({ days: 1 })
  )
    days.push(day);
  return days
    .filter((day) => weekdays.some((weekday) => weekday === names[day.weekday - 1]))
    .flatMap((day) => instantOn(day, hour * 60 + minute, timezone) ?? [])
    .filter((instant) => instant > fromMs && instant <= toMs)
    .toSorted((a, b) => a - b);
}

/** The first minute from the wanted one on that clocks show; none on a day of which they show nothing. */
function instantOn(day: DateTime, wanted: number, timezone: string): number | undefined {
  const found = instantAt(day, wanted, timezone);
  if (found !== undefined) return found;
  const quarters = Array.from({ length: 96 }, (_, i) => instantAt(day, i * 15, timezone));
  if (quarters.every((instant) => instant === undefined)) return undefined;
  for (let minute = wanted; minute < wanted + MINUTES_A_DAY; minute += 1) {
    const instant = instantAt(day, minute, timezone);
    if (instant !== undefined) return instant;
  }
  return undefined;
}

/** When clocks show the minute of the day first; nothing where they never do. */
function instantAt(day: DateTime, minute: number, zone: string): number | undefined {
  const { year, month, day: date, hour, minute: past } = day.plus({ minutes: minute });
  const shown = DateTime.fromObject({ year, month, day: date, hour, minute: past }, { zone });
  if (shown.hour !== hour || shown.minute !== past || shown.day !== date) return undefined;
  return Math.min(...shown.getPossibleOffsets().map((possible) => possible.toMillis()));
}
