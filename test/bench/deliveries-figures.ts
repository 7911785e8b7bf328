import { median, type Figure } from './bench.ts';
import type { Vitals } from './deliveries-bot.ts';
import { PARTS } from './deliveries-store.ts';
import type { Post } from './deliveries.ts';
import type { Arrival } from './front-door.ts';

/** The rate is looked at in stretches of this length. */
const STRETCH_MS = 5000;

/** With the last twentieth of the posts fewer and fewer channels are left that could fill the rate. */
const SATURATED = 0.95;

/** A process that has just been started still grows. */
const WARM_UP_SAMPLES = 10;

const MB = 1024 * 1024;

/** How fast the posts to one platform came in, and whether each came once and in order. */
export function measureFlow({ chat: { name }, door, wire: { overall }, due }: Post): readonly Figure[] {
  const ours = new Set(due.map(({ id }) => id.slice(id.lastIndexOf(':') + 1)));
  const taken = door.arrivals.filter(({ isTaken, channel }) => isTaken && ours.has(channel));
  const refused = door.arrivals.length - taken.length;
  const saturated = taken.slice(0, Math.ceil(taken.length * SATURATED));
  const perMs = overall.calls / overall.perMs;
  const spanMs = (saturated.at(-1)?.atMs ?? 0) - (saturated[0]?.atMs ?? 0);
  const others = [...door.others].map(([what, calls]) => `${calls} ${what}`).join(', ');
  return [
    {
      what: `${name}: ${due.length} channels, ${taken.length} posts (${others || 'nothing else'}), took`,
      value: ((taken.at(-1)?.atMs ?? 0) - (taken[0]?.atMs ?? 0)) / 1000,
      unit: 's',
    },
    {
      what: `${name}: of the permitted rate, while posts wait (${(spanMs / 1000).toFixed(1)} s)`,
      value: ((saturated.length - 1) / spanMs / perMs) * 100,
      unit: '%',
      atLeast: 95,
    },
    { what: `${name}: of the permitted rate, slowest 5 s`, value: (slowest(saturated) / perMs) * 100, unit: '%' },
    { what: `${name}: posts refused with 429`, value: (refused / door.arrivals.length) * 100, unit: '%', atMost: 0.1 },
    {
      what: `${name}: channels without each part once and in order`,
      value: countWrong(taken, due.length),
      unit: 'times',
      atMost: 0,
    },
  ];
}

/**
 * Memory of the last third of the flow over that of the first, and what the process holds of the machine over that of the
 * second: V8 takes more and more of it for a minute, however little lives. What leaks evenly is found by either.
 */
export function measureMemory(vitals: readonly Vitals[]): readonly Figure[] {
  const warm = vitals.slice(WARM_UP_SAMPLES);
  const third = Math.floor(warm.length / 3);
  const [first, second, last] = [warm.slice(0, third), warm.slice(third, -third), warm.slice(-third)];
  const rss = (of: readonly Vitals[]): number => median(of.map((sample) => sample.rss)) / MB;
  const heap = (of: readonly Vitals[]): number => median(of.flatMap(({ heapUsed = [] }) => heapUsed)) / MB;
  return [
    { what: 'memory (RSS), median of the last third', value: rss(last), unit: 'MB' },
    { what: 'memory (RSS), last third over second', value: rss(last) / rss(second), unit: 'times', atMost: 1.05 },
    { what: 'heap in use after collections, last third', value: heap(last), unit: 'MB' },
    {
      what: 'heap in use after collections, last third over first',
      value: heap(last) / heap(first),
      unit: 'times',
      atMost: 1.1,
    },
  ];
}

/** Posts in a millisecond of the slowest stretch. */
function slowest(taken: readonly Arrival[]): number {
  const startMs = taken[0]?.atMs ?? 0;
  const counts = Array.from({ length: Math.floor(((taken.at(-1)?.atMs ?? 0) - startMs) / STRETCH_MS) }, () => 0);
  for (const { atMs } of taken) {
    const at = Math.floor((atMs - startMs) / STRETCH_MS);
    if (counts[at] !== undefined) counts[at]++;
  }
  return Math.min(...counts) / STRETCH_MS;
}

function countWrong(taken: readonly Arrival[], channels: number): number {
  const positions = new Map<string, string>();
  for (const { channel, marker } of taken)
    positions.set(channel, `${positions.get(channel) ?? ''}${marker.slice(marker.lastIndexOf('.'))}`);
  const expected = Array.from({ length: PARTS }, (_, i) => `.${i}`).join('');
  const right = [...positions.values()].filter((order) => order === expected).length;
  return channels - right + (positions.size - Math.min(positions.size, channels));
}
