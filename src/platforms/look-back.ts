/** Messages of a channel that follow each other, the newest first. */
export interface Page {
  readonly messages: number;
  /** Whether the one that is looked for is among them. */
  readonly isFound: boolean;
  /** When the last of them was posted, in milliseconds since 1970. */
  readonly oldestMs: number;
  /** Where the next page begins; nothing at the channel's beginning. */
  readonly next?: string;
}

/** How far a clock may be wrong. */
const DAY_MS = 86_400_000;

/** How many messages are looked at: what lies further back is not worth the requests. */
const MOST_MESSAGES = 1000;

/** Whether a message was posted since an instant. Looks at pages, newest first; each after the first waits for its turn. */
export async function lookBack(
  fetchPage: (from: string | undefined) => Promise<Page>,
  sinceMs: number,
  turn: () => Promise<void>,
): Promise<'yes' | 'no' | 'unknown'> {
  let from: string | undefined;
  for (let seen = 0; seen < MOST_MESSAGES;) {
    if (from !== undefined) await turn();
    const { messages, isFound, oldestMs, next } = await fetchPage(from);
    if (isFound) return 'yes';
    if (next === undefined || oldestMs < sinceMs - DAY_MS) return 'no';
    // A page without any messages counts too, or it might go on for ever.
    seen += Math.max(messages, 1);
    from = next;
  }
  return 'unknown';
}
