import { cardButtons } from '../command/buttons.ts';
import type { Button } from '../command.ts';
import { flatten, shorten, splitLines } from '../core/plain-text.ts';
import type { Card, Post, PostSection } from '../platform.ts';
import { fullLines, SCALES, shortCard, wholeCard, type Fit } from './card.ts';
import type { Passage, Markup } from './markup.ts';

const LONGEST_HEADING = 150;

/** What one message holds: its parts, and the ids of the papers that they show. */
export interface Gathered<Part> {
  readonly parts: readonly Part[];
  readonly papers: readonly string[];
}

/** A post as passages, in reading order. What a lone card says is never shortened. */
export function toPassages(post: Post, fit: Fit, markup: Markup): readonly Passage[] {
  const isLone = post.sections.reduce((sum, { cards = [] }) => sum + cards.length, 0) === 1;
  return [
    ...titlePassages(post, markup),
    ...post.sections.flatMap((section) => sectionPassages(section, isLone, fit, markup)),
    ...notes(
      splitLines(post.footer ?? '').flatMap((line) => fullLines(line, markup)),
      markup,
    ),
  ];
}

/**
 * Passages gathered into as few messages as hold them in this order. `append` adds a passage to what a message holds, below
 * its heading where one is to be said.
 */
export function gather<Part>(
  passages: readonly Passage[],
  append: (parts: readonly Part[], passage: Passage, heading: string | undefined) => readonly Part[],
  isWithin: (parts: readonly Part[]) => boolean,
): readonly Gathered<Part>[] {
  const messages: Gathered<Part>[] = [];
  let heading: string | undefined;
  for (const passage of passages) {
    const isNewHeading = passage.heading !== heading;
    const last = messages.at(-1) ?? { parts: [], papers: [] };
    const extended = append(last.parts, passage, isNewHeading ? passage.heading : undefined);
    const again = passage.heading === undefined || isNewHeading ? passage.heading : `${passage.heading} (continued)`;
    if (messages.length > 0 && isWithin(extended))
      messages[messages.length - 1] = { parts: extended, papers: addPaper(last.papers, passage) };
    else messages.push({ parts: append([], passage, again), papers: addPaper([], passage) });
    heading = passage.heading;
  }
  return messages;
}

function addPaper(papers: readonly string[], { paper }: Passage): readonly string[] {
  return paper === undefined || papers.includes(paper) ? papers : [...papers, paper];
}

/** A title is always shown, and in full below where it must be cut. */
function titlePassages({ title: given, intro = '' }: Post, markup: Markup): readonly Passage[] {
  const title = flatten(given);
  const rest = title.length > markup.longestTitle ? fullLines(title, markup) : [];
  const [first, ...others] = texts([...rest, ...fullText(intro, markup)], markup);
  const shown = shorten(title, markup.longestTitle) || 'Paperboy';
  return [{ text: '', buttons: [], ...first, title: shown }, ...others];
}

function sectionPassages(section: PostSection, isLone: boolean, fit: Fit, markup: Markup): readonly Passage[] {
  const { heading, channels = [], cards = [], more = 0 } = section;
  const passages = [
    ...texts(
      [...fullText(section.text ?? '', markup), ...channels.map((id) => markup.bullet + markup.channel(id))],
      markup,
    ),
    ...cards.flatMap((card) =>
      isLone ? wholePassages(card, heading, fit, markup) : [cardPassage(card, heading, fit, markup)],
    ),
    ...(more > 0 ? notes([`and ${more} more`], markup) : []),
  ];
  if (heading === undefined || flatten(heading) === '') return passages;
  const shown = shorten(flatten(heading), LONGEST_HEADING);
  // A heading without anything below it is still said.
  const below = passages.length > 0 ? passages : [{ text: '', buttons: [] }];
  return below.map((passage) => ({ ...passage, heading: shown }));
}

function wholePassages(card: Card, heading: string | undefined, fit: Fit, markup: Markup): readonly Passage[] {
  const { text, note } = wholeCard(card, heading, markup);
  const passages = [...texts(text, markup), ...notes(note, markup)];
  return passages.map((passage, i) => ({
    ...passage,
    paper: card.id,
    ...(i === passages.length - 1 && { buttons: shownButtons(card, fit) }),
  }));
}

function cardPassage(card: Card, heading: string | undefined, fit: Fit, markup: Markup): Passage {
  const shown = { text: '', note: '' };
  for (const scale of SCALES.filter((size) => size <= fit.scale)) {
    const { text, note } = shortCard(card, heading, { ...fit, scale }, markup);
    shown.text = text.join('\n');
    shown.note = note.join('\n');
    if (markup.isWithin(`${shown.text}\n${shown.note}`)) break;
  }
  return { ...shown, buttons: shownButtons(card, fit), paper: card.id };
}

function shownButtons(card: Card, { buttons }: Fit): readonly Button[] {
  const showsMore = ({ command, how }: Button): boolean => command === 'paper' && how === 'answer';
  return cardButtons(card).filter((button) => buttons === 'all' || showsMore(button) === (buttons === 'more'));
}

function fullText(text: string, markup: Markup): readonly string[] {
  const lines = splitLines(text.trim());
  return lines.length === 1 && lines[0] === '' ? [] : lines.flatMap((line) => fullLine(line, markup));
}

/** A line that begins with a bullet stays a list. */
function fullLine(line: string, markup: Markup): readonly string[] {
  const pieces = fullLines(line.replace(/^\s*• /, ''), markup, markup.escapeButLinks);
  const lead = /^\s*• /.test(line) ? markup.bullet : '';
  return pieces.map((piece, i) => (i === 0 ? lead : '') + piece);
}

function texts(lines: readonly string[], markup: Markup): readonly Passage[] {
  return fill(lines, markup).map((text) => ({ text, buttons: [] }));
}

function notes(lines: readonly string[], markup: Markup): readonly Passage[] {
  return fill(lines, markup).map((note) => ({ text: '', note, buttons: [] }));
}

/** Lines gathered into as few texts as are within a limit; a line that is not makes one by itself. */
export function fill(lines: readonly string[], { isWithin }: Pick<Markup, 'isWithin'>): readonly string[] {
  const filled: string[] = [];
  for (const line of lines) {
    const joined = filled.length === 0 ? line : `${filled.at(-1)}\n${line}`;
    if (filled.length > 0 && isWithin(joined)) filled[filled.length - 1] = joined;
    else filled.push(line);
  }
  return filled.filter((text) => text.trim() !== '');
}
