import { StringDecoder } from 'node:string_decoder';
import type { Problem } from '../../core/errors.ts';

/** Consecutive lines of a text, without their ends. */
export interface LineBatch {
  /** The 1-based number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  readonly problems: readonly Problem[];
  /** Set on the last batch: whether the text ended with a line break, as a file that was saved whole does. */
  readonly last?: { readonly terminated: boolean };
}

/** Longer lines (in UTF-16 units) are left out and reported: no abstract comes near it, and memory stays bounded. */
export const MAX_LINE_LENGTH = 1 << 20;

/**
 * Splits a stream of bytes into lines, a batch for each chunk. UTF-8 unless a byte order mark says UTF-16; bytes that are
 * not UTF-8 are read as Windows-1252. Line ends may be LF, CRLF or CR.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  let decode: ((chunk: Uint8Array | undefined) => string) | undefined;
  let breakAtReturn = false;
  const splitter = createSplitter();
  for await (const chunk of bytes) {
    if (chunk.length === 0) continue;
    const first = decode === undefined;
    decode ??= chooseDecoder(chunk);
    let text = decode(chunk);
    if (first) {
      if (text.startsWith('\uFEFF')) text = text.slice(1);
      breakAtReturn = !text.includes('\n') && text.includes('\r');
    }
    yield splitter.push(breakAtReturn ? text.replaceAll('\r', '\n') : text);
  }
  yield splitter.end(decode?.(undefined) ?? '');
}

function chooseDecoder(head: Uint8Array): (chunk: Uint8Array | undefined) => string {
  if (head[0] === 0xff && head[1] === 0xfe) return streaming(new TextDecoder('utf-16le'));
  if (head[0] === 0xfe && head[1] === 0xff) return streaming(new TextDecoder('utf-16be'));
  if (!isUtf8(head)) return streaming(new TextDecoder('windows-1252'));
  const decoder = new StringDecoder('utf8');
  return (chunk) => (chunk === undefined ? decoder.end() : decoder.write(chunk));
}

function streaming(decoder: InstanceType<typeof TextDecoder>): (chunk: Uint8Array | undefined) => string {
  return (chunk) => (chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }));
}

function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function createSplitter(): { push(text: string): LineBatch; end(text: string): LineBatch } {
  let rest = '';
  let nextLine = 1;
  let overlong = false;

  function split(text: string): { lines: string[]; problems: Problem[] } {
    const lines: string[] = [];
    const problems: Problem[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      const end = at > from && text.charCodeAt(at - 1) === 13 ? at - 1 : at;
      lines.push(take(text.slice(from, end), nextLine + lines.length, problems));
      from = at + 1;
    }
    rest += text.slice(from);
    // A line that never ends is dropped as it comes, so that it cannot fill the memory.
    if (rest.length > MAX_LINE_LENGTH) {
      overlong = true;
      rest = '';
    }
    return { lines, problems };
  }

  function take(tail: string, line: number, problems: Problem[]): string {
    const text = rest === '' ? tail : (rest + tail).replace(/\r$/, '');
    rest = '';
    if (!overlong && text.length <= MAX_LINE_LENGTH) return text;
    overlong = false;
    problems.push({
      code: 'line-too-long',
      line,
      message: `line ${line}: expected a title or an abstract, found a line of over ${MAX_LINE_LENGTH} characters; it was left out. Save the page as text again, with its line breaks.`,
    });
    return '';
  }

  return {
    push(text) {
      const firstLine = nextLine;
      const { lines, problems } = split(text);
      nextLine += lines.length;
      return { firstLine, lines, problems };
    },
    end(text) {
      const firstLine = nextLine;
      const { lines, problems } = split(text);
      const terminated = rest === '' && !overlong;
      if (!terminated) lines.push(take('', nextLine + lines.length, problems));
      return { firstLine, lines, problems, last: { terminated } };
    },
  };
}
