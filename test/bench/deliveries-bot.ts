import { setPriority } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createLog } from '../../src/core/log.ts';
import { readEnvironment } from '../../src/core/env.ts';
import { openStore } from '../../src/core/store/open.ts';
import { startBot } from '../../src/main.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { configOf, channelsOn } from '../fakes/channels.ts';
import { stagesOn } from '../fakes/stages.ts';
import { TOPICS } from './deliveries-store.ts';

/** How the bot's process is at an instant; memory in bytes, the rest in milliseconds. */
export interface Vitals {
  readonly rss: number;
  /** Right after a collection; such are few, for they take their time. */
  readonly heapUsed?: number;
  /** The longest that the event loop stood still since the last look. */
  readonly loopMs: number;
  /** All that the process has worked so far. */
  readonly cpuMs: number;
}

const SAMPLE_MS = 1000;
/** The bot stands still for a tenth of a second meanwhile. */
const SAMPLES_PER_COLLECTION = 10;
const MINUTE_MS = 60_000;

/** The whole bot on both chats, in a process of its own as it would be, until its parent lets go of it. */
const [dataDir = '', storeUrl = '', discordUrl = '', discordToken = '', slackUrl = '', botToken = '', appToken = ''] =
  process.argv.slice(2);
// Its parent is in a hurry.
setPriority(0);
const store = await openStore(storeUrl);
const log = createLog({ level: 'info' });
const platforms = [
  createDiscord({ token: discordToken, apiUrl: discordUrl, log }),
  createSlack({ botToken, appToken, apiUrl: slackUrl, log }),
];
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const bot = await startBot({
  config: configOf({ topics: Object.entries(TOPICS).map(([name, query]) => ({ name, query })), feeds: [] }),
  environment: readEnvironment({ PORT: '0', PAPERBOY_DATA_DIR: dataDir, PAPERBOY_SECRET: 'sixteen characters' }),
  stages: stagesOn(store, { now: Date.now }),
  channels: channelsOn(store, TOPICS),
  platforms,
  log,
  schedule: { everyMinute: beginWhenConnected },
});
let samples = 0;
const sampling = setInterval(report, SAMPLE_MS);
process.once('disconnect', async () => {
  clearInterval(sampling);
  await bot.stop();
  await Promise.all(platforms.map((platform) => platform.stop()));
  await store.close();
  process.exit();
});

/** The first minute begins when both chats are there, and not up to a minute later. */
function beginWhenConnected(onMinute: (begun: Date) => void): { stop(): void } {
  let timer = setInterval(() => {
    if (!platforms.every((platform) => platform.isConnected?.() === true)) return;
    clearInterval(timer);
    timer = setInterval(() => onMinute(new Date()), MINUTE_MS);
    onMinute(new Date());
  }, 100);
  return { stop: () => clearInterval(timer) };
}

function report(): void {
  const loopMs = delay.max / 1e6;
  samples += 1;
  const isCollected = samples % SAMPLES_PER_COLLECTION === 0;
  if (isCollected) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const vitals: Vitals = { rss, loopMs, cpuMs: (user + system) / 1000, ...(isCollected && { heapUsed }) };
  process.send?.(vitals);
  delay.reset();
}
