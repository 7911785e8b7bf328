import type { FeedItem } from '../feed.ts';
import { notePrintedYear, noteText, noteUrl, type YearEvidence } from './dates.ts';
import { isPreamble } from './chrome.ts';
import { absorb } from './draft.ts';
import { DraftReader } from './drafts.ts';
import { arxivIdOf, codeLinkOf } from './markup.ts';
import { isPageMark } from './proof.ts';
import { continuation, tokenize, unglued } from './tokens.ts';
import type { ChromeToken, MetaToken, NumberToken, TextToken, Token, UpvoteToken } from './token.ts';

/** Lines without structure that are weighed together; how a line reads depends on a few neighbours only. */
const LONGEST_RUN = 2000;
/** A link that has gone on for longer was none. */
const LONGEST_LINK = 5000;
const USERNAME = /^@?[\w.-]{1,42}$/;

/** Reads the lines of one page, and puts its papers together. */
export class CardReader {
  readonly #evidence: YearEvidence;
  readonly #drafts: DraftReader;
  #blank = true;
  #begun = false;
  #isMarked = false;
  /** What stood on the line before. */
  #before: Token['kind'] | 'authors' | 'date' = 'chrome';
  /** Since the last paper, words were read that only stand between papers and the page's foot. */
  #outside = false;
  #upvotesComeFirst = false;

  constructor(evidence: YearEvidence, hasHead: boolean) {
    this.#evidence = evidence;
    this.#drafts = new DraftReader(evidence, hasHead);
  }

  /** Whether text was read: the page's head is over. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether a line was read that only a papers page has. */
  get isMarked(): boolean {
    return this.#isMarked;
  }

  /** Whether no paper was begun yet. */
  get isEmpty(): boolean {
    return this.#drafts.isEmpty;
  }

  /** Reads one line; `line` is its 1-based number, its white space folded; `width` how many characters the file has on it. */
  push(text: string, line: number, width: number): void {
    const token =
      (this.#blank ? undefined : continuation(text, this.#drafts.run.last)) ?? unglued(text) ?? tokenize(text);
    if (token.kind === 'blank') return this.pushBlank();
    this.#drafts.firstLine ??= line;
    this.#isMarked ||= isPageMark(token);
    if ('urls' in token) token.urls.forEach((url) => noteUrl(this.#evidence, url));
    if (token.kind === 'text') {
      if (this.#before === 'text') this.#drafts.noteGap(this.#blank);
      this.#readText(token, line, width);
    } else this.#readStructure(token, line);
    this.#before = token.kind === 'meta' ? (token.date === undefined ? 'authors' : 'date') : token.kind;
    this.#blank = false;
  }

  /** Reads an empty line. */
  pushBlank(): void {
    this.#blank = true;
  }

  /** Ends the page. */
  end(): void {
    this.#drafts.end();
  }

  /** Ends the page where the next one begins. */
  endBefore(): void {
    this.#drafts.run.unglueEnd('new');
    this.end();
  }

  /** Ends the page with its file, which breaks off unless it was `terminated` by a line break. */
  endFile(terminated: boolean): void {
    if (!terminated) this.#drafts.run.markCut();
    this.#drafts.flush();
    this.#drafts.held.reportCut(terminated);
    this.end();
  }

  /** What has been given out since the last call. */
  take(): readonly FeedItem[] {
    return this.#drafts.held.take();
  }

  #readText(token: TextToken, line: number, width: number): void {
    if (this.#before === 'submitted' && !token.heading && USERNAME.test(token.text)) return;
    // The file's first line may be what a cut has left of the page's head.
    this.#begun ||= line !== this.#drafts.firstLine;
    this.#outside = false;
    const { text, open } = token;
    const arxivId = token.urls.length === 0 ? undefined : token.urls.map(arxivIdOf).find((id) => id !== undefined);
    const { last } = this.#drafts.run;
    if (last?.open === true && last.text.length < LONGEST_LINK && !this.#blank) {
      this.#drafts.run.extendLast({ text, arxivId, open: token.urls.length === 0 });
      return;
    }
    const isTitle = token.heading || (arxivId !== undefined && arxivId !== this.#drafts.linkedId);
    if (isTitle) this.#drafts.flush();
    const { heading } = token;
    const endsTitle = isTitle && !open;
    const blankBefore = this.#blank;
    this.#drafts.run.push({
      text,
      line,
      open,
      heading,
      width,
      blankBefore,
      arxivId,
      isTitle,
      endsTitle,
      doubtful: false,
    });
    if (token.urlsAfter.length > 0) this.#readUrls(token.urlsAfter);
    if (this.#drafts.run.length >= LONGEST_RUN) this.#drafts.flush('but its end');
  }

  #readStructure(token: Exclude<Token, TextToken>, line: number): void {
    if (token.kind === 'urls') return this.#readUrls(token.urls);
    if (token.kind === 'meta') return this.#readMeta(token);
    if (token.kind === 'separator') this.#drafts.takeOrganization();
    this.#drafts.flush(this.#endsCard(token) ? 'card' : 'whole');
    if (token.kind === 'number') return this.#readNumber(token, line);
    if (token.kind === 'submitted') this.#announce();
    this.#drafts.lone = undefined;
    if (token.kind === 'separator') this.#drafts.close();
    if (token.kind === 'login') this.#drafts.held.noteLogin(line);
    if (token.kind === 'upvote') this.#readUpvote(token);
    if (token.kind === 'chrome') this.#readChrome(token, line);
  }

  /** Whether what stands above the token is a whole paper, with what stands above every other one before it. */
  #endsCard(token: Token): boolean {
    if (token.kind === 'upvote') return !this.#upvotesComeFirst;
    return (
      token.kind === 'separator' || (token.kind === 'chrome' && token.insideCard && this.#drafts.last !== undefined)
    );
  }

  #readChrome(token: ChromeToken, line: number): void {
    if (!token.insideCard) this.#drafts.held.setStrayAside();
    if (!token.insideCard) this.#outside = true;
    if (isPreamble(token.text.toLowerCase())) noteText(this.#evidence, token.text);
    this.#drafts.lone = { text: token.text, line };
    this.#readUrls(token.urls);
  }

  /** The next text is a paper's; a number between the authors of the last one and this counts comments. */
  #announce(): void {
    this.#drafts.next.isPaper = true;
    const { last } = this.#drafts;
    if (last?.closed === true) last.comments ??= this.#drafts.lone?.value;
  }

  #readUrls(urls: readonly string[]): void {
    for (const url of urls) {
      const id = /\/login\b/.test(url) ? undefined : arxivIdOf(url);
      if (id !== undefined) this.#readPaperUrl(id);
      const code = codeLinkOf(url);
      if (code === undefined) continue;
      this.#drafts.flush();
      const { last } = this.#drafts;
      if (last !== undefined) absorb(last, { ...last, links: [code] });
    }
  }

  /** A paper's link below a text belongs to the text; below an abstract, the link of another paper announces the next. */
  #readPaperUrl(arxivId: string): void {
    const { last } = this.#drafts;
    if (this.#drafts.run.length === 0) {
      if (last?.closed) last.arxivId ??= arxivId;
      return;
    }
    if (this.#drafts.linkedId === arxivId || this.#drafts.run.linkTitle(arxivId)) return;
    this.#drafts.flush();
    this.#drafts.next.isPaper = true;
  }

  #readMeta(token: MetaToken): void {
    const isSure = token.authorCount === undefined || this.#drafts.run.isAbstractAboveLast;
    if (token.organization === undefined && isSure) this.#drafts.takeOrganization();
    this.#drafts.flush('card');
    if (token.date?.year !== undefined) notePrintedYear(this.#evidence, token.date.year);
    const draft = this.#outside ? undefined : this.#drafts.close();
    if (draft === undefined) return;
    draft.authorCount ??= token.authorCount;
    draft.organization ??= token.organization;
    draft.date ??= token.date;
    draft.comments ??= token.comments;
  }

  #readNumber({ value, text, urls }: NumberToken, line: number): void {
    const { last } = this.#drafts;
    const before = this.#before;
    if (before === 'upvote') return this.#readUpvote({ kind: 'upvote', value, before: false });
    if (before === 'submitted' || (before === 'text' && this.#drafts.next.isPaper)) this.#drafts.next.upvotes = value;
    else if (last !== undefined && (before === 'date' || urls.some((url) => url.endsWith('#community'))))
      last.comments ??= value;
    else this.#drafts.lone = { text, line, ...(before === 'authors' && { value }) };
  }

  #readUpvote({ value, before, arxivId }: UpvoteToken): void {
    const { last } = this.#drafts;
    if (arxivId !== undefined && last?.arxivId !== undefined) this.#upvotesComeFirst = last.arxivId !== arxivId;
    else if (before || last === undefined) this.#upvotesComeFirst = true;
    if (this.#upvotesComeFirst) {
      if (last !== undefined) last.closed = true;
      this.#drafts.next = { isPaper: true, upvotes: value };
    } else {
      const closed = this.#drafts.close();
      if (closed !== undefined) closed.upvotes ??= value;
    }
  }
}
