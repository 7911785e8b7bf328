import { defineCommand } from '../src/command.ts';
import { pageOption, readPage, showPage } from '../src/command/paging.ts';

/** Searches the library. */
export const search = defineCommand({
  name: 'search',
  description: 'Search the library, best match first',
  options: [
    { name: 'query', description: 'words, "a phrase", title:word, -without', type: 'text', required: true },
    pageOption,
  ],
  examples: ['search sparse autoencoder', 'search "sparse autoencoder" -survey', 'search title:brain --page 2'],
  async run({ options }, services) {
    const query = String(options.query ?? '');
    const found = await services.search(query, readPage(options));
    if (found.cards.length === 0 && Number(options.page ?? 1) === 1) {
      const text = 'Try fewer words, or the beginning of one with a star, such as interpretab*.';
      return { title: `Nothing in the library matches “${query}” yet`, sections: [{ text }] };
    }
    return { ...showPage(`Search: ${query}`, found, 'search', options), isShareable: true };
  },
});
