/** A `.env` file taken apart: each assignment, its value over several lines where it stands in quotes. */
const ASSIGNMENT = /^[^\S\n]*(?:export[^\S\n]+)?([\w.-]+)[^\S\n]*=[^\S\n]*(?:(["'`])[^]*?\2)?[^\r\n]*/gm;

/** What needs no quotes. */
const PLAIN = /^[\w.~:/?@%+=,-]*$/;

/** The text of a `.env` file with these variables set. Every other line stays as it is, and a variable stands there once. */
export function editDotEnv(text: string, changes: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(changes));
  const removed = '\u0000';
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const edited = text.replace(ASSIGNMENT, (line, name: string) => {
    if (!Object.hasOwn(changes, name)) return line;
    const value = left.get(name);
    left.delete(name);
    return value === undefined ? removed : assign(name, value);
  });
  const kept = edited.replaceAll(`${removed}${lineEnd}`, '').replaceAll(removed, '');
  const added = [...left].map(([name, value]) => assign(name, value) + lineEnd).join('');
  return added === '' || kept === '' || kept.endsWith('\n') ? kept + added : kept + lineEnd + added;
}

/** An assignment that Node reads back as the same value (https://nodejs.org/api/environment_variables.html#dotenv). */
function assign(name: string, value: string): string {
  if (PLAIN.test(value)) return `${name}=${value}`;
  const mark = ["'", '`', '"'].find((candidate) => !value.includes(candidate)) ?? '';
  return `${name}=${mark}${value}${mark}`;
}
