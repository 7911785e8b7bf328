import { createHmac } from 'node:crypto';
import { acknowledge, giveUp, type Delivery } from './delivery.ts';
import { isJson, type Json } from './json.ts';
import type { StoredEnvelope, World } from './world.ts';

/** What is wrong with a call of Slack's, where something is to be. */
export type Forgery = 'wrong signature' | 'old timestamp';

/** Slack calling the app at an address, signed (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export interface Calling extends Delivery {
  forgery: Forgery | undefined;
  /** Asks whether the address is the app's, as Slack does when it is set; resolves with what is answered. */
  challenge(challenge: string): Promise<string>;
}

const OLD_S = 60 * 6;

/** Sends to an address what would go over the socket. */
export function callAt(world: World, target: string): Calling {
  const calling: Calling = {
    forgery: undefined,
    send: (envelope, reason) => void call(envelope, reason),
    async challenge(challenge) {
      const body = JSON.stringify({ token: 'verification', challenge, type: 'url_verification' });
      return (await post('application/json', body)).text();
    },
  };
  return calling;

  function post(type: string, body: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
    const headers = { 'content-type': type, ...sign(world, body, calling.forgery), ...more };
    return fetch(target, { method: 'POST', headers, body });
  }

  async function call(envelope: StoredEnvelope, reason: string | undefined): Promise<void> {
    const [type, body] = encode(envelope);
    const retry = { 'x-slack-retry-num': String(envelope.attempts), 'x-slack-retry-reason': `http_${reason ?? ''}` };
    envelope.attempts++;
    try {
      const response = await post(type, body, reason === undefined ? {} : retry);
      const text = await response.text();
      envelope.status = response.status;
      if (response.ok) acknowledge(world, envelope, readAnswer(text));
      else missed(envelope, 'http_error');
    } catch {
      missed(envelope, 'connection_failed');
    }
  }

  /** Events come again. */
  function missed(envelope: StoredEnvelope, failure: string): void {
    if (envelope.type === 'events_api') world.changes.emit('change');
    else giveUp(world, envelope, failure);
  }
}

function encode({ type, payload }: StoredEnvelope): readonly [type: string, body: string] {
  if (type === 'events_api') return ['application/json', JSON.stringify(payload)];
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : payload;
  const pairs = Object.entries(fields).map(([key, value]) => [key, String(value)]);
  return ['application/x-www-form-urlencoded', new URLSearchParams(Object.fromEntries(pairs)).toString()];
}

function sign({ signingSecret }: World, body: string, forgery: Forgery | undefined): Record<string, string> {
  const at = Math.floor(Date.now() / 1000) - (forgery === 'old timestamp' ? OLD_S : 0);
  const secret = forgery === 'wrong signature' ? `${signingSecret}x` : signingSecret;
  const mac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(at), 'x-slack-signature': `v0=${mac}` };
}

/** An empty answer says nothing, one in plain words is the text of a message. */
function readAnswer(text: string): Json {
  if (text === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    return isJson(body) ? body : { text };
  } catch {
    return { text };
  }
}
