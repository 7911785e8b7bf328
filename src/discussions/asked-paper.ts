import { findQuote } from '../summaries/grounding/quotes.ts';
import { sentencesOf } from '../summaries/sentences.ts';

/** What is known of a paper that somebody asks about. */
export interface AskedPaper {
  readonly title: string;
  readonly abstract?: string;
  /** What the library knows beside: "Written by …", "Published on …", "Code: https://…", the lines of the summary. */
  readonly facts: readonly string[];
}

/** How much of each is read: several times the longest real ones, so that a broken dump cannot run up a bill. */
const MAX_TITLE_CHARS = 500;
const MAX_ABSTRACT_CHARS = 12_000;
const MAX_FACTS_CHARS = 6_000;

/** A quote that is longer than any sentence people read is not widened to its sentence. */
const MAX_QUOTE_CHARS = 600;

/** The paper as far as it is read. */
export function boundPaper({ title, abstract, facts }: AskedPaper): Required<AskedPaper> {
  let left = MAX_FACTS_CHARS;
  const kept = facts.map((fact) => {
    const text = fact.trim().slice(0, left);
    left -= text.length;
    return text;
  });
  return {
    title: title.slice(0, MAX_TITLE_CHARS),
    abstract: (abstract ?? '').slice(0, MAX_ABSTRACT_CHARS),
    facts: kept.filter((fact) => fact !== ''),
  };
}

/** All that an answer may stand on, as one text. */
export function sourceOf({ title, abstract, facts }: Required<AskedPaper>): string {
  return [title, abstract, ...facts].join('\n\n');
}

/** Where a quote stands in what is known of a paper. */
export interface FoundPassage {
  /** Verbatim. */
  readonly passage: string;
  /** The sentences of the abstract, or the fact or title, that it is part of: whole, so that no quote leaves out a "not". */
  readonly whole: string;
}

/** Finds the passage that a quote copies. */
export function findPassage({ title, abstract, facts }: Required<AskedPaper>, quote: string): FoundPassage | undefined {
  for (const part of [abstract, ...facts, title]) {
    const passage = findQuote(part, quote);
    if (passage === undefined) continue;
    const whole = part === abstract ? widen(part, passage) : part;
    return { passage, whole: cutQuote(whole.length <= MAX_QUOTE_CHARS ? whole : passage) };
  }
  return undefined;
}

/** At most so much of a quote as people read, to the end of a word. */
export function cutQuote(quote: string): string {
  if (quote.length <= MAX_QUOTE_CHARS) return quote;
  return quote.slice(0, MAX_QUOTE_CHARS + 1).replace(/\s?\S*$/u, '') || quote.slice(0, MAX_QUOTE_CHARS);
}

function widen(text: string, passage: string): string {
  const from = text.indexOf(passage);
  const to = from + passage.length;
  let end = 0;
  const places = sentencesOf(text).map((sentence) => {
    const start = text.indexOf(sentence, end);
    end = start + sentence.length;
    return { start, end };
  });
  const touched = places.filter((place) => place.start < to && place.end > from);
  return text.slice(touched[0]?.start ?? from, touched.at(-1)?.end ?? to);
}
