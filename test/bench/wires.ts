import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Limit } from './sliding-window.ts';

/** How a platform speaks of posts, and what it lets through. */
export interface Wire {
  readonly overall: Limit;
  readonly channel: Limit;
  /** Nothing where the request posts nothing to a channel. */
  readPost(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>, body: Buffer): Promise<Letter | undefined>;
  /** Whether a request that is no post counts for the overall limit. */
  isCounted(path: string): boolean;
  accept(letter: Letter, number: number): Answer;
  refuse(waitMs: number, scope: 'overall' | 'channel'): Answer;
}

/** What is posted where. */
export interface Letter {
  readonly channel: string;
  readonly marker: string;
}

/** How a request is answered. */
export interface Answer {
  readonly status: number;
  readonly headers?: OutgoingHttpHeaders;
  readonly body: object;
}

const POST_PATH = /^\/api\/v10\/channels\/(\d+)\/messages$/;

/** Discord: 50 requests in any second over all, 5 posts in any 5 seconds of a channel (https://docs.discord.com/developers/topics/rate-limits). */
export const discordWire: Wire = {
  overall: { calls: 50, perMs: 1000 },
  channel: { calls: 5, perMs: 5000 },
  async readPost({ method, url = '' }, body) {
    const channel = method === 'POST' ? POST_PATH.exec(url)?.[1] : undefined;
    if (channel === undefined) return undefined;
    return { channel, marker: textAt(JSON.parse(body.toString()), 'nonce') };
  },
  // Interactions are not bound to the bot's limit.
  isCounted: (path) => !/\/(?:interactions|webhooks)\//.test(path),
  accept: ({ channel }, number) => ({
    status: 200,
    headers: {
      'x-ratelimit-bucket': 'messages',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '4',
      'x-ratelimit-reset-after': '1',
    },
    body: { id: String(number), channel_id: channel },
  }),
  refuse(waitMs, scope) {
    const global = scope === 'overall';
    return {
      status: 429,
      headers: {
        'retry-after': String(Math.ceil(waitMs / 1000)),
        'x-ratelimit-scope': global ? 'global' : 'user',
        ...(global ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-bucket': 'messages' }),
      },
      body: { message: 'You are being rate limited.', retry_after: waitMs / 1000, global },
    };
  },
};

/** Slack: a message a second in a channel, and several hundred a minute in a workspace (https://docs.slack.dev/apis/web-api/rate-limits). */
export const slackWire: Wire = {
  overall: { calls: 300, perMs: 60_000 },
  channel: { calls: 1, perMs: 1000 },
  async readPost({ url = '', headers }, body) {
    if (!url.endsWith('/chat.postMessage')) return undefined;
    const type = headers['content-type'] ?? '';
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const metadata: unknown = JSON.parse(String(form.get('metadata')));
    const payload = typeof metadata === 'object' && metadata !== null ? Object.entries(metadata) : [];
    const [, event] = payload.find(([key]) => key === 'event_payload') ?? [];
    return { channel: String(form.get('channel')), marker: textAt(event, 'marker') };
  },
  // Each of the other methods has a limit of its own.
  isCounted: () => false,
  accept: ({ channel }, number) => ({
    status: 200,
    body: { ok: true, channel, ts: `1700000000.${String(number).padStart(6, '0')}`, message: {} },
  }),
  refuse: (waitMs) => ({
    status: 429,
    headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    body: { ok: false, error: 'ratelimited' },
  }),
};

function textAt(value: unknown, key: string): string {
  const [, found] = Object.entries(value ?? {}).find(([name]) => name === key) ?? [];
  return typeof found === 'string' ? found : '';
}
