import type { RunLine } from './costs.ts';
import type { Unit } from './segment.ts';

/** One text of a page with what its line, or a link below it, tells. */
export interface RunText extends RunLine {
  readonly line: number;
  readonly arxivId: string | undefined;
  /** The line opened a link that it did not close: its text goes on. */
  readonly open: boolean;
  readonly heading: boolean;
  /** Set where the text may go on in what was taken for something else. */
  readonly doubtful: boolean;
}

/** A title or a paragraph, as it was read from a run. */
export interface ReadText extends Unit {
  readonly text: string;
  /** The line it begins on. */
  readonly line: number;
  readonly arxivId: string | undefined;
  /** The page's structure shows it to be a title. */
  readonly isTitle: boolean;
  readonly heading: boolean;
  /** Another title follows in the same run. */
  readonly followed: boolean;
}

/** Reads a unit of a run as one text; `followed` tells that another title follows. */
export function readText(unit: Unit, lines: readonly RunText[], followed: boolean): ReadText {
  const { kind, from, to, unlikeness, parted } = unit;
  const first = lines[from];
  let text = first?.text ?? '';
  let arxivId = first?.arxivId;
  let ambiguous = unit.ambiguous || first?.doubtful === true;
  for (let i = from + 1; i < to; i++) {
    text += ` ${lines[i]?.text}`;
    arxivId ??= lines[i]?.arxivId;
    ambiguous ||= lines[i]?.doubtful === true;
  }
  const isTitle = first?.isTitle === true;
  const heading = first?.heading === true;
  return {
    kind,
    from,
    to,
    unlikeness,
    ambiguous,
    text,
    line: first?.line ?? 0,
    isTitle,
    heading,
    parted,
    followed,
    arxivId,
  };
}
