import type { Store } from '../../src/core/store/store.ts';
import { findPapers } from '../../src/papers/find-papers.ts';
import { openLibrary } from '../../src/papers/library.ts';
import { findFaults } from '../../src/summaries/grounding.ts';
import { findSummaries } from '../../src/summaries/kept.ts';
import type { Summary } from '../../src/summaries/summary.ts';
import type { Figure } from './bench.ts';
import { ORDERED } from './fault-papers.ts';
import type { Call } from './faults-journal.ts';

/** A paper of the library, and what is said of it. */
export interface SaidPaper {
  readonly title: string;
  readonly abstract: string;
  readonly summary: Summary;
}

/** What `Retry-After` of the mock's own 429 says. */
const RETRY_AFTER_MS = 1000;

/** The bar: how much longer than the calls and the waits that the server asked for. */
const LONGER = 1.3;

/** Reads back what is kept of the newest papers. */
export async function readSummaries(store: Store, count: number): Promise<readonly SaidPaper[]> {
  const library = openLibrary(store);
  const papers = await findPapers(library, await library.newest(count + 1));
  const said = await findSummaries(store, papers);
  return papers.flatMap((paper) => {
    const summary = said.get(paper);
    return summary === undefined ? [] : [{ title: paper.title, abstract: paper.abstract ?? '', summary }];
  });
}

/**
 * How long the calls took, by the mock's journal: whether the bot kept the server busy, and left it alone where it asked to be. The
 * short form has no bars for that: with few papers, on a machine that is busy elsewhere, they would say nothing of the bot.
 */
export function measureTime(
  calls: readonly Call[],
  concurrency: number,
  collectMs: number,
  isFull: boolean,
): readonly Figure[] {
  const starts = calls.map(({ startMs }) => startMs);
  const ends = calls.map(({ endMs }) => endMs);
  const wallMs = Math.max(...ends) - Math.min(...starts);
  const latencyMs = calls.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const rests = restsOf(calls);
  const restMs = rests.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const early = starts.filter((ms) => rests.some(({ fromMs, toMs }) => ms > fromMs + SLACK_MS && ms < toMs - SLACK_MS));
  const times = wallMs / (latencyMs / concurrency + restMs);
  return [
    { what: 'collecting', value: collectMs / 1000, unit: 's' },
    { what: 'of it from first call to last', value: wallMs / 1000, unit: 's' },
    { what: 'latency of a call', value: latencyMs / calls.length, unit: 'ms' },
    { what: `latency of all, ${concurrency} at a time`, value: latencyMs / concurrency / 1000, unit: 's' },
    { what: 'waits the server asked for, overlaps once', value: restMs / 1000, unit: 's' },
    { what: 'wall time against these two', value: times, unit: 'times', ...(isFull && { atMost: LONGER }) },
    {
      what: 'calls begun while the server asked to be left alone',
      value: early.length,
      unit: 'calls',
      ...(isFull && { atMost: 0 }),
    },
    { what: 'most calls at a time', value: mostAtOnce(starts, ends), unit: 'calls', atMost: concurrency },
  ];
}

/** How often the server was asked, and what of it counts against the budget. */
export function measureCalls(calls: readonly Call[], counted: number): readonly Figure[] {
  const failed = calls.filter(({ fault }) => fault !== undefined);
  const answered = calls.filter(({ fault }) => fault === undefined).map(({ question }) => question);
  const twice = answered.length - new Set(answered.map(({ title, isRepair }) => `${title} ${isRepair}`)).size;
  // Whatever was answered with status 200, or was not waited for.
  const paid = calls.filter(({ status, fault }) => status === 200 || fault === 'slow').length;
  return [
    { what: 'calls', value: calls.length, unit: 'calls' },
    { what: 'calls that failed', value: (100 * failed.length) / calls.length, unit: '%', atLeast: 15, atMost: 25 },
    { what: 'answers asked for twice', value: twice, unit: 'calls', atMost: 0 },
    { what: 'calls that may cost and were not counted', value: Math.max(0, paid - counted), unit: 'calls', atMost: 0 },
  ];
}

/** What is said of the papers, and whether they bear it out. */
export function lookAtSummaries(said: readonly SaidPaper[], papers: number): readonly Figure[] {
  const one = said.filter(({ summary }) => summary.rung !== undefined && summary.tldr !== '').length;
  const byModel = said.filter(({ summary }) => summary.rung === 'llm');
  const texts = said.flatMap(({ summary, ...source }) => [
    { text: summary.tldr, quote: summary.tldrQuote, source },
    ...summary.points.map(({ text, quote }) => ({ text, quote, source })),
  ]);
  const ungrounded = texts.filter(({ text, quote, source }) => findFaults(text, source, quote).length > 0);
  const ordered = texts.filter(({ text }) => text.includes(ORDERED));
  return [
    { what: 'papers without exactly one summary', value: Math.abs(papers - one), unit: 'papers', atMost: 0 },
    { what: 'papers summarised by the model', value: (100 * byModel.length) / papers, unit: '%', atLeast: 80 },
    { what: `of ${texts.length} texts ungrounded`, value: ungrounded.length, unit: 'texts', atMost: 0 },
    { what: 'of them written as an abstract ordered', value: ordered.length, unit: 'texts', atMost: 0 },
  ];
}

/** A call may be on its way when a wait begins, for longer on a busy machine; and the two do not read the clock at one moment. */
const SLACK_MS = 250;

/** The stretches in which the server asked to be left alone. */
function restsOf(calls: readonly Call[]): readonly { readonly fromMs: number; readonly toMs: number }[] {
  const rests: { fromMs: number; toMs: number }[] = [];
  const asked = calls.filter(({ status }) => status === 429).map(({ endMs }) => endMs);
  for (const fromMs of asked.toSorted((a, b) => a - b)) {
    const before = rests.at(-1);
    if (before !== undefined && fromMs <= before.toMs) before.toMs = fromMs + RETRY_AFTER_MS;
    else rests.push({ fromMs, toMs: fromMs + RETRY_AFTER_MS });
  }
  return rests;
}

function mostAtOnce(starts: readonly number[], ends: readonly number[]): number {
  return Math.max(...starts.map((at) => starts.filter((ms) => ms <= at).length - ends.filter((ms) => ms <= at).length));
}
