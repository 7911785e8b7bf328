import type { ThreadMessage } from '../platform.ts';
import { cutAtWord } from '../summaries/compress.ts';

/** How much of a thread is read: its latest. */
const MAX_MESSAGES = 200;
const MAX_CHARS = 12_000;
/** Of one message, so that one alone does not push out the others. */
const MAX_MESSAGE_CHARS = 2_000;

/** How much of a line of a recap is shown. */
const MAX_LINE_CHARS = 300;

/** The latest messages with a text, the oldest first, as many as are read. */
export function boundMessages(messages: readonly ThreadMessage[]): readonly ThreadMessage[] {
  const kept: ThreadMessage[] = [];
  let left = MAX_CHARS;
  const written = messages.filter(({ text }) => text.trim() !== '').slice(-MAX_MESSAGES);
  for (const message of written.toReversed()) {
    const text = message.text.trim().slice(0, MAX_MESSAGE_CHARS);
    left -= text.length;
    if (left < 0) break;
    kept.unshift({ ...message, text });
  }
  return kept;
}

/** A line of a recap, on one line and at most so long. */
export function tidyLine(text: string): string {
  return cutAtWord(
    text
      .replace(/\s+/gu, ' ')
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim(),
    MAX_LINE_CHARS,
  );
}
