import type { YearEvidence } from './dates.ts';
import { hasAbstract, startDraft, type Draft } from './draft.ts';
import { HeldDrafts } from './held.ts';
import { TextRun } from './run.ts';
import type { ReadText } from './texts.ts';

/** More lines than these are hardly one paper. */
const LONGEST_CARD = 60;
/** How no title begins, but what is left of one may. */
const MID_TITLE = /^(?:[^\p{Lu}\p{Lo}\p{N}“"'$([]|\p{N}\S* \p{Ll}|[^([<]*[)\]>]|[^$]*\$[^$]*$|.*\]\()/u;
/** What is left of an abstract is at least so unlike a title. */
const HALF_SENTENCE = 1.5;

/** A number, or a button's word, that stood alone. */
export interface LoneLine {
  readonly text: string;
  readonly line: number;
  /** Set where it may count comments. */
  readonly value?: number;
}

/** Turns the texts of one page into papers, run by run. */
export class DraftReader {
  /** The papers read. */
  readonly held = new HeldDrafts();
  /** The texts since structure last told where a paper begins or ends. */
  readonly run = new TextRun();
  /** The words that open a page were read. */
  readonly hasHead: boolean;
  /** The page's first line that is not empty. */
  firstLine: number | undefined;
  /** What is known of the next paper before its title. */
  next: { isPaper: boolean; upvotes: number | undefined } = { isPaper: false, upvotes: undefined };
  /** Text may follow this line: then it was a title. */
  lone: LoneLine | undefined;
  readonly #evidence: YearEvidence;
  readonly #gaps = { all: 0, blank: 0 };
  #marksTitles = false;
  #isWrapped = false;

  constructor(evidence: YearEvidence, hasHead: boolean) {
    this.hasHead = hasHead;
    this.#evidence = evidence;
  }

  /** The paper read last. */
  get last(): Draft | undefined {
    return this.held.last;
  }

  /** The arXiv id of the paper that is being read. */
  get linkedId(): string | undefined {
    const { last } = this;
    return this.run.linkedId ?? (last?.closed === false ? last.arxivId : undefined);
  }

  /** Whether no paper was begun yet. */
  get isEmpty(): boolean {
    return this.last === undefined && this.run.length === 0;
  }

  /** Notes that a text stood under another, `blank` with an empty line between them. */
  noteGap(blank: boolean): void {
    this.#gaps.all++;
    if (blank) this.#gaps.blank++;
  }

  /** Ends the page. */
  end(): void {
    this.flush();
    this.held.endPage(this.#evidence);
  }

  /** Notes that what stands below every abstract was read; the paper above is surely one. */
  close(): Draft | undefined {
    const { last } = this;
    // What was set aside as a stray line stays one, whatever follows.
    if (last === undefined || (last.closed && !last.structured)) return undefined;
    last.structured = last.closed = true;
    return last;
  }

  /** Takes an organisation's name off the end of the run, which ends here with its paper. */
  takeOrganization(): void {
    const organization = this.run.takeOrganization();
    if (organization === undefined) return;
    this.flush('card');
    const { last } = this;
    if (last !== undefined) last.organization ??= organization;
  }

  /** Reads the run: all of it, all but its end, or all of it as what one card has above this place. */
  flush(what: 'whole' | 'but its end' | 'card' = 'whole'): void {
    if (this.run.length === 0) return;
    const { last } = this;
    const afterStructure = last === undefined ? this.#isFirstCard() : last.structured && last.closed;
    const page = {
      gaps: this.#gaps,
      isCard: what === 'card' && afterStructure,
      mayBeCut: this.run.first?.line === this.firstLine,
      marksTitles: this.#marksTitles,
      above: last?.closed === false ? (hasAbstract(last) ? ('abstract' as const) : ('title' as const)) : undefined,
    };
    this.#isWrapped = this.run.isWrapped;
    const texts = this.run.read(page, what === 'card' ? 'whole' : what);
    for (const [i, read] of texts.entries()) {
      // Two lines without an abstract: a wrapped title, or a title and an organisation.
      const isOpenEnded = what === 'card' && i === texts.length - 1 && read.to - read.from > 1 && !read.isTitle;
      if (read.kind === 'title')
        this.#addDraft(startDraft(read.text, read.line, this.#begunInside(read, isOpenEnded)), read);
      else this.#readParagraph(read);
    }
    this.lone = undefined;
  }

  /** Whether the page's first run may be a paper; one that is too long for it shows that papers have no structure here. */
  #isFirstCard(): boolean {
    return this.run.length < LONGEST_CARD;
  }

  /** The first line of a file that was cut may be the rest of a title. */
  #begunInside(read: ReadText, isOpenEnded: boolean): ReadText {
    if (isOpenEnded) return { ...read, ambiguous: true };
    if (read.heading || this.hasHead || this.last?.ambiguous === false) return read;
    const begins = read.line === this.firstLine;
    // Nothing but a title's own words tells that it lacks the first of them; it must be one line under which wider ones stand.
    const isBroken = this.#isWrapped || read.to - read.from > 1;
    const isRest = begins && (isBroken || MID_TITLE.test(read.text) || read.text.split(' ').length < 3);
    const rest = !read.parted || isRest || read.unlikeness.title >= HALF_SENTENCE;
    return rest ? { ...read, ambiguous: true } : read;
  }

  #readParagraph(read: ReadText): void {
    const lone = this.lone;
    const { last } = this;
    const numbered = lone !== undefined && /^\d+$/.test(lone.text);
    if (last?.closed === false && !(numbered && hasAbstract(last))) {
      last.paragraphs.push(read.text);
    } else if (lone !== undefined && (last !== undefined || numbered)) {
      // Only a number is no button: a paper may be titled so, and the text below it tells.
      const title = numbered ? 0 : 4;
      const ambiguous = lone.line === this.firstLine && !this.hasHead;
      this.#addDraft(startDraft(lone.text, lone.line, { unlikeness: { title, abstract: 4 }, ambiguous }), read);
      this.held.last?.paragraphs.push(read.text);
    } else {
      this.held.reportOrphan(read.line, read.text);
    }
  }

  #addDraft(
    draft: Draft,
    { followed, isTitle, heading, arxivId }: Pick<ReadText, 'followed' | 'isTitle' | 'heading' | 'arxivId'>,
  ): void {
    draft.followed = followed;
    draft.structured = this.next.isPaper || arxivId !== undefined;
    const { last } = this;
    const isFirst = !this.hasHead && (last === undefined || (last.mayBeRest && !hasAbstract(last)));
    draft.mayBeRest = isFirst && !heading && (draft.line === this.firstLine || !draft.structured);
    if (isTitle) this.#marksTitles = true;
    draft.arxivId = arxivId;
    draft.upvotes = this.next.upvotes;
    this.next = { isPaper: false, upvotes: undefined };
    this.held.add(draft, this.#evidence);
  }
}
