import { join } from 'node:path';
import { LOCAL_CHANNEL } from '../core/config-schema.ts';
import { toDigestLine, toPost } from '../digests/digest.ts';
import { feeds } from '../feeds/index.ts';
import { openDumps } from '../feeds/open.ts';
import { collect, deliver } from '../pipeline.ts';
import { openSession } from './session.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

const SHIPPED = join(import.meta.dirname, '../../config');

/** `paperboy demo`: the whole job on the sample feed, day by day, with nothing configured and nothing kept. */
export const demo: Verb = {
  declare: (command, run) =>
    command
      .name('demo')
      .description('the whole job on the sample feed: four days of papers, a digest for each')
      .option('--json', 'one JSON line a digest')
      .addHelpText('after', examples('paperboy demo', 'paperboy demo --json'))
      .action((options: { json?: true }) => run((context) => runDemo(context, options.json === true))),
};

async function runDemo({ terminal, options }: VerbContext, json: boolean): Promise<ExitCode> {
  const session = await openSession({ config: join(SHIPPED, 'paperboy.yaml'), ...options }, 'sqlite::memory:');
  const [feed] = feeds;
  if (feed === undefined) return 1;
  try {
    const subscription = await session.subscriptionOf(LOCAL_CHANNEL);
    for (const dump of await openDumps(join(SHIPPED, 'sample-feed'), {
      stdin: process.stdin,
      fetch: globalThis.fetch,
    })) {
      const day = /\d{4}-\d\d-\d\d/.exec(dump.source)?.[0] ?? dump.source;
      const report = await collect(session.stages, { ...dump, feed });
      const silent = { ...terminal.platform, post: async (_channel: string, _part: string, marker: string) => marker };
      for (const { digest } of await deliver(session.stages, subscription, silent)) {
        if (json) await terminal.line(toDigestLine(digest));
        else
          await terminal.show({
            ...toPost(digest),
            intro: `${day}: ${report.parsed} papers on the page, ${report.new} of them new`,
          });
      }
    }
    if (!json) await terminal.print(NEXT_STEPS);
    return 0;
  } finally {
    await session.close();
  }
}

const NEXT_STEPS = `That was the sample feed, with the topics of config/paperboy.yaml. With papers of your own:
  npm run paperboy -- ingest PAGE.txt     a page of https://huggingface.co/papers, saved as text
  npm run paperboy -- digest              what is new in it for your topics
  npm run paperboy -- init                sets up Discord or Slack, a model and your topics
  npm start                               the bot: watches data/inbox, and chats with you here`;
