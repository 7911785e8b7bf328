const LINE_START = /^(?:[*+•] )?\[(\d{1,3})\](?=[^\s(:]|\s*$|\s+\[)/;
/** A mark, or the sign of a list before it: [ * + •. */
const MAY_BEGIN = new Set([91, 42, 43, 0x2022]);
const MARK = /\[(\d{1,4})\](?=[^\s(:]|\s*$|\s+\[)/g;

/** The numbers that text browsers put before each link (`[12]Title`); they count up through the page. */
export class LinkMarks {
  #next: number | undefined;

  /** Takes the marks off a line; where the page has none, the line passes as it is. */
  strip(line: string): string {
    if (this.#next === undefined ? !MAY_BEGIN.has(line.charCodeAt(0)) : !line.includes('[')) return line;
    const first = LINE_START.exec(line)?.[1];
    if (first !== undefined && (this.#next === undefined || first === '1')) this.#next = Number(first);
    if (this.#next === undefined) return line;
    return line.replace(MARK, (mark, number: string) => {
      if (Number(number) !== this.#next) return mark;
      this.#next++;
      return '';
    });
  }
}
