/** What Slack puts between angle brackets: `<url>`, `<url|words>`, `<@U1|name>`, `<#C1|name>`, `<!here>` (https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages). */
const MARKED = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g;

/** The text that a person typed: Slack's escapes undone, and quotes and dashes that a keyboard made fancy plain again. */
export function readText(text: string): string {
  return text
    .replace(MARKED, (_, sign: string, target: string, words: string = '') => readMarked(sign, target, words))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
    .replace(/[“”„‟]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/(^|\s)[—–](?=[a-z])/gi, '$1--')
    .trim();
}

/** All that a message says and links to, as one text: its own, that of its blocks and of what is attached to it. */
export function readMessage(message: unknown): string {
  return [...stringsIn(message)].map(readText).join('\n');
}

/** What follows the mention of a user, or goes before it where nothing does. */
export function readMention(text: string, user: string): string {
  const [before = '', ...after] = text.split(new RegExp(`<@${user}(?:\\|[^<>]*)?>`));
  return readText(after.join(' ').replace(/^[\s,:]+/, '')) || readText(before);
}

function readMarked(sign: string, target: string, words: string): string {
  // A link goes where it points to, whatever it is called.
  if (sign === '') return target.startsWith('mailto:') ? words || target : target;
  if (sign === '!') return words || `@${target.replace(/\^.*$/, '')}`;
  return `${sign}${words || target}`;
}

/** The fields of messages, blocks and attachments that hold words or addresses. */
const SPOKEN = new Set([
  'text',
  'url',
  'title',
  'title_link',
  'fallback',
  'pretext',
  'from_url',
  'original_url',
  'value',
]);

function* stringsIn(value: unknown, name = ''): Generator<string> {
  if (typeof value === 'string' && SPOKEN.has(name)) yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* stringsIn(inner, Array.isArray(value) ? name : key);
}
