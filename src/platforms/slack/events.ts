/**
 * Whether an event is nothing to the bot: of all that is said in its channels, all but what people say in threads and directly,
 * and that something is gone, or that people have edited what they said in threads. It costs next to nothing, as busy workspaces tell of much.
 */
export function isIdle(body: unknown): boolean {
  const event = fieldOf(body, 'event');
  if (fieldOf(event, 'type') !== 'message') return false;
  const subtype = fieldOf(event, 'subtype');
  if (subtype === 'message_deleted') return false;
  if (subtype === 'message_changed') return isIdleChange(fieldOf(event, 'message'));
  if (fieldOf(event, 'bot_id') !== undefined) return true;
  return fieldOf(event, 'channel_type') !== 'im' && !isReply(event);
}

function isIdleChange(message: unknown): boolean {
  if (fieldOf(message, 'subtype') === 'tombstone') return false;
  if (fieldOf(message, 'bot_id') !== undefined) return true;
  return fieldOf(message, 'edited') === undefined || fieldOf(message, 'thread_ts') === undefined;
}

/** Whether a message stands in a thread, and is not the one that the thread hangs on. */
export function isReply(message: unknown): boolean {
  const thread = fieldOf(message, 'thread_ts');
  return typeof thread === 'string' && thread !== fieldOf(message, 'ts');
}

function fieldOf(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
