import type { Problem } from '../../core/errors.ts';

const FORMATS: readonly { readonly code: string; readonly sign: RegExp; readonly found: string }[] = [
  {
    code: 'html',
    sign: /^\s*<(?:!doctype|html|head|body|div|script|meta|!--|\?xml|rss|feed)\b/i,
    found: 'HTML or XML',
  },
  { code: 'html', sign: /^(?:From: <Saved by|MIME-Version: )/i, found: 'a web archive (MHTML)' },
  { code: 'json', sign: /^\s*(?:\{\s*(?:["'}]|$)|\[\s*(?:[{"\]]|$))/, found: 'JSON' },
  { code: 'binary', sign: /^(?:%PDF-|PK\x03\x04|\x89PNG|GIF8|\x1f\x8b|\uFFFD)/, found: 'a binary file' },
];

/** What the first lines show the file to be, if it is no text of a page at all; reading it on would only invent papers. */
export function foreignFormat(lines: readonly string[], firstLine: number): Problem | undefined {
  const at = lines.findIndex((line) => line.trim() !== '');
  const head = lines[at];
  if (head === undefined) return undefined;
  const line = firstLine + at;
  const controls = lines.slice(0, 200).findIndex((text) => /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text.slice(0, 2000)));
  const format = FORMATS.find(({ sign }) => sign.test(head.slice(0, 200)) && !isOpenLink(lines, at));
  if (format !== undefined) return problem(format.code, line, format.found);
  return controls === -1 ? undefined : problem('binary', firstLine + controls, 'a binary file');
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
