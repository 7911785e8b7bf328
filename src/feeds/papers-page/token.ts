import type { PrintedDate } from './dates.ts';

/** A line that is, or may be, part of a title or an abstract. */
export interface TextToken {
  readonly kind: 'text';
  readonly text: string;
  readonly heading: boolean;
  /** The line opened a link that it did not close. */
  readonly open: boolean;
  /** The targets of links whose text is marked. */
  readonly urls: readonly string[];
  /** The targets of links that follow their text, wherever that began. */
  readonly urlsAfter: readonly string[];
}

/** What a card prints below its abstract; each part where the line has it. */
export interface MetaToken {
  readonly kind: 'meta';
  readonly authorCount?: number;
  readonly date?: PrintedDate;
  readonly comments?: number;
  readonly organization?: string;
}

/** How many votes a paper has. */
export interface UpvoteToken {
  readonly kind: 'upvote';
  /** Missing where the button is printed without its number. */
  readonly value?: number;
  /** The button is drawn as pages draw it that show it before the title. */
  readonly before: boolean;
  /** The arXiv id of the paper it belongs to, where a link says so. */
  readonly arxivId?: string;
}

/** A number on its own. */
export interface NumberToken {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  readonly urls: readonly string[];
}

/** A line of the page around the papers. */
export interface ChromeToken {
  readonly kind: 'chrome';
  readonly text: string;
  /** It may also stand inside a paper's card, below its title. */
  readonly insideCard: boolean;
  readonly urls: readonly string[];
}

/** One line of a page by what it can be, before its neighbours are looked at. */
export type Token =
  | TextToken
  | MetaToken
  | UpvoteToken
  | NumberToken
  | ChromeToken
  | { readonly kind: 'blank' | 'separator' | 'submitted' | 'login' }
  /** `urls`: links of the page at this place; `references`: the list at the end of a text browser's page. */
  | { readonly kind: 'urls' | 'references'; readonly urls: readonly string[] };
