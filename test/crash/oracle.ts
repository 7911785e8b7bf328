import { dumpOf, NUMBER, words, type Word } from './papers.ts';

/** What a channel follows, as whoever set it up knows it. */
export interface Follower {
  readonly channel: string;
  /** What it has followed all along. */
  readonly always: ReadonlySet<Word>;
  /** What it has followed at some time. */
  readonly ever: ReadonlySet<Word>;
}

/** A part of a digest as the bot keeps it. */
export interface KeptPart {
  readonly channel: string;
  readonly delivery: number;
  readonly position: number;
  readonly state: string;
  /** All that it shows, one text. */
  readonly text: string;
}

/** What the bot keeps of what it did. */
export interface Kept {
  /** By delivery, then by position. */
  readonly parts: readonly KeptPart[];
  /** Deliveries that are not done. */
  readonly open: number;
  /** The number of the last intake. */
  readonly head: number;
  readonly cursors: ReadonlyMap<string, number>;
  /** The numbers of the papers that each channel is said to have been given. */
  readonly ledger: ReadonlyMap<string, readonly string[]>;
}

/** All that is judged: what was to come, what came, and what the bot makes of it. */
export interface Case {
  /** The titles of each dump, in the order in which they came. */
  readonly dumps: readonly (readonly string[])[];
  readonly followers: readonly Follower[];
  /** What each channel shows, oldest first, one text per message. */
  readonly shown: ReadonlyMap<string, readonly string[]>;
  readonly kept: Kept;
}

/** Everything that is not as it should be, one sentence each. */
export function judge({ dumps, followers, shown, kept }: Case): readonly string[] {
  const titles = dumps.flat();
  const perChannel = followers.flatMap((follower) => {
    const texts = shown.get(follower.channel) ?? [];
    const parts = kept.parts.filter(({ channel }) => channel === follower.channel);
    const wrong = [
      ...judgePapers(follower, titles, texts),
      ...judgeParts(parts, texts),
      ...judgeOrder(parts),
      ...judgeCursor(follower.channel, texts, kept),
    ];
    return wrong.map((sentence) => `${follower.channel}: ${sentence}`);
  });
  return [...(kept.open === 0 ? [] : [`${kept.open} deliveries are not done`]), ...perChannel];
}

/** The numbers of the papers in a text, in order. */
export function numbersIn(text: string): readonly string[] {
  return [...text.matchAll(NUMBER)].flatMap(([, number]) => number ?? []);
}

/** Each paper as often as it should be there, by what its title holds. */
function judgePapers({ always, ever }: Follower, titles: readonly string[], texts: readonly string[]): string[] {
  const found = texts.flatMap(numbersIn);
  const known = new Set(titles.flatMap(numbersIn));
  const wrong = found.filter((number) => !known.has(number)).map((number) => `paper ${number} was never in a dump`);
  for (const title of titles) {
    const [number = ''] = numbersIn(title);
    const holds = words.filter((word) => title.includes(word));
    const times = found.filter((other) => other === number).length;
    const least = holds.some((word) => always.has(word)) ? 1 : 0;
    const most = holds.some((word) => ever.has(word)) ? 1 : 0;
    if (times < least) wrong.push(`paper ${number} is lost`);
    if (times > most) wrong.push(`paper ${number} came ${times} times, ${most} at most were due`);
  }
  return wrong;
}

/** What was composed is what stands there, in its order, all of it and nothing else. */
function judgeParts(parts: readonly KeptPart[], texts: readonly string[]): string[] {
  const wrong = parts
    .filter(({ state }) => state !== 'sent')
    .map(({ delivery, position, state }) => `part ${position} of delivery ${delivery} is ${state}`);
  const length = Math.max(parts.length, texts.length);
  const first = Array.from({ length }, (_, i) => i).find((i) => parts[i]?.text !== texts[i]);
  if (first !== undefined) {
    const { delivery, position } = parts[first] ?? {};
    const due = delivery === undefined ? 'nothing' : `part ${position} of delivery ${delivery}`;
    wrong.push(`message ${first} of ${texts.length} should be ${due} (${parts.length} parts in all), and is another`);
  }
  const gap = parts.find(({ delivery, position }, i) => {
    const before = parts[i - 1];
    return position !== (before?.delivery === delivery ? before.position + 1 : 0);
  });
  if (gap !== undefined) wrong.push(`the parts of delivery ${gap.delivery} have a gap before ${gap.position}`);
  return wrong;
}

/** The papers of a dump come before those of later dumps, unless in the same digest. */
function judgeOrder(parts: readonly KeptPart[]): string[] {
  const digests = Map.groupBy(parts, ({ delivery }) => delivery);
  let latest = 0;
  return [...digests].flatMap(([delivery, of]) => {
    const dumps = of.flatMap(({ text }) => numbersIn(text)).map(dumpOf);
    const before = latest;
    latest = Math.max(latest, ...dumps);
    const late = dumps.find((dump) => dump <= before);
    return late === undefined ? [] : [`delivery ${delivery} has papers of dump ${late}, after those of dump ${before}`];
  });
}

function judgeCursor(channel: string, texts: readonly string[], { head, cursors, ledger }: Kept): string[] {
  const cursor = cursors.get(channel);
  const given = (ledger.get(channel) ?? []).toSorted().join(' ');
  const found = [...new Set(texts.flatMap(numbersIn))].toSorted().join(' ');
  return [
    ...(cursor === head ? [] : [`its cursor is at ${cursor}, and the last intake is ${head}`]),
    ...(given === found ? [] : [`its ledger has ${given || 'nothing'}, and it shows ${found || 'nothing'}`]),
  ];
}
