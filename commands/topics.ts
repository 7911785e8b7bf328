import { defineCommand, type Reply, type Services, type TopicPreview } from '../src/command.ts';

/** Lists the topics, or shows what a topic or any query would bring. */
export const topics = defineCommand({
  name: 'topics',
  description: 'List the topics, or try out a query before it becomes one',
  options: [{ name: 'query', description: 'the query to try, or the name of a topic', type: 'text' }],
  examples: ['topics', 'topics interpretab* -survey', 'topics "sparse autoencoder" OR title:brain'],
  async run({ options }, services) {
    const query = String(options.query ?? '');
    return query === '' ? listTopics(services) : previewTopic(query, services);
  },
});

async function listTopics(services: Services): Promise<Reply> {
  const all = await services.topics();
  if (all.length === 0) {
    const text = 'They stand under "topics:" in the configuration; "topics" with a query shows what it would bring.';
    return { title: 'No topics yet', sections: [{ text }] };
  }
  const text = all.map(({ name, query }) => `• ${name}: ${query}`).join('\n');
  return { title: all.length === 1 ? '1 topic' : `${all.length} topics`, sections: [{ text }] };
}

async function previewTopic(input: string, services: Services): Promise<Reply> {
  const named = (await services.topics()).find(({ name }) => name.toLowerCase() === input.toLowerCase());
  const preview = await services.previewTopic(named?.query ?? input);
  if (preview.matched === 0) {
    return {
      title: `Nothing in the library matches “${preview.query}” yet`,
      sections: [{ text: hint(preview.total) }],
    };
  }
  return {
    title: named ? `Topic ${named.name}: ${preview.query}` : `Topic preview: ${preview.query}`,
    intro: `Matches ${preview.matched} of ${papers(preview.total)}, ${rate(preview)}.`,
    sections: [{ heading: 'Examples', cards: preview.examples }],
  };
}

function hint(total: number): string {
  if (total === 0) return 'The library is still empty: papers appear as soon as a feed has been read.';
  return `It holds ${papers(total)}. Try fewer words, OR between them, or a star at the end of one, such as interpretab*.`;
}

function papers(count: number): string {
  return count === 1 ? '1 paper' : `${count} papers`;
}

function rate({ perWeek }: TopicPreview): string {
  if (perWeek < 1) return 'less than one a week';
  return `about ${perWeek < 10 ? Math.round(perWeek * 10) / 10 : Math.round(perWeek)} a week`;
}
