import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, steppedProgram } from './bot.ts';
import { makePlan, type Plan } from './plan.ts';
import { chanceOf, outcomeOf, runAll, shuffle, type Outcome, type Part } from './runs.ts';
import { openWorld, type World } from './world.ts';

/** Where a process ends itself: at the n-th time that a step of this label comes. */
interface Point {
  readonly label: string;
  readonly occurrence: number;
}

/** Where a run is killed, once or twice: what is asked only after a crash is met only there. */
type Points = readonly Point[];

const MINUTE_MS = 200;
const AMOUNTS = { papers: 10, kills: 0, dumpChance: 0, editChance: 0 };
const RUNS = { short: 16, full: 300 };

/** After such a crash a part is in doubt. */
const DOUBTS: readonly Point[] = ['discord', 'slack'].map((id) => ({ label: `after post on ${id}`, occurrence: 2 }));

/** Kills the real program at the labelled steps of collecting and delivering. */
export const labels: Part = {
  name: 'labels',
  async run(options) {
    const { seed, full } = options;
    const all = await listPoints(seed);
    const points = choose(all, full ? RUNS.full : RUNS.short, chanceOf(seed, 0));
    const outcome = await runAll('labels', points.length, options, async (run) =>
      killAt(planOf(seed), points[run - 1] ?? []),
    );
    const known = new Set(all.map((way) => way.at(-1)?.label)).size;
    return { ...outcome, remark: `${new Set(outcome.killedAt).size} of ${known} distinct labels` };
  },
};

/** The same for all runs of a seed, so that its steps come again. */
function planOf(seed: number): Plan {
  return makePlan(chanceOf(seed, 0), AMOUNTS);
}

/** All places to be killed at: those of a run without a crash, and what only runs after a crash have. */
async function listPoints(seed: number): Promise<readonly Points[]> {
  const whole = await countSteps(seed, []);
  const later = await Promise.all(DOUBTS.map((point) => countSteps(seed, [point])));
  const points = [...whole].flatMap(([label, count]) => spread(label, count).map((point) => [point]));
  const after = DOUBTS.flatMap((doubt, i) =>
    [...(later[i] ?? [])]
      .filter(([label]) => !whole.has(label))
      .flatMap(([label, count]) => spread(label, count).map((point) => [doubt, point])),
  );
  return [...points, ...after];
}

function spread(label: string, count: number): readonly Point[] {
  return Array.from({ length: count }, (_, i) => ({ label, occurrence: i + 1 }));
}

/** How often each step comes in a run to the end, after crashes at these points. */
async function countSteps(seed: number, before: Points): Promise<ReadonlyMap<string, number>> {
  const world = await openWorld(planOf(seed));
  for (const point of before) await crash(world, point);
  const stepsTo = join(world.folder, 'steps.txt');
  await runToEnd(world, steppedProgram({ minuteMs: MINUTE_MS, stepsTo }), false);
  const steps = existsSync(stepsTo) ? readFileSync(stepsTo, 'utf8').split('\n').filter(Boolean) : [];
  await world.close();
  return new Map([...Map.groupBy(steps, (label) => label)].map(([label, of]) => [label, of.length]));
}

/** The first of each label, then the last of each, the middle of each, and any of each: as many as there may be. */
function choose(all: readonly Points[], count: number, random: () => number): readonly Points[] {
  const byLabel = Map.groupBy(all, (points) => points.at(-1)?.label ?? '');
  // The same with the same seed, though some steps come once more or less each time.
  const mixed = shuffle([...byLabel.keys()].toSorted(), random);
  // Around a post it matters most, and a short run comes no further.
  const ordered = [...mixed.filter(isAtChat), ...mixed.filter((label) => !isAtChat(label))].map(
    (label) => byLabel.get(label) ?? [],
  );
  const shares = [() => 0, () => 1, () => 0.5, random, random, random];
  const chosen = shares.flatMap((share) =>
    ordered.map((of) => of[Math.round(share() * (of.length - 1))]).filter((points) => points !== undefined),
  );
  return [...new Set(chosen)].slice(0, count);
}

function isAtChat(label: string): boolean {
  return /^(?:before|after) (?:post|find)/.test(label);
}

async function killAt(plan: Plan, points: Points): Promise<Outcome> {
  const world = await openWorld(plan, { delayMs: () => 2 });
  const killedAt: string[] = [];
  const wrong: string[] = [];
  for (const point of points) {
    // One that comes with the clock may come once less.
    if (await crash(world, point)) killedAt.push(point.label);
    wrong.push(...world.look.putOff(Date.now()));
  }
  const ending = await runToEnd(world, steppedProgram({ minuteMs: MINUTE_MS }), false);
  const outcome = outcomeOf(world, ending, killedAt);
  await world.close();
  const where = points.map(({ label, occurrence }) => `"${label}" (${occurrence})`).join(' and ');
  return { ...outcome, wrong: [...wrong, ...outcome.wrong].map((line) => `killed at ${where}: ${line}`) };
}

/** Resolves with whether the process has come to that step. */
async function crash(world: World, killAt: Point): Promise<boolean> {
  const { how, remark } = await runToEnd(world, steppedProgram({ minuteMs: MINUTE_MS, killAt }), false);
  world.servers.forgetNonces();
  return how === 'ended' && remark === 'SIGKILL';
}
