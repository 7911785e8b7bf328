import { defineCommand } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { paperSections } from '../src/command/paper-sections.ts';
import { paperOption } from '../src/command/suggestions.ts';

/** Shows all that is known of one paper. */
export const paper = defineCommand({
  name: 'paper',
  description: 'Show one paper: summary, abstract, authors and links',
  options: [paperOption],
  shortcut: { label: 'Find this paper', option: 'paper' },
  examples: ['paper 2406.04331', 'paper https://arxiv.org/abs/2406.04331'],
  async run({ options, ...caller }, services) {
    const view = await services.paper(readText(options, 'paper'), caller);
    return {
      title: 'About this paper',
      sections: paperSections(view),
      isShareable: true,
      buttons: [{ label: 'Why is it here?', command: 'why', options: { paper: view.card.id }, how: 'answer' }],
    };
  },
});
