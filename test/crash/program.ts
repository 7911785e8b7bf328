import { openSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { chooseModel, findConfig, readConfig, readSettings } from '../../src/cli/session.ts';
import { createLog } from '../../src/core/log.ts';
import { openStore } from '../../src/core/store/open.ts';
import { becomeSoleBot } from '../../src/core/store/sole-bot.ts';
import { openChannels } from '../../src/digests/channels.ts';
import { startBot } from '../../src/main.ts';
import { openLibrary } from '../../src/papers/library.ts';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { defineTopic } from '../../src/topics/topic.ts';
import { stepPlatform, stepStore } from './steps.ts';

/**
 * What a stepped program is told: at which step to end itself, into which file to write the labels of its steps, how long a
 * minute is, how long to wait before another try, and how long for an answer.
 */
const settingsSchema = z.object({
  killAt: z.object({ label: z.string(), occurrence: z.number() }).optional(),
  stepsTo: z.string().optional(),
  minuteMs: z.number(),
  retryMs: z.number().optional(),
  timeoutMs: z.number().optional(),
});

/**
 * The bot as `paperboy start` makes it, with short minutes, and with every use of the store and of a platform a labelled step:
 * `program.ts SETTINGS`, as JSON.
 */
const { killAt, stepsTo, minuteMs, retryMs, timeoutMs } = settingsSchema.parse(JSON.parse(process.argv[2] ?? ''));
const steps = stepsTo === undefined ? undefined : openSync(stepsTo, 'a');
let left = killAt?.occurrence ?? 0;

function onStep(label: string): void {
  if (steps !== undefined) writeSync(steps, `${label}\n`);
  if (killAt?.label === label && --left === 0) process.kill(process.pid, 'SIGKILL');
}

const environment = readSettings({});
const config = await readConfig(findConfig(environment), environment);
const topics = config.topics.map(({ name, query }) => defineTopic(name, query));
const store = stepStore(await openStore(environment.storeUrl), onStep);
const channels = openChannels(store, config, topics);
const model = chooseModel(config, environment);
const log = createLog({ level: environment.logLevel, secrets: environment.secrets, pretty: false });
const lock = await becomeSoleBot(store, Date.now);
const { discordToken = '', discordApiUrl = '', slackBotToken = '', slackAppToken = '', slackApiUrl = '' } = environment;
const way = { log, ...(timeoutMs !== undefined && { timeoutMs }) };
const platforms = [
  createDiscord({ token: discordToken, apiUrl: discordApiUrl, ...way }),
  createSlack({ botToken: slackBotToken, appToken: slackAppToken, apiUrl: slackApiUrl, ...way }),
];

await startBot({
  config,
  environment,
  channels,
  platforms: platforms.map((platform) => stepPlatform(platform, onStep)),
  log,
  stages: {
    store,
    library: openLibrary(store),
    summaries: config.summaries,
    wanted: channels.wanted,
    now: Date.now,
    ...(model && { model }),
  },
  ...(retryMs !== undefined && { retryWait: () => retryMs, wait: () => setTimeout(retryMs) }),
  schedule: {
    settleMs: minuteMs / 5,
    everyMinute(onMinute) {
      const timer = setInterval(() => onMinute(new Date()), minuteMs);
      return { stop: () => clearInterval(timer) };
    },
  },
});

process.once('SIGTERM', () => void lock.release().then(() => process.exit()));
