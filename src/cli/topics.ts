import { previewTopic } from '../services/library.ts';
import { openSession } from './session.ts';
import { examples, joinQuery, type ExitCode, type Verb, type VerbContext } from './verb.ts';

/** `paperboy topics preview`: how much of the library a query would match. */
export const topics: Verb = {
  declare(command, run) {
    command.name('topics').description('try a topic before it is configured');
    command
      .command('preview')
      .description('how much of the library a query would match, with examples')
      .argument('<query...>', 'the query')
      .allowUnknownOption()
      .option('--json', 'one JSON line')
      .addHelpText('after', examples(`paperboy topics preview 'interpretab* OR "sparse autoencoder"'`))
      .action((words: string[], options: { json?: true }) =>
        run((context) => previewAndShow(context, joinQuery(words), options)),
      );
    return command;
  },
};

async function previewAndShow(
  { terminal, options: global }: VerbContext,
  query: string,
  options: { json?: true },
): Promise<ExitCode> {
  const session = await openSession(global);
  try {
    const preview = await previewTopic(session.stages, query);
    if (options.json) {
      await terminal.line({ ...preview, examples: preview.examples.map(({ id, title }) => ({ id, title })) });
      return 0;
    }
    const { matched, total, perWeek } = preview;
    const share = `${matched} of ${total} papers${perWeek === undefined ? '' : `, about ${perWeek} a week`}`;
    await terminal.show({
      title: query,
      intro: share,
      sections: preview.examples.length > 0 ? [{ heading: 'For example', cards: preview.examples }] : [],
    });
    return 0;
  } finally {
    await session.close();
  }
}
