import { defineCommand } from '../src/command.ts';

/** Shows the newest papers of the library, whatever their topic. */
export const latest = defineCommand({
  name: 'latest',
  description: 'Show the newest papers, whatever their topic',
  options: [{ name: 'limit', description: 'how many papers to show', type: 'integer', min: 1, max: 20 }],
  examples: ['latest', 'latest 10'],
  async run({ options }, services) {
    const cards = await services.latest(Number(options.limit ?? 5));
    if (cards.length === 0) {
      const text = 'Papers appear here as soon as a feed has been read.';
      return { title: 'Nothing in the library yet', sections: [{ text }] };
    }
    return { title: 'Latest papers', sections: [{ cards }] };
  },
});
