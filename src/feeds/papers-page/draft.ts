import type { PaperLink, Sighting } from '../../papers/paper.ts';
import { resolveDate, type PrintedDate, type YearEvidence } from './dates.ts';
import { weighText, type Unlikeness } from './prose.ts';

/** A paper while its page is being read. */
export interface Draft {
  readonly title: string;
  readonly line: number;
  readonly titleUnlikeness: Unlikeness;
  /** Set where its title could as well begin or end at another line. */
  readonly ambiguous: boolean;
  readonly paragraphs: string[];
  /** Set where another paper follows in the same run of text, so that this one cannot be a stray line. */
  followed: boolean;
  /** Set on the first text of a file without the words that open a page, which may be the rest of whatever stood there. */
  mayBeRest: boolean;
  /** Set by what only a paper has: a heading, a link of its own, authors, a date, upvotes. */
  structured: boolean;
  /** Set once something that stands below every abstract was read: what follows belongs to the next paper. */
  closed: boolean;
  arxivId: string | undefined;
  authorCount: number | undefined;
  organization: string | undefined;
  date: PrintedDate | undefined;
  upvotes: number | undefined;
  comments: number | undefined;
  readonly links: PaperLink[];
}

/** From this unlikeness on, a text is hardly a title. */
const HARDLY_TITLE = 3.5;
/** The same of abstracts. */
const HARDLY_ABSTRACT = 3.5;

/** A text as long as this is an abstract, however it begins and ends. */
const LONG_ABSTRACT = 250;

/** Whether text of any kind stands under the title. */
export function hasAbstract(draft: Draft): boolean {
  return draft.paragraphs.length > 0;
}

/** Whether a draft without structure reads like a title over an abstract, so that it can vouch for its neighbours. */
export function isSolid(draft: Draft): boolean {
  return (
    hasAbstract(draft) && draft.titleUnlikeness.title < HARDLY_TITLE && abstractUnlikeness(draft) < HARDLY_ABSTRACT
  );
}

function abstractUnlikeness({ paragraphs }: Draft): number {
  const [first] = paragraphs;
  if (first === undefined) return 0;
  let length = 0;
  for (const paragraph of paragraphs) length += paragraph.length;
  if (length >= LONG_ABSTRACT) return 0;
  return weighText(first, paragraphs.at(-1) ?? first, length).abstract;
}

/** Whether a draft without abstract and structure still reads like a title, not like a button. */
function isTitleAlone(draft: Draft): boolean {
  return draft.followed && draft.titleUnlikeness.title <= 1 && draft.title.split(' ').length >= 3;
}

/** Whether two neighbours are one paper: some pages print every entry twice in a row. */
export function isDoubled(draft: Draft, before: Draft): boolean {
  if (draft.arxivId !== undefined || before.arxivId !== undefined) return draft.arxivId === before.arxivId;
  return draft.title === before.title && draft.paragraphs.join() === before.paragraphs.join();
}

/** Starts a draft from its title, read at `line`. */
export function startDraft(title: string, line: number, read: { unlikeness: Unlikeness; ambiguous: boolean }): Draft {
  return {
    title,
    line,
    titleUnlikeness: read.unlikeness,
    ambiguous: read.ambiguous,
    paragraphs: [],
    followed: false,
    mayBeRest: false,
    structured: false,
    closed: false,
    links: [],
    arxivId: undefined,
    authorCount: undefined,
    organization: undefined,
    date: undefined,
    upvotes: undefined,
    comments: undefined,
  };
}

/** Whether the draft can be given out as a paper; `vouched` tells that its page has papers beyond doubt. */
export function isCertain(draft: Draft, solid: boolean, vouched: boolean): boolean {
  if (draft.ambiguous || (draft.mayBeRest && !hasAbstract(draft))) return false;
  // Structure may have been seen where there is none, and half a sentence taken for a title, or half a title for the whole.
  const isDoubtful = draft.titleUnlikeness.title >= HARDLY_TITLE || abstractUnlikeness(draft) > HARDLY_ABSTRACT + 0.5;
  if (isDoubtful && draft.arxivId === undefined) return false;
  return solid || (vouched && !hasAbstract(draft) && isTitleAlone(draft));
}

/** Adds to a draft what its double knows besides. */
export function absorb(draft: Draft, double: Draft): void {
  draft.authorCount ??= double.authorCount;
  draft.organization ??= double.organization;
  draft.date ??= double.date;
  draft.upvotes ??= double.upvotes;
  draft.comments ??= double.comments;
  if (draft.paragraphs.length === 0) draft.paragraphs.push(...double.paragraphs);
  for (const link of double.links) if (!draft.links.some(({ url }) => url === link.url)) draft.links.push(link);
}

/** The finished paper, its date completed by what the whole page tells of the year. */
export function toSighting(draft: Draft, evidence: YearEvidence): Sighting {
  const text = draft.paragraphs.join('\n\n');
  const sighting: { -readonly [key in keyof Sighting]: Sighting[key] } = { title: draft.title, line: draft.line };
  if (draft.arxivId !== undefined) sighting.arxivId = draft.arxivId;
  if (text !== '') sighting[isBlurb(text) ? 'blurb' : 'abstract'] = text;
  if (draft.authorCount !== undefined) sighting.authorCount = draft.authorCount;
  if (draft.organization !== undefined) sighting.organization = draft.organization;
  if (draft.date !== undefined) sighting.published = resolveDate(draft.date, evidence);
  if (draft.upvotes !== undefined) sighting.upvotes = draft.upvotes;
  if (draft.comments !== undefined) sighting.comments = draft.comments;
  if (draft.links.length > 0) sighting.links = draft.links;
  return sighting;
}

/** One or two sentences are the site's blurb, not the authors' abstract. */
function isBlurb(text: string): boolean {
  return text.length < 600 && (text.match(/[.!?…](?=["'”’)\]]*(?:\s|$))/g) ?? []).length <= 2;
}
