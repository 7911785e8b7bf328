import { UserInputError } from '../core/errors.ts';
import { toDigestLine, toPost, type Digest } from '../digests/digest.ts';
import type { Subscription } from '../digests/subscription.ts';
import { deliver, previewDigest } from '../pipeline.ts';
import type { Platform } from '../platform.ts';
import { defineTopic, type Topic } from '../topics/topic.ts';
import { LOCAL_CHANNEL, openSession, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

interface DigestOptions {
  readonly channel: string;
  readonly topic?: string;
  readonly all?: true;
  readonly dryRun?: true;
  readonly post?: true;
  readonly json?: true;
}

/** `paperboy digest`: composes what lies after a channel's cursor and prints it. */
export const digest: Verb = {
  declare: (command, run) =>
    command
      .name('digest')
      .description("compose what is new on a channel's topics, and print it")
      .option('--channel <id>', 'which channel', LOCAL_CHANNEL)
      .option('--topic <name-or-query>', 'only this topic of the configuration, or this query; moves nothing')
      .option('--all', 'from the beginning, whatever the channel has been given')
      .option('--dry-run', 'move nothing: the next digest will show the same again')
      .option('--post', 'post it, where the channel is not the terminal')
      .option('--json', 'one JSON line a digest')
      .addHelpText(
        'after',
        examples(
          'paperboy digest',
          'paperboy digest --topic Reasoning',
          `paperboy digest --all --topic '"sparse autoencoder" -survey' --json`,
        ),
      )
      .action((options: DigestOptions) => run((context) => composeAndShow(context, options))),
};

async function composeAndShow(context: VerbContext, options: DigestOptions): Promise<ExitCode> {
  const session = await openSession(context.options);
  try {
    const subscription = narrow(session.subscriptionOf(options.channel), session.topics, options.topic);
    const isConsole = options.channel.startsWith('console:');
    if (options.post && !isConsole)
      throw new UserInputError(
        `--post: ${options.channel} is on a platform that this Paperboy does not serve yet; leave --post out to print the digest.`,
      );
    const moves = isConsole && options.topic === undefined && !options.dryRun;
    await (moves
      ? showAndMove(context.terminal, session, subscription, options)
      : showOnly(context.terminal, session, subscription, options));
    return 0;
  } finally {
    await session.close();
  }
}

async function showOnly(
  terminal: Terminal,
  { stages }: Session,
  subscription: Subscription,
  options: DigestOptions,
): Promise<void> {
  await show(terminal, await previewDigest(stages, subscription, options.all ? 0 : undefined), options);
}

async function showAndMove(
  terminal: Terminal,
  { stages }: Session,
  subscription: Subscription,
  options: DigestOptions,
): Promise<void> {
  if (options.all) {
    const whole = await previewDigest(stages, subscription, 0);
    // What is shown here in full needs no showing again: the channel moves to the head without a second print.
    await deliver(stages, subscription, { ...terminal.platform, post: async (_channel, _part, marker) => marker });
    await show(terminal, whole, options);
    return;
  }
  const platform: Platform = options.json
    ? { ...terminal.platform, post: async (_channel, _part, marker) => marker }
    : terminal.platform;
  for (const { digest: delivered, doubtful } of await deliver(stages, subscription, platform)) {
    if (options.json || delivered.sections.length === 0) await show(terminal, delivered, options);
    if (doubtful > 0)
      terminal.remark(
        'An earlier digest was cut short and may not have been shown; `paperboy digest --all` shows everything again.',
      );
  }
}

async function show(terminal: Terminal, shown: Digest, options: DigestOptions): Promise<void> {
  if (options.json) terminal.line(toDigestLine(shown));
  else await terminal.show(toPost(shown));
}

function narrow(subscription: Subscription, topics: readonly Topic[], nameOrQuery: string | undefined): Subscription {
  if (nameOrQuery === undefined) return subscription;
  const named = topics.find(({ name }) => name.toLowerCase() === nameOrQuery.toLowerCase());
  return { ...subscription, topics: [named ?? defineTopic(nameOrQuery, nameOrQuery)] };
}
