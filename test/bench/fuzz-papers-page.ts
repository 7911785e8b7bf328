import { parseArgs } from 'node:util';
import { checkGeneratedPages } from '../feeds/papers-page/generated.ts';

/** `node test/bench/fuzz-papers-page.ts [--full] [--seed N]`: reads generated pages until a figure is below its bar. */
const { values } = parseArgs({ options: { full: { type: 'boolean' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? 1);
const { pages, papers, found, abstractsRight, wrong, samples } = await checkGeneratedPages(
  values.full ? 100_000 : 5_000,
  seed,
);

const recall = found / papers;
const precision = found / (found + wrong);
console.log(`seed ${seed}: ${pages} pages, ${papers} papers`);
console.log(
  `precision ${precision} (${wrong} wrong), recall ${recall.toFixed(5)}, abstracts right ${(abstractsRight / found).toFixed(5)}`,
);
const isBelow = wrong > 0 || recall < 0.99 || abstractsRight / found < 0.99;
if (isBelow) for (const sample of samples) console.log(sample);
process.exitCode = isBelow ? 1 : 0;
