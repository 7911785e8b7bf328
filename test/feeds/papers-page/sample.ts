/** Two papers of our own invention, and the words that stand around them on a page. */
export const KITES = 'Weighing Kites with Strings: A Study of Tethered Flight';
/** The abstract of the first. */
export const KITES_ABSTRACT =
  'Kites are light, and the strings that hold them are not. We weigh both at once by listening to the hum of a tether in changing winds, and we find that the hum alone tells the load to within 3%. On twelve beaches the method beats a spring balance, and it needs no calibration.';
/** The second. */
export const MOTHS = 'Can lanterns count moths?';
/** Its abstract. */
export const MOTHS_ABSTRACT =
  'Moths gather where light is. This paper asks whether a lantern that only measures how its own light flickers can count them, and answers that it can for up to forty moths at a time. We release a data set of 9,000 evenings together with the labels given by three patient observers.';
/** The third. */
export const DOUGH = '[Re] BakeNet: Rising Dough as a Reservoir Computer';
/** Its abstract. */
export const DOUGH_ABSTRACT =
  'Dough rises slowly and remembers how it was kneaded. We use this memory to compute: pressures pressed into a loaf come back hours later as a mix that a linear reader can untangle. On the parity of five bits the loaf is right in 94% of trials, which is better than sourdough.';

/** The head of a page, a line each. */
export const HEAD = [
  'new',
  'Get trending papers in your email inbox!',
  'Subscribe',
  'Daily Papers',
  'byAK and the research community',
];

/** Lines with an empty line between any two. */
export function spread(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, i) => (i === 0 ? [line] : ['', line]));
}

/** A small page: two papers, empty lines between. */
export const PAGE = [...spread(...HEAD, 'Jul 14', KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT)];

/** The same without empty lines. */
export const DENSE_PAGE = [
  'Get trending papers in your email inbox!',
  `Subscribe${KITES}`,
  KITES_ABSTRACT,
  MOTHS,
  MOTHS_ABSTRACT,
];

/** Breaks texts at spaces so that no line is wider. */
export function wrapped(width: number, ...texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.match(new RegExp(`.{1,${width}}(?= |$)`, 'g'))?.map((line) => line.trim()) ?? []);
}
