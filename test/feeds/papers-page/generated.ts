import fc from 'fast-check';
import { papersPage } from '../../../src/feeds/papers-page/index.ts';
import type { Problem } from '../../../src/core/errors.ts';
import type { Sighting } from '../../../src/papers/paper.ts';
import { knownPapers } from './known-papers.ts';
import { encodeText, mutateLines, mutatePapers, mutations, type Mutations } from './mutations.ts';
import { renderPage, SHAPES, type KnownPaper, type Shape } from './pages.ts';
import { renderSaverPage, SAVER_SHAPES, type SaverShape } from './saver-pages.ts';

/** How well a run of generated pages was read. */
export interface GeneratedFigures {
  pages: number;
  /** Papers that the pages show whole. */
  papers: number;
  /** Of these, found. */
  found: number;
  /** Of the found, those with all of their abstract. */
  abstractsRight: number;
  /** Given out, but on no page (or once too often). */
  wrong: number;
  /** The first few of each thing that went wrong, one line each, to look at. */
  readonly samples: string[];
}

interface GeneratedPage {
  readonly text: string;
  readonly bytes: Buffer;
  readonly label: string;
  readonly papers: readonly KnownPaper[];
  readonly whole: readonly KnownPaper[];
}

type AnyShape = Shape | SaverShape;
const ALL_SHAPES: readonly AnyShape[] = [...SHAPES, ...SAVER_SHAPES];
/** Shapes that are wrapped by their savers, so that no text stands in one piece. */
const WRAPPED = new Set<AnyShape>(['lynx', 'w3m', 'pandoc']);
/** Shapes that begin with words that show a new page even where no line break stands before them. */
const OPENED = new Set<AnyShape>([...SHAPES, 'copied-trending', 'bullets']);
const MOST_SAMPLES = 12;
const BATCH = 200;

const pages = fc.record({
  shape: fc.constantFrom(...ALL_SHAPES),
  papers: knownPapers,
  by: mutations,
  second: fc.option(fc.record({ shape: fc.constantFrom(...ALL_SHAPES), papers: knownPapers, glued: fc.boolean() }), {
    freq: 7,
  }),
});
type PageRecipe = typeof pages extends fc.Arbitrary<infer T> ? T : never;

/** Writes and reads `runs` pages. The same seed gives the same pages. */
export async function checkGeneratedPages(runs: number, seed: number): Promise<GeneratedFigures> {
  const figures: GeneratedFigures = { pages: 0, papers: 0, found: 0, abstractsRight: 0, wrong: 0, samples: [] };
  for (let done = 0; done < runs; done += BATCH) {
    const recipes = fc.sample(pages, { numRuns: Math.min(BATCH, runs - done), seed: seed + done });
    for (const recipe of recipes) await checkPage(writePage(recipe), figures);
  }
  return figures;
}

function writePage({ shape, papers, by, second }: PageRecipe): GeneratedPage {
  const end = by.lineEnd;
  const shown = mutatePapers(papers, by);
  const lines = (of: AnyShape, ofPapers: readonly KnownPaper[]): string =>
    mutateLines(render(of, ofPapers), WRAPPED.has(of) ? { ...by, wrapAt: undefined } : by).join(end);
  let text = `${lines(shape, shown)}${end}`;
  let all = shown.map((paper) => asShown(paper, shape));
  if (second !== null) {
    const others = second.papers.filter(({ title }) => !papers.some((paper) => paper.title === title));
    const glued = second.glued && OPENED.has(second.shape) && by.spaces === 'plain';
    text = `${glued ? text.slice(0, -end.length) : text}${lines(second.shape, others)}${end}`;
    all = [...all, ...others.map((paper) => asShown(paper, second.shape))];
  }
  const wholly = second === null && by.wrapAt === undefined && !WRAPPED.has(shape);
  const { text: rest, whole } = cut(text, all, by, wholly);
  const label = `${shape}${second === null ? '' : `+${second.shape}`} ${JSON.stringify(by)}`;
  return { text: rest, bytes: encodeText(rest, by.encoding), label, papers: all, whole };
}

/** A cut page, and what it shows wholly; where texts are broken over lines, that is left open. */
function cut(
  text: string,
  papers: readonly KnownPaper[],
  by: Mutations,
  checkable: boolean,
): { text: string; whole: readonly KnownPaper[] } {
  if (by.cut === undefined) return { text, whole: papers };
  const at = Math.floor(text.length * by.cutAt);
  const rest = by.cut === 'end' ? text.slice(0, at) : text.slice(midTitleMoved(text, at, papers));
  const plain = fold(rest);
  const shown = (paper: KnownPaper): boolean =>
    [paper.title, ...paper.paragraphs].every((part) => plain.includes(`${part} `));
  return { text: rest, whole: checkable ? papers.filter(shown) : [] };
}

/** Nothing can tell a title that lacks its first words: the cut moves to where the title begins. */
function midTitleMoved(text: string, at: number, papers: readonly KnownPaper[]): number {
  const plain = text.replaceAll('\u00A0', ' ');
  const hit = papers.find(({ title }) =>
    plain.slice(Math.max(0, at - title.length), at + title.length).includes(title),
  );
  return hit === undefined ? at : plain.indexOf(hit.title, at - hit.title.length);
}

async function checkPage(page: GeneratedPage, figures: GeneratedFigures): Promise<void> {
  const wanted = new Map(page.papers.map((paper) => [paper.title, paper]));
  const whole = new Set(page.whole.map(({ title }) => title));
  const note = (what: string): void => {
    const kind = what.slice(0, 5);
    if (figures.samples.filter((sample) => sample.startsWith(kind)).length < MOST_SAMPLES)
      figures.samples.push(`${what} [${page.label}]`);
  };
  figures.pages++;
  figures.papers += whole.size;
  const problems: Problem[] = [];
  for (const sighting of await readSightings(page.bytes, problems)) {
    const paper = wanted.get(sighting.title);
    wanted.delete(sighting.title);
    if (paper === undefined) {
      figures.wrong++;
      note(`WRONG ${JSON.stringify(sighting.title)}`);
    } else if (whole.delete(sighting.title)) {
      figures.found++;
      if (fold(sighting.abstract ?? sighting.blurb ?? '') === paper.paragraphs.join(' ')) figures.abstractsRight++;
      else
        note(
          `ABSTRACT of ${JSON.stringify(sighting.title)}: …${(sighting.abstract ?? sighting.blurb ?? '').slice(-60)}`,
        );
    }
  }
  for (const title of whole)
    note(
      `MISSED ${JSON.stringify(title)} (${problems
        .map(({ message }) => message.slice(0, 100))
        .slice(0, 2)
        .join(' ')})`,
    );
}

async function readSightings(bytes: Buffer, problems: Problem[]): Promise<readonly Sighting[]> {
  const sightings: Sighting[] = [];
  for await (const item of papersPage.read(asChunks(bytes), { source: 'page.txt' }))
    if (item.kind === 'sighting') sightings.push(item.sighting);
    else problems.push(item.problem);
  return sightings;
}

async function* asChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
}

function render(shape: AnyShape, papers: readonly KnownPaper[]): readonly string[] {
  const own = SHAPES.find((known) => known === shape);
  const saver = SAVER_SHAPES.find((known) => known === shape);
  if (own !== undefined) return renderPage(own, papers);
  return saver === undefined ? [] : renderSaverPage(saver, papers);
}

/** The daily page, copied, shows no abstracts. */
function asShown(paper: KnownPaper, shape: AnyShape): KnownPaper {
  return shape === 'copied' ? { ...paper, paragraphs: [] } : paper;
}

function fold(text: string): string {
  return text.replace(/\u200B/g, '').replace(/\s+/g, ' ');
}
