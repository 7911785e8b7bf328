import { defineCommand } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { paperOption } from '../src/command/suggestions.ts';

/** How many authors are named. */
const MAX_AUTHORS = 20;

/** Shows all that is known of one paper. */
export const paper = defineCommand({
  name: 'paper',
  description: 'Show one paper: summary, abstract, authors and links',
  options: [paperOption],
  shortcut: { label: 'Find this paper', option: 'paper' },
  examples: ['paper 2406.04331', 'paper https://arxiv.org/abs/2406.04331'],
  async run({ options, ...caller }, services) {
    const { card, abstract = '', authors, links } = await services.paper(readText(options, 'paper'), caller);
    return {
      title: 'About this paper',
      sections: [
        { cards: [card] },
        ...(abstract.trim() === '' ? [] : [{ heading: 'Abstract', text: abstract }]),
        ...(authors.length === 0 ? [] : [{ heading: 'Authors', text: nameAuthors(authors) }]),
        ...(links.length === 0
          ? []
          : [{ heading: 'Links', text: links.map(({ kind, url }) => `• ${kind}: ${url}`).join('\n') }]),
      ],
      isShareable: true,
      buttons: [{ label: 'Why is it here?', command: 'why', options: { paper: card.id }, how: 'answer' }],
    };
  },
});

function nameAuthors(authors: readonly string[]): string {
  const named = authors.slice(0, MAX_AUTHORS).join(', ');
  const others = authors.length - MAX_AUTHORS;
  return others > 0 ? `${named} and ${others} more` : named;
}
