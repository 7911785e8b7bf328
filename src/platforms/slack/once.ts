import { createHash } from 'node:crypto';

/** How many are remembered. */
const MEMORY = 10_000;

/** Tells what comes for the first time: Slack sends again what it did not see acknowledged, and at times without a reason. */
export function createOnce(): (body: Readonly<Record<string, unknown>>) => boolean {
  const seen = new Set<string>();
  return (body) => {
    const key = keyOf(body);
    if (seen.has(key)) return false;
    seen.add(key);
    const [oldest] = seen;
    if (seen.size > MEMORY && oldest !== undefined) seen.delete(oldest);
    return true;
  };
}

/** An event has an id of its own (https://docs.slack.dev/apis/events-api#callback-field); what people do holds ids that make it like no other. */
function keyOf({ event_id: id, ...body }: Readonly<Record<string, unknown>>): string {
  const { event } = body;
  if (typeof id === 'string' && typeof event === 'object' && event !== null)
    return `${id} ${'event_ts' in event ? String(event.event_ts) : ''}`;
  return createHash('sha256').update(JSON.stringify(body)).digest('base64url');
}
