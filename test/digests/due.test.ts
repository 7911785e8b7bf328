import { describe, expect, test } from 'vitest';
import { weekdays } from '../../src/core/config-schema.ts';
import { PaperboyError } from '../../src/core/errors.ts';
import { lastDueBefore, nextDueAfter, type DueTime } from '../../src/digests/due.ts';

function daily(at: string, timezone: string): DueTime {
  return { at, timezone, weekdays };
}

function last(now: string, time: DueTime): string {
  return lastDueBefore(new Date(now), time).toISOString();
}

function next(now: string, time: DueTime): string {
  return nextDueAfter(new Date(now), time).toISOString();
}

/** All instants from one to another, found by going forward; going backward must find the same. */
function allDue(from: string, to: string, time: DueTime): readonly string[] {
  const found: string[] = [];
  for (let at = next(from, time); at <= to; at = next(at, time)) found.push(at);
  const backward: string[] = [];
  for (let at = last(to, time); at > from; at = last(new Date(Date.parse(at) - 1).toISOString(), time))
    backward.push(at);
  expect(backward.toReversed()).toEqual(found);
  return found;
}

describe('a day without surprises', () => {
  const morning = daily('09:00', 'UTC');

  test('is due at its time, that instant included', () => {
    expect(last('2026-11-22T08:59:59.999Z', morning)).toBe('2026-11-21T09:00:00.000Z');
    expect(last('2026-11-22T09:00:00.000Z', morning)).toBe('2026-11-22T09:00:00.000Z');
    expect(last('2026-11-22T23:59:00.000Z', morning)).toBe('2026-11-22T09:00:00.000Z');
    expect(next('2026-11-22T08:59:59.999Z', morning)).toBe('2026-11-22T09:00:00.000Z');
    expect(next('2026-11-22T09:00:00.000Z', morning)).toBe('2026-11-23T09:00:00.000Z');
  });

  test('begins at midnight of its own zone', () => {
    const kolkata = daily('00:10', 'Asia/Kolkata');
    expect(last('2026-11-22T18:39:00Z', kolkata)).toBe('2026-11-21T18:40:00.000Z');
    expect(next('2026-11-22T18:39:00Z', kolkata)).toBe('2026-11-22T18:40:00.000Z');
    expect(last('2026-01-01T10:30:00Z', daily('23:30', 'Pacific/Kiritimati'))).toBe('2026-01-01T09:30:00.000Z');
    expect(last('2026-01-01T09:00:00Z', daily('23:00', 'Pacific/Pago_Pago'))).toBe('2025-12-31T10:00:00.000Z');
  });
});

describe('weekdays', () => {
  // 2026-11-22 is a Sunday.
  const office: DueTime = { at: '09:00', timezone: 'Europe/Berlin', weekdays: ['mon', 'fri'] };

  test('are the only days that are due', () => {
    expect(allDue('2026-11-15T00:00:00Z', '2026-11-28T00:00:00Z', office)).toEqual([
      '2026-11-16T08:00:00.000Z',
      '2026-11-20T08:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
      '2026-11-27T08:00:00.000Z',
    ]);
  });

  test.each([
    ['sun', 22],
    ['mon', 23],
    ['tue', 24],
    ['wed', 25],
    ['thu', 26],
    ['fri', 27],
    ['sat', 28],
  ] as const)('%s is the %i of November 2026', (weekday, day) => {
    const weekly: DueTime = { at: '12:00', timezone: 'UTC', weekdays: [weekday] };
    expect(next('2026-11-22T00:00:00Z', weekly)).toBe(`2026-11-${day}T12:00:00.000Z`);
    expect(last('2026-11-29T00:00:00Z', weekly)).toBe(`2026-11-${day}T12:00:00.000Z`);
  });

  test('are those of the zone, not of UTC', () => {
    const mondayInAuckland: DueTime = { at: '07:00', timezone: 'Pacific/Auckland', weekdays: ['mon'] };
    expect(next('2026-11-21T00:00:00Z', mondayInAuckland)).toBe('2026-11-22T18:00:00.000Z');
  });

  test('that are none are an error', () => {
    const never: DueTime = { at: '09:00', timezone: 'UTC', weekdays: [] };
    expect(() => lastDueBefore(new Date(0), never)).toThrow(PaperboyError);
    expect(() => nextDueAfter(new Date(0), never)).toThrow(PaperboyError);
  });
});

describe('when clocks go forward', () => {
  test('Berlin is due at 03:00 where 02:30 is leapt over, and at 02:30 before and after', () => {
    expect(allDue('2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z', daily('02:30', 'Europe/Berlin'))).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  test('New York is due at 03:00 where 02:00 or 02:59 is leapt over', () => {
    const day = ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'] as const;
    expect(allDue(...day, daily('02:00', 'America/New_York'))).toEqual(['2026-03-08T07:00:00.000Z']);
    expect(allDue(...day, daily('02:59', 'America/New_York'))).toEqual(['2026-03-08T07:00:00.000Z']);
    expect(allDue(...day, daily('01:59', 'America/New_York'))).toEqual(['2026-03-08T06:59:00.000Z']);
    expect(allDue(...day, daily('03:00', 'America/New_York'))).toEqual(['2026-03-08T07:00:00.000Z']);
  });

  test('Lord Howe, which moves by half an hour, is due at 02:30 for 02:15', () => {
    expect(next('2026-10-03T13:30:00Z', daily('02:15', 'Australia/Lord_Howe'))).toBe('2026-10-03T15:30:00.000Z');
  });

  test('Nuuk, which leaps over the last hour of a Saturday, is due at midnight', () => {
    const time: DueTime = { at: '23:30', timezone: 'America/Nuuk', weekdays: ['sat'] };
    expect(next('2026-03-28T12:00:00Z', time)).toBe('2026-03-29T01:00:00.000Z');
    expect(last('2026-03-29T12:00:00Z', time)).toBe('2026-03-29T01:00:00.000Z');
  });
});

describe('when clocks go back', () => {
  test('Berlin is due once, the first time it is 02:30', () => {
    expect(allDue('2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z', daily('02:30', 'Europe/Berlin'))).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('New York is due once, the first time it is 01:30', () => {
    expect(allDue('2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z', daily('01:30', 'America/New_York'))).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  test('Goose Bay, which went back over midnight, was due the first time it was midnight', () => {
    const midnights = daily('00:00', 'America/Goose_Bay');
    expect(last('2010-11-07T03:30:00Z', midnights)).toBe('2010-11-07T03:00:00.000Z');
    expect(next('2010-11-07T03:30:00Z', midnights)).toBe('2010-11-08T04:00:00.000Z');
  });

  test('no day is lost on either side of the long night', () => {
    const evenings = daily('23:30', 'America/New_York');
    expect(last('2026-11-02T04:15:00Z', evenings)).toBe('2026-11-01T03:30:00.000Z');
    expect(next('2026-11-01T04:00:00Z', evenings)).toBe('2026-11-02T04:30:00.000Z');
  });
});

describe('a zone that moves over the date line', () => {
  test('Apia has no digest on the Friday it left out', () => {
    expect(allDue('2011-12-29T00:00:00Z', '2011-12-31T12:00:00Z', daily('09:00', 'Pacific/Apia'))).toEqual([
      '2011-12-29T19:00:00.000Z',
      '2011-12-30T19:00:00.000Z',
    ]);
    const fridays: DueTime = { at: '09:00', timezone: 'Pacific/Apia', weekdays: ['fri'] };
    expect(next('2011-12-24T00:00:00Z', fridays)).toBe('2012-01-05T19:00:00.000Z');
    expect(last('2012-01-05T18:59:00Z', fridays)).toBe('2011-12-23T19:00:00.000Z');
  });

  test('Apia keeps half a day ahead of UTC since', () => {
    expect(next('2026-11-22T12:00:00Z', daily('08:00', 'Pacific/Apia'))).toBe('2026-11-22T19:00:00.000Z');
  });
});

test('every day of every zone is due once within a year', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Apia',
    'Africa/Casablanca',
    'Asia/Beirut',
  ];
  const counts = zones.map(
    (zone) => allDue('2025-12-31T12:00:00Z', '2026-12-31T12:00:00Z', daily('02:30', zone)).length,
  );
  expect(counts).toEqual(zones.map(() => 365));
});
