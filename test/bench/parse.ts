import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { knownPapers } from '../feeds/papers-page/known-papers.ts';
import { renderPage, type Shape } from '../feeds/papers-page/pages.ts';
import { median, timeMs, type Bench, type Figure } from './bench.ts';
import { papersIn } from './papers-in.ts';

const MB = 1 << 20;
const ROUNDS = 5;
const DIALECTS: readonly Shape[] = ['spaced', 'dense', 'carded'];
/** Abstracts of the site have about 1,300 characters. */
const ABSTRACT_LENGTH = 1300;

/** The parser against reading a file and splitting it into lines, and its memory against the size of the file. */
export const parse: Bench = {
  name: 'parse',
  async run(full) {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-parse-'));
    try {
      const [small, large] = [join(folder, 'small.txt'), join(folder, 'large.txt')];
      writePages(small, 25 * MB);
      writePages(large, (full ? 400 : 100) * MB);
      return [await measureSpeed(small), measureMemory(small, large)];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function measureSpeed(path: string): Promise<Figure> {
  const rounds: number[] = [];
  // Once for the compiler, uncounted: the plain reading has no code to compile.
  await papersIn(path);
  for (let round = 0; round < ROUNDS; round++) {
    const plain = await timeMs(async () => readFileSync(path).toString().split('\n').length);
    rounds.push((await timeMs(() => papersIn(path))) / plain);
  }
  return { what: 'parsing 25 MB, against reading and splitting it', value: median(rounds), unit: 'times', atMost: 4 };
}

function measureMemory(small: string, large: string): Figure {
  const value = peakOf(large) / peakOf(small);
  return { what: 'peak memory on a file many times as large', value, unit: 'times', atMost: 1.2 };
}

/** The most memory that a process of its own takes to parse the file. */
function peakOf(path: string): number {
  const child = spawnSync(process.execPath, [fileURLToPath(new URL('parse-once.ts', import.meta.url)), path]);
  return Number(child.stdout.toString());
}

function writePages(path: string, size: number): void {
  const pages = fc.sample(knownPapers, { numRuns: 60, seed: 1 }).map((papers, i) => {
    const texts = papers.flatMap(({ paragraphs }) => paragraphs);
    const long = papers.map((paper, at) => ({ ...paper, paragraphs: [longAbstract(texts, at)] }));
    return `${renderPage(DIALECTS[i % DIALECTS.length] ?? 'spaced', long).join('\n')}\n`;
  });
  const file = openSync(path, 'w');
  for (let written = 0, i = 0; written < size; i++) written += writeSync(file, pages[i % pages.length] ?? '');
  closeSync(file);
}

/** Texts from `at` on, one after another, until they are as long as an abstract. */
function longAbstract(texts: readonly string[], at: number): string {
  let abstract = texts[at] ?? '';
  for (let i = at + 1; abstract.length < ABSTRACT_LENGTH; i++) abstract += ` ${texts[i % texts.length]}`;
  return abstract;
}
