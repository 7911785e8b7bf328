import { findClaimFaults } from './grounding/claims.ts';
import type { Fault } from './grounding/fault.ts';
import { findFigureFaults } from './grounding/figures.ts';
import { findOrderFaults } from './grounding/order.ts';
import { findPolarityFaults } from './grounding/polarity.ts';
import { findQuote, isAbout } from './grounding/quotes.ts';
import { readText } from './grounding/reading.ts';
import { findSubjectFaults } from './grounding/subject.ts';

/** What a text is held against. */
export interface GroundingSource {
  readonly title: string;
  readonly abstract: string;
}

/** How much of an abstract is read: far more than any real one has. */
const MAX_SOURCE_CHARS = 20_000;

/**
 * What a text says that title and abstract do not: numbers, units, claims of rank, something else altogether; and of its quote, where it has one, whether it stands in
 * the abstract and is about the text. Empty for a grounded text. It looks for what can be told without understanding: a text
 * without fault may still be wrong.
 */
export function findFaults(text: string, source: GroundingSource, quote?: string): readonly Fault[] {
  const own = readText(text);
  const given = readText(`${source.title}.\n\n${source.abstract}`.slice(0, MAX_SOURCE_CHARS));
  return [
    ...findSubjectFaults(own, given),
    ...findFigureFaults(own, given),
    ...findOrderFaults(own, given),
    ...findClaimFaults(own, given),
    ...findPolarityFaults(own, given),
    ...(quote === undefined ? [] : quoteFaults(text, source.abstract, quote)),
  ];
}

/** One line per fault that says to a model, or to a person, what is wrong. */
export function describeFault({ kind, found }: Fault): string {
  return REPROACHES[kind](JSON.stringify(found));
}

const REPROACHES: Readonly<Record<Fault['kind'], (found: string) => string>> = {
  number: (found) => `${found} stands in neither title nor abstract`,
  unit: (found) => `${found} is given in another unit, or of something else`,
  claim: (found) => `the abstract does not claim ${found}`,
  quote: (found) => `${found} is no verbatim passage of the abstract, or is about something else`,
  order: (found) => `${found} is given of something else: two numbers seem to be swapped`,
  subject: () => 'it is about something else than title and abstract',
  address: (found) => `${found} is an address or calls someone, which no summary does`,
  polarity: (found) => `${found} turns around what the abstract says`,
};

function quoteFaults(text: string, abstract: string, quote: string): readonly Fault[] {
  const passage = findQuote(abstract, quote);
  return passage !== undefined && isAbout(text, passage) ? [] : [{ kind: 'quote', found: quote }];
}
