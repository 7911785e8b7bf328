import { SummaryError } from '../core/errors.ts';
import type { Model, ModelRequest } from '../core/model.ts';
import { repairFor } from './prompt.ts';

/** What a model is told of an answer that cannot be read. */
export const UNREADABLE = 'It is no JSON object of the shape that was asked for.';

/** How answers of a model are judged. */
export interface Judging<Judged> {
  readonly model: Model;
  judge(text: string): Judged;
  /** What is to be mended, a line each. */
  faultsOf(judged: Judged): readonly string[];
  /** Whether the second answer is better than the first. */
  isBetter(second: Judged, first: Judged): boolean;
  /** What an answer stands on; title and abstract, where it is not said. */
  readonly source?: string;
}

/**
 * Asks a model, and once more where its answer has faults. Rejects with `SummaryError` where the first call fails; a second call
 * that fails leaves the first answer.
 */
export async function askTwice<Judged>(
  request: ModelRequest,
  { model, judge, faultsOf, isBetter, source }: Judging<Judged>,
): Promise<{ readonly first: Judged; readonly best: Judged }> {
  const { text } = await model.complete(request);
  const first = judge(text);
  const faults = faultsOf(first);
  if (faults.length === 0) return { first, best: first };
  try {
    const second = judge((await model.complete({ ...request, repair: repairFor(text, faults, source) })).text);
    return { first, best: isBetter(second, first) ? second : first };
  } catch (error) {
    if (!(error instanceof SummaryError)) throw error;
    return { first, best: first };
  }
}
