import { messageOf, PaperboyError, StoreError, SummaryError, type Problem } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import type { ThreadMessage } from '../platform.ts';
import { askTwice, UNREADABLE } from '../summaries/ask-twice.ts';
import { readJson } from '../summaries/read-json.ts';
import { groundRecap, type HeldRecap } from './ground-recap.ts';
import { boundMessages } from './recap-messages.ts';
import { rawRecapSchema, recapPrompt } from './recap-prompt.ts';
import { recapWithSentences } from './recap-sentences.ts';
import type { Recap } from './recap.ts';

const MAX_TITLE_CHARS = 500;

/** A recap, and what went wrong on the way to it, where something did. */
export type RecapOutcome = Recap & { readonly problem?: Problem };

/**
 * Says what was said in the thread of a paper of this title: with the model in one call, and one more where its lines have faults. Else
 * (no model, a failed call, no line that holds) with sentences of the messages. Rejects with `StoreError` alone.
 */
export async function composeRecap(
  title: string,
  messages: readonly ThreadMessage[],
  model: Model | undefined,
): Promise<RecapOutcome> {
  const read = boundMessages(messages);
  const about = title.slice(0, MAX_TITLE_CHARS);
  const instead: Recap = { lines: recapWithSentences(read), rung: 'sentence', messages: read.length };
  if (model === undefined || read.length === 0) return instead;
  try {
    const { best } = await askTwice<HeldRecap>(recapPrompt(about, read), {
      model,
      judge: (text) => judge(text, about, read),
      faultsOf: ({ faults }) => faults,
      isBetter,
      source: 'the messages',
    });
    if (best.lines.length === 0 && best.faults.length > 0) throw refusalOf(best, model);
    return { lines: best.lines, rung: 'llm', messages: read.length };
  } catch (error) {
    // What was used could not be counted: no more is to be used.
    if (error instanceof StoreError) throw error;
    return { ...instead, problem: problemOf(error) };
  }
}

function judge(text: string, title: string, messages: readonly ThreadMessage[]): HeldRecap {
  const parsed = rawRecapSchema.safeParse(readJson(text));
  return parsed.success ? groundRecap(parsed.data, title, messages) : { lines: [], faults: [UNREADABLE] };
}

function refusalOf({ faults }: HeldRecap, { name }: Model): SummaryError {
  if (faults.includes(UNREADABLE)) return new SummaryError('model-answer', `the answer of ${name} cannot be read`);
  return new SummaryError('model-ungrounded', `the answer of ${name} says what the messages do not`);
}

/** The one with more lines that hold, then the one with fewer faults. */
function isBetter(one: HeldRecap, other: HeldRecap): boolean {
  if (one.lines.length !== other.lines.length) return one.lines.length > other.lines.length;
  return one.faults.length < other.faults.length;
}

function problemOf(error: unknown): Problem {
  return {
    code: error instanceof PaperboyError ? error.code : 'recap',
    message: `The recap is made of sentences of the messages: ${messageOf(error)}.`,
  };
}
