import { PassThrough, Writable } from 'node:stream';

/** A terminal of so many columns: keys go in, and what a person would see is read from its rows. */
export class FakeTerminal {
  readonly input = Object.assign(new PassThrough(), { isTTY: true });
  readonly output: Writable & { readonly isTTY: true; readonly columns: number };
  /** Everything written, escapes and all. */
  written = '';
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;
  readonly #columns: number;
  #waiting: { readonly condition: () => boolean; readonly resolve: (ended: true) => void }[] = [];

  constructor(columns: number) {
    this.#columns = columns;
    const stream = new Writable({
      decodeStrings: false,
      write: (chunk: string | Buffer, _encoding, done) => {
        this.#show(String(chunk));
        done();
        this.#wake();
      },
    });
    this.output = Object.assign(stream, { isTTY: true as const, columns });
  }

  /** Types keys, one by one as fingers do. */
  type(keys: string): void {
    for (const key of keys) this.input.write(key);
  }

  /** The rows down to the last that is not blank. */
  screen(): string {
    return this.#rows
      .map((row) =>
        Array.from(row, (cell) => cell ?? ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n')
      .trimEnd();
  }

  /** Row and column of the cursor, counted from 0. */
  cursor(): readonly [number, number] {
    return [this.#row, this.#column];
  }

  /** Resolves with true as soon as the screen ends with this text. */
  endsWith(text: string): Promise<true> {
    const condition = (): boolean => this.screen().endsWith(text);
    return condition() ? Promise.resolve(true) : new Promise((resolve) => this.#waiting.push({ condition, resolve }));
  }

  #wake(): void {
    const ready = this.#waiting.filter(({ condition }) => condition());
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { resolve } of ready) resolve(true);
  }

  #show(text: string): void {
    this.written += text;
    for (const [token] of text.matchAll(/\x1b\[[\d;]*[A-Za-z]|[^]/gu)) {
      if (token.startsWith('\x1b[')) this.#obey(Number.parseInt(token.slice(2), 10), token.at(-1) ?? '');
      else this.#put(token);
    }
  }

  #obey(given: number, letter: string): void {
    const count = Number.isNaN(given) ? 1 : given;
    if (letter === 'A') this.#row = Math.max(0, this.#row - count);
    else if (letter === 'B') this.#goTo(this.#row + count);
    else if (letter === 'C') this.#column += count;
    else if (letter === 'D') this.#column = Math.max(0, this.#column - count);
    else if (letter === 'G') this.#column = count - 1;
    else if (letter === 'J') this.#clearBelow();
    else if (letter === 'K') this.#rows[this.#row]?.splice(this.#column);
    else if (letter !== 'm') throw new Error(`the fake terminal does not know CSI ${given}${letter}`);
  }

  #clearBelow(): void {
    this.#rows.splice(this.#row + 1);
    this.#rows[this.#row]?.splice(this.#column);
  }

  #put(character: string): void {
    if (character === '\r') this.#column = 0;
    else if (character === '\n') this.#newLine();
    else {
      if (this.#column === this.#columns) this.#newLine();
      const row = this.#rows[this.#row] ?? [];
      row[this.#column] = character;
      this.#column += 1;
    }
  }

  #newLine(): void {
    this.#goTo(this.#row + 1);
    this.#column = 0;
  }

  #goTo(row: number): void {
    this.#row = row;
    while (this.#rows.length <= row) this.#rows.push([]);
  }
}
