import { UserInputError } from '../core/errors.ts';
import { readCards } from '../services/cards.ts';
import { searchPapers } from '../services/library.ts';
import { EMPTY_LIBRARY, openSession } from './session.ts';
import { examples, joinQuery, type ExitCode, type Verb, type VerbContext } from './verb.ts';

interface SearchOptions {
  readonly limit: string;
  readonly json?: true;
}

const MOST_HITS = 1000;

/** `paperboy search`: finds papers in the library. */
export const search: Verb = {
  declare: (command, run) =>
    command
      .name('search')
      .description('search the library: words rank, "phrases", prefix*, -word and title:word filter')
      .argument('<query...>', 'what to look for')
      .option('--limit <n>', 'how many papers at most', '10')
      .allowUnknownOption()
      .option('--json', 'one JSON line a paper')
      .addHelpText(
        'after',
        examples('paperboy search sparse autoencoder', `paperboy search '"chain of thought" -survey' --limit 3`),
      )
      .action((words: string[], options: SearchOptions) =>
        run((context) => searchAndShow(context, joinQuery(words), options)),
      ),
};

async function searchAndShow(context: VerbContext, query: string, options: SearchOptions): Promise<ExitCode> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_HITS)
    throw new UserInputError(`--limit: expected a whole number from 1 to ${MOST_HITS}, found "${options.limit}".`);
  const session = await openSession(context.options);
  try {
    const hits = await searchPapers(session.stages, query, limit);
    if (options.json) {
      for (const [i, { paper, score }] of hits.entries())
        await context.terminal.line({ rank: i + 1, id: paper.id, title: paper.title, score });
      return 0;
    }
    const cards = await readCards(
      session.stages,
      hits.map(({ paper }) => paper),
    );
    const none = (await session.stages.library.size()).papers === 0 ? EMPTY_LIBRARY : 'Nothing in the library matches.';
    await context.terminal.show({ title: query, sections: [cards.length > 0 ? { cards } : { text: none }] });
    return 0;
  } finally {
    await session.close();
  }
}
