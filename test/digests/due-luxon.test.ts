import { Cron } from 'croner';
import { describe, expect, test } from 'vitest';
import { weekdays } from '../../src/core/config-schema.ts';
import { nextDueAfter, type DueTime } from '../../src/digests/due.ts';
import { dueInstants } from '../year/oracle.ts';

const TIMES = ['00:00', '00:30', '02:15', '02:30', '03:00', '23:00', '23:59'];

function allDue(time: DueTime, fromMs: number, toMs: number): readonly number[] {
  const found: number[] = [];
  for (let at = fromMs; ;) {
    at = nextDueAfter(new Date(at), time).getTime();
    if (at > toMs) return found;
    found.push(at);
  }
}

describe('a second time library finds the same', () => {
  test.each([
    ['Europe/Berlin', '2024-03-29', '2024-04-02'],
    ['Europe/Berlin', '2024-10-25', '2024-10-29'],
    ['America/New_York', '2026-03-06', '2026-03-10'],
    ['America/Nuuk', '2026-03-26', '2026-03-31'],
    ['America/Nuuk', '2026-10-22', '2026-10-27'],
    ['Australia/Lord_Howe', '2026-10-02', '2026-10-06'],
    ['Australia/Lord_Howe', '2026-04-03', '2026-04-07'],
    ['Antarctica/Troll', '2026-03-27', '2026-03-31'],
    ['Africa/Cairo', '2024-04-24', '2024-04-28'],
    ['Africa/Cairo', '2024-10-30', '2024-11-02'],
    ['America/Goose_Bay', '2010-11-05', '2010-11-09'],
    ['Asia/Almaty', '2024-02-28', '2024-03-03'],
    ['Pacific/Apia', '2011-12-27', '2012-01-02'],
  ])('in %s from %s to %s', (timezone, from, to) => {
    const span = [Date.parse(from), Date.parse(to)] as const;
    for (const at of TIMES) {
      for (const days of [weekdays, ...weekdays.map((weekday) => [weekday])]) {
        const time = { at, weekdays: days, timezone };
        expect({ time, due: allDue(time, ...span) }).toEqual({ time, due: dueInstants(time, ...span) });
      }
    }
  });
});

test('croner is not what finds them: it leaves out the evening that clocks leap over together with midnight', () => {
  const evening = '2026-03-28T12:00:00Z';
  const nextRun = new Cron('30 23 * * *', { timezone: 'America/Nuuk', paused: true }).nextRun(new Date(evening));
  expect(nextRun?.toISOString()).toBe('2026-03-30T00:30:00.000Z');
  const time: DueTime = { at: '23:30', weekdays, timezone: 'America/Nuuk' };
  expect(nextDueAfter(new Date(evening), time).toISOString()).toBe('2026-03-29T01:00:00.000Z');
});
