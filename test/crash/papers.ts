/** The words that decide where a paper goes: each is a topic of its own, and none is part of another. */
export const words = ['heron', 'basalt', 'walnut', 'saffron', 'cobalt', 'lantern'] as const;

/** One of {@link words}. */
export type Word = (typeof words)[number];

/** By what a paper is known in whatever shows it. */
export const NUMBER = /Study (\d{4})/g;

const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

/** Titles of a dump: its number and the place in it are in each, and the words that decide, or none of them. */
export function makeTitles(dump: number, count: number, random: () => number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const chosen = words.filter(() => random() < 0.4);
    const of = chosen.length === 0 ? 'nothing at all' : chosen.join(' and ');
    const season = SEASONS[Math.floor(random() * SEASONS.length)] ?? 'spring';
    return `Study ${pad(dump)}${pad(i + 1)} of ${of} in ${season}`;
  });
}

/** The dump in which the paper of this number came. */
export function dumpOf(number: string): number {
  return Number(number.slice(0, 2));
}

/** A dump as a papers page, whose abstracts hold no deciding word. */
export function toPage(titles: readonly string[]): string {
  const head = ['new', 'Get trending papers in your email inbox!', 'Subscribe', 'Daily Papers', 'Jul 16'];
  const papers = titles.flatMap((title, i) => [title, abstractFor(i), '  • 10 authors\n·\nJan 31']);
  return `${[...head, ...papers].join('\n\n')}\n`;
}

function abstractFor(place: number): string {
  return [
    `What is known of this so far has been gathered by hand by ${place + 3} groups, slowly, seldom completely, and in notes that nobody else can read, so that every group begins again where the one before it began.`,
    `We propose a plain method to count and describe all of it in the field, at night and in any weather, with tools that cost little and that a single person carries, and we compare it over ${place + 2} years with the method that most groups use today, which needs a boat, two people and a dry week.`,
    `The method found twice as many as the usual one in half the time, and missed none that the usual one found.`,
  ].join(' ');
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
