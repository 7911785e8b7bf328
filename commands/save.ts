import { defineCommand } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { paperOption } from '../src/command/suggestions.ts';

/** Keeps a paper for the person, or forgets it. */
export const save = defineCommand({
  name: 'save',
  description: 'Keep a paper on your own list',
  options: [
    paperOption,
    {
      name: 'action',
      description: 'keep it, or forget it again; without it, keep',
      type: 'choice',
      choices: ['keep', 'forget'],
    },
  ],
  examples: ['save 2406.04331', 'save 2406.04331 --action forget'],
  async run({ options, ...caller }, services) {
    const reference = readText(options, 'paper');
    if (options.action === 'forget') {
      const card = await services.unsave(reference, caller);
      return {
        title: 'No longer on your list',
        sections: [{ cards: [card] }],
        buttons: [{ label: 'Keep it after all', command: 'save', options: { paper: card.id }, how: 'replace' }],
      };
    }
    const { card, wasSaved } = await services.save(reference, caller);
    return {
      title: wasSaved ? 'Already on your list' : 'Saved to your list',
      sections: [{ cards: [card] }],
      footer: '"saved" shows the whole list.',
      buttons: [
        { label: 'Forget it', command: 'save', options: { paper: card.id, action: 'forget' }, how: 'replace' },
        { label: 'Show my list', command: 'saved', options: {}, how: 'answer' },
      ],
    };
  },
});
