import { parseArgs } from 'node:util';
import { randomFrom } from '../../fakes/random.ts';
import { readPairs, type Pair } from '../pairs.ts';
import { layOut } from '../table.ts';
import { corruptions } from './corruptions.ts';
import { judgedLines } from './judged-lines.ts';
import { measureCorruption, measureOwnSentences, measureRealLines, numberSentence, type Tally } from './measure.ts';

/** What a real line may be flagged for without reason, in all lines together. */
const MOST_FALSE_ALARMS = 3;

/** Own sentences are many: every so many-th paper's are read. */
const SENTENCE_STEP = 7;

/**
 * `npm run eval:grounding [-- --seed N]`: the check of numbers, units and claims against 2,800 real summaries and against corrupted ones. Fails
 * where a bar is missed. It was written with an eye on the odd lines; the even ones were looked at for their figures.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' } } });
const seed = Number(values.seed ?? 1);
const pairs = readPairs();
if (pairs === undefined) console.log('eval:grounding: skipped, for ../shared/data/grounding is not here');
else process.exitCode = report(pairs) ? 0 : 1;

/** Prints the tables; whether every bar is met. */
function report(pairs: readonly Pair[]): boolean {
  const real = measureRealLines(pairs, judgedLines);
  const own = measureOwnSentences(pairs.filter((_pair, i) => i % SENTENCE_STEP === 0));
  console.log(`seed ${seed}\n`);
  console.log(
    layOut([
      ['real summaries', 'found', 'bar', 'lines'],
      ['  lines', String(real.lines)],
      ['  with a number', String(real.withNumber)],
      ['  false alarms', String(real.falseAlarms.length), `<= ${MOST_FALSE_ALARMS}`, real.falseAlarms.join(' ')],
      ['  known to be false, caught', String(real.caught.length), '', real.caught.join(' ')],
      ['  known to be false, missed', String(real.missed.length), '= 0', real.missed.join(' ')],
      [`  flagged of ${own.texts} sentences of the abstracts`, String(own.flagged)],
    ]),
  );
  const met = corruptions.map((corruption) => reportCorruption(corruption, pairs));
  console.log(
    `\n${layOut([['corrupted texts caught', 'all', 'odd lines', 'even lines', 'own sentences', 'bar'], ...met.map(({ row }) => row)])}`,
  );
  return real.falseAlarms.length <= MOST_FALSE_ALARMS && real.missed.length === 0 && met.every(({ isMet }) => isMet);
}

function reportCorruption(corruption: (typeof corruptions)[number], pairs: readonly Pair[]) {
  const random = randomFrom(seed);
  const oneLine = ({ summary }: Pair) => summary;
  const [odd, even] = [1, 0].map((rest) =>
    measureCorruption(
      corruption,
      pairs.filter(({ line }) => line % 2 === rest),
      oneLine,
      random,
    ),
  );
  const sentences = measureCorruption(corruption, pairs, numberSentence, random);
  const all = { texts: (odd?.texts ?? 0) + (even?.texts ?? 0), flagged: (odd?.flagged ?? 0) + (even?.flagged ?? 0) };
  const { name, atLeast } = corruption;
  const isMet = atLeast === undefined || all.flagged >= atLeast * all.texts;
  const bar = atLeast === undefined ? 'none' : `>= ${atLeast * 100}%${isMet ? '' : ' MISSED'}`;
  return { isMet, row: [`  ${name}`, ...[all, odd, even, sentences].map(shareOf), bar] };
}

function shareOf(tally: Tally | undefined): string {
  const { texts, flagged } = tally ?? { texts: 0, flagged: 0 };
  return `${texts === 0 ? '-' : ((100 * flagged) / texts).toFixed(1)}% of ${texts}`;
}
