import { setTimeout } from 'node:timers/promises';
import { LOCAL_CHANNEL } from '../core/config-schema.ts';
import { UserInputError } from '../core/errors.ts';
import { becomeSoleBot } from '../core/store/sole-bot.ts';
import type { Post } from '../platform.ts';
import { choosePlatforms, type PlatformEntry } from '../platforms/index.ts';
import { openSession, type Session } from './session.ts';
import { wantsColour } from './terminal.ts';
import { describeTokens, describeUnserved } from './tokens.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

/** How long a stop waits for what is under way; what is cut off then is taken up again. */
const WORK_STOP_MS = 5000;

/** … and after it for the platforms: together well within the ten seconds that containers are given. */
const PLATFORMS_STOP_MS = 2000;

/** `paperboy start`: the bot. */
export const start: Verb = {
  declare: (command, run) =>
    command
      .name('start')
      .description('the bot: watches the inbox, posts digests at their time, and chats')
      .addHelpText('after', examples('paperboy start', 'TZ=Europe/Berlin paperboy start'))
      .action(() => run(runBot)),
};

async function runBot({ options, terminal }: VerbContext): Promise<ExitCode> {
  // From the first: a container's first process ignores a signal that it does not ask for.
  const ended = signalled();
  const { env, stdin } = process;
  const entries = choosePlatforms(env);
  if (entries.some(({ id }) => id === 'console') && !stdin.isTTY) {
    const reason = describeUnserved([], env) ?? `set ${describeTokens()}.`;
    throw new UserInputError(
      `There is no chat to serve: ${reason} \`paperboy init\` sets one up; in a terminal \`paperboy start\` chats there.`,
    );
  }
  const session = await openSession(options);
  try {
    const unserved = describeUnserved(session.config.channels, env);
    if (unserved !== undefined) terminal.remark(`paperboy: ${unserved}`);
    const lock = await becomeSoleBot(session.stages.store, session.stages.now);
    await serve(session, entries, ended).finally(() => lock.release());
  } finally {
    await session.close();
    // A model or a platform that is still being asked would keep the process alive. By then its exit code is set.
    setImmediate(() => process.exit());
  }
  return 0;
}

/** Resolves when all has ended, or was cut off. */
async function serve(session: Session, entries: readonly PlatformEntry[], ended: Promise<void>): Promise<void> {
  // What only the bot needs would make every other verb slower.
  const [{ startBot }, { createLog }] = await Promise.all([import('../main.ts'), import('../core/log.ts')]);
  const { logLevel, secrets } = session.environment;
  const { env, stdin, stdout, stderr } = process;
  // In the terminal the log would stand between the lines of the chat.
  const level = entries.some(({ id }) => id === 'console') && logLevel === 'info' ? 'error' : logLevel;
  const log = createLog({ level, secrets, pretty: stderr.isTTY });
  // What one platform's library has forgotten to catch must not end the others.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'something failed behind the scenes'));
  const { readMessages } = session.config.discussions;
  const context = { env, input: stdin, output: stdout, colour: wantsColour(), log, readMessages };
  const platforms = await Promise.all(entries.map((entry) => entry.create(context)));
  const terminal = platforms.find(({ id }) => id === 'console');
  const notify = async (post: Post): Promise<void> => {
    for (const { body } of terminal?.render(post) ?? []) await terminal?.post(LOCAL_CHANNEL, body, '');
  };
  const bot = await startBot({ ...session, platforms, log, notify });
  try {
    await Promise.race([ended, bot.served.then(() => ended), ...platforms.flatMap(({ closed }) => closed ?? [])]);
  } finally {
    log.debug('stopping');
    await within(WORK_STOP_MS, bot.stop());
    await within(PLATFORMS_STOP_MS, Promise.allSettled(platforms.map((platform) => platform.stop())));
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, setTimeout(ms)]);
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
