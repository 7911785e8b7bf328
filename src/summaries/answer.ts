import { SummaryError } from '../core/errors.ts';
import { cutAtWord, MAX_TLDR_CHARS } from './compress.ts';
import { readJson } from './read-json.ts';
import { answerSchema } from './schema.ts';
import type { SummaryPoint } from './summary.ts';

const MAX_KEYWORDS = 5;
const MAX_KEYWORD_CHARS = 60;

/** What a model says of a paper, tidied and cut to length, not yet held to what the paper says. */
export interface Answer {
  readonly tldr: string;
  /** Empty where the model gave none. */
  readonly tldrQuote: string;
  readonly points: readonly SummaryPoint[];
  readonly keywords: readonly string[];
}

/** Reads a model's answer. Throws `SummaryError` where there is no usable `tldr`. */
export function readAnswer(text: string): Answer {
  const parsed = answerSchema.safeParse(readJson(text));
  if (!parsed.success) throw new SummaryError('model-answer', 'the answer is no summary');
  const { tldr, tldrQuote, points, keywords } = parsed.data;
  return {
    tldr: oneLine(tldr),
    tldrQuote: tldrQuote.trim(),
    points: points.map((point) => ({ ...point, text: oneLine(point.text) })).filter((point) => point.text !== ''),
    keywords: [...new Set(keywords.map(tidyKeyword))].filter((keyword) => keyword !== '').slice(0, MAX_KEYWORDS),
  };
}

function oneLine(text: string): string {
  return cutAtWord(text.replace(/\s+/gu, ' ').trim(), MAX_TLDR_CHARS);
}

function tidyKeyword(keyword: string): string {
  return keyword.replace(/\s+/gu, ' ').trim().toLowerCase().slice(0, MAX_KEYWORD_CHARS).trim();
}
