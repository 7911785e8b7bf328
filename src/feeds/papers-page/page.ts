import type { FeedItem } from '../feed.ts';
import { ungluePageHead } from './chrome.ts';
import { noteUrl, noteYear, yearEvidence, type YearEvidence } from './dates.ts';
import { absorb, startDraft, type Draft } from './draft.ts';
import { HeldDrafts } from './held.ts';
import { arxivIdOf, codeLinkOf } from './markup.ts';
import { TextRun, type ReadText } from './run.ts';
import { continuation, tokenize, type MetaToken, type TextToken, type Token } from './tokens.ts';

/** Lines without structure that are weighed together; how a line reads depends on a few neighbours only. */
const LONGEST_RUN = 2000;
const INVITATION = 'Get trending papers in your email inbox';
/** How no title begins, but what is left of one may. */
const MID_TITLE = /^[^\p{Lu}\p{N}“"'$\\([]/u;
const USERNAME = /^@?[\w.-]{1,42}$/;
/** A paper may be titled with a number: the text below it tells. */
const NUMBER_AS_TITLE = { unlikeness: { title: 0, abstract: 4 }, ambiguous: false };

/** Reads the lines of one or more papers pages, one after another, and gives out the papers of each page as it ends. */
export class PageReader {
  readonly #held = new HeldDrafts();
  readonly #run = new TextRun();
  readonly #startEvidence: () => YearEvidence;
  #evidence: YearEvidence;
  #before: Token['kind'] | 'date' = 'chrome';
  #blank = true;
  #firstLine: number | undefined;
  #gaps = { all: 0, blank: 0 };
  #head = true;
  #upvotesComeFirst = false;
  #next: { isPaper: boolean; upvotes: number | undefined } = { isPaper: false, upvotes: undefined };
  #loneNumber: { readonly text: string; readonly line: number } | undefined;

  constructor(source: string, savedOn: Date | undefined) {
    this.#startEvidence = () => yearEvidence(savedOn, source);
    this.#evidence = this.#startEvidence();
  }

  /** Reads one line; `line` is its 1-based number. */
  push(raw: string, line: number): void {
    const invited = raw.length >= INVITATION.length ? raw.indexOf(INVITATION) : -1;
    if (invited > 0) this.#pushLine(raw.slice(0, invited).replace(/new\s*$/, ''), line);
    if (invited >= 0) this.#endPage();
    const rest = invited > 0 ? raw.slice(invited) : raw;
    this.#pushLine(this.#head ? ungluePageHead(rest.trimStart()) : rest, line, rest.trim().length);
  }

  /** Ends the last page. `terminated` tells whether the text ended with a line break, as one that was saved whole does. */
  end(terminated: boolean): void {
    if (!terminated) this.#run.markCut();
    this.#flushRun();
    const last = this.#held.last;
    if (!terminated && last !== undefined && !last.closed) this.#held.reportCut(last);
    this.#endPage();
  }

  /** What has been read to its end since the last call. */
  take(): readonly FeedItem[] {
    return this.#held.take();
  }

  #endPage(): void {
    this.#flushRun();
    this.#held.endPage(this.#evidence);
    this.#evidence = this.#startEvidence();
    this.#head = true;
    this.#gaps = { all: 0, blank: 0 };
    this.#upvotesComeFirst = false;
  }

  #pushLine(raw: string, line: number, width = raw.trim().length): void {
    const token = (this.#blank ? undefined : continuation(raw, line, this.#run)) ?? tokenize(raw, line);
    if (token.kind === 'blank') {
      this.#blank = true;
      return;
    }
    this.#firstLine ??= line;
    if ('urls' in token) token.urls.forEach((url) => this.#noteUrl(url));
    if (token.kind === 'text') this.#readText(token, width);
    else this.#readStructure(token, line);
    this.#before = token.kind === 'meta' && token.date !== undefined ? 'date' : token.kind;
    this.#gaps.all++;
    if (this.#blank && this.#gaps.all > 1) this.#gaps.blank++;
    this.#blank = false;
  }

  #noteUrl(url: string): void {
    noteUrl(this.#evidence, url);
    const id = arxivIdOf(url);
    if (id !== undefined && /^\d{4}\./.test(id))
      noteYear(this.#evidence, 2000 + Number(id.slice(0, 2)), 'in an arXiv id');
  }

  #readText(token: TextToken, width: number): void {
    if (this.#before === 'submitted' && !token.heading && USERNAME.test(token.text)) return;
    this.#head = false;
    const { text, line, open } = token;
    const arxivId = token.urls.map(arxivIdOf).find((id) => id !== undefined);
    if (this.#run.last?.open === true && !this.#blank) {
      this.#run.extendLast({ text, arxivId, open: token.urls.length === 0 });
      return;
    }
    const isTitle = token.heading || (arxivId !== undefined && arxivId !== this.#linkedId());
    if (isTitle) this.#flushRun();
    const linked = { ...(arxivId !== undefined && { arxivId }), ...(isTitle && { isTitle }) };
    this.#run.push({ text, line, open, width, blankBefore: this.#blank, ...linked });
    if (this.#run.length >= LONGEST_RUN) this.#flushRun('but its end');
  }

  #readStructure(token: Exclude<Token, TextToken>, line: number): void {
    if (token.kind === 'urls') return this.#readUrls(token.urls);
    if (token.kind === 'meta') return this.#readMeta(token);
    if (token.kind === 'separator') this.#takeOrganization();
    this.#flushRun();
    if (token.kind === 'separator') this.#close();
    if (token.kind === 'login') this.#held.noteLogin(line);
    if (token.kind === 'number') this.#readNumber(token.value, token.text, line);
    if (token.kind === 'upvote') this.#readUpvote(token.value, token.before);
    if (token.kind === 'submitted') this.#next.isPaper = true;
    if (token.kind !== 'chrome') return;
    if (!token.insideCard) this.#held.setStrayAside();
    this.#readUrls(token.urls);
  }

  #readUrls(urls: readonly string[]): void {
    for (const url of urls) {
      const id = /\/login\b/.test(url) ? undefined : arxivIdOf(url);
      if (id !== undefined) this.#readPaperUrl(id);
      const code = codeLinkOf(url);
      if (code === undefined) continue;
      this.#flushRun();
      const last = this.#held.last;
      if (last !== undefined) absorb(last, { ...last, links: [code] });
    }
  }

  /** A paper's link below a text belongs to the text; below an abstract, the link of another paper announces the next. */
  #readPaperUrl(arxivId: string): void {
    const last = this.#held.last;
    if (this.#run.length === 0) {
      if (last?.closed) last.arxivId ??= arxivId;
      return;
    }
    if (this.#linkedId() === arxivId || this.#run.linkTitle(arxivId)) return;
    this.#flushRun();
    this.#next.isPaper = true;
  }

  #linkedId(): string | undefined {
    const last = this.#held.last;
    return this.#run.linkedId ?? (last?.closed === false ? last.arxivId : undefined);
  }

  #readMeta(token: MetaToken): void {
    if (token.authorCount === undefined && token.organization === undefined) this.#takeOrganization();
    this.#flushRun();
    if (token.date?.year !== undefined) noteYear(this.#evidence, token.date.year, 'printed');
    const draft = this.#close();
    if (draft === undefined) return;
    draft.authorCount ??= token.authorCount;
    draft.organization ??= token.organization;
    draft.date ??= token.date;
    draft.comments ??= token.comments;
  }

  #takeOrganization(): void {
    const organization = this.#run.takeOrganization();
    if (organization === undefined) return;
    this.#flushRun();
    const last = this.#held.last;
    if (last !== undefined) last.organization ??= organization;
  }

  #readNumber(value: number, text: string, line: number): void {
    const last = this.#held.last;
    if (this.#before === 'upvote') return this.#readUpvote(value, false);
    if (this.#before === 'submitted' || (this.#before === 'text' && this.#next.isPaper)) this.#next.upvotes = value;
    else if (this.#before === 'date' && last !== undefined) last.comments ??= value;
    else this.#loneNumber = { text, line };
  }

  #readUpvote(value: number | undefined, before: boolean): void {
    const last = this.#close();
    if (before || last === undefined) this.#upvotesComeFirst = true;
    if (this.#upvotesComeFirst) this.#next = { isPaper: true, upvotes: value };
    else if (last !== undefined) last.upvotes ??= value;
  }

  /** Notes that what stands below every abstract was read; the paper above is surely one. */
  #close(): Draft | undefined {
    const last = this.#held.last;
    // What was set aside as a stray line stays one, whatever follows.
    if (last === undefined || (last.closed && !last.structured)) return undefined;
    last.structured = last.closed = true;
    return last;
  }

  #flushRun(what: 'whole' | 'but its end' = 'whole'): void {
    if (this.#run.length === 0) return;
    for (const read of this.#run.read(this.#gaps, what)) {
      if (read.kind === 'title') this.#addDraft(startDraft(read.text, read.line, this.#begunInside(read)), read);
      else this.#readParagraph(read);
    }
    this.#loneNumber = undefined;
  }

  /** The first line of a file that was cut may be the rest of a title. */
  #begunInside(read: ReadText): ReadText {
    const rest = read.line === this.#firstLine && read.arxivId === undefined && MID_TITLE.test(read.text);
    return rest ? { ...read, ambiguous: true } : read;
  }

  #readParagraph(read: ReadText): void {
    const number = this.#loneNumber;
    const last = this.#held.last;
    if (last?.closed === false) {
      last.paragraphs.push(read.text);
    } else if (number !== undefined) {
      this.#addDraft(startDraft(number.text, number.line, NUMBER_AS_TITLE), read);
      this.#held.last?.paragraphs.push(read.text);
    } else {
      this.#held.reportOrphan(read.line, read.text);
    }
  }

  #addDraft(draft: Draft, { followed, isTitle, arxivId }: Pick<ReadText, 'followed' | 'isTitle' | 'arxivId'>): void {
    draft.followed = followed;
    draft.structured = this.#next.isPaper || isTitle || arxivId !== undefined;
    draft.arxivId = arxivId;
    draft.upvotes = this.#next.upvotes;
    this.#next = { isPaper: false, upvotes: undefined };
    this.#held.add(draft, this.#evidence);
  }
}
