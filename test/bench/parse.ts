import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { knownPapers } from '../feeds/papers-page/known-papers.ts';
import { renderPage, type Shape } from '../feeds/papers-page/pages.ts';
import type { Bench, Figure } from './bench.ts';

const MB = 1 << 20;
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
      return [measureSpeed(small), measureMemory(small, large)];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function measureSpeed(path: string): Figure {
  const value = runAlone('parse-speed.ts', path);
  return { what: 'parsing 25 MB, against reading and splitting it', value, unit: 'times', atMost: 4 };
}

function measureMemory(small: string, large: string): Figure {
  const value = runAlone('parse-once.ts', large) / runAlone('parse-once.ts', small);
  return { what: 'peak memory on a file many times as large', value, unit: 'times', atMost: 1.2 };
}

/** The number that the script prints, in a process of its own: what this one holds would weigh on it. */
function runAlone(script: string, path: string): number {
  const child = spawnSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url)), path]);
  return Number.parseFloat(child.stdout.toString());
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
