import { chunk, flatten, shorten } from '../core/plain-text.ts';
import { listFacts, listMatches, nameReplies, RUNG_LABELS } from '../digests/card-facts.ts';
import type { Card } from '../platform.ts';
import type { Markup } from './markup.ts';

/** Characters of a card's fields, so that all of them together stay well within a message. */
const LONGEST = { title: 300, gist: 600, point: 300, fact: 200, url: 800, codeUrl: 300 } as const;

/** How much of its cards a post shows. */
export interface Fit {
  /** The share of each field's length. */
  readonly scale: number;
  /** Whether points are shown; else "…" says that there are some. */
  readonly points: boolean;
  /** Whether a card has all of its buttons, only the one that shows more, or only the others. */
  readonly buttons: 'all' | 'more' | 'others';
}

/** How much of its fields a card shows, from all to little. */
export const SCALES = [1, 0.5, 0.25] as const;

/** How much of a text stands in one line, in characters before they are escaped. */
const LINE_LENGTH = 1800;

/** A card in a platform's markup: its lines, and the small print below. */
export interface CardLines {
  readonly text: readonly string[];
  readonly note: readonly string[];
}

/** A card with each field shortened to its length at this scale: what is missing stands behind "More". */
export function shortCard(card: Card, heading: string | undefined, { scale, points }: Fit, markup: Markup): CardLines {
  const isCut = !points && card.points !== undefined && card.points.length > 0;
  const clip = (text: string, longest: number): string => markup.escape(shorten(flatten(text), longest * scale));
  const shownPoints = points ? (card.points ?? []).map((point) => clip(point, LONGEST.point)) : isCut ? ['…'] : [];
  return {
    text: [
      titleLine(card, LONGEST.title * scale, markup),
      ...(isBlank(card.tldr) ? [] : [clip(card.tldr, LONGEST.gist)]),
      ...shownPoints.map((point) => markup.bullet + point),
    ],
    note: joinFacts(
      [
        ...shownFacts(card).map((fact) => clip(fact, LONGEST.fact)),
        ...listLinks(card, LONGEST.title * scale, markup),
        ...listDiscussion(card, markup),
        ...(isBlank(card.tldr) ? [] : [RUNG_LABELS[card.rung]]),
      ],
      listMatches(card, heading).map((match) => clip(match, LONGEST.fact)),
    ),
  };
}

/** A card with nothing left out. */
export function wholeCard(card: Card, heading: string | undefined, markup: Markup): CardLines {
  const title = flatten(card.title);
  const facts = [...shownFacts(card), ...(isBlank(card.tldr) ? [] : [RUNG_LABELS[card.rung]])].join(' · ');
  return {
    text: [
      titleLine(card, LONGEST.title, markup),
      ...(title.length > LONGEST.title ? fullLines(title, markup) : []),
      ...fullLines(card.tldr, markup),
      ...(card.points ?? []).flatMap((point) => fullLines(point, markup).map((line) => markup.bullet + line)),
    ],
    note: [
      ...fullLines(facts, markup),
      ...joinFacts([...listLinks(card, LONGEST.title, markup), ...listDiscussion(card, markup)]),
      ...fullLines(listMatches(card, heading, Number.POSITIVE_INFINITY).join(' · '), markup),
    ],
  };
}

/** A text of any length as lines, as few as may be; none for an empty one. */
export function fullLines(text: string, markup: Markup, escape = markup.escape): readonly string[] {
  return isBlank(text) ? [] : breakLine(flatten(text), LINE_LENGTH, markup, escape);
}

/** What is escaped may have become much longer. */
function breakLine(text: string, longest: number, markup: Markup, escape: Markup['escape']): readonly string[] {
  return chunk(text, longest).flatMap((piece) => {
    const line = escape(piece);
    return markup.isLine(line) ? [line] : breakLine(piece, Math.ceil(piece.length / 2), markup, escape);
  });
}

function titleLine(card: Card, longest: number, markup: Markup): string {
  return markup.strong(titleLink(card, longest, markup) ?? markup.escape(shownTitle(card, longest)));
}

function titleLink(card: Card, longest: number, markup: Markup): string | undefined {
  return markup.link(shownTitle(card, longest), card.url ?? card.searchUrl, LONGEST.url);
}

function shownTitle({ title }: Card, longest: number): string {
  return shorten(flatten(title), longest) || '(no title)';
}

function shownFacts(card: Card): readonly string[] {
  return listFacts(card).filter((fact) => !isBlank(fact));
}

/** The code; before it the page, where the title cannot link to it. */
function listLinks(card: Card, longestTitle: number, markup: Markup): readonly string[] {
  const { url, searchUrl, codeUrl } = card;
  const page = markup.link(url === undefined ? 'search' : 'page', url ?? searchUrl, LONGEST.url);
  const links = [
    titleLink(card, longestTitle, markup) === undefined ? page : undefined,
    markup.link('code', codeUrl, LONGEST.codeUrl),
  ];
  return links.filter((shown) => shown !== undefined);
}

/** Where it is talked about, as a link to the thread. */
function listDiscussion({ discussion }: Card, markup: Markup): readonly string[] {
  if (discussion === undefined) return [];
  const { url, channel, replies } = discussion;
  const name = nameReplies(replies);
  const where = markup.channel(channel);
  return [(markup.link(name, url, LONGEST.url) ?? markup.escape(name)) + (where === '' ? '' : ` in ${where}`)];
}

function joinFacts(...lines: readonly (readonly string[])[]): readonly string[] {
  return lines.filter((parts) => parts.length > 0).map((parts) => parts.join(' · '));
}

function isBlank(text: string): boolean {
  return flatten(text) === '';
}
