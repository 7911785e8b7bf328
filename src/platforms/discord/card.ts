import type { Card } from '../../platform.ts';
import { listFacts, listMatches, RUNG_LABELS } from '../../digests/card-facts.ts';
import { chunk, escapeMarkdown, flatten, link, shorten } from './escape.ts';

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

/** How much of a text stands in one line, in characters before they are escaped: twice as much still fits into a message. */
const LINE_LENGTH = 1800;

/** A card as lines of Markdown, each field shortened to its length at this scale: what is missing stands behind "More". */
export function shortCard(card: Card, heading: string | undefined, { scale, points }: Fit): readonly string[] {
  const isCut = !points && card.points !== undefined && card.points.length > 0;
  const clip = (text: string, longest: number): string => escapeMarkdown(shorten(flatten(text), longest * scale));
  return [
    titleLine(card, LONGEST.title * scale),
    ...(isBlank(card.tldr) ? [] : [clip(card.tldr, LONGEST.gist)]),
    ...(isCut ? ['- …'] : (card.points ?? []).map((point) => `- ${clip(point, LONGEST.point)}`)),
    ...subtext([
      ...shownFacts(card).map((fact) => clip(fact, LONGEST.fact)),
      ...listLinks(card, LONGEST.title * scale),
      ...(isBlank(card.tldr) ? [] : [RUNG_LABELS[card.rung]]),
    ]),
    ...subtext(listMatches(card, heading).map((match) => clip(match, LONGEST.fact))),
  ];
}

/** A card as lines of Markdown with nothing left out. */
export function wholeCard(card: Card, heading: string | undefined): readonly string[] {
  const title = flatten(card.title);
  const facts = [...shownFacts(card), ...(isBlank(card.tldr) ? [] : [RUNG_LABELS[card.rung]])].join(' · ');
  return [
    titleLine(card, LONGEST.title),
    ...(title.length > LONGEST.title ? fullLines('', title) : []),
    ...fullLines('', card.tldr),
    ...(card.points ?? []).flatMap((point) => fullLines('- ', point)),
    ...fullLines('-# ', facts),
    ...subtext(listLinks(card, LONGEST.title)),
    ...fullLines('-# ', listMatches(card, heading, Number.POSITIVE_INFINITY).join(' · ')),
  ];
}

/** A text of any length as lines, as few as may be, that each begin with `lead`; none for an empty one. */
export function fullLines(lead: string, text: string, escape = escapeMarkdown): readonly string[] {
  return isBlank(text) ? [] : chunk(flatten(text), LINE_LENGTH).map((piece) => lead + escape(piece));
}

function titleLine(card: Card, longest: number): string {
  return `**${titleLink(card, longest) ?? escapeMarkdown(shownTitle(card, longest))}**`;
}

function titleLink(card: Card, longest: number): string | undefined {
  return link(shownTitle(card, longest), card.url ?? card.searchUrl, LONGEST.url);
}

function shownTitle({ title }: Card, longest: number): string {
  return shorten(flatten(title), longest) || '(no title)';
}

function shownFacts(card: Card): readonly string[] {
  return listFacts(card).filter((fact) => !isBlank(fact));
}

/** The code; before it the page, where the title cannot link to it. */
function listLinks(card: Card, longestTitle: number): readonly string[] {
  const { url, searchUrl, codeUrl } = card;
  const page = link(url === undefined ? 'search' : 'page', url ?? searchUrl, LONGEST.url);
  const links = [
    titleLink(card, longestTitle) === undefined ? page : undefined,
    link('code', codeUrl, LONGEST.codeUrl),
  ];
  return links.filter((shown) => shown !== undefined);
}

function subtext(parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [] : [`-# ${parts.join(' · ')}`];
}

function isBlank(text: string): boolean {
  return flatten(text) === '';
}
