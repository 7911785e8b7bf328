import { cardButtons } from '../../command/buttons.ts';
import type { Button, Reply } from '../../command.ts';
import type { Card, Post, PostSection } from '../../platform.ts';
import { fullLines, SCALES, shortCard, wholeCard, type Fit } from './card.ts';
import { escapeButLinks, escapeMarkdown, flatten, shorten, splitLines } from './escape.ts';

/** A stretch of a post that stands in one message: Markdown, and the buttons below it. */
export interface Block {
  readonly text: string;
  readonly buttons: readonly Button[];
  readonly menu?: Reply['menu'];
  /** The heading it stands under, escaped; it is said again where the block begins a message. */
  readonly heading?: string;
}

/** Characters and bytes of a block, so that two or three of them fill a message. */
const BLOCK = { characters: 1900, bytes: 4600 } as const;

const LONGEST_TITLE = 300;
const LONGEST_HEADING = 150;

/** A post as blocks, in reading order. What a lone card says is never shortened. */
export function toBlocks(post: Post, fit: Fit): readonly Block[] {
  const isLone = post.sections.reduce((sum, { cards = [] }) => sum + cards.length, 0) === 1;
  return [
    ...fill([...titleLines(post.title), ...fullText(post.intro ?? '')]).map((text) => ({ text, buttons: [] })),
    ...post.sections.flatMap((section) => sectionBlocks(section, isLone, fit)),
    ...fill(splitLines(post.footer ?? '').flatMap((line) => fullLines('-# ', line))).map((text) => ({
      text,
      buttons: [],
    })),
  ];
}

function sectionBlocks(section: PostSection, isLone: boolean, fit: Fit): readonly Block[] {
  const { heading, cards = [], more = 0 } = section;
  const blocks = [
    ...fill(fullText(section.text ?? '')).map((text) => ({ text, buttons: [] })),
    ...cards.flatMap((card) => (isLone ? wholeBlocks(card, heading, fit) : [cardBlock(card, heading, fit)])),
    ...(more > 0 ? [{ text: `-# and ${more} more`, buttons: [] }] : []),
  ];
  if (heading === undefined || flatten(heading) === '') return blocks;
  const shown = escapeMarkdown(shorten(flatten(heading), LONGEST_HEADING));
  // A heading without anything below it is still said.
  return (blocks.length > 0 ? blocks : [{ text: '', buttons: [] }]).map((block) => ({ ...block, heading: shown }));
}

function wholeBlocks(card: Card, heading: string | undefined, fit: Fit): readonly Block[] {
  const texts = fill(wholeCard(card, heading));
  return texts.map((text, i) => ({ text, buttons: i === texts.length - 1 ? shownButtons(card, fit) : [] }));
}

function cardBlock(card: Card, heading: string | undefined, fit: Fit): Block {
  const sizes = SCALES.filter((size) => size <= fit.scale).map((size) =>
    shortCard(card, heading, { ...fit, scale: size }).join('\n'),
  );
  return { text: sizes.find(isWithin) ?? sizes.at(-1) ?? '', buttons: shownButtons(card, fit) };
}

function shownButtons(card: Card, { buttons }: Fit): readonly Button[] {
  const showsMore = ({ command, how }: Button): boolean => command === 'paper' && how === 'answer';
  return cardButtons(card).filter((button) => buttons === 'all' || showsMore(button) === (buttons === 'more'));
}

function titleLines(title: string): readonly string[] {
  const whole = flatten(title);
  const shown = `## ${escapeMarkdown(shorten(whole, LONGEST_TITLE)) || 'Paperboy'}`;
  return whole.length > LONGEST_TITLE ? [shown, ...fullLines('', whole)] : [shown];
}

function fullText(text: string): readonly string[] {
  const lines = splitLines(text.trim());
  return lines.length === 1 && lines[0] === '' ? [] : lines.flatMap(fullLine);
}

/** A line that begins with a bullet stays a list. */
function fullLine(line: string): readonly string[] {
  const pieces = fullLines('', line.replace(/^\s*• /, ''), escapeButLinks);
  const lead = /^\s*• /.test(line) ? '- ' : '';
  return pieces.map((piece, i) => (i === 0 ? lead : '') + piece);
}

/** Lines gathered into texts that each make a block. */
function fill(lines: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const joined = texts.length === 0 ? line : `${texts.at(-1)}\n${line}`;
    if (texts.length > 0 && isWithin(joined)) texts[texts.length - 1] = joined;
    else texts.push(line);
  }
  return texts.filter((text) => text.trim() !== '');
}

function isWithin(text: string): boolean {
  return text.length <= BLOCK.characters && Buffer.byteLength(text) <= BLOCK.bytes;
}
