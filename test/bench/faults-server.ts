import { openFlakyModel, type ModelFault, type Weather } from '../fakes/flaky-model.ts';
import { randomFrom } from '../fakes/random.ts';
import { answerTo, readQuestion, writePapers } from './fault-papers.ts';

/** The model server, in a process of its own, so that what the bot does does not make it slow; until its parent lets go of it. */
const [seed, count] = process.argv.slice(2).map(Number);
const papers = writePapers(count ?? 0, randomFrom(seed ?? 0));
const manners = new Map(papers.map(({ title, manner }) => [title, manner]));

const FAULTY = 0.2;
const FAULTS: readonly ModelFault[] = ['ratelimit', 'drop', 'malformed', 'disconnect', 'cut', 'slow'];

/** From 40 to 100 ms a call; a fifth of all fail, in turn in each of the ways. */
function weatherFrom(random: () => number): () => Weather {
  let failed = 0;
  return () => {
    const latencyMs = 40 + Math.floor(random() * 61);
    if (random() >= FAULTY) return { latencyMs };
    failed += 1;
    return { latencyMs, fault: FAULTS[failed % FAULTS.length] };
  };
}

const server = await openFlakyModel(
  (body) => {
    const question = readQuestion(body);
    return { content: answerTo(question, manners.get(question.title) ?? 'honest') };
  },
  weatherFrom(randomFrom(seed ?? 0)),
);
process.once('disconnect', () => process.exit());
process.send?.(server.url);
