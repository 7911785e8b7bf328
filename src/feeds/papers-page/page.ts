import type { FeedItem } from '../feed.ts';
import { CardReader } from './cards.ts';
import { ungluePageHead } from './chrome.ts';
import { noteText, yearEvidence, type YearEvidence } from './dates.ts';
import { LinkMarks } from './link-marks.ts';
import { foldSpace } from './fold.ts';

const INVITATION = 'Get trending papers in your email inbox';
/** Nothing longer is glued to the invitation. */
const LONGEST_PAGE_HEAD = 400;
/** Longer front matter is none. */
const LONGEST_FRONT_MATTER = 40;

/** Reads the lines of one or more papers pages, one after another, and gives out the papers of each page as it ends. */
export class PageReader {
  readonly #startEvidence: () => YearEvidence;
  readonly #marks = new LinkMarks();
  #done: FeedItem[] = [];
  #cards: CardReader;
  #evidence: YearEvidence;
  #isInvited = false;
  #frontMatter: 'possible' | 'open' | 'over' = 'possible';

  constructor(source: string, savedOn: Date | undefined) {
    this.#startEvidence = () => yearEvidence(savedOn, source);
    this.#evidence = this.#startEvidence();
    this.#cards = new CardReader(this.#evidence, false);
  }

  /** Whether anything was read that only a papers page has. */
  get isMarked(): boolean {
    return this.#isInvited || this.#cards.isMarked;
  }

  /** Reads one line; `line` is its 1-based number, `plain` tells that its white space is spaces only. */
  push(raw: string, line: number, plain: boolean): void {
    if (raw === '') return this.#cards.pushBlank();
    if (this.#frontMatter !== 'over' && this.#skipFrontMatter(raw, line)) return;
    const invited = invitationIn(raw);
    if (invited > 0) this.#pushLine(raw.slice(0, invited).replace(/new\s*$/, ''), line, plain);
    if (invited >= 0) this.#startPage();
    this.#pushLine(invited > 0 ? raw.slice(invited) : raw, line, plain);
  }

  /** Ends the last page. `terminated` tells whether the text ended with a line break, as one that was saved whole does. */
  end(terminated: boolean): void {
    this.#cards.endFile(terminated);
  }

  /** What has been read to its end since the last call. */
  take(): readonly FeedItem[] {
    const done = this.#done;
    this.#done = [];
    return done.length === 0 ? this.#cards.take() : [...done, ...this.#cards.take()];
  }

  #startPage(): void {
    const isFirst = this.#cards.isEmpty;
    this.#isInvited = true;
    this.#cards.endBefore();
    this.#done.push(...this.#cards.take());
    // What stands before the first papers may tell of the page's day.
    if (!isFirst) this.#evidence = this.#startEvidence();
    this.#cards = new CardReader(this.#evidence, true);
  }

  #pushLine(raw: string, line: number, plain: boolean): void {
    const text = this.#marks.strip(foldSpace(raw, plain)).trimStart();
    this.#cards.push(this.#cards.begun ? text : ungluePageHead(text), line, widthOf(raw, plain));
  }

  /** Some savers write what they know of the page before it, between two lines of `---`. */
  #skipFrontMatter(raw: string, line: number): boolean {
    const fence = raw.trim() === '---';
    if (this.#frontMatter === 'possible') {
      if (raw.trim() === '') return false;
      this.#frontMatter = fence ? 'open' : 'over';
      return fence;
    }
    noteText(this.#evidence, raw);
    if (fence || line > LONGEST_FRONT_MATTER) this.#frontMatter = 'over';
    return true;
  }
}

/** Where the line has the invitation that begins each page: alone, or glued to the end of the page before. */
function invitationIn(raw: string): number {
  if (raw.length < INVITATION.length) return -1;
  return raw.startsWith(INVITATION) ? 0 : raw.indexOf(INVITATION, Math.max(0, raw.length - LONGEST_PAGE_HEAD));
}

/** How many characters the line has, tabs at its beginning and white space at its end left out. */
function widthOf(raw: string, plain: boolean): number {
  const shown = plain ? raw : raw.replace(/^\t+|[\xad\u200b\ufeff]/g, '');
  return shown.charCodeAt(shown.length - 1) <= 32 ? shown.trimEnd().length : shown.length;
}
