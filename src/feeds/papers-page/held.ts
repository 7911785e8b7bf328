import type { FeedItem } from '../feed.ts';
import type { YearEvidence } from './dates.ts';
import { absorb, hasAbstract, isCertain, isDoubled, isSolid, toSighting, type Draft } from './draft.ts';
import { CUT } from './run.ts';

/** Papers held back until their page ends, because its last line may date the first; a longer page is released in turns. */
const MOST_HELD = 500;

/** In UTF-16 units: several times the longest abstract on arXiv. */
const LONGEST_ABSTRACT = 20_000;

/** The papers of the page being read, until they can be given out. */
export class HeldDrafts {
  readonly #drafts: Draft[] = [];
  readonly #items: FeedItem[] = [];
  #solid = 0;
  #login: number | undefined;

  /** The paper read last. */
  get last(): Draft | undefined {
    return this.#drafts.at(-1);
  }

  /** Holds a new paper; where too many are held, the first of them are given out. */
  add(draft: Draft, evidence: YearEvidence): void {
    if (this.#drafts.length >= MOST_HELD) this.#release(MOST_HELD / 2, evidence);
    this.#drafts.push(draft);
  }

  /** The page's own words follow: a line just read with nothing under it is one of them, such as a repeated search query. */
  setStrayAside(): void {
    const { last } = this;
    if (last === undefined || last.closed || last.structured || hasAbstract(last)) return;
    if (this.#drafts.length === 1 && this.#solid === 0) this.#drafts.pop();
    else last.closed = true;
  }

  /** Reports that the file ends inside the last paper: a whole title stays, half a title goes. */
  reportCut(terminated: boolean): void {
    const { last } = this;
    if (last === undefined || last.closed) return;
    // A line break may happen to stand where a file was cut, below the first line of a title.
    if (terminated && (hasAbstract(last) || !last.structured || last.arxivId !== undefined)) return;
    if (hasAbstract(last) && last.paragraphs.at(-1)?.endsWith(CUT) !== true) return;
    const kept = hasAbstract(last) && !last.ambiguous;
    if (!kept) this.#drafts.pop();
    const fate = kept ? 'its abstract was kept as far as it goes' : 'it was left out';
    this.#report(
      'truncated',
      last.line,
      `expected a title and its whole abstract, found the end of the file; ${fate}. Save the page again.`,
    );
  }

  /** Reports text that stands under no title. */
  reportOrphan(line: number, text: string): void {
    this.#report(
      'ambiguous',
      line,
      `expected a title, found what reads like an abstract without one (${excerpt(text)}); it was left out. Put its title on the line above it.`,
    );
  }

  /** Notes that a line of a login form was read. */
  noteLogin(line: number): void {
    this.#login ??= line;
  }

  /** Ends the page: all of its papers are given out, or reported. */
  endPage(evidence: YearEvidence): void {
    this.#release(this.#drafts.length, evidence);
    if (this.#login !== undefined && this.#solid === 0) {
      this.#report(
        'login-page',
        this.#login,
        'expected papers, found a login form. Sign in (or open the page without an account) and save it again.',
      );
    }
    this.#login = undefined;
    this.#solid = 0;
  }

  /** What has been given out since the last call. */
  take(): readonly FeedItem[] {
    return this.#items.splice(0);
  }

  #report(code: string, line: number, message: string): void {
    this.#items.push({ kind: 'problem', problem: { code, line, message: `line ${line}: ${message}` } });
  }

  /** What stands below the last paper of a page may be anything. */
  #cutAbstract({ paragraphs, title, line }: Draft): void {
    let length = 0;
    const cut = paragraphs.findIndex((paragraph) => (length += paragraph.length) > LONGEST_ABSTRACT);
    if (cut === -1) return;
    paragraphs.splice(cut);
    this.#report(
      'abstract-too-long',
      line,
      `expected an abstract, found more than ${LONGEST_ABSTRACT} characters under ${excerpt(title)}; the paragraphs beyond were left out. Take away what is none of the page.`,
    );
  }

  #release(count: number, evidence: YearEvidence): void {
    const drafts = mergeDoubles(this.#drafts.splice(0, count));
    // A login page has a sentence or two that could pass for a paper.
    const solid = new Set(drafts.filter((draft) => draft.structured || isSolid(draft)));
    if (this.#login !== undefined && solid.size < 2 && ![...solid].some((draft) => draft.structured)) return;
    this.#solid += solid.size;
    for (const draft of drafts) {
      if (isCertain(draft, solid.has(draft), this.#solid > 0)) {
        this.#cutAbstract(draft);
        this.#items.push({ kind: 'sighting', sighting: toSighting(draft, evidence) });
        continue;
      }
      this.#report(
        'ambiguous',
        draft.line,
        `expected a title and its abstract, found text that could be either (${excerpt(draft.title)}); it was left out. If it is a paper, put its title and its abstract on lines of their own.`,
      );
    }
  }
}

function excerpt(text: string): string {
  return text.length > 60 ? `“${text.slice(0, 59)}…”` : `“${text}”`;
}

function mergeDoubles(drafts: readonly Draft[]): readonly Draft[] {
  const kept: Draft[] = [];
  for (const draft of drafts) {
    const before = kept.at(-1);
    if (before !== undefined && isDoubled(draft, before)) absorb(before, draft);
    else kept.push(draft);
  }
  return kept;
}
