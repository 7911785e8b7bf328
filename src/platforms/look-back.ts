/** Messages of a channel that follow each other, the newest first. */
export interface Page {
  readonly messages: number;
  /** The id of the one that is looked for, where it is among them. */
  readonly found?: string;
  /** When the last of them was posted, in milliseconds since 1970. */
  readonly oldestMs: number;
  /** Where the next page begins; nothing at the channel's beginning. */
  readonly next?: string;
}

/** Whether a message was posted, and if so its id. */
export type Posted = { readonly posted: 'yes'; readonly id: string } | { readonly posted: 'no' | 'unknown' };

/** How far a clock may be wrong. */
const DAY_MS = 86_400_000;

/** How many messages are looked at: what lies further back is not worth the requests. */
const MOST_MESSAGES = 1000;

/** Whether a message was posted since an instant. Looks at pages, newest first; each after the first waits for its turn. */
export async function lookBack(
  fetchPage: (from: string | undefined) => Promise<Page>,
  sinceMs: number,
  turn: () => Promise<void>,
): Promise<Posted> {
  let from: string | undefined;
  for (let seen = 0; seen < MOST_MESSAGES;) {
    if (from !== undefined) await turn();
    const { messages, found, oldestMs, next } = await fetchPage(from);
    if (found !== undefined) return { posted: 'yes', id: found };
    if (next === undefined || oldestMs < sinceMs - DAY_MS) return { posted: 'no' };
    // A page without any messages counts too, or it might go on for ever.
    seen += Math.max(messages, 1);
    from = next;
  }
  return { posted: 'unknown' };
}
