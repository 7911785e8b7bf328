import { randomFrom } from '../fakes/random.ts';
import type { Ending } from './bot.ts';
import type { World } from './world.ts';

/** What came of one run, or of several. */
export interface Outcome {
  readonly runs: number;
  readonly kills: number;
  /** Messages that stood in the channels at the end. */
  readonly posted: number;
  /** How often a chat was asked whether a message is there. */
  readonly lookups: number;
  /** Requests that failed as planned. */
  readonly faults: number;
  /** What else there is to say. */
  readonly remark?: string;
  /** Where the bot was when it was killed. */
  readonly killedAt: readonly string[];
  /** One sentence each. */
  readonly wrong: readonly string[];
}

/** What a part of the test is asked for. */
export interface PartOptions {
  readonly seed: number;
  readonly full: boolean;
  /** Only the run of this number. */
  readonly run?: number;
  /** Told of everything that is wrong, at once. */
  readonly onWrong: (line: string) => void;
}

/** A part of the crash test: many runs of one kind. */
export interface Part {
  readonly name: string;
  run(options: PartOptions): Promise<Outcome>;
}

/** Runs that go on at a time: most of them wait for a turn, or for a process to start. */
export const SIDE_BY_SIDE = 4;

/** Of no run. */
export const NOTHING: Outcome = { runs: 0, kills: 0, posted: 0, lookups: 0, faults: 0, killedAt: [], wrong: [] };

/** The figures of both together. */
export function add(a: Outcome, b: Outcome): Outcome {
  return {
    runs: a.runs + b.runs,
    kills: a.kills + b.kills,
    posted: a.posted + b.posted,
    lookups: a.lookups + b.lookups,
    faults: a.faults + b.faults,
    killedAt: [...a.killedAt, ...b.killedAt],
    wrong: [...a.wrong, ...b.wrong],
  };
}

/** The chance of one run, which depends on the seed and its number alone. */
export function chanceOf(seed: number, run: number): () => number {
  return randomFrom(seed * 1_000_003 + run);
}

/** In another order, each as likely. */
export function shuffle<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** Does so many runs, or the one that is asked for; what is wrong in one says how to repeat it. */
export async function runAll(
  part: string,
  count: number,
  { seed, run: only, onWrong }: PartOptions,
  one: (run: number, random: () => number) => Promise<Outcome>,
): Promise<Outcome> {
  const numbers = Array.from({ length: count }, (_, i) => i + 1).filter(
    (number) => only === undefined || number === only,
  );
  const queue = numbers.values();
  let total = NOTHING;
  async function work(): Promise<void> {
    for (const run of queue) {
      const outcome = await one(run, chanceOf(seed, run)).catch((error: unknown) => ({
        ...NOTHING,
        wrong: [`the run itself failed: ${error instanceof Error ? error.stack : String(error)}`],
      }));
      const wrong = outcome.wrong.map((line) => `${part} (--seed ${seed} --part ${part} --run ${run}): ${line}`);
      wrong.forEach(onWrong);
      total = add(total, { ...outcome, wrong });
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return total;
}

/** What came of a run that has ended. */
export function outcomeOf(world: World, ending: Ending, killedAt: readonly string[]): Outcome {
  const { fronts, shown } = world.servers;
  const { how, remark } = ending;
  return {
    runs: 1,
    kills: killedAt.length,
    posted: [...shown().values()].flat().length,
    lookups: fronts.discord.asked.find + fronts.slack.asked.find,
    faults: fronts.discord.faults + fronts.slack.faults,
    killedAt,
    wrong: [...(how === 'done' ? [] : [`the last run ${how} ${remark}`]), ...world.judge()],
  };
}
