import type { Card, Post, PostSection } from '../../platform.ts';
import { listFacts, listMatches, nameReplies, RUNG_LABELS } from '../../digests/card-facts.ts';
import { toPart, type Line, type Span } from './layout.ts';

/** How far a card's text is set in under its title, in columns. */
const CARD_INDENT = 2;

const EMPTY: Line = { spans: [] };

/** A post as the one part a terminal needs: however long, it can be scrolled. */
export function render(post: Post): readonly string[] {
  const lines = [
    { spans: [{ text: post.title, style: 'title' as const }] },
    ...paragraphs(post.intro, 'dim'),
    ...post.sections.flatMap(renderSection),
    ...(post.footer === undefined ? [] : [EMPTY, ...paragraphs(post.footer, 'dim')]),
  ];
  return [toPart(lines)];
}

/** A sentence that tells of something gone wrong, as one part. */
export function renderWarning(message: string): string {
  return toPart(paragraphs(message, 'warning'));
}

function renderSection(section: PostSection): readonly Line[] {
  const cards = section.cards ?? [];
  const text = paragraphs([section.text ?? '', ...(section.channels ?? []).map((id) => `• ${id}`)].join('\n'));
  return [
    ...(section.heading === undefined ? [] : [EMPTY, renderHeading(section.heading, countPapers(section))]),
    ...(text.length > 0 ? [EMPTY, ...text] : []),
    ...cards.flatMap((card) => [EMPTY, ...renderCard(card, section.heading)]),
    ...(section.more ? [EMPTY, ...setIn([{ text: `and ${section.more} more`, style: 'dim' }])] : []),
  ];
}

function countPapers({ cards = [], more = 0 }: PostSection): number {
  return cards.length + more;
}

function renderHeading(heading: string, papers: number): Line {
  const count: Span[] = papers > 0 ? [{ text: ` (${papers})`, style: 'dim' }] : [];
  return { spans: [{ text: '── ', style: 'dim' }, { text: heading, style: 'heading' }, ...count], fit: 'rule' };
}

function renderCard(card: Card, heading: string | undefined): readonly Line[] {
  const { url = [], codeUrl, discussion } = card;
  const urls = [
    url,
    codeUrl === undefined ? [] : `code: ${codeUrl}`,
    discussion === undefined ? [] : `${nameReplies(discussion.replies)}: ${discussion.url}`,
  ].flat();
  return [
    { marker: '▪ ', spans: [{ text: card.title, style: 'strong' }] },
    ...setIn(card.tldr === '' ? [] : [{ text: card.tldr }]),
    ...(card.points ?? []).flatMap((point) => setIn([{ text: `• ${point}` }])),
    ...setIn(joinFacts([...listFacts(card), ...(card.tldr === '' ? [] : [RUNG_LABELS[card.rung]])])),
    ...setIn(joinFacts(listMatches(card, heading))),
    ...urls.flatMap((text) => setIn([{ text, style: 'dim' }], 'whole')),
  ];
}

function setIn(spans: Span[], fit?: 'whole'): readonly Line[] {
  return spans.length === 0 ? [] : [{ indent: CARD_INDENT, spans, ...(fit && { fit }) }];
}

/** Facts in one dim line that breaks between them; names and words may be many, so the first breaks anywhere. */
function joinFacts(facts: readonly string[]): Span[] {
  return facts.flatMap((text, i): Span[] => [
    ...(i > 0 ? [{ text: ' ' }] : []),
    { text: i < facts.length - 1 ? `${text} ·` : text, style: 'dim', ...(i > 0 && { unbroken: true }) },
  ]);
}

/** One line each; a bullet at its start hangs. */
function paragraphs(text = '', style?: Span['style']): readonly Line[] {
  if (text.trim() === '') return [];
  return text
    .trim()
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((paragraph) => {
      const body = paragraph.replace(/^• /, '');
      return { ...(body !== paragraph && { marker: '• ' }), spans: [{ text: body, ...(style && { style }) }] };
    });
}
