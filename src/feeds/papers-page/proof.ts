import type { FeedItem } from '../feed.ts';
import { isPageWords } from './chrome.ts';
import type { Token } from './token.ts';

/** No more is read without knowing what it is. */
const MOST_HELD = 500;
/** So many problems tell nobody anything. */
const FEW_PROBLEMS = 10;
/** A piece of a page may be cut at both ends; other prose has many lines that could be either. */
const MOST_PROBLEMS_A_PAPER = 2;
/** Of a hundred abstracts, 97 have such words; of a hundred other texts, 4. */
const AUTHORS_WORDS =
  /\b(?:we|our|propose[sd]?|(?:this|the|present) (?:paper|work|study|article|report|survey|thesis)|experiments|state-of-the-art|benchmarks?|demonstrate[sd]?|existing (?:work|methods|approaches)|to this end|outperforms?)\b/i;
const PAPER_URL =
  /^(?:https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co))?\/papers\/\d{4}\.\d{4,5}|\/login\?next=%2Fpapers/;

/** Whether a line is one that hardly anything but a papers page has. */
export function isPageMark(token: Token): boolean {
  if (token.kind === 'upvote') return true;
  if (token.kind === 'meta') return token.authorCount !== undefined;
  if (token.kind === 'chrome' && isPageWords(token.text.toLowerCase())) return true;
  return 'urls' in token && token.urls.some((url) => PAPER_URL.test(url));
}

/**
 * Holds what was read from a dump until it is known to be a papers page: any prose has lines that could be titles. A page
 * shows that it is one by its marks, or, where it has none, by abstracts in the words of authors.
 */
export class PageProof {
  #held: FeedItem[] = [];
  #isProven = false;

  /** Takes what was read, and gives what may be given out; `isMarked` tells that a mark was seen. */
  pass(items: readonly FeedItem[], isMarked: boolean): readonly FeedItem[] {
    if (this.#isProven) return items;
    this.#held.push(...items);
    this.#isProven = isMarked || (this.#held.length >= MOST_HELD && this.#readsLikePapers);
    return this.#isProven ? this.#release() : [];
  }

  /** Whether enough was read to know that it is no page. */
  get isRefuted(): boolean {
    return this.#held.length >= MOST_HELD;
  }

  /** What is left to be given out once all was read; nothing where it is no page. */
  end(): readonly FeedItem[] | undefined {
    const isHarmless = this.#texts.length === 0 && this.#held.length < FEW_PROBLEMS;
    return isHarmless || this.#readsLikePapers ? this.#release() : undefined;
  }

  get #readsLikePapers(): boolean {
    const texts = this.#texts;
    const problems = this.#held.length - texts.length;
    if (problems > texts.length * MOST_PROBLEMS_A_PAPER) return false;
    return texts.length > 0 && texts.filter((text) => AUTHORS_WORDS.test(text)).length >= texts.length / 2;
  }

  get #texts(): readonly string[] {
    return this.#held.flatMap((item) =>
      item.kind === 'sighting' ? [item.sighting.abstract ?? item.sighting.blurb ?? ''] : [],
    );
  }

  #release(): readonly FeedItem[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }
}
