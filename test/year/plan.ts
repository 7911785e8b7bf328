import type { ChannelSchedule } from '../../src/command/services.ts';
import { catchUps, emptyDays, weekdays } from '../../src/core/config-schema.ts';
import { randomFrom } from '../fakes/random.ts';

/** A channel of the simulated time, and what happens to its schedule. */
export interface PlannedChannel {
  readonly id: string;
  readonly schedule: ChannelSchedule;
  /** Whether it stands in the configuration file; else it was set up in chat. */
  readonly isFixed: boolean;
  /** In chat, its time of day is changed at some moment. */
  readonly change?: { readonly atMs: number; readonly at: string };
}

/** A stretch in which the bot does not run: it is up again at its end. */
export interface Downtime {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** All that happens by chance, settled before the time begins. */
export interface Plan {
  readonly seed: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly channels: readonly PlannedChannel[];
  /** In order, well apart. */
  readonly downtimes: readonly Downtime[];
  /** When a paper comes in, whether the bot is up or not, in order. */
  readonly arrivals: readonly number[];
  /** When the clock goes back, and by how much. */
  readonly jumps: readonly { readonly atMs: number; readonly byMs: number }[];
  /** Whether a post fails the first time. */
  fails(): boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Half-hour zones, both hemispheres, none, leaps at and over midnight; in 2024 Almaty, Scoresbysund and Asuncion changed their rule. */
export const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Chisinau',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'America/Havana',
  'America/Nuuk',
  'America/Scoresbysund',
  'America/Caracas',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'Antarctica/Troll',
  'Asia/Almaty',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
] as const;

const TIMES = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '09:00', '12:15', '23:00', '23:30', '23:59'];

/** Plans so many channels over so many days from an instant on. */
export function makePlan(seed: number, count: number, fromMs: number, days: number): Plan {
  const random = randomFrom(seed);
  const untilMs = fromMs + days * DAY_MS;
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));
  const time = (): string =>
    random() < 0.7
      ? (TIMES[Math.floor(random() * TIMES.length)] ?? '09:00')
      : `${String(between(0, 24)).padStart(2, '0')}:${String(between(0, 60)).padStart(2, '0')}`;
  const spread = (everyMs: number): readonly number[] => {
    const moments: number[] = [];
    for (let at = fromMs; (at += between(1, 2 * everyMs)) < untilMs;) moments.push(at);
    return moments;
  };

  function planChannel(number: number): PlannedChannel {
    const some = weekdays.filter(() => random() < 0.5);
    const isFixed = random() < 0.5;
    const schedule: ChannelSchedule = {
      at: time(),
      weekdays: random() < 0.6 || some.length === 0 ? weekdays : some,
      timezone: zones[number % zones.length] ?? 'UTC',
      cap: 200,
      catchUp: pick(catchUps),
      emptyDays: pick(emptyDays),
      isPaused: false,
    };
    const change = { atMs: between(fromMs, untilMs), at: time() };
    return { id: `fake:A:${number}`, schedule, isFixed, ...(!isFixed && random() < 0.5 && { change }) };
  }

  const downtimes: Downtime[] = [];
  for (const start of spread(6 * DAY_MS)) {
    const from = Math.max(start, (downtimes.at(-1)?.untilMs ?? 0) + 3 * HOUR_MS);
    downtimes.push({ fromMs: from, untilMs: from + between(1, pick([30 * MINUTE_MS, 5 * HOUR_MS, 5 * DAY_MS])) });
  }
  return {
    seed,
    fromMs,
    untilMs,
    channels: Array.from({ length: count }, (_, i) => planChannel(i)),
    downtimes,
    // Some days bring none.
    arrivals: spread(18 * HOUR_MS),
    jumps: spread(4 * DAY_MS).map((atMs) => ({ atMs, byMs: between(1, 12 * HOUR_MS) })),
    fails: () => random() < 0.01,
  };
}
