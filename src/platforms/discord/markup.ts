import { linkChannel, type Markup } from '../markup.ts';
import { escapeButLinks, escapeMarkdown, link } from './escape.ts';

/** Characters and bytes of a passage, so that two or three of them fill a message. */
const PASSAGE = { characters: 1900, bytes: 4600 } as const;

/** Discord's Markdown. */
export const markdown: Markup = {
  escape: escapeMarkdown,
  escapeButLinks,
  link,
  channel: linkChannel,
  strong: (text) => `**${text}**`,
  bullet: '- ',
  longestTitle: 300,
  isWithin: (text) => text.length <= PASSAGE.characters && Buffer.byteLength(text) <= PASSAGE.bytes,
  // Twice a line of unescaped text still fits into a message.
  isLine: () => true,
};
