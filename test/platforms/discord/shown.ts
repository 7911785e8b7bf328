import type { APIComponentInContainer } from 'discord.js';

/** What a person sees of a text on Discord. */
export interface Shown {
  readonly text: string;
  /** What of it Discord makes more than text, in order: `bold`, `heading`, `list`, `link https://…`. */
  readonly markup: readonly string[];
}

/** Discord's Markdown as its clients read it, strictest first; a name where it makes more than text. */
const RULES: readonly (readonly [at: 'line' | 'any', rule: RegExp, name: string])[] = [
  ['any', /\\([^0-9A-Za-z\s])/y, ''],
  ['line', /-# /y, 'subtext'],
  ['line', /#{1,3} /y, 'heading'],
  ['line', /[-*] /y, 'list'],
  ['line', /\d+[.)] /y, 'numbers'],
  ['line', />{1,3}/y, 'quote'],
  ['any', /\*\*/y, 'bold'],
  ['any', /\[([^[\]\\]*)\]\(<(https?:\/\/[^<>\s]*)>\)/y, 'link'],
  ['any', /<(https?:\/\/[^<>\s]*)>/y, 'link'],
  ['any', /https?:\/\/\S+/y, 'preview'],
  ['any', /<(?:[@#/:ati]|id:)[^>]*>/y, 'mention'],
  ['any', /@(?:everyone|here)/y, 'mention'],
  ['any', /:[\w+-]+:/y, 'emoji'],
  ['any', /[\\*_~`|[\]]/y, 'open'],
];

/** Reads a text as Discord shows it. */
export function showMarkdown(content: string): Shown {
  const markup: string[] = [];
  let text = '';
  let isLineStart = true;
  for (let at = 0; at < content.length;) {
    const found = matchAt(content, at, isLineStart);
    if (found === undefined) {
      const sign = content.charAt(at);
      isLineStart = sign === '\n' || (isLineStart && sign.trim() === '');
      text += sign;
      at += 1;
      continue;
    }
    const { name, match } = found;
    isLineStart = false;
    const [whole, first = '', url] = match;
    if (name !== '') markup.push(name === 'link' ? `link ${url ?? first}` : name);
    text += name === 'list' ? '• ' : name === 'preview' || name === 'mention' || name === 'emoji' ? whole : first;
    at += whole.length;
  }
  // What keeps these words from a ping has no width.
  return { text: text.replace(/@\u200b(?=everyone|here)/gi, '@'), markup };
}

function matchAt(
  content: string,
  at: number,
  isLineStart: boolean,
): { name: string; match: RegExpExecArray } | undefined {
  for (const [where, rule, name] of RULES) {
    if (where === 'line' && !isLineStart) continue;
    rule.lastIndex = at;
    const match = rule.exec(content);
    if (match !== null) return { name, match };
  }
  return undefined;
}

/** A message as far as its lines go. */
interface RenderedMessage {
  readonly components: readonly { readonly components: readonly APIComponentInContainer[] }[];
}

/** A rendered message as lines: those of its texts, and a row of buttons as `[label] [label]`. */
export function linesOf({ components }: RenderedMessage): readonly string[] {
  return (components[0]?.components ?? []).flatMap((component) =>
    'content' in component ? component.content.split('\n') : 'components' in component ? [rowOf(component)] : [],
  );
}

function rowOf({ components }: { readonly components: readonly object[] }): string {
  return components.map((button) => `[${'label' in button ? String(button.label) : ''}]`).join(' ');
}
