import { remember } from '../core/remember.ts';
import { messageOf, PaperboyError, type Problem } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import type { Paper } from '../papers/paper.ts';
import { readAnswer } from './answer.ts';
import { cutAtWord, MAX_TLDR_CHARS } from './compress.ts';
import { pickSentence } from './extractive.ts';
import { keywordsOf } from './keywords.ts';
import { promptFor } from './prompt.ts';
import type { Summary } from './summary.ts';

/** What a paper must bring to be summarised. */
export type PaperText = Pick<Paper, 'title' | 'abstract' | 'blurb'>;

/** A summary, and what went wrong on the way to it, where something did. */
export interface SummaryOutcome {
  readonly summary: Summary;
  readonly problem?: Problem;
}

/** How a run of summaries goes about its work. */
export interface SummaryRunOptions {
  /** None: every summary is a picked sentence or a blurb. */
  readonly model?: Model | undefined;
  /** How many papers are with the model at a time. */
  readonly concurrency: number;
  /** How many papers of a run the model gets at most; the rest get a picked sentence. */
  readonly maxPerRun: number;
  /** Called after each paper. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Once aborted, the model is asked no more and the papers that are left get a picked sentence. */
  readonly signal?: AbortSignal | undefined;
}

/** One summary per paper, in the order of the papers, and what went wrong. */
export interface SummaryRun {
  readonly summaries: readonly Summary[];
  readonly problems: readonly Problem[];
}

/** Failures that the next paper would meet as well. */
const DEAD_CODES: ReadonlySet<string> = new Set([
  'model-auth',
  'model-busy',
  'model-quota',
  'model-timeout',
  'model-unknown',
  'model-unreachable',
]);

/** After so many such failures in a row a model is given up for the run. */
const FAILURES_TO_GIVE_UP = 3;

/**
 * Summarises one paper: with the model in one call, else (no model, a failed call, no usable answer) with the sentence picked
 * from its abstract, or its blurb where it has no abstract. A paper without abstract is never sent to the model. Never rejects.
 */
export async function summarizePaper(
  paper: PaperText,
  model: Model | undefined,
  signal?: AbortSignal,
): Promise<SummaryOutcome> {
  const fallback = summarizeWithoutModel(paper);
  const abstract = abstractOf(paper);
  if (model === undefined || abstract === '') return { summary: fallback };
  try {
    const { text } = await model.complete({ ...promptFor(paper), ...(signal && { signal }) });
    const answer = readAnswer(text, abstract);
    return {
      summary: {
        ...answer,
        tldrQuote: answer.tldrQuote === '' ? fallback.tldrQuote : answer.tldrQuote,
        keywords: answer.keywords.length === 0 ? fallback.keywords : answer.keywords,
      },
    };
  } catch (error) {
    return { summary: fallback, problem: problemOf(error, paper.title) };
  }
}

/** Summaries that are kept: a day's papers stand in the digests of many channels. */
const KEPT = 500;

/** The summary that costs nothing: a sentence of the abstract, else the blurb, else nothing but keywords. */
export const summarizeWithoutModel = remember(
  pickSummary,
  ({ title, abstract, blurb }: PaperText) => JSON.stringify([title, abstract, blurb]),
  KEPT,
);

function pickSummary(paper: PaperText): Summary {
  const abstract = abstractOf(paper);
  const keywords = keywordsOf(paper.title, abstract || (paper.blurb ?? ''));
  const blurb = (paper.blurb ?? '').replace(/\s+/gu, ' ').trim();
  if (abstract === '' && blurb !== '') {
    return { rung: 'blurb', tldr: cutAtWord(blurb, MAX_TLDR_CHARS), tldrQuote: '', points: [], keywords };
  }
  const picked = pickSentence(paper.title, abstract);
  return { rung: 'sentence', tldr: picked.text, tldrQuote: picked.quote, points: [], keywords };
}

/** Summarises papers, each with one model call at most. Never rejects: what fails is a problem, and the paper has a lower rung. */
export async function summarizePapers(papers: readonly PaperText[], options: SummaryRunOptions): Promise<SummaryRun> {
  const outcomes: SummaryOutcome[] = [];
  const gate = openGate(options);
  const queue = papers.entries();
  let done = 0;

  async function work(): Promise<void> {
    for (const [index, paper] of queue) {
      const model = gate.admit(paper);
      const outcome = await summarizePaper(paper, model, options.signal);
      if (model !== undefined) gate.learn(outcome.problem);
      outcomes[index] = outcome;
      done += 1;
      options.onProgress?.(done, papers.length);
    }
  }

  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, work));
  return {
    summaries: outcomes.map(({ summary }) => summary),
    problems: [...outcomes.flatMap(({ problem }) => problem ?? []), ...gate.problems()],
  };
}

/** Decides for each paper of a run whether the model is asked. */
interface Gate {
  /** The model, where this paper may be sent to it; counted as a call. */
  admit(paper: PaperText): Model | undefined;
  /** What came of an admitted paper. */
  learn(problem: Problem | undefined): void;
  /** That the model was given up, where it was. */
  problems(): Problem[];
}

function openGate({ model, maxPerRun, signal }: SummaryRunOptions): Gate {
  let calls = 0;
  let failures = 0;
  let spared = 0;
  return {
    admit(paper) {
      if (model === undefined || calls >= maxPerRun || signal?.aborted === true || abstractOf(paper) === '')
        return undefined;
      if (failures >= FAILURES_TO_GIVE_UP) {
        spared += 1;
        return undefined;
      }
      calls += 1;
      return model;
    },
    learn(problem) {
      // A call still under way may succeed later; that does not bring a model back that was given up.
      if (failures >= FAILURES_TO_GIVE_UP) return;
      failures = problem !== undefined && DEAD_CODES.has(problem.code) ? failures + 1 : 0;
    },
    problems() {
      if (spared === 0) return [];
      const papers = spared === 1 ? '1 more paper' : `${spared} more papers`;
      const message = `${model?.name} failed ${FAILURES_TO_GIVE_UP} times in a row and was not asked again; ${papers} got a picked sentence`;
      return [{ code: 'model-given-up', message }];
    },
  };
}

function abstractOf(paper: PaperText): string {
  return (paper.abstract ?? '').trim();
}

function problemOf(error: unknown, title: string): Problem {
  return {
    code: error instanceof PaperboyError ? error.code : 'summary',
    message: `"${cutAtWord(title, 80)}" got a picked sentence: ${messageOf(error)}`,
  };
}
