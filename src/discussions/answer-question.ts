import { messageOf, PaperboyError, StoreError, SummaryError, type Problem } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import { askTwice, UNREADABLE } from '../summaries/ask-twice.ts';
import { readJson } from '../summaries/read-json.ts';
import type { PaperAnswer } from './answer.ts';
import { answerPrompt, paperAnswerSchema } from './answer-prompt.ts';
import { boundPaper, cutQuote, type AskedPaper } from './asked-paper.ts';
import { pickAnswer } from './best-sentences.ts';
import { groundPaperAnswer, type HeldAnswer } from './ground-paper-answer.ts';

export type { AskedPaper };

const MAX_QUESTION_CHARS = 1_000;

/** An answer, and what went wrong on the way to it, where something did. */
export type AnswerOutcome = PaperAnswer & { readonly problem?: Problem };

/**
 * Answers a question from what is known of a paper: with the model in one call, and one more where its answer has faults. Else (no
 * model, a failed call, nothing that holds) with the best matching sentences. Rejects with `StoreError` alone.
 */
export async function answerQuestion(
  question: string,
  paper: AskedPaper,
  model: Model | undefined,
): Promise<AnswerOutcome> {
  const asked = question.trim().slice(0, MAX_QUESTION_CHARS);
  const known = boundPaper(paper);
  const instead = answerWithSentences(asked, known);
  if (model === undefined || asked === '' || (known.abstract.trim() === '' && known.facts.length === 0)) return instead;
  try {
    const { best } = await askTwice<HeldAnswer>(answerPrompt(asked, known), {
      model,
      judge: (text) => judge(text, known),
      faultsOf: ({ faults }) => faults,
      isBetter,
      source: 'title, abstract and facts',
    });
    if (best.answer === undefined) throw refusalOf(best, model);
    return best.answer.isTold || best.answer.quotes.length > 0
      ? best.answer
      : { ...best.answer, quotes: instead.quotes };
  } catch (error) {
    // What was used could not be counted: no more is to be used.
    if (error instanceof StoreError) throw error;
    return { ...instead, problem: problemOf(error) };
  }
}

function answerWithSentences(question: string, paper: Required<AskedPaper>): PaperAnswer {
  const { isTold, quotes } = pickAnswer(question, paper);
  return { isTold, text: '', quotes: quotes.map(cutQuote), rung: 'sentence' };
}

function judge(text: string, paper: Required<AskedPaper>): HeldAnswer {
  const parsed = paperAnswerSchema.safeParse(readJson(text));
  return parsed.success ? groundPaperAnswer(parsed.data, paper) : { faults: [UNREADABLE] };
}

function refusalOf({ faults }: HeldAnswer, { name }: Model): SummaryError {
  if (faults.includes(UNREADABLE)) return new SummaryError('model-answer', `the answer of ${name} cannot be read`);
  return new SummaryError('model-ungrounded', `the answer of ${name} says what the paper does not`);
}

/** One that holds before one that does not, then the one with fewer faults. */
function isBetter(one: HeldAnswer, other: HeldAnswer): boolean {
  if ((one.answer === undefined) !== (other.answer === undefined)) return one.answer !== undefined;
  return one.faults.length < other.faults.length;
}

function problemOf(error: unknown): Problem {
  return {
    code: error instanceof PaperboyError ? error.code : 'answer',
    message: `The question was answered with sentences of the paper: ${messageOf(error)}.`,
  };
}
