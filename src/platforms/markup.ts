import type { Button, Reply } from '../command.ts';

/** How a platform writes: what stands for plain text in its markup, and how much of it belongs together. */
export interface Markup {
  /** Text that shows as it is. */
  escape(text: string): string;
  /** The same, but addresses of the web stay links. */
  escapeButLinks(text: string): string;
  /** A link under a name; nothing where the platform cannot show one, or the address is longer than so many characters. */
  link(name: string, url: string | undefined, longest: number): string | undefined;
  /** A channel by its id, shown under its name to those who may see it; it tells nobody. Empty for what is no channel. */
  channel(id: string): string;
  /** Text that is already escaped, set off. */
  strong(text: string): string;
  /** What begins a line of a list. */
  readonly bullet: string;
  /** Characters of a title. */
  readonly longestTitle: number;
  /** Whether an escaped text is as long as a passage may be, at most. */
  isWithin(text: string): boolean;
  /** Whether an escaped line is as long as one line may be, at most. */
  isLine(text: string): boolean;
}

/** A stretch of a post that stands in one message: its lines, and the buttons below it. */
export interface Passage {
  /** Begins the post. Plain, and not longer than the markup says. */
  readonly title?: string;
  /** In the platform's markup. */
  readonly text: string;
  /** The small print below the text, in the platform's markup. */
  readonly note?: string;
  readonly buttons: readonly Button[];
  readonly menu?: Reply['menu'];
  /** The heading it stands under, plain; it is said again where the passage begins a message. */
  readonly heading?: string;
  /** The id of the paper that it shows, or a part of which. */
  readonly paper?: string;
}

/** A channel as both Discord and Slack write it: `<#C1>`. */
export function linkChannel(id: string): string {
  const [own = ''] = /[A-Za-z\d]+$/.exec(id) ?? [];
  return own === '' ? '' : `<#${own}>`;
}
