import { escapeAround } from '../web-links.ts';

/** Signs that look the same as those that emphasize and set code, which nothing escapes. */
const LOOKALIKES = new Map([
  ['*', '\u2217'],
  ['_', '\u02cd'],
  ['~', '\u223c'],
  ['`', '\u02cb'],
]);

/** An emoji by its name, a quote at the start of a line, words that call everyone: none of them is read with a sign of no width inside. */
const EMOJI = /:(?=[\w+'-]+:)/g;
const QUOTE = /^(\s*)(?=&gt;)/gm;
const CALL = /@(?=everyone|here|channel)/gi;

/** Text that shows as it is in mrkdwn, whatever follows it: no link, no mention, no emphasis, no emoji (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export function escapeMrkdwn(text: string): string {
  const plain = text.replace(/[*_~`]/g, (sign, at: number) => (isPlain(text, at) ? sign : toLookalike(sign)));
  return escapeEntities(plain).replace(EMOJI, ':\u200b').replace(QUOTE, '$1\u200b').replace(CALL, '@\u200b');
}

/** The same, but addresses of the web stay links. */
export function escapeButLinks(text: string): string {
  return escapeAround(text, escapeMrkdwn, (url) => `<${escapeEntities(url)}>`);
}

/** A link under a name; nothing where the address is none of the web or longer than `longest` characters. */
export function link(name: string, url: string | undefined, longest: number): string | undefined {
  const address = toAddress(url);
  if (address === undefined || address.length > longest || name.trim() === '') return undefined;
  return `<${escapeEntities(address)}|${escapeMrkdwn(name).replaceAll('|', '\u2223')}>`;
}

/** An address of the web as a link without a name; nothing for any other. */
export function bareLink(url: string | undefined): string | undefined {
  const address = toAddress(url);
  return address === undefined ? undefined : `<${escapeEntities(address)}>`;
}

/** Text for where there is no markup, which calls nobody even so. */
export function escapePlain(text: string): string {
  return text.replace(/<(?=[!@#])/g, '<\u200b').replace(CALL, '@\u200b');
}

/** Text set off in bold, whatever stands in it. */
export function strong(text: string): string {
  return `*${text.replaceAll('*', toLookalike)}*`;
}

function toAddress(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined;
  // What sets off a link in bold would take a star out of its address.
  return parsed.href.replaceAll('|', '%7c').replaceAll('*', '%2a');
}

function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Behind a letter, or before a space, a sign begins nothing, and without a beginning it ends nothing; a backtick always may. */
function isPlain(text: string, at: number): boolean {
  if (text.charAt(at) === '`') return false;
  return /[A-Za-z0-9]/.test(text.charAt(at - 1)) || /\s/.test(text.charAt(at + 1));
}

function toLookalike(sign: string): string {
  return LOOKALIKES.get(sign) ?? sign;
}
