import { readText } from '../src/command/options.ts';
import { pageOption, pageButtons, readPage } from '../src/command/paging.ts';
import type { DiscussionView } from '../src/command/services.ts';
import { defineCommand, type Reply } from '../src/command.ts';
import { shorten } from '../src/core/plain-text.ts';
import type { PostSection } from '../src/platform.ts';

/** Lists and searches what the space has talked about. */
export const discussed = defineCommand({
  name: 'discussed',
  description: 'List the papers discussed in this team, or search them and their recaps',
  options: [{ name: 'words', description: 'words of a title or a recap', type: 'text' }, pageOption],
  examples: ['discussed', 'discussed sparse autoencoder', 'discussed --page 2'],
  async run({ options, ...caller }, services) {
    const words = readText(options, 'words');
    const { discussions, hasMore } = await services.discussed(words, readPage(options), caller);
    if (discussions.length === 0 && Number(options.page ?? 1) === 1) return sayNothing(words);
    const buttons = pageButtons(hasMore, 'discussed', options);
    return {
      title: words === '' ? 'Discussed in this team' : `Discussed with “${shorten(words)}”`,
      sections: discussions.length > 0 ? showDiscussions(discussions) : [{ text: 'Nothing more on this page.' }],
      ...(buttons.length > 0 && { buttons }),
    };
  },
});

/** Discussions as they are listed: each paper, and below it what its recap says. */
export function showDiscussions(discussions: readonly DiscussionView[]): readonly PostSection[] {
  return discussions.flatMap(({ card, recap }) => [
    { cards: [card] },
    ...(recap.length === 0 ? [] : [{ text: recap.map((line) => `• ${line}`).join('\n') }]),
  ]);
}

function sayNothing(words: string): Reply {
  return words === ''
    ? {
        title: 'Nothing is discussed here yet',
        sections: [
          { text: 'The Discuss button of a card opens a thread for its paper, and so does "discuss" with a title.' },
        ],
      }
    : {
        title: `Nothing was discussed with “${shorten(words)}”`,
        sections: [{ text: '"discussed" alone lists all; only titles and recaps are searched.' }],
      };
}
