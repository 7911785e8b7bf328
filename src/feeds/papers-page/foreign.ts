import type { Problem } from '../../core/errors.ts';

const FORMATS: readonly { readonly code: string; readonly sign: RegExp; readonly found: string }[] = [
  {
    code: 'html',
    sign: /^\s*<(?:!doctype|html|head|body|div|script|meta|\?xml|rss|feed)\b/i,
    found: 'HTML or XML',
  },
  { code: 'html', sign: /^(?:From: <Saved by|MIME-Version: )/i, found: 'a web archive (MHTML)' },
  { code: 'rtf', sign: /^\s*\{\\rtf\d/, found: 'rich text (RTF)' },
  { code: 'json', sign: /^\s*(?:\{\s*(?:["'}]|$)|\[\s*(?:[{"\]]|$))/, found: 'JSON' },
  // Bytes that are no UTF-8 are read as Windows-1252: 89 and 8B are ‰ and ‹ there.
  {
    code: 'binary',
    sign: /^(?:%PDF-|PK\x03\x04|[\x89\u2030]PNG|GIF8|\x1f[\x8b\u2039]|\uFFFD)/,
    found: 'a binary file',
  },
];

/** Both HTML and Markdown may begin with comments. */
const NOTHING = /^\s*(?:<!--.*-->\s*)?$/;
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;
const CONTROLS = new RegExp(CONTROL, 'g');
const FEWEST_CONTROLS = 4;
const BINARY_SHARE = 0.01;

/** What the first lines show the file to be, if it is no text of a page at all; reading it on would only invent papers. */
export function foreignFormat(lines: readonly string[], firstLine: number): Problem | undefined {
  const at = lines.findIndex((line) => !NOTHING.test(line));
  const head = lines[at];
  if (head === undefined) return undefined;
  const line = firstLine + at;
  const format = FORMATS.find(({ sign }) => sign.test(head.slice(0, 200)) && !isOpenLink(lines, at));
  if (format !== undefined) return problem(format.code, line, format.found);
  const controls = looksBinary(lines) ? lines.findIndex((text) => CONTROL.test(text)) : -1;
  return controls === -1 ? undefined : problem('binary', firstLine + controls, 'a binary file');
}

/** Abstracts have a stray control character now and then; binary files have them everywhere, or many zeros in a row. */
function looksBinary(lines: readonly string[]): boolean {
  const head = lines
    .slice(0, 200)
    .map((text) => text.slice(0, 2000))
    .join('\n');
  const controls = head.match(CONTROLS)?.length ?? 0;
  return head.includes('\0\0\0\0') || (controls >= FEWEST_CONTROLS && controls > head.length * BINARY_SHARE);
}

/** A page saved as Markdown may begin with a link that goes on in the next line. */
function isOpenLink(lines: readonly string[], at: number): boolean {
  return lines[at]?.trim() === '[' && /\]\(|^\s*$/.test(lines[at + 1] ?? '');
}

function problem(code: string, line: number, found: string): Problem {
  return {
    code,
    line,
    message: `line ${line}: expected a papers page saved as text, found ${found}. Open the page in a browser, select all, copy, and save it as a .txt file.`,
  };
}
