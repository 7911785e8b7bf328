import { FeedError, UserInputError } from '../core/errors.ts';
import type { Feed } from '../feeds/feed.ts';
import { feedById, feeds } from '../feeds/index.ts';
import { openDumps, type OpenDump } from '../feeds/open.ts';
import { collect, type CollectProgress, type CollectReport } from '../pipeline.ts';
import { neutralise } from '../platforms/console/layout.ts';
import { openSession, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';
import { examples, type ExitCode, type Verb, type VerbContext } from './verb.ts';

interface IngestOptions {
  readonly feed: string;
  readonly date?: string;
  readonly strict?: true;
  readonly json?: true;
}

/** `paperboy ingest`: reads dumps in the order given. */
export const ingest: Verb = {
  declare: (command, run) =>
    command
      .name('ingest')
      .description('read dumps of a feed and keep the papers that are new')
      .argument('<path...>', 'files, folders, URLs, or - for standard input')
      .option('--feed <id>', `which reader: ${feeds.map(({ id }) => id).join(', ')}`, feeds[0]?.id)
      .option('--date <day>', 'the day the dumps were saved, YYYY-MM-DD: it gives the year where none is printed')
      .option('--strict', 'fail on any problem')
      .option('--json', 'one JSON line a dump')
      .addHelpText(
        'after',
        examples(
          'paperboy ingest papers.txt',
          'paperboy ingest --date 2025-07-14 inbox/',
          'pbpaste | paperboy ingest -',
        ),
      )
      .action((paths: string[], options: IngestOptions) => run((context) => ingestAll(context, paths, options))),
};

async function ingestAll(context: VerbContext, paths: readonly string[], options: IngestOptions): Promise<ExitCode> {
  const feed = feedById(options.feed);
  if (feed === undefined)
    throw new UserInputError(
      `--feed: there is no feed "${options.feed}". There is ${feeds.map(({ id }) => id).join(', ')}.`,
    );
  const savedOn = options.date === undefined ? undefined : parseDay(options.date);
  const session = await openSession(context.options);
  try {
    const reports: CollectReport[] = [];
    for (const path of paths) {
      for await (const report of ingestPath(context, session, path, { feed, savedOn })) {
        reports.push(report);
        // Who stops reading (`| head -1`) still wants every dump kept.
        await (options.json ? context.terminal.line(report) : context.terminal.print(describe(report))).catch(
          () => undefined,
        );
      }
    }
    const failed = options.strict
      ? reports.some(({ problems }) => problems.length > 0)
      : reports.every(({ parsed }) => parsed === 0);
    return failed ? 1 : 0;
  } finally {
    await session.close();
  }
}

async function* ingestPath(
  { terminal }: VerbContext,
  { stages }: Session,
  path: string,
  { feed, savedOn }: { feed: Feed; savedOn: Date | undefined },
): AsyncGenerator<CollectReport> {
  const dumps = await openDumps(path, { stdin: process.stdin, fetch: globalThis.fetch }).catch((error: unknown) => {
    if (error instanceof FeedError) return error;
    throw error;
  });
  if (dumps instanceof FeedError) {
    yield unreadable(path, feed, dumps);
    return;
  }
  for (const dump of dumps) {
    const onProgress = showProgress(terminal, dump, stages.model !== undefined);
    yield await collect(stages, { ...dump, feed, ...(savedOn !== undefined && { savedOn }) }, onProgress);
  }
}

function unreadable(source: string, feed: Feed, { code, message }: FeedError): CollectReport {
  return { source, feed: feed.id, parsed: 0, new: 0, known: 0, problems: [{ code, message }] };
}

function describe({ source, parsed, problems, ...count }: CollectReport): string {
  const papers = parsed === 1 ? '1 paper' : `${parsed} papers`;
  return [
    neutralise(`${source}: ${papers}, ${count.new} new, ${count.known} known`),
    ...problems.map(({ code, message }) => `  ${code}: ${neutralise(message)}`),
  ].join('\n');
}

function showProgress(terminal: Terminal, { source }: OpenDump, isSummarized: boolean) {
  return throttle(({ parsed, summarized }: CollectProgress) =>
    terminal.progress(neutralise(`${source}: ${parsed} papers${isSummarized ? `, ${summarized} summarised` : ''}`)),
  );
}

function parseDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && day.toJSON()?.startsWith(text)) return day;
  throw new UserInputError(`--date: expected a day such as 2025-07-14, found "${text}".`);
}

function throttle<Value>(show: (value: Value) => void): (value: Value) => void {
  let lastMs = 0;
  return (value) => {
    if (Date.now() - lastMs < 100) return;
    lastMs = Date.now();
    show(value);
  };
}
