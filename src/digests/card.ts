import type { Card } from '../platform.ts';
import { paperUrl, type Paper, type PaperDate } from '../papers/paper.ts';
import type { Summary } from '../summaries/summary.ts';
import type { TopicMatch } from '../topics/match.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const NAMED_AUTHORS = 3;

/** A paper as it is shown; `matches` are those of the channel's topics, the section's own first. */
export function toCard(paper: Paper, summary: Summary, matches: readonly TopicMatch[]): Card {
  const url = paperUrl(paper);
  const byline = toByline(paper);
  const points = summary.rung === 'llm' ? summary.points.map(({ text }) => text) : [];
  const codeUrl = paper.links.find(({ kind }) => kind === 'code')?.url;
  return {
    id: paper.id,
    title: paper.title,
    tldr: summary.tldr,
    rung: summary.rung,
    topics: matches.map(({ topic }) => topic.name),
    why: matches[0]?.why ?? [],
    ...(url === undefined ? { searchUrl: searchUrlOf(paper.title) } : { url }),
    ...(points.length > 0 && { points }),
    ...(byline !== undefined && { byline }),
    ...(paper.published !== undefined && { date: toDate(paper.published) }),
    ...(paper.upvotes !== undefined && { upvotes: paper.upvotes }),
    ...(paper.comments !== undefined && { comments: paper.comments }),
    ...(codeUrl !== undefined && { codeUrl }),
  };
}

/** Where a title is looked for, as on https://huggingface.co/papers. */
function searchUrlOf(title: string): string {
  // Half a surrogate pair would make encodeURIComponent throw.
  return `https://huggingface.co/papers?q=${encodeURIComponent(title.toWellFormed())}`;
}

/** `Jul 14, 2025`; without the year where the source printed none. */
function toDate({ month, day, year, inferred }: PaperDate): string {
  return `${MONTHS[month - 1]} ${day}${inferred ? '' : `, ${year}`}`;
}

function toByline({ authors, authorCount, organization }: Paper): string | undefined {
  if (authors !== undefined && authors.length > 0) {
    if (authors.length <= NAMED_AUTHORS) return new Intl.ListFormat('en', { type: 'conjunction' }).format(authors);
    return `${authors.slice(0, NAMED_AUTHORS).join(', ')} and ${authors.length - NAMED_AUTHORS} more`;
  }
  const count = authorCount === undefined ? undefined : `${authorCount} ${authorCount === 1 ? 'author' : 'authors'}`;
  return [organization, count].filter((part) => part !== undefined).join(', ') || undefined;
}
