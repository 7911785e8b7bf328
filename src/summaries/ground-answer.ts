import type { Answer } from './answer.ts';
import { findFaults, type GroundingSource } from './grounding.ts';
import type { Fault } from './grounding/fault.ts';
import { findQuote } from './grounding/quotes.ts';
import type { Summary, SummaryPoint } from './summary.ts';

const MAX_POINTS = 4;

/** A fault, and the text of the answer that has it. */
export interface AnswerFault extends Fault {
  readonly text: string;
}

/** What is left of an answer once it was held to its paper. */
export interface GroundedAnswer {
  /** None where the `tldr` itself says what the paper does not. A quote that does not stand is left empty, a point without one dropped. */
  readonly summary?: Summary;
  /** How many texts were held to the paper: the `tldr` and each point. */
  readonly checked: number;
  /** Everything that was found, in the order of the answer: what a model may be asked to mend. */
  readonly faults: readonly AnswerFault[];
}

/** Drops of an answer what title and abstract do not bear out. */
export function groundAnswer(answer: Answer, source: GroundingSource): GroundedAnswer {
  const { tldr, tldrQuote, keywords } = answer;
  const tldrFaults = faultsOf(tldr, source, tldrQuote === '' ? undefined : tldrQuote);
  const hasQuote = tldrQuote !== '' && tldrFaults.every(({ kind }) => kind !== 'quote');
  const points: SummaryPoint[] = [];
  const faults = [...tldrFaults];
  let checked = 1;
  for (const { kind, text, quote } of answer.points) {
    if (points.length === MAX_POINTS) break;
    const found = faultsOf(text, source, quote);
    checked += 1;
    faults.push(...found);
    if (found.length === 0) points.push({ kind, text, quote: findQuote(source.abstract, quote) ?? '' });
  }
  const quote = hasQuote ? (findQuote(source.abstract, tldrQuote) ?? '') : '';
  const isGrounded = tldrFaults.every(({ kind }) => kind === 'quote');
  return {
    ...(isGrounded && { summary: { rung: 'llm', tldr, tldrQuote: quote, points, keywords } }),
    checked,
    faults,
  };
}

function faultsOf(text: string, source: GroundingSource, quote: string | undefined): readonly AnswerFault[] {
  return findFaults(text, source, quote).map((fault) => ({ ...fault, text }));
}
