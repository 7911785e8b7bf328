import type { Problem } from '../../core/errors.ts';

/** Consecutive lines of a text, without their ends. */
export interface LineBatch {
  /** The 1-based number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** No line has white space other than spaces, nor characters that show nothing or control something. */
  readonly plain: boolean;
  readonly problems: readonly Problem[];
  /** Set on the last batch: whether the text ended with a line break, as a file that was saved whole does. */
  readonly last?: { readonly terminated: boolean };
}

/** Longer lines (in UTF-16 units) are left out and reported: no abstract comes near it, and memory stays bounded. */
export const MAX_LINE_LENGTH = 1 << 18;

/** White space other than spaces and line ends, and characters that show nothing or control something, as far as pages have them. */
const ODD = [...'\0\x02\t\v\f\x7f\xa0\xad\u200b\u2028\ufeff\u3000'].map((char) => Buffer.from(char));

/** Small chunks cut many lines and characters: theirs are always looked at. */
const FEWEST_BYTES = 4096;

/**
 * Splits a stream of bytes into lines, some in each batch. UTF-8 unless a byte order mark says UTF-16; bytes that are
 * not UTF-8 are read as Windows-1252. Line ends may be LF, CRLF or CR.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let breakAtReturn = false;
  let carriesOdd = false;
  const splitter = new LineSplitter();
  function read(chunk: Buffer): LineBatch {
    const first = decoder === undefined;
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = decoder.decode(chunk, { stream: true });
    if (first) breakAtReturn = !text.includes('\n') && text.includes('\r');
    const odd = decoder.encoding !== 'utf-8' || hasOdd(chunk);
    // The first line may have begun in the chunk before.
    const batch = { ...splitter.push(breakAtReturn ? text.replaceAll('\r', '\n') : text), plain: !odd && !carriesOdd };
    carriesOdd = odd || (carriesOdd && batch.lines.length === 0);
    return batch;
  }

  for await (const chunk of bytes) for (const slice of sliced(chunk)) yield read(slice);
  yield { ...splitter.end(decoder?.decode() ?? ''), plain: false };
}

/** Bytes are decoded this many at a time: what stays in the processor's cache is decoded several times faster. */
const SLICE_BYTES = 1 << 15;

function* sliced(chunk: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  for (let from = 0; from < bytes.length;) {
    const most = Math.min(from + SLICE_BYTES, bytes.length);
    // A slice that ends with a line cuts neither lines nor characters.
    const lineEnd = most === bytes.length ? most : bytes.lastIndexOf(10, most - 1) + 1;
    const to = lineEnd > from ? lineEnd : most;
    yield bytes.subarray(from, to);
    from = to;
  }
}

/** Searching bytes is many times faster than looking at every character. */
function hasOdd(bytes: Buffer): boolean {
  return bytes.length < FEWEST_BYTES || (bytes.at(-1) ?? 0) >= 0x80 || ODD.some((char) => bytes.includes(char));
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

class LineSplitter {
  #rest = '';
  #nextLine = 1;
  #overlong = false;

  push(text: string): Omit<LineBatch, 'plain'> {
    const firstLine = this.#nextLine;
    const lines: string[] = [];
    const problems: Problem[] = [];
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      lines.push(
        at === from && this.#rest === '' ? '' : this.#take(text.slice(from, at), firstLine + lines.length, problems),
      );
      from = at + 1;
    }
    this.#nextLine += lines.length;
    this.#rest += text.slice(from);
    // A line that never ends is dropped as it comes, so that it cannot fill the memory.
    if (this.#rest.length > MAX_LINE_LENGTH) {
      this.#overlong = true;
      this.#rest = '';
    }
    return { firstLine, lines, problems };
  }

  end(text: string): Omit<LineBatch, 'plain'> {
    const { firstLine, lines, problems } = this.push(text);
    const lastProblems = [...problems];
    const terminated = this.#rest === '' && !this.#overlong;
    return {
      firstLine,
      lines: terminated ? lines : [...lines, this.#take('', this.#nextLine, lastProblems)],
      problems: lastProblems,
      last: { terminated },
    };
  }

  #take(tail: string, line: number, problems: Problem[]): string {
    const text = this.#rest === '' ? tail : this.#rest + tail;
    this.#rest = '';
    if (!this.#overlong && text.length <= MAX_LINE_LENGTH)
      return text.charCodeAt(text.length - 1) === 13 ? text.slice(0, -1) : text;
    this.#overlong = false;
    problems.push(tooLong(line));
    return '';
  }
}

function tooLong(line: number): Problem {
  return {
    code: 'line-too-long',
    line,
    message: `line ${line}: expected a title or an abstract, found a line of over ${MAX_LINE_LENGTH} characters; it was left out. Save the page as text again, with its line breaks.`,
  };
}
