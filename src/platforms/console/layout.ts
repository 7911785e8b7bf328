import { styleText } from 'node:util';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { z } from 'zod';

const Style = z.literal(['title', 'heading', 'strong', 'dim', 'warning']);

const Span = z.strictObject({
  text: z.string(),
  style: Style.optional(),
  /** Set where a row should rather end before the text than within it. */
  unbroken: z.literal(true).optional(),
});

const Line = z.strictObject({
  /** Columns before every row. */
  indent: z.int().min(0).max(16).optional(),
  /** Stands before the first row; further rows are set in by its width. */
  marker: z.string().max(16).optional(),
  spans: z.array(Span),
  /** `rule`: the rest of the last row is drawn through; `whole`: one row however long, such as a URL. */
  fit: z.literal(['rule', 'whole']).optional(),
});

const Part = z.array(Line);

/** A run of text in one style; raw, as the feed gave it. */
export type Span = z.infer<typeof Span>;

/** One line before it is wrapped; no spans make an empty line. */
export type Line = z.infer<typeof Line>;

/** What a part is shown on. */
export interface Terminal {
  /** Columns; lines are set to no fewer than {@link MIN_WIDTH} and no more than {@link MAX_WIDTH} of them. */
  readonly width: number;
  readonly colour: boolean;
}

/** The narrowest measure, in columns; a narrower terminal folds the rows itself. */
const MIN_WIDTH = 40;

/** The widest measure, in columns; longer rows are hard to read. */
const MAX_WIDTH = 120;

const FORMATS = {
  title: 'bold',
  heading: ['bold', 'cyan'],
  strong: 'bold',
  dim: 'dim',
  warning: 'yellow',
} as const satisfies Record<z.infer<typeof Style>, Parameters<typeof styleText>[0]>;

/** Control and format characters (escapes, bidi overrides, …) and halves of pairs; not white space, joiners and emoji selectors. */
const UNSAFE =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]--[\s\x85\p{Join_Control}\p{Variation_Selector}]]/gv;

const NO_BREAK_SPACE = '\u00a0';

/** Writes lines as the part that {@link layout} reads. */
export function toPart(lines: readonly Line[]): string {
  return JSON.stringify(lines);
}

/**
 * The rows of a part as a terminal shows them, joined by line breaks, none at the end. Nothing in the text can move the
 * cursor, colour or reorder anything. Throws where the part is none of {@link toPart}.
 */
export function layout(part: string, { width, colour }: Terminal): string {
  const columns = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.floor(width)));
  return Part.parse(JSON.parse(part))
    .map((line) => layoutLine(line, columns, colour))
    .join('\n');
}

/** Takes out whatever a terminal would obey instead of show, and folds white space to single blanks. */
export function neutralise(text: string): string {
  return text.replace(UNSAFE, '').replace(/[\s\x85]+/g, ' ');
}

function layoutLine({ indent = 0, marker = '', spans, fit }: Line, columns: number, colour: boolean): string {
  const lead = ' '.repeat(indent) + neutralise(marker);
  const hang = ' '.repeat(stringWidth(lead));
  const text = spans.map((span) => paint(prepare(span), span.style, colour)).join('');
  const rows = fit === 'whole' ? [text] : wrap(text, columns - hang.length);
  const ruled = fit === 'rule' ? drawRule(rows, columns - hang.length, colour) : rows;
  return ruled
    .map((row, i) => (i === 0 ? lead : hang) + row)
    .join('\n')
    .trimEnd();
}

function prepare({ text, unbroken }: Span): string {
  const safe = neutralise(text);
  return unbroken ? safe.replaceAll(' ', NO_BREAK_SPACE) : safe;
}

function wrap(text: string, columns: number): readonly string[] {
  return wrapAnsi(text, columns, { hard: true }).replaceAll(NO_BREAK_SPACE, ' ').split('\n');
}

function drawRule(rows: readonly string[], columns: number, colour: boolean): readonly string[] {
  const last = rows.at(-1) ?? '';
  const rest = columns - stringWidth(last) - 1;
  return rest < 1 ? rows : [...rows.slice(0, -1), `${last} ${paint('─'.repeat(rest), 'dim', colour)}`];
}

function paint(text: string, style: Span['style'], colour: boolean): string {
  if (style === undefined || !colour || text === '') return text;
  return styleText(FORMATS[style], text, { validateStream: false });
}
