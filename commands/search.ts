import { defineCommand } from '../src/command.ts';

const MAX_LIMIT = 20;

/** Searches the library. */
export const search = defineCommand({
  name: 'search',
  description: 'Search the library, best match first',
  options: [
    { name: 'query', description: 'words, "a phrase", title:word, -without', type: 'text', required: true },
    { name: 'limit', description: 'how many papers to show', type: 'integer', min: 1, max: MAX_LIMIT },
  ],
  examples: ['search sparse autoencoder', 'search "sparse autoencoder" -survey', 'search title:brain --limit 10'],
  async run({ options }, services) {
    const query = String(options.query ?? '');
    const limit = Number(options.limit ?? 5);
    const cards = await services.search(query, limit);
    if (cards.length === 0) {
      const text = 'Try fewer words, or the beginning of one with a star, such as interpretab*.';
      return { title: `Nothing in the library matches “${query}” yet`, sections: [{ text }] };
    }
    const mayBeMore = cards.length === limit && limit < MAX_LIMIT;
    const footer = `The best ${limit}; ask for a higher limit to see more.`;
    return { title: `Search: ${query}`, sections: [{ cards }], ...(mayBeMore && { footer }) };
  },
});
