import { LOCAL_CHANNEL } from '../core/config-schema.ts';
import { UserInputError } from '../core/errors.ts';
import type { Store } from '../core/store/store.ts';
import { toDigestLine, toPost } from '../digests/digest.ts';
import { findOpenDelivery, readCursor, storeDelivery } from '../deliveries/outbox.ts';
import type { Subscription } from '../digests/subscription.ts';
import { previewDigest } from '../deliveries/preview.ts';
import { deliver } from '../pipeline.ts';
import type { Platform } from '../platform.ts';
import { choosePlatforms } from '../platforms/index.ts';
import { defineTopic, findTopicByName, type Topic } from '../topics/topic.ts';
import { EMPTY_LIBRARY, openSession, type Session } from './session.ts';
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
    const subscription = narrow(await session.subscriptionOf(options.channel), session.channels.topics, options.topic);
    const isConsole = options.channel.startsWith('console:');
    const moves = isConsole && options.topic === undefined && !options.dryRun;
    if (options.post && !isConsole) await postNew(context.terminal, session, subscription, options);
    else if (options.all || !moves) await showWhole(context.terminal, session, subscription, { ...options, moves });
    else await showNew(context.terminal, session, subscription, options.json === true);
    if ((await session.stages.library.size()).papers === 0) context.terminal.remark(EMPTY_LIBRARY);
    return 0;
  } finally {
    await session.close();
  }
}

/** Posts what is new where it belongs, and shows what was posted. */
async function postNew(
  terminal: Terminal,
  { stages }: Session,
  subscription: Subscription,
  { all, topic, dryRun, json }: DigestOptions,
): Promise<void> {
  if (all || topic !== undefined || dryRun)
    throw new UserInputError(
      '--post posts what is new, and moves the channel on: leave out --all, --topic and --dry-run.',
    );
  const { env, stdin, stdout } = process;
  const { channel } = subscription;
  const entry = choosePlatforms(env).find(({ id }) => channel.startsWith(`${id}:`));
  if (entry === undefined)
    throw new UserInputError(
      `--post: ${channel} is on a platform whose tokens are not set; leave --post out to print the digest.`,
    );
  const platform = await entry.create({ env, input: stdin, output: stdout, colour: false });
  try {
    for (const { digest: posted } of await deliver(stages, subscription, platform))
      await (json ? terminal.line(toDigestLine(posted)) : terminal.show(toPost(posted)));
  } finally {
    await platform.stop();
  }
}

/** Shows what is new, or with `all` everything, and only then moves the channel: what nobody saw is not lost. */
async function showWhole(
  terminal: Terminal,
  { stages }: Session,
  subscription: Subscription,
  { all, json, moves }: DigestOptions & { readonly moves: boolean },
): Promise<void> {
  const cursor = await readCursor(stages.store, subscription.channel);
  const whole = await previewDigest(stages, subscription, all ? 0 : undefined);
  await (json ? terminal.line(toDigestLine(whole)) : terminal.show(toPost(whole)));
  if (moves) await storeDelivery(stages.store, { ...whole, from: cursor, sections: [] }, [], stages.now());
}

async function showNew(
  terminal: Terminal,
  { stages }: Session,
  subscription: Subscription,
  json: boolean,
): Promise<void> {
  const platform: Platform = json ? asLines(terminal, stages.store) : terminal.platform;
  // Whoever asks for a digest rather sees one twice than never.
  const reports = await deliver(stages, { ...subscription, onDoubt: 'resend' }, platform);
  const [only, ...others] = reports;
  // A digest of nothing is no delivery: nobody has posted it.
  if (only?.digest.sections.length === 0 && others.length === 0)
    await (json ? terminal.line(toDigestLine(only.digest)) : terminal.show(toPost(only.digest)));
  if (reports.some(({ doubtful }) => doubtful > 0))
    terminal.remark('An earlier digest may not have been shown; `paperboy digest --all` shows everything again.');
  else if (reports.length > 1) terminal.remark('The first of these had been cut short before, and was shown again.');
}

/** The terminal as a platform for programs: what is posted is the line of the delivery that is open. */
function asLines(terminal: Terminal, store: Store): Platform {
  return {
    ...terminal.platform,
    async post(channel, _part, marker) {
      const delivery = await findOpenDelivery(store, channel);
      if (delivery !== undefined) await terminal.line(toDigestLine(delivery.digest));
      return marker;
    },
  };
}

function narrow(subscription: Subscription, topics: readonly Topic[], nameOrQuery: string | undefined): Subscription {
  if (nameOrQuery === undefined) return subscription;
  const named = findTopicByName(nameOrQuery, [...subscription.topics, ...topics]);
  return { ...subscription, topics: [named ?? defineTopic(nameOrQuery, nameOrQuery)] };
}
