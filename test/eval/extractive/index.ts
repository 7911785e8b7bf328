import { pickSentence } from '../../../src/summaries/extractive.ts';
import { readPairs, type Pair } from '../pairs.ts';
import { layOut } from '../table.ts';
import { baselines, type Baseline } from './baselines.ts';
import { rouge, type Rouge } from './rouge.ts';

/**
 * `npm run eval:extractive`: how near the picked sentence and plain baselines are to 2,800 real one-line summaries, by ROUGE F1. Fails where
 * the picked sentence is not ahead of each of them by each measure. Its weights were chosen on the odd lines.
 */
const pairs = readPairs();
if (pairs === undefined) console.log('eval:extractive: skipped, for ../shared/data/grounding is not here');
else process.exitCode = report(pairs) ? 0 : 1;

/** Prints the table; whether the picked sentence is ahead. */
function report(pairs: readonly Pair[]): boolean {
  const picked: Baseline = {
    name: 'picked sentence',
    choose: ({ title, abstract }) => pickSentence(title, abstract).text,
  };
  const rows = [picked, ...baselines].map((way) => ({
    name: way.name,
    all: meanRouge(way, pairs),
    even: meanRouge(
      way,
      pairs.filter(({ line }) => line % 2 === 0),
    ),
  }));
  console.log(
    layOut([
      ['F1 in %', 'ROUGE-1', 'ROUGE-2', 'ROUGE-L', 'even lines:', 'ROUGE-1', 'ROUGE-2', 'ROUGE-L'],
      ...rows.map(({ name, all, even }) => [name, ...figuresOf(all), '', ...figuresOf(even)]),
    ]),
  );
  const [own, ...others] = rows.map(({ all }) => all);
  return others.every((other) => own !== undefined && isAhead(own, other));
}

function meanRouge(way: Baseline, pairs: readonly Pair[]): Rouge {
  const scores = pairs.map((pair) => rouge(way.choose(pair), pair.summary));
  const mean = (pick: (score: Rouge) => number) => scores.reduce((sum, score) => sum + pick(score), 0) / scores.length;
  return { one: mean(({ one }) => one), two: mean(({ two }) => two), long: mean(({ long }) => long) };
}

function isAhead(a: Rouge, b: Rouge): boolean {
  return a.one > b.one && a.two > b.two && a.long > b.long;
}

function figuresOf({ one, two, long }: Rouge): readonly string[] {
  return [one, two, long].map((figure) => (100 * figure).toFixed(1));
}
