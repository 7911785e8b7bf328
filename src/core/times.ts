import { isTimezone, weekdays, zoneLike, type Weekday } from './config-schema.ts';
import { UserInputError } from './errors.ts';
import { nearest } from './nearest.ts';
import { shorten } from './plain-text.ts';

const WORKDAYS: readonly Weekday[] = weekdays.slice(0, 5);
const WEEKEND: readonly Weekday[] = weekdays.slice(5);

const NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const GROUPS = [
  ['daily', weekdays],
  ['everyday', weekdays],
  ['weekdays', WORKDAYS],
  ['weekends', WEEKEND],
] as const satisfies readonly (readonly [string, readonly Weekday[]])[];

/** Reads a time of day such as `9`, `9:30`, `09.30` or `4 pm` as `HH:MM`. Throws `UserInputError`. */
export function readTimeOfDay(text: string): string {
  const [, first = '', minute = '00', half = ''] = /^(\d{1,2})(?:[:.](\d\d))?\s*([ap]m)?$/i.exec(text.trim()) ?? [];
  const isHour = half === '' ? /^(?:[01]?\d|2[0-3])$/ : /^(?:0?[1-9]|1[0-2])$/;
  if (!isHour.test(first) || Number(minute) > 59) {
    throw new UserInputError(`A time of day looks like 09:00 or 16:30, not “${shorten(text)}”.`);
  }
  const hour = half === '' ? Number(first) : (Number(first) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${minute}`;
}

/** Reads days such as `mon,tue`, `mon-fri`, `Saturday and Sunday`, `weekdays` or `daily`, Monday first. Throws `UserInputError`. */
export function readWeekdays(text: string): readonly Weekday[] {
  const words = text
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;+&]+/)
    .filter((word) => word !== '' && word !== 'and');
  const days = words.flatMap(readDays);
  if (days.length === 0) throw new UserInputError('Days look like “mon, wed, fri”, “weekdays” or “daily”.');
  return weekdays.filter((day) => days.includes(day));
}

/** Days as one would say them: `every day`, `on weekdays`, `on Mon, Tue`. */
export function sayWeekdays(days: readonly Weekday[]): string {
  const group = [
    { name: 'every day', days: weekdays },
    { name: 'on weekdays', days: WORKDAYS },
    { name: 'on weekends', days: WEEKEND },
  ].find((candidate) => candidate.days.join() === weekdays.filter((day) => days.includes(day)).join());
  return group?.name ?? `on ${days.map((day) => day.charAt(0).toUpperCase() + day.slice(1)).join(', ')}`;
}

/** Reads the name of an IANA time zone, in any case and with blanks, as the database spells it. Throws `UserInputError`. */
export function readTimezone(text: string): string {
  const name = text.trim().replace(/\s+/g, '_');
  const known = listTimezones().find((zone) => zone.toLowerCase() === name.toLowerCase());
  if (known !== undefined) return known;
  if (isTimezone(name)) return name;
  const near = zoneLike(name);
  const guess = near === undefined ? 'one looks like Europe/Berlin' : `did you mean ${near}`;
  throw new UserInputError(`There is no time zone “${shorten(text)}”; ${guess}${near === undefined ? '.' : '?'}`);
}

/** The names of all time zones, UTC first. */
export function listTimezones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}

/** The day of an instant (UTC): `2026-11-22`. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function readDays(word: string): readonly Weekday[] {
  const group = GROUPS.find(([name]) => name === word || name === `${word}s`);
  if (group !== undefined) return group[1];
  const [from = '', to = from, ...others] = word.split('-');
  if (others.length > 0) throw unknownDay(word);
  const start = weekdays.indexOf(readDay(from));
  const end = weekdays.indexOf(readDay(to));
  return weekdays.filter((_, i) => (start <= end ? i >= start && i <= end : i >= start || i <= end));
}

function readDay(word: string): Weekday {
  const place = NAMES.findIndex((name) => word.length >= 3 && (name.startsWith(word) || name === word.slice(0, -1)));
  const day = weekdays[place];
  if (day === undefined) throw unknownDay(word);
  return day;
}

function unknownDay(word: string): UserInputError {
  const near = nearest(word, [...NAMES, ...weekdays, ...GROUPS.map(([name]) => name)]);
  const guess = near === undefined ? 'days look like “mon, wed, fri”, “weekdays” or “daily”.' : `did you mean ${near}?`;
  return new UserInputError(`There is no day “${shorten(word)}”; ${guess}`);
}
