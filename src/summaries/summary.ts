import type { Rung } from '../platform.ts';

/** One aspect of a paper, in our words, and the authors' words it stands on. */
export interface SummaryPoint {
  readonly kind: 'problem' | 'method' | 'result' | 'limitation';
  /** One sentence. */
  readonly text: string;
  /** Verbatim from the abstract. */
  readonly quote: string;
}

/** What a card says of a paper. */
export interface Summary {
  readonly rung: Rung;
  /** One sentence, the gist; empty only where title and abstract give nothing to say. */
  readonly tldr: string;
  /** Verbatim from the abstract: the words `tldr` stands on. */
  readonly tldrQuote: string;
  readonly points: readonly SummaryPoint[];
  /** Up to five, lower-case. */
  readonly keywords: readonly string[];
}
