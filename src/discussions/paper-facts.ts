import { nameAuthors } from '../command/paper-sections.ts';
import type { PaperView } from '../command/services.ts';
import { count } from '../core/wording.ts';
import type { AskedPaper } from './answer-question.ts';

/** What is known of a paper as whoever answers questions about it takes it: one sentence for each fact. */
export function toAskedPaper({ card, abstract, authors, links }: PaperView): AskedPaper {
  const by = authors.length > 0 ? nameAuthors(authors) : card.byline;
  // A picked sentence stands in the abstract already.
  const summary = card.rung === 'sentence' ? [] : [card.tldr, ...(card.points ?? [])];
  const facts = [
    ...(by === undefined ? [] : [`The authors are: ${by}.`]),
    ...(card.date === undefined ? [] : [`It was published on ${card.date}.`]),
    ...(card.upvotes === undefined ? [] : [`It has ${count(card.upvotes, 'upvote')} on Hugging Face.`]),
    ...(card.comments === undefined ? [] : [`It has ${count(card.comments, 'comment')} on Hugging Face.`]),
    ...links.map(({ kind, url }) => `Its ${kind === 'paper' ? 'text' : kind} is at ${url}`),
    ...summary.filter((line) => line.trim() !== ''),
  ];
  return { title: card.title, facts, ...(abstract !== undefined && { abstract }) };
}
