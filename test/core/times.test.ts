import { expect, test } from 'vitest';
import { weekdays } from '../../src/core/config-schema.ts';
import { listTimezones, readTimeOfDay, readTimezone, readWeekdays, sayWeekdays } from '../../src/core/times.ts';

const DAYS_LOOK = 'days look like “mon, wed, fri”, “weekdays” or “daily”.';

test.each([
  ['9', '09:00'],
  ['09:05', '09:05'],
  ['9.30', '09:30'],
  ['23:59', '23:59'],
  ['0:00', '00:00'],
  ['12am', '00:00'],
  ['12 PM', '12:00'],
  ['4:15 pm', '16:15'],
])('%s is %s', (text, time) => {
  expect(readTimeOfDay(text)).toBe(time);
});

test.each(['24:00', '9:60', '13 pm', '0am', '9:5', 'noon', '-1', '٩', '9:30:00', 'NaN', ''])(
  '%s is no time',
  (text) => {
    expect(() => readTimeOfDay(text)).toThrow(`A time of day looks like 09:00 or 16:30, not “${text}”.`);
  },
);

test.each([
  ['daily', weekdays],
  ['weekdays', ['mon', 'tue', 'wed', 'thu', 'fri']],
  ['Weekend', ['sat', 'sun']],
  ['fri, Mon', ['mon', 'fri']],
  ['monday tues thurs', ['mon', 'tue', 'thu']],
  ['Saturdays and sundays', ['sat', 'sun']],
  ['mon - wed', ['mon', 'tue', 'wed']],
  ['sat–mon', ['mon', 'sat', 'sun']],
  ['mon,mon,weekends', ['mon', 'sat', 'sun']],
] as const)('%s is read as days', (text, days) => {
  expect(readWeekdays(text)).toEqual(days);
});

test.each([
  ['', 'Days look like “mon, wed, fri”, “weekdays” or “daily”.'],
  [',', 'Days look like “mon, wed, fri”, “weekdays” or “daily”.'],
  ['wensday', 'There is no day “wensday”; did you mean wednesday?'],
  ['mo', 'There is no day “mo”; did you mean monday?'],
  ['someday', `There is no day “someday”; ${DAYS_LOOK}`],
  ['mon-wed-fri', `There is no day “mon-wed-fri”; ${DAYS_LOOK}`],
  ['x'.repeat(4000), `There is no day “${'x'.repeat(40)}…”; ${DAYS_LOOK}`],
])('%s is no days', (text, message) => {
  expect(() => readWeekdays(text)).toThrow(message);
});

test('days are said in a word where there is one', () => {
  expect(sayWeekdays(weekdays)).toBe('every day');
  expect(sayWeekdays(['fri', 'thu', 'wed', 'tue', 'mon'])).toBe('on weekdays');
  expect(sayWeekdays(['sat', 'sun'])).toBe('on weekends');
  expect(sayWeekdays(['mon', 'fri'])).toBe('on Mon, Fri');
});

test('a time zone is read in any case and with blanks, as the database spells it', () => {
  expect(['europe/berlin', ' America/New York ', 'utc', 'Etc/GMT+5'].map(readTimezone)).toEqual([
    'Europe/Berlin',
    'America/New_York',
    'UTC',
    'Etc/GMT+5',
  ]);
});

test.each([
  ['Berlin', 'There is no time zone “Berlin”; did you mean Europe/Berlin?'],
  ['Europe/Berln', 'There is no time zone “Europe/Berln”; did you mean Europe/Berlin?'],
  ['Mars/Olympus', 'There is no time zone “Mars/Olympus”; one looks like Europe/Berlin.'],
  ['x'.repeat(4000), `There is no time zone “${'x'.repeat(40)}…”; one looks like Europe/Berlin.`],
])('%s is no time zone', (text, message) => {
  expect(() => readTimezone(text)).toThrow(message);
});

test('every zone that is listed can be read', () => {
  expect(listTimezones()[0]).toBe('UTC');
  expect(listTimezones().filter((zone) => readTimezone(zone) !== zone)).toEqual([]);
});
