import type { types } from '@slack/bolt';

/** What a person sees of a text on Slack. */
export interface Shown {
  readonly text: string;
  /** What of it Slack makes more than text, in order: `bold`, `link https://…`. */
  readonly markup: readonly string[];
}

/** Slack's mrkdwn as its clients read it, strictest first; a name where it makes more than text. What ends bold ends nothing where nothing is. */
const RULES: readonly (readonly [at: 'line' | 'any' | 'open', rule: RegExp, name: string])[] = [
  ['line', /&gt;/y, 'quote'],
  ['any', /<(https?:\/\/[^<>|\s]*)\|([^<>|]*)>/y, 'link'],
  ['any', /<(https?:\/\/[^<>|\s]*)>/y, 'link'],
  ['any', /<[^>]*>/y, 'mention'],
  ['any', /@(?:everyone|here|channel)/iy, 'mention'],
  ['any', /:[\w+'-]+:/y, 'emoji'],
  ['any', /`/y, 'code'],
  ['any', /(?<![A-Za-z0-9])\*(?=\S)/y, 'bold'],
  ['open', /(?<=\S)\*(?![A-Za-z0-9])/y, 'bold'],
  ['any', /(?<![A-Za-z0-9])[_~](?=\S)/y, 'emphasis'],
];

const ENTITIES = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&amp;', '&'],
]);

/** The signs that stand in place of those that nothing escapes. */
const ORIGINALS = new Map([
  ['\u2217', '*'],
  ['\u02cd', '_'],
  ['\u223c', '~'],
  ['\u02cb', '`'],
  ['\u2223', '|'],
]);

/** Reads a text as Slack shows it; what stands for other signs is read as those. */
export function showMrkdwn(content: string): Shown {
  const markup: string[] = [];
  let text = '';
  let isLineStart = true;
  let isBold = false;
  for (let at = 0; at < content.length;) {
    const found = matchAt(content, at, isLineStart, isBold);
    if (found === undefined) {
      isLineStart = content.charAt(at) === '\n' || (isLineStart && content.charAt(at).trim() === '');
      text += content.charAt(at);
      at += 1;
      continue;
    }
    const { name, match } = found;
    isLineStart = false;
    if (name === 'bold') isBold = !isBold;
    const [whole, url = '', label] = match;
    markup.push(name === 'link' ? `link ${decode(url)}` : name);
    text += name === 'link' ? (label === undefined ? url : showMrkdwn(label).text) : name === 'bold' ? '' : whole;
    if (label !== undefined) markup.push(...showMrkdwn(label).markup);
    at += whole.length;
  }
  return { text: toOriginal(decode(text)), markup };
}

/** A text with the signs that stand for others turned back, and without those of no width. */
export function toOriginal(text: string): string {
  return text
    .replace(/[\u2217\u02cd\u223c\u02cb\u2223]/g, (sign) => ORIGINALS.get(sign) ?? sign)
    .replaceAll('\u200b', '');
}

/** A rendered message as lines: those of its texts, headings in capitals' place as `# `, a row of buttons as `[label] [label]`. */
export function linesOf(blocks: readonly types.KnownBlock[]): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'header') return [`# ${block.text.text}`];
    if (block.type === 'divider') return ['---'];
    if (block.type === 'section') return block.text?.text.split('\n') ?? [];
    if (block.type === 'context')
      return block.elements.flatMap((element) =>
        'text' in element ? element.text.split('\n').map((line) => `- ${line}`) : [],
      );
    return block.type === 'actions' ? [block.elements.map(labelOf).join(' ')] : [block.type];
  });
}

function labelOf(element: types.ActionsBlockElement): string {
  if (element.type === 'button') return `[${element.text.text}]`;
  return 'placeholder' in element ? `[${element.placeholder?.text} ▾]` : element.type;
}

function matchAt(
  content: string,
  at: number,
  isLineStart: boolean,
  isBold: boolean,
): { name: string; match: RegExpExecArray } | undefined {
  for (const [where, rule, name] of RULES) {
    if ((where === 'line' && !isLineStart) || (where === 'open' && !isBold)) continue;
    rule.lastIndex = at;
    const match = rule.exec(content);
    if (match !== null) return { name, match };
  }
  return undefined;
}

function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES.get(entity) ?? entity);
}
