import { SummaryError } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import { readAnswer } from './answer.ts';
import { askTwice, UNREADABLE } from './ask-twice.ts';
import { groundAnswer, type GroundedAnswer } from './ground-answer.ts';
import { describeFault } from './grounding.ts';
import { promptFor } from './prompt.ts';
import type { Summary } from './summary.ts';

/** How the texts of answers have stood up to their abstracts. */
export interface GroundingCount {
  readonly checked: number;
  /** Mended when the model was asked once more. */
  readonly repaired: number;
  /** Left out, for they were not grounded then either. */
  readonly dropped: number;
}

/** Nothing was held to anything. */
export const NOTHING: GroundingCount = { checked: 0, repaired: 0, dropped: 0 };

/** The sum of several. */
export function addCounts(counts: readonly GroundingCount[]): GroundingCount {
  const sum = (of: keyof GroundingCount): number => counts.reduce((total, count) => total + count[of], 0);
  return { checked: sum('checked'), repaired: sum('repaired'), dropped: sum('dropped') };
}

/** What is left of what a model said. */
export interface AskedSummary extends GroundingCount {
  /** None where its `tldr` is not grounded. */
  readonly summary?: Summary;
}

/** An answer as it was held to the paper; `error` where it could not be read. */
type Judged = GroundedAnswer & { readonly error?: SummaryError };

/**
 * Asks a model for the summary of a paper, and once more where its answer has faults. Rejects with `SummaryError` where the
 * first call fails, or no answer can be read; a second call that fails leaves what is good of the first answer.
 */
export async function askForGrounded(
  source: { readonly title: string; readonly abstract: string },
  model: Model,
): Promise<AskedSummary> {
  const { first, best } = await askTwice(promptFor(source), {
    model,
    judge: (text) => judge(text, source),
    faultsOf: faultLines,
    isBetter,
  });
  if (best.error !== undefined) throw best.error;
  const dropped = countTexts(best);
  return {
    ...(best.summary && { summary: best.summary }),
    checked: best.checked,
    repaired: Math.max(0, countTexts(first) - dropped),
    dropped,
  };
}

function judge(text: string, source: { readonly title: string; readonly abstract: string }): Judged {
  try {
    return groundAnswer(readAnswer(text), source);
  } catch (error) {
    if (!(error instanceof SummaryError)) throw error;
    return { checked: 0, faults: [], error };
  }
}

function faultLines({ error, faults }: Judged): readonly string[] {
  if (error !== undefined) return [UNREADABLE];
  // As JSON: what the answer took from an abstract that gives orders is still data.
  return faults.map((fault) => `${JSON.stringify(fault.text)}: ${describeFault(fault)}`);
}

/** One with a summary before one without, then the one with fewer faults. */
function isBetter(one: Judged, other: Judged): boolean {
  if ((one.error === undefined) !== (other.error === undefined)) return one.error === undefined;
  if ((one.summary === undefined) !== (other.summary === undefined)) return one.summary !== undefined;
  return one.faults.length < other.faults.length;
}

function countTexts({ faults }: Judged): number {
  return new Set(faults.map(({ text }) => text)).size;
}
