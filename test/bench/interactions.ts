import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openStore } from '../../src/core/store/open.ts';
import { stagesOn } from '../fakes/stages.ts';
import { knownPapers } from '../feeds/papers-page/known-papers.ts';
import { quantile, type Bench, type Figure } from './bench.ts';
import { openDiscordChat, openSlackChat, type Chat, type Use } from './chats.ts';

const PAPERS = 20_000;
const BATCH = 500;
const INTERACTIONS = 2000;
const IN_FLIGHT = 50;

/** What people do, in turn: look-ups of all kinds, and completions as they type. */
const USES: readonly Use[] = [
  { command: 'search', options: { query: 'knot theory' } },
  { command: 'paper', options: { paper: 'knot th' }, typing: 'paper' },
  { command: 'latest', options: {} },
  { command: 'save', options: { paper: 'Kites at Scale 7' } },
  { command: 'latest', options: { topic: 'lanterns' } },
  { command: 'paper', options: { paper: 'r' }, typing: 'paper' },
  { command: 'search', options: { query: '"open questions" -kite' } },
  { command: 'status', options: {} },
];

/** The whole bot in each chat, over a library of 20,000 papers, with many people asking at once. */
export const interactions: Bench = {
  name: 'interactions',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-chat-'));
    const storeUrl = `sqlite:${join(folder, 'paperboy.db')}`;
    try {
      await fillLibrary(storeUrl);
      const figures: Figure[] = [];
      for (const open of [openDiscordChat, openSlackChat]) figures.push(...(await measureIn(await open(), storeUrl)));
      return figures;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

async function measureIn(chat: Chat, storeUrl: string): Promise<readonly Figure[]> {
  const bot = fork(new URL('interactions-bot.ts', import.meta.url), [chat.name, storeUrl, ...chat.access]);
  await once(bot, 'message');
  try {
    const { acknowledged, completed } = await askAll(chat);
    const figures = [
      { what: `acknowledged on ${chat.name}, p99`, value: quantile(acknowledged, 0.99), unit: 'ms', atMost: 500 },
      { what: `acknowledged on ${chat.name}, slowest`, value: quantile(acknowledged, 1), unit: 'ms', atMost: 2500 },
    ] as const;
    if (!chat.completes) return figures;
    return [
      ...figures,
      { what: `completed on ${chat.name}, p99`, value: quantile(completed, 0.99), unit: 'ms', atMost: 500 },
    ];
  } finally {
    bot.disconnect();
    await once(bot, 'exit');
    await chat.close();
  }
}

async function askAll(chat: Chat): Promise<{ acknowledged: number[]; completed: number[] }> {
  const acknowledged: number[] = [];
  const completed: number[] = [];
  const uses = USES.filter(({ typing }) => chat.completes || typing === undefined);
  let next = 0;
  async function ask(): Promise<void> {
    while (next < INTERACTIONS) {
      const use = uses[next++ % uses.length] ?? { command: 'help', options: {} };
      const tookMs = await chat.ask(use, next);
      (use.typing === undefined ? acknowledged : completed).push(tookMs);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, ask));
  return { acknowledged, completed };
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
