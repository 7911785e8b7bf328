import { setTimeout } from 'node:timers/promises';
import { UserInputError } from '../core/errors.ts';
import type { Post } from '../platform.ts';
import { choosePlatforms, type PlatformEntry } from '../platforms/index.ts';
import { LOCAL_CHANNEL, openSession, type Session } from './session.ts';
import { wantsColour } from './terminal.ts';
import { describeUnserved } from './tokens.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

/** How long a stop waits for what is under way; it may be cut off anywhere, and is then done again. */
const STOP_MS = 1500;

const NO_TOKENS = 'neither DISCORD_TOKEN nor SLACK_BOT_TOKEN with SLACK_APP_TOKEN is set.';

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
  const { env, stdin } = process;
  const entries = choosePlatforms(env);
  if (entries.some(({ id }) => id === 'console') && !stdin.isTTY)
    throw new UserInputError(
      `There is no chat to serve: ${describeUnserved([], env) ?? NO_TOKENS} In a terminal \`paperboy start\` chats there.`,
    );
  const session = await openSession(options);
  let stopped = false;
  try {
    const unserved = describeUnserved(session.config.channels, env);
    if (unserved !== undefined) terminal.remark(`paperboy: ${unserved}`);
    stopped = await serve(session, entries);
  } finally {
    await session.close();
  }
  // A model that is still being asked would keep the process alive.
  if (!stopped) process.exit(0);
  return 0;
}

/** Resolves with whether all that was under way has ended. */
async function serve(session: Session, entries: readonly PlatformEntry[]): Promise<boolean> {
  // What only the bot needs would make every other verb slower.
  const [{ startBot }, { createLog }] = await Promise.all([import('../main.ts'), import('../core/log.ts')]);
  const { logLevel, secrets } = session.environment;
  const { env, stdin, stdout, stderr } = process;
  // In the terminal the log would stand between the lines of the chat.
  const level = entries.some(({ id }) => id === 'console') && logLevel === 'info' ? 'error' : logLevel;
  const log = createLog({ level, secrets, pretty: stderr.isTTY });
  const context = { env, input: stdin, output: stdout, colour: wantsColour(), log };
  const platforms = await Promise.all(entries.map((entry) => entry.create(context)));
  const terminal = platforms.find(({ id }) => id === 'console');
  const notify = async (post: Post): Promise<void> => {
    for (const part of terminal?.render(post) ?? []) await terminal?.post(LOCAL_CHANNEL, part, '');
  };
  const ended = signalled();
  try {
    const schedule = await startBot({ ...session, platforms, log, notify });
    await Promise.race([ended, ...platforms.flatMap(({ closed }) => closed ?? [])]);
    return await Promise.race([schedule.stop().then(() => true), setTimeout(STOP_MS, false, { ref: false })]);
  } finally {
    await Promise.all(platforms.map((platform) => platform.stop()));
  }
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
