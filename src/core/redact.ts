/** Takes what must not be shown out of a text. */
export type Redactor = (text: string) => string;

/** What stands where something was taken out. */
export const REDACTED = '[redacted]';

/** A shorter "secret" (`none`, `test`) keeps nobody out, and taking it out would tear holes into ordinary words. */
const SHORTEST_SECRET = 6;

/** Secrets known by their shape; what `$1` holds may stay. */
const SHAPES: readonly RegExp[] = [
  // https://docs.slack.dev/authentication/tokens
  /()\bx(?:ox[a-z]|app|wfp)[-.][\w.%-]+/g,
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  /(hooks\.slack(?:-gov)?\.com\/\w+\/)[^\s"'<>]+/g,
  // https://docs.discord.com/developers/resources/webhook: id, then the token that lets anyone post
  /(\/(?:webhooks|interactions)\/\d+\/)[^\s"'<>/]+/g,
  // https://docs.discord.com/developers/reference#authentication: id, time and signature in base64
  /()\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g,
  /()\bsk-[\w-]{8,}/g,
  /()\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /\b(Bearer\s+)[\w.~+/=-]{8,}/gi,
  /(\bauthorization\\?["']?\s*[:=,]\s*\\?["']?(?:(?:Bearer|Basic|Bot|Digest|Token)\s+)?)[^\s"',}\\]+/gi,
  /((?:token|secret|password|api[-_]?key|signature|cookie)(?:=|\\?["']\s*:\s*\\?["']))[^\s"'&,;\\]+/gi,
];

const SECRET_NAME =
  /(?:token|secret|password|passwd|api[-_]?key|credentials?|signature|authorization|cookie|webhook)s?$/i;

/** Whether a key or variable of this name holds a secret: `botToken`, `OPENAI_API_KEY`, `authorization`. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Takes secrets and the query strings of URLs out of one text; see {@link createRedactor}. */
export function redact(text: string, secrets: readonly string[] = []): string {
  return createRedactor(secrets)(text);
}

/**
 * Builds a redactor. It takes out the given secrets wherever they occur, as they are, URL-encoded, JSON-escaped or in base64
 * (alone or inside a longer text); tokens, keys and webhook URLs known by their shape; and whatever follows `?` or `user:` in a URL.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const searched = secrets.filter(({ length }) => length >= SHORTEST_SECRET).toSorted((a, b) => b.length - a.length);
  const known = searched.flatMap((secret) => [spellingsOf(secret), ...base64sOf(secret)]);
  const patterns = known.map((pattern) => new RegExp(pattern, 'gu'));
  return (text) => {
    const unknown = patterns.reduce((rest, pattern) => rest.replace(pattern, REDACTED), text);
    const bare = unknown.replace(/[^\s"'<>]+/g, stripUrl);
    return SHAPES.reduce((rest, shape) => rest.replace(shape, `$1${REDACTED}`), bare);
  };
}

/** One word of a text: a URL or path loses its query, a fragment that could hold a token, and its user's name and password. */
function stripUrl(word: string): string {
  const slash = word.indexOf('/');
  if (slash === -1) return word;
  const query = word.indexOf('?', slash);
  const bare = query === -1 ? word : word.slice(0, query);
  const fragment = bare.indexOf('#', slash);
  const kept = fragment === -1 || !bare.includes('=', fragment) ? bare : bare.slice(0, fragment);
  return kept.replace(/:\/\/[^/@]*@/, '://');
}

/** Each character as it is, escaped for JSON, or percent-encoded. */
function spellingsOf(secret: string): string {
  return Array.from(secret, (letter) => `(?:\\\\?${literal(letter)}|${percentEncoded(letter)})`).join('');
}

function percentEncoded(letter: string): string {
  const bytes = [...Buffer.from(letter)].map((byte) => byte.toString(16).padStart(2, '0'));
  return bytes.map((hex) => `%${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)}`).join('');
}

/** Base64 depends on where in its text the secret stands (modulo 3): the letters that are the same whatever surrounds it. */
function base64sOf(secret: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const letters = bytes.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    const pattern = Array.from(letters, (letter) => ({ '+': '[+\\-]', '/': '[/_]' })[letter] ?? letter).join('');
    return `${pattern}[\\w+/\\-]?={0,2}`;
  });
}

function literal(letter: string): string {
  return `\\u{${letter.codePointAt(0)?.toString(16)}}`;
}
