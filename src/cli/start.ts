import { createLog } from '../core/log.ts';
import { UserInputError } from '../core/errors.ts';
import { startBot } from '../main.ts';
import type { Post } from '../platform.ts';
import { choosePlatforms } from '../platforms/index.ts';
import { LOCAL_CHANNEL, openSession } from './session.ts';
import { wantsColour } from './terminal.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

const TOKENS = 'DISCORD_TOKEN, or SLACK_BOT_TOKEN with SLACK_APP_TOKEN';

/** `paperboy start`: the bot. */
export const start: Verb = {
  declare: (command, run) =>
    command
      .name('start')
      .description('the bot: watches the inbox, posts digests at their time, and chats')
      .addHelpText('after', examples('paperboy start', 'TZ=Europe/Berlin paperboy start'))
      .action(() => run(runBot)),
};

async function runBot({ options }: VerbContext): Promise<ExitCode> {
  const entries = choosePlatforms(process.env);
  const inTerminal = entries.some(({ id }) => id === 'console');
  if (inTerminal && !process.stdin.isTTY) {
    throw new UserInputError(
      `There is no chat to serve: set ${TOKENS}, or run \`paperboy start\` in a terminal to chat there.`,
    );
  }
  const session = await openSession(options);
  const { environment } = session;
  // In the terminal the log would stand between the lines of the chat.
  const log = createLog({
    level: inTerminal && environment.logLevel === 'info' ? 'error' : environment.logLevel,
    secrets: environment.secrets,
  });
  const streams = { env: process.env, input: process.stdin, output: process.stdout, colour: wantsColour() };
  const platforms = await Promise.all(entries.map((entry) => entry.create(streams)));
  try {
    const terminal = platforms.find(({ id }) => id === 'console');
    const notify = async (post: Post): Promise<void> => {
      for (const part of terminal?.render(post) ?? []) await terminal?.post(LOCAL_CHANNEL, part, '');
    };
    const schedule = await startBot({ ...session, dataDir: environment.dataDir, platforms, log, notify });
    await Promise.race([signalled(), ...platforms.flatMap(({ closed }) => closed ?? [])]);
    await schedule.stop();
    await Promise.all(platforms.map((platform) => platform.stop()));
    return 0;
  } finally {
    await session.close();
  }
}

function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
