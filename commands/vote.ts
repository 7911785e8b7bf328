import { defineCommand } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { paperOption } from '../src/command/suggestions.ts';

/** Says yes or no to a paper. */
export const vote = defineCommand({
  name: 'vote',
  description: 'Say whether a paper is of interest here',
  options: [
    { name: 'vote', description: 'more like it, or less', type: 'choice', choices: ['up', 'down'], required: true },
    paperOption,
  ],
  examples: ['vote up 2406.04331', 'vote down 2406.04331'],
  async run({ options, ...caller }, services) {
    const isUp = options.vote === 'up';
    const card = await services.vote(readText(options, 'paper'), isUp ? 'up' : 'down', caller);
    return {
      title: isUp ? '👍 noted' : '👎 noted',
      sections: [{ text: `Your vote on “${card.title}” is kept; a later one takes its place.` }],
      buttons: [
        {
          label: isUp ? 'Rather 👎' : 'Rather 👍',
          command: 'vote',
          options: { vote: isUp ? 'down' : 'up', paper: card.id },
          how: 'replace',
        },
      ],
    };
  },
});
