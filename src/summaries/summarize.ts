import { messageOf, PaperboyError, StoreError, SummaryError, type Problem } from '../core/errors.ts';
import { remember } from '../core/remember.ts';
import type { Model } from '../core/model.ts';
import { queueCalls } from '../core/model-calls.ts';
import type { Paper } from '../papers/paper.ts';
import { addCounts, askForGrounded, type GroundingCount } from './ask.ts';
import { cutAtWord, MAX_TLDR_CHARS } from './compress.ts';
import { pickSentence } from './extractive.ts';
import { GIVEN_UP, openGate } from './gate.ts';
import { findFaults } from './grounding.ts';
import { isAbout } from './grounding/quotes.ts';
import { keywordsOf } from './keywords.ts';
import type { Summary } from './summary.ts';

/** What a paper must bring to be summarised. */
export type PaperText = Pick<Paper, 'title' | 'abstract' | 'blurb'>;

/** A summary, and what went wrong on the way to it, where something did. */
export interface SummaryOutcome {
  readonly summary: Summary;
  readonly problem?: Problem;
  /** What came of holding the model's answer to the paper, where there was an answer. */
  readonly grounding?: GroundingCount;
}

/** How a run of summaries goes about its work. */
export interface SummaryRunOptions {
  /** None: every summary is a blurb or a picked sentence. */
  readonly model?: Model | undefined;
  /** How many calls are under way at a time. */
  readonly concurrency: number;
  /** Keeps what the model said of a paper, as soon as it has. Where it rejects, so does the run. */
  readonly keep?: ((index: number, summary: Summary) => Promise<void>) | undefined;
  /** Called after each paper. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What went wrong in a run, in the order of its papers, and how the answers stood up to them. */
export interface SummaryRun {
  readonly problems: readonly Problem[];
  readonly grounding: GroundingCount;
}

/** Papers under way for each call at a time: some of them wait until a call that failed is made again. */
const PAPERS_PER_CALL = 3;

/**
 * Summarises one paper: with the model in one call, and one more where its answer has faults; what the paper does not bear out
 * then either is dropped. Else (no model, a failed call, no usable or no grounded `tldr`) as {@link summarizeWithoutModel} does.
 * A paper without abstract is never sent to the model. Rejects with `StoreError` alone.
 */
export async function summarizePaper(paper: PaperText, model: Model | undefined): Promise<SummaryOutcome> {
  const fallback = summarizeWithoutModel(paper);
  const abstract = abstractOf(paper);
  if (model === undefined || abstract === '') return { summary: fallback };
  try {
    const { summary, ...grounding } = await askForGrounded({ title: paper.title, abstract }, model);
    if (summary !== undefined) return { summary: lendTo(summary, paper.title, abstract, fallback.keywords), grounding };
    const error = new SummaryError('model-ungrounded', 'the answer says what title and abstract do not');
    return { summary: fallback, problem: problemOf(error, paper.title, fallback), grounding };
  } catch (error) {
    // What was used could not be counted: no more is to be used.
    if (error instanceof StoreError) throw error;
    return { summary: fallback, problem: problemOf(error, paper.title, fallback) };
  }
}

/** Summaries that are kept: a day's papers stand in the digests of many channels. */
const KEPT = 500;

/** The summary that costs nothing: the blurb, where no abstract speaks against it, else a sentence of the abstract, else nothing but keywords. */
export const summarizeWithoutModel = remember(
  pickSummary,
  ({ title, abstract, blurb }: PaperText) => JSON.stringify([title, abstract, blurb]),
  KEPT,
);

function pickSummary(paper: PaperText): Summary {
  const abstract = abstractOf(paper);
  const blurb = (paper.blurb ?? '').replace(/\s+/gu, ' ').trim();
  const keywords = keywordsOf(paper.title, abstract || blurb);
  const picked = pickSentence(paper.title, abstract);
  if (blurb !== '' && (abstract === '' || findFaults(blurb, { title: paper.title, abstract }).length === 0)) {
    const tldr = cutAtWord(blurb, MAX_TLDR_CHARS);
    return { rung: 'blurb', tldr, tldrQuote: isAbout(tldr, picked.quote) ? picked.quote : '', points: [], keywords };
  }
  return { rung: 'sentence', tldr: picked.text, tldrQuote: picked.quote, points: [], keywords };
}

/** What a model left out: the picked sentence as the quote, where it is about the same, and keywords. */
function lendTo(summary: Summary, title: string, abstract: string, keywords: readonly string[]): Summary {
  const { quote } = pickSentence(title, abstract);
  return {
    ...summary,
    ...(summary.tldrQuote === '' && isAbout(summary.tldr, quote) && { tldrQuote: quote }),
    ...(summary.keywords.length === 0 && { keywords }),
  };
}

/** Summarises papers, each with one model call at most, but for repairs and what failed for the moment. What fails is a problem, and the paper has a lower rung. */
export async function summarizePapers(papers: readonly PaperText[], options: SummaryRunOptions): Promise<SummaryRun> {
  const outcomes: SummaryOutcome[] = [];
  const gate = options.model && openGate(options.model);
  const model = gate && queueCalls(gate.model, options.concurrency);
  const queue = papers.entries();
  let done = 0;

  async function work(): Promise<void> {
    for (const [index, paper] of queue) {
      const outcome = await summarizePaper(paper, model);
      if (abstractOf(paper) !== '') gate?.learn(outcome.problem);
      outcomes[index] = outcome;
      if (outcome.summary.rung === 'llm') await options.keep?.(index, outcome.summary);
      done += 1;
      options.onProgress?.(done, papers.length);
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) * PAPERS_PER_CALL }, work));
  const problems = outcomes.flatMap(({ problem }) => problem ?? []).filter(({ code }) => code !== GIVEN_UP);
  return {
    problems: [...problems, ...(gate?.problems() ?? [])],
    grounding: addCounts(outcomes.flatMap(({ grounding }) => grounding ?? [])),
  };
}

function abstractOf(paper: PaperText): string {
  return (paper.abstract ?? '').trim();
}

function problemOf(error: unknown, title: string, { rung }: Summary): Problem {
  const instead = rung === 'blurb' ? "the feed's own line" : 'a picked sentence';
  return {
    code: error instanceof PaperboyError ? error.code : 'summary',
    message: `"${cutAtWord(title, 80)}" got ${instead}: ${messageOf(error)}`,
  };
}
