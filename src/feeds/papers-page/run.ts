import type { RunLine } from './costs.ts';
import { endsSentence, weighText } from './prose.ts';
import { segmentRun, type Unit } from './segment.ts';

/** One text of a page with what its line, or a link below it, tells. */
export interface RunText extends RunLine {
  readonly line: number;
  readonly arxivId?: string;
  /** The line opened a link that it did not close: its text goes on. */
  readonly open: boolean;
}

/** A title or a paragraph, as it was read from a run. */
export interface ReadText extends Unit {
  readonly text: string;
  /** The line it begins on. */
  readonly line: number;
  readonly arxivId?: string;
  /** The page's structure shows it to be a title. */
  readonly isTitle: boolean;
  /** Another title follows in the same run. */
  readonly followed: boolean;
}

/** What a text ends in that the end of the file cut off. */
export const CUT = '…';

/** How many lines at the end of a run that is read in parts wait for what follows them. */
const OVERLAP = 40;
/** Share of lines after an empty line that makes empty lines the page's way of separating texts. */
const SPACED_SHARE = 0.06;
const LONGEST_ORGANIZATION = 60;

/** The texts met since structure last told where a paper begins or ends. */
export class TextRun {
  #lines: RunText[] = [];

  /** How many lines wait to be read. */
  get length(): number {
    return this.#lines.length;
  }

  /** The text met last. */
  get last(): RunText | undefined {
    return this.#lines.at(-1);
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
      ...(arxivId !== undefined && { arxivId }),
    });
  }

  /** Marks the last text as cut off by the end of the file, unless it ends as a sentence does. */
  markCut(): void {
    const { last } = this;
    if (last !== undefined && !endsSentence(last.text)) this.extendLast({ ...last, text: CUT, arxivId: undefined });
  }

  /** Gives the link below the last text to it, if that reads like a title; else the link belongs to what follows. */
  linkTitle(arxivId: string): boolean {
    const at = this.#lines.findLastIndex((line, i) => i === 0 || line.blankBefore);
    const block = this.#lines.slice(at);
    const [head] = block;
    if (head === undefined || block.some((line) => line.arxivId !== undefined)) return false;
    const length = block.reduce((sum, line) => sum + line.text.length + 1, -1);
    const { title, abstract } = weighText(head.text, block.at(-1)?.text ?? '', length);
    if (title > abstract) return false;
    this.#lines[at] = { ...head, arxivId, isTitle: true };
    return true;
  }

  /** Takes off a short last text: between an abstract and the mark before the date it names an organisation. */
  takeOrganization(): string | undefined {
    const { last } = this;
    if (last === undefined || this.length < 2 || last.isTitle) return undefined;
    if (last.text.length > LONGEST_ORGANIZATION || endsSentence(last.text)) return undefined;
    return this.#lines.pop()?.text;
  }

  /** Reads and forgets the run, or all of it but its end; `gaps` counts the page's lines, and those after an empty line. */
  read(gaps: { readonly all: number; readonly blank: number }, what: 'whole' | 'but its end'): readonly ReadText[] {
    const lines = this.#lines;
    const blank = lines.filter((line, i) => i > 0 && line.blankBefore).length;
    const spaced = blank >= lines.length * SPACED_SHARE || gaps.blank >= gaps.all * SPACED_SHARE;
    const units = segmentRun(lines, spaced);
    const end = what === 'whole' ? lines.length : lines.length - OVERLAP;
    const kept = what === 'whole' ? undefined : units.findLast(({ kind, to }) => kind === 'title' && to <= end)?.from;
    this.#lines = kept === undefined ? [] : lines.slice(kept);
    const read = units.filter(({ from }) => kept === undefined || from < kept);
    const lastTitle = read.findLastIndex(({ kind }) => kind === 'title');
    return read.map((unit, i) => readText(unit, lines.slice(unit.from, unit.to), i < lastTitle));
  }
}

function readText(unit: Unit, lines: readonly RunText[], followed: boolean): ReadText {
  const arxivId = lines.find((line) => line.arxivId !== undefined)?.arxivId;
  return {
    ...unit,
    text: lines.map((line) => line.text).join(' '),
    line: lines[0]?.line ?? 0,
    isTitle: lines[0]?.isTitle === true,
    followed,
    ...(arxivId !== undefined && { arxivId }),
  };
}
