import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openStore } from '../../src/core/store/open.ts';
import { openDiscord, type FakeDiscord, type Scene } from '../fakes/discord/index.ts';
import { stagesOn } from '../fakes/stages.ts';
import { knownPapers } from '../feeds/papers-page/known-papers.ts';
import type { Bench, Figure } from './bench.ts';

const PAPERS = 20_000;
const BATCH = 500;
const INTERACTIONS = 2000;
const IN_FLIGHT = 50;

/** What people do, in turn: look-ups of all kinds, and completions as they type. */
const USES: readonly {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly typing?: string;
}[] = [
  { command: 'search', options: { query: 'knot theory' } },
  { command: 'paper', options: { paper: 'knot th' }, typing: 'paper' },
  { command: 'latest', options: {} },
  { command: 'save', options: { paper: 'Kites at Scale 7' } },
  { command: 'latest', options: { topic: 'lanterns' } },
  { command: 'paper', options: { paper: 'r' }, typing: 'paper' },
  { command: 'search', options: { query: '"open questions" -kite' } },
  { command: 'status', options: {} },
];

/** The whole bot on a Discord of our own, over a library of 20,000 papers, with many people asking at once. */
export const interactions: Bench = {
  name: 'interactions',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-chat-'));
    const storeUrl = `sqlite:${join(folder, 'paperboy.db')}`;
    const discord = await openDiscord();
    try {
      await fillLibrary(storeUrl);
      return await measure(storeUrl, discord);
    } finally {
      await discord.close();
      rmSync(folder, { recursive: true });
    }
  },
};

async function measure(storeUrl: string, discord: FakeDiscord): Promise<readonly Figure[]> {
  const scene = discord.addGuild();
  const bot = fork(new URL('interactions-bot.ts', import.meta.url), [discord.world.token, discord.url, storeUrl]);
  await once(bot, 'message');
  try {
    const { acknowledged, completed } = await askAll(discord, scene);
    return [
      { what: 'acknowledged, p99', value: quantile(acknowledged, 0.99), unit: 'ms', atMost: 500 },
      { what: 'acknowledged, slowest', value: quantile(acknowledged, 1), unit: 'ms', atMost: 2500 },
      { what: 'completed, p99', value: quantile(completed, 0.99), unit: 'ms', atMost: 500 },
    ];
  } finally {
    bot.disconnect();
    await once(bot, 'exit');
  }
}

async function askAll(discord: FakeDiscord, scene: Scene): Promise<{ acknowledged: number[]; completed: number[] }> {
  const acknowledged: number[] = [];
  const completed: number[] = [];
  const answered = answersOf(discord);
  let next = 0;
  async function ask(): Promise<void> {
    while (next < INTERACTIONS) {
      const { command, options, typing } = USES[next++ % USES.length] ?? { command: 'help', options: {} };
      const user = String(100 + (next % 40));
      const interaction =
        typing === undefined
          ? discord.slash({ ...scene, user }, command, options)
          : discord.complete({ ...scene, user }, command, typing, options[typing] ?? '');
      await answered(interaction.token, typing === undefined);
      const tookMs = (interaction.ackMs ?? Infinity) - interaction.sentMs;
      (typing === undefined ? acknowledged : completed).push(tookMs);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, ask));
  return { acknowledged, completed };
}

/** Waits for the last call about an interaction: the answer itself, or for a completion its callback. */
function answersOf({ world }: FakeDiscord): (token: string, isEdited: boolean) => Promise<void> {
  const waiting = new Map<string, () => void>();
  world.changes.on('change', () => {
    const call = world.calls.at(-1);
    const token = call?.path.split('/').find((step) => waiting.has(`${call.method} ${step}`));
    if (call !== undefined && token !== undefined) waiting.get(`${call.method} ${token}`)?.();
  });
  return (token, isEdited) => new Promise((resolve) => waiting.set(`${isEdited ? 'PATCH' : 'POST'} ${token}`, resolve));
}

async function fillLibrary(storeUrl: string): Promise<void> {
  const store = await openStore(storeUrl);
  const { library } = stagesOn(store);
  const known = fc.sample(knownPapers, { numRuns: 400, seed: 1 }).flat();
  for (let from = 0; from < PAPERS; from += BATCH) {
    const sightings = Array.from({ length: BATCH }, (_, i) => {
      const { title = '', paragraphs = [] } = known[(from + i) % known.length] ?? {};
      return { title: `${title} ${from + i}`, abstract: `${paragraphs.join(' ')} We made ${from + i}. One. Two.` };
    });
    await library.commit(await library.diff(sightings), { feed: 'papers-page', id: String(from), atMs: from });
  }
  await store.close();
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
