import { readText } from '../src/command/options.ts';
import { optionalPaperOption } from '../src/command/suggestions.ts';
import { defineCommand } from '../src/command.ts';

/** Opens the thread of a paper in this channel, or leads to it. */
export const discuss = defineCommand({
  name: 'discuss',
  description: 'Open the thread of a paper in this channel, or find it',
  options: [optionalPaperOption],
  shortcut: { label: 'Discuss the paper', option: 'paper' },
  examples: ['discuss 2406.04331', 'discuss https://arxiv.org/abs/2406.04331'],
  async run({ options, ...caller }, services) {
    const { card, url, wasOpen, isLocked } = await services.discuss(readText(options, 'paper'), caller);
    const text = isLocked ? `${url}\nIt is locked: it can be read, but nothing more can be said in it.` : url;
    return {
      title: wasOpen ? 'It is discussed here' : 'Its thread is open',
      sections: [{ text: `“${card.title}”\n${text}` }],
    };
  },
});
