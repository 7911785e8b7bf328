import { setTimeout } from 'node:timers/promises';
import type { Fault, Front } from '../fakes/front.ts';
import { runToEnd, startBot, steppedProgram } from './bot.ts';
import { makePlan } from './plan.ts';
import { chanceOf, outcomeOf, runAll, shuffle, type Outcome, type Part } from './runs.ts';
import { openWorld, type World } from './world.ts';

/** What a chat does wrong in one run, how often, and whether the bot is killed meanwhile. */
interface Trial {
  readonly chat: 'discord' | 'slack';
  readonly fault: Fault | 'unreachable';
  readonly span: 'now and then' | 'for a while';
  readonly kills: number;
}

const FAULTS = ['cut', 'limit', 'break', 'break-after', 'hang', 'hang-after', 'unreachable'] as const;

/** Every trial there is, those without a crash first. */
const TRIALS: readonly Trial[] = [0, 2].flatMap((kills) =>
  FAULTS.flatMap((fault) =>
    (['now and then', 'for a while'] as const).flatMap((span) =>
      (['discord', 'slack'] as const).map((chat) => ({ chat, fault, span, kills })),
    ),
  ),
);

const SHORT_RUNS = 10;
const COMMAND = steppedProgram({ minuteMs: 200, retryMs: 150, timeoutMs: 400 });
const DELAY_MS = 10;

/** How likely a request fails now and then, and how many do at most. */
const CHANCE = 0.35;
const MOST = 8;

/** How long nothing goes through for a while, and how long a chat is out of reach now and then. */
const WHILE_MS = 1500;
const MOMENT_MS = 150;

/** The chats fail, with and without crashes. */
export const faults: Part = {
  name: 'faults',
  async run(options) {
    const { seed, full } = options;
    const trials = full ? TRIALS : shuffle(TRIALS, chanceOf(seed, 0)).slice(0, SHORT_RUNS);
    return runAll('faults', trials.length, options, (run, random) => attempt(trials[run - 1], random));
  },
};

async function attempt(trial: Trial | undefined, random: () => number): Promise<Outcome> {
  if (trial === undefined) throw new Error('there is no such trial');
  const plan = makePlan(random, { papers: 12, kills: trial.kills, dumpChance: 1, editChance: 0 });
  const world = await openWorld(plan, { delayMs: () => random() * DELAY_MS });
  fail(world, trial, random);
  const killedAt: string[] = [];
  for (const happenings of plan.between) {
    const bot = startBot(world, COMMAND);
    await firstPost(world);
    await setTimeout(random() * WHILE_MS);
    await bot.kill();
    await setTimeout(4 * DELAY_MS);
    killedAt.push(`while ${trial.chat} fails`);
    world.servers.forgetNonces();
    happenings.forEach(world.happen);
    world.look.makeDue(Date.now());
  }
  const ending = await runToEnd(world, COMMAND, false);
  await world.servers.fronts[trial.chat].open();
  const outcome = outcomeOf(world, ending, killedAt);
  await world.close();
  const { chat, fault, span, kills } = trial;
  return { ...outcome, wrong: outcome.wrong.map((line) => `${chat}, ${fault} ${span}, ${kills} kills: ${line}`) };
}

/** Lets one chat fail from one of the first posts on. */
function fail({ servers }: World, { chat, fault, span }: Trial, random: () => number): void {
  const front = servers.fronts[chat];
  const first = 1 + Math.floor(random() * 4);
  let left = MOST;
  let sinceMs = Infinity;
  front.faultFor = (asked) => {
    if (asked === 'other' || front.asked.post < first) return undefined;
    sinceMs = Math.min(sinceMs, performance.now());
    const isNow = span === 'for a while' ? performance.now() < sinceMs + WHILE_MS : random() < CHANCE && left-- > 0;
    if (!isNow || fault !== 'unreachable') return isNow && fault !== 'unreachable' ? fault : undefined;
    void vanish(front, span === 'for a while' ? WHILE_MS : MOMENT_MS).then(servers.cut);
    return 'cut';
  };
}

async function vanish(front: Front, ms: number): Promise<void> {
  await front.shut();
  await setTimeout(ms);
  await front.open();
}

function firstPost({ servers: { fronts } }: World): Promise<void> {
  return new Promise((resolve) => {
    const tell = (asked: string): void => (asked === 'post' || asked === 'find' ? resolve() : undefined);
    fronts.discord.onAsked = tell;
    fronts.slack.onAsked = tell;
  });
}
