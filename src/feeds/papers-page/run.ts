import { isFull, NEAR, WIDEST_WRAP, type RunContext } from './costs.ts';
import { endsSentence, isDangling, weighText } from './prose.ts';
import { segmentRun } from './segment.ts';
import { readText, type ReadText, type RunText } from './texts.ts';

/** What the page tells of a run when it is read. */
export interface PageContext extends Omit<RunContext, 'spaced' | 'widthsBefore'> {
  /** How often a text of the page stood under another, and under an empty line below that. */
  readonly gaps: { readonly all: number; readonly blank: number };
}

/** What a text ends in that the end of the file cut off. */
export const CUT = '…';

/** How many lines at the end of a run that is read in parts wait for what follows them. */
const OVERLAP = 40;
/** Share of lines after an empty line that makes empty lines the page's way of separating texts. */
const SPACED_SHARE = 0.02;
/** Text that is wrapped is seldom wider. */
const NARROW = 130;
/** Fewer lines do not show how wide wrapped text is. */
const FEWEST_LINES = 6;
/** No title is longer. */
const LONGEST_SURE_TITLE = 250;
/** A link of its own speaks for a title. */
const IN_DOUBT_A_TITLE = 0.5;
const LONGEST_ORGANIZATION = 60;
/** Text is seldom wrapped to less. */
const NARROWEST_WRAP = 60;

/** The texts met since structure last told where a paper begins or ends. */
export class TextRun {
  #lines: RunText[] = [];
  readonly #widthsBefore: number[] = [];

  /** How many lines wait to be read. */
  get length(): number {
    return this.#lines.length;
  }

  /** The text met first. */
  get first(): RunText | undefined {
    return this.#lines[0];
  }

  /** The text met last. */
  get last(): RunText | undefined {
    return this.#lines.at(-1);
  }

  /** Whether the texts are broken into lines of one width. */
  get isWrapped(): boolean {
    const narrow = this.#lines.filter(({ width }) => width <= NARROW).length;
    return this.length > 1 && narrow > this.length * 0.8;
  }

  /** The arXiv id linked last. */
  get linkedId(): string | undefined {
    return this.#lines.findLast((text) => text.arxivId !== undefined)?.arxivId;
  }

  /** Adds a text. */
  push(text: RunText): void {
    this.#lines.push(text);
  }

  /** Adds a text to the one before it, whose link it goes on with. */
  extendLast(more: { readonly text: string; readonly open: boolean; readonly arxivId: string | undefined }): void {
    const above = this.#lines.pop();
    if (above === undefined) return;
    const { text, open, arxivId } = more;
    this.#lines.push({
      ...above,
      text: text === CUT ? above.text + text : `${above.text} ${text}`,
      open,
      arxivId: arxivId ?? above.arxivId,
      endsTitle: above.isTitle && !open,
    });
  }

  /** Marks the last text as cut off by the end of the file, unless it ends as a sentence does. */
  markCut(): void {
    const { last } = this;
    if (last === undefined || endsSentence(last.text)) return;
    this.extendLast({ ...last, text: CUT, arxivId: undefined });
    const block = this.#lines.slice(this.#lines.findLastIndex((line, i) => i === 0 || line.blankBefore));
    // Of so few lines nobody can say how many are the title's.
    const few = block.length > 1 && block.length < FEWEST_LINES && block.every(({ width }) => width <= NARROW);
    if (few && !this.#isUnwrapped)
      this.#lines.splice(-block.length, block.length, ...block.map((line) => ({ ...line, doubtful: true })));
  }

  /** Whether the page has had wider lines than wrapped text has. */
  get #isUnwrapped(): boolean {
    return this.#widthsBefore.some((width) => width > WIDEST_WRAP);
  }

  /** Gives the link below the last text to it, if that reads like a title; else the link belongs to what follows. */
  linkTitle(arxivId: string): boolean {
    const at = this.#lines.findLastIndex((line, i) => i === 0 || line.blankBefore);
    const block = this.#lines.slice(at);
    const [head] = block;
    if (head === undefined || block.some((line) => line.arxivId !== undefined)) return false;
    const length = block.reduce((sum, line) => sum + line.text.length + 1, -1);
    const { title, abstract } = weighText(head.text, block.at(-1)?.text ?? '', length);
    if (title > abstract + IN_DOUBT_A_TITLE) return false;
    this.#lines[at] = { ...head, arxivId, isTitle: true };
    this.#lines.push({ ...(this.#lines.pop() ?? head), endsTitle: true });
    return true;
  }

  /** Whether the last text stands apart, below what ends as abstracts do. */
  get isAbstractAboveLast(): boolean {
    const above = this.#lines.at(-2);
    if (above === undefined || this.last?.blankBefore !== true) return false;
    return above.text.length > LONGEST_SURE_TITLE || endsSentence(above.text);
  }

  /** Takes off a short last text: between an abstract and the mark before the date it names an organisation. */
  takeOrganization(): string | undefined {
    const { last } = this;
    if (last === undefined || this.length < 2 || last.isTitle) return undefined;
    if (last.text.length > LONGEST_ORGANIZATION || endsSentence(last.text)) return undefined;
    // The end of a wrapped abstract is none.
    const above = this.#lines.at(-2)?.text ?? '';
    const wrapped = isFull(this.#lines, this.length - 1, this.#widthsBefore);
    if (!last.blankBefore && ((wrapped && !endsSentence(above)) || isDangling(above))) return undefined;
    this.#lines.pop();
    // With so little text, it could as well be the end of a wrapped title.
    const broken = above.length + 1 + (last.text.split(' ', 1)[0] ?? '').length > NARROWEST_WRAP;
    const doubtful = this.length === 1 && !last.blankBefore && !this.#isUnwrapped && broken;
    if (doubtful) this.#lines.push({ ...(this.#lines.pop() ?? last), doubtful: true });
    return last.text;
  }

  /** Takes `ending` off the last text, where a missing line break has glued it on. */
  unglueEnd(ending: string): void {
    const { last } = this;
    if (last?.text.endsWith(ending) !== true) return;
    const text = last.text.slice(0, -ending.length);
    if (text === '') this.#lines.pop();
    else if (!/(?:\s|\b(?:a|re|si|k))$/.test(text)) this.#lines.splice(-1, 1, { ...last, text });
  }

  /** Reads and forgets the run, or all of it but its end. */
  read(page: PageContext, what: 'whole' | 'but its end'): readonly ReadText[] {
    const lines = this.#lines;
    let blank = 0;
    for (let i = 1; i < lines.length; i++) if (lines[i]?.blankBefore) blank++;
    const spaced = blank >= lines.length * SPACED_SHARE || page.gaps.blank >= page.gaps.all * SPACED_SHARE;
    const units = segmentRun(lines, { ...page, spaced, widthsBefore: this.#widthsBefore });
    const end = what === 'whole' ? lines.length : lines.length - OVERLAP;
    const title = what === 'whole' ? undefined : units.findLast(({ kind, to }) => kind === 'title' && to <= end)?.from;
    // Of a paper that is longer than all papers are, each further line would have everything read again.
    const kept = title !== undefined && title >= lines.length / 2 ? title : undefined;
    this.#lines = kept === undefined ? [] : lines.slice(kept);
    for (const { width } of lines.slice(Math.max(0, (kept ?? lines.length) - NEAR), kept))
      this.#widthsBefore.push(width);
    this.#widthsBefore.splice(0, this.#widthsBefore.length - NEAR);
    const read = units.filter(({ from }) => kept === undefined || from < kept);
    const lastTitle = read.findLastIndex(({ kind }) => kind === 'title');
    return read.map((unit, i) => readText(unit, lines, i < lastTitle));
  }
}
