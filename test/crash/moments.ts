import { setTimeout } from 'node:timers/promises';
import { PROGRAM, runToEnd, startBot } from './bot.ts';
import { openModel, type ModelServer } from './model.ts';
import { makePlan } from './plan.ts';
import { chanceOf, outcomeOf, runAll, SIDE_BY_SIDE, type Outcome, type Part } from './runs.ts';
import { openWorld, type World } from './world.ts';

/** How long an undisturbed run takes until it first asks a chat for something, and from then to its end. */
interface Times {
  readonly startMs: number;
  readonly workMs: number;
}

/** Runs; in three of them the bot is killed six times. */
const RUNS = { short: 15, full: 150 };

const PAPERS = 12;

/** How often the bot is killed before it has asked for anything. */
const EARLY = 0.15;

/** The longest that a request takes each way: what is under way when the bot is killed has arrived after twice as much. */
const DELAY_MS = 60;

/** Kills the unmodified program at random moments between its start and its end. */
export const moments: Part = {
  name: 'moments',
  async run(options) {
    const times = await measure(options.seed);
    return runAll('moments', options.full ? RUNS.full : RUNS.short, options, (run, random) =>
      killOften(1 + (run % 3), times, random),
    );
  },
};

/** One run: so many kills, each after some time, then to the end. */
export async function killOften(kills: number, times: Times, random: () => number, papers = PAPERS): Promise<Outcome> {
  const plan = makePlan(random, { papers, kills, dumpChance: 0.7, editChance: 0.4 });
  const model = random() < 0.3 ? await openModel() : undefined;
  const world = await openWorld(plan, { delayMs: () => random() * DELAY_MS, ...(model && { env: model.env }) });
  const killedAt: string[] = [];
  const wrong: string[] = [];
  for (const happenings of plan.between) {
    const bot = startBot(world, PROGRAM);
    await moment(world, times, random);
    await bot.kill();
    model?.cut();
    await setTimeout(4 * DELAY_MS);
    killedAt.push(standOf(world, model));
    wrong.push(...world.look.putOff(Date.now()));
    world.servers.forgetNonces();
    happenings.forEach(world.happen);
    if (happenings.some(({ kind }) => kind === 'dump')) world.look.makeDue(Date.now());
  }
  const ending = await runToEnd(world, PROGRAM, true);
  const outcome = outcomeOf(world, ending, killedAt);
  const overpaid = model?.overpaid() ?? [];
  await Promise.all([world.close(), model?.close()]);
  const when = `killed ${killedAt.join(', then ')}`;
  return { ...outcome, wrong: [...wrong, ...outcome.wrong, ...overpaid].map((line) => `${when}: ${line}`) };
}

/** Resolves at some moment of a run that has just been started. */
async function moment(world: World, { startMs, workMs }: Times, random: () => number): Promise<void> {
  if (random() < EARLY) return setTimeout(random() * startMs);
  await firstRequest(world);
  await setTimeout(random() * workMs);
}

/** As many at a time as later. */
async function measure(seed: number): Promise<Times> {
  const all = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, i) => measureOne(chanceOf(seed, -1 - i))));
  const mean = (key: keyof Times): number => all.reduce((sum, times) => sum + times[key] / all.length, 0);
  return { startMs: mean('startMs'), workMs: mean('workMs') };
}

async function measureOne(random: () => number): Promise<Times> {
  const plan = makePlan(random, { papers: PAPERS, kills: 0, dumpChance: 0, editChance: 0 });
  const world = await openWorld(plan, { delayMs: () => random() * DELAY_MS });
  const beganMs = performance.now();
  const started = firstRequest(world).then(() => performance.now() - beganMs);
  const { tookMs } = await runToEnd(world, PROGRAM, true);
  const startMs = await started;
  await world.close();
  return { startMs, workMs: tookMs - startMs };
}

function firstRequest({ servers: { fronts } }: World): Promise<void> {
  return new Promise((resolve) => {
    fronts.discord.onAsked = () => resolve();
    fronts.slack.onAsked = () => resolve();
  });
}

/** How far the bot had come. */
function standOf({ look, dumps }: World, model: ModelServer | undefined): string {
  const { head, pending, sending, sent, open, due } = look.progress(Date.now());
  if (head < dumps()) return model !== undefined && model.calls() > 0 ? 'while summarising' : 'before an intake';
  if (sending > 0) return 'with a part in doubt';
  if (pending > 0) return 'between parts';
  if (open > 0) return 'before a delivery was closed';
  if (due > 0) return sent > 0 ? 'between digests' : 'before the first digest';
  return 'when all was done';
}
