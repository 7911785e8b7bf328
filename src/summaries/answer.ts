import { SummaryError } from '../core/errors.ts';
import { cutAtWord, MAX_TLDR_CHARS } from './compress.ts';
import { answerSchema } from './schema.ts';
import type { Summary, SummaryPoint } from './summary.ts';

const MAX_POINTS = 4;
const MAX_KEYWORDS = 5;
const MAX_KEYWORD_CHARS = 60;

/**
 * A model's answer as a summary of this abstract: parsed, validated, trimmed and cut to length. A point whose quote does not stand
 * in the abstract is dropped; a `tldrQuote` that does not is left empty. Throws `SummaryError` where there is no usable `tldr`.
 */
export function readAnswer(text: string, abstract: string): Summary {
  const parsed = answerSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new SummaryError('model-answer', 'the answer is no summary');
  const { tldr, tldrQuote, points, keywords } = parsed.data;
  return {
    rung: 'llm',
    tldr: oneLine(tldr),
    tldrQuote: findQuote(abstract, tldrQuote) ?? '',
    points: points.flatMap((point) => groundPoint(point, abstract)).slice(0, MAX_POINTS),
    keywords: [...new Set(keywords.map(tidyKeyword))].filter((keyword) => keyword !== '').slice(0, MAX_KEYWORDS),
  };
}

/** The passage of a text that a quote copies, verbatim; the quote may break its lines elsewhere. */
export function findQuote(text: string, quote: string): string | undefined {
  const words = quote.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)).join(String.raw`\s+`);
  return new RegExp(pattern, 'u').exec(text)?.[0];
}

/** Models without enforced JSON think aloud first, or put the object in a fence or between words. */
function parseJson(text: string): unknown {
  const answer = text.replace(/^[^]*<\/think>/u, '');
  const json = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function groundPoint(point: SummaryPoint, abstract: string): SummaryPoint[] {
  const text = oneLine(point.text);
  const quote = findQuote(abstract, point.quote);
  return text === '' || quote === undefined ? [] : [{ kind: point.kind, text, quote }];
}

function oneLine(text: string): string {
  return cutAtWord(text.replace(/\s+/gu, ' ').trim(), MAX_TLDR_CHARS);
}

function tidyKeyword(keyword: string): string {
  return keyword.replace(/\s+/gu, ' ').trim().toLowerCase().slice(0, MAX_KEYWORD_CHARS).trim();
}
