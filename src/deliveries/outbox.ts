import { z } from 'zod';
import { lazily, list, sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { DigestSchema } from './digest-schema.ts';
import type { Digest } from '../digests/digest.ts';
import type { RenderedPart } from '../platform.ts';
import { takeSlot, type Slot } from '../digests/due-times.ts';

/** A digest on its way: what was composed, and how far its parts have come. */
export interface Delivery {
  readonly id: number;
  readonly channel: string;
  /** Names it in the log; unlike that of any other, of another store too. */
  readonly mark: string;
  /** In milliseconds since 1970. */
  readonly composedMs: number;
  readonly digest: Digest;
  readonly parts: readonly DeliveryPart[];
}

/** One message of a delivery, rendered. */
export interface DeliveryPart {
  /** From 0; parts are posted strictly in this order. */
  readonly position: number;
  readonly body: string;
  /**
   * What the platform keeps with the message, to find it by: unlike that of any other part, of another store too.
   * Short enough for a nonce of Discord (25 characters: https://docs.discord.com/developers/resources/message).
   */
  readonly marker: string;
  readonly state: 'pending' | 'sending' | 'sent' | 'failed';
  /** The ids of the papers that it shows. */
  readonly papers: readonly string[];
  /** It was refused for its content, and rendered once more as plain text. */
  readonly isPlain: boolean;
}

/** A part by its place. */
export interface PartPlace {
  readonly delivery: number;
  readonly position: number;
}

const LEDGER_BATCH = 1000;
const PapersSchema = z.array(z.string());

/** The intake a channel was served up to, 0 for one never served. */
export async function readCursor(store: Store, channel: string): Promise<number> {
  return Number((await store.query(sql`SELECT cursor FROM channels WHERE id = ${channel}`))[0]?.['cursor'] ?? 0);
}

/** Which of these papers the channel has been given before. */
export async function findDelivered(
  store: Store,
  channel: string,
  papers: readonly string[],
): Promise<ReadonlySet<string>> {
  const delivered = new Set<string>();
  for (let from = 0; from < papers.length; from += LEDGER_BATCH) {
    const ids = list(papers.slice(from, from + LEDGER_BATCH));
    const rows = await store.query(sql`SELECT paper FROM ledger WHERE channel = ${channel} AND paper IN ${ids}`);
    for (const row of rows) delivered.add(String(row['paper']));
  }
  return delivered;
}

/**
 * Stores a digest with its rendered parts and moves the channel's cursor to its end, in one transaction; a digest without
 * parts only moves the cursor. One that is due at a slot takes it with that. Resolves with false, and changes nothing, where
 * the digest no longer holds: its slot is taken, the cursor has left its beginning, the channel has been given one of its
 * papers, or one has proved to be the same as another.
 */
export async function storeDelivery(
  store: Store,
  digest: Digest,
  parts: readonly RenderedPart[],
  atMs: number,
  slot?: Slot,
): Promise<boolean> {
  const { channel, from, to } = digest;
  const papers = digest.sections.flatMap(({ cards }) => cards.map(({ id }) => id));
  // Marking the first part as being sent brings all of it to the disk; lost before, it is composed anew.
  return store.transaction(
    function* (): Statements<boolean> {
      const [row] = yield sql`SELECT cursor FROM channels WHERE id = ${channel}`;
      if (Number(row?.['cursor'] ?? 0) !== from) return false;
      const shown = yield sql`SELECT paper FROM ledger WHERE channel = ${channel} AND paper IN ${list(papers)}`;
      const current = yield sql`SELECT paper FROM intake_papers WHERE paper IN ${list(papers)}`;
      if (shown.length > 0 || current.length < papers.length) return false;
      if (slot !== undefined && !(yield* takeSlot(slot))) return false;
      yield sql`INSERT INTO channels (id, cursor) VALUES (${channel}, ${to}) ON CONFLICT (id) DO UPDATE SET cursor = ${to}`;
      if (parts.length === 0) return true;
      // What tells that nothing came in covers no intake, and stands for its slot.
      const span = slot !== undefined && to === from ? { from: -slot.dueMs, to: -slot.dueMs } : { from, to };
      const [stored] = yield sql`INSERT INTO deliveries (channel, from_intake, to_intake, digest, at_ms)
        VALUES (${channel}, ${span.from}, ${span.to}, ${JSON.stringify(digest)}, ${atMs}) RETURNING id`;
      const id = Number(stored?.['id']);
      for (const [position, part] of parts.entries()) {
        yield sql`INSERT INTO delivery_parts (delivery, position, body, papers, state)
          VALUES (${id}, ${position}, ${part.body}, ${JSON.stringify(part.papers)}, 'pending')`;
      }
      for (const paper of papers) {
        yield sql`INSERT INTO ledger (channel, paper, delivery) VALUES (${channel}, ${paper}, ${id})`;
      }
      return true;
    },
    { isLazy: true },
  );
}

/** The channel's delivery that is not finished; there is at most one. */
export async function findOpenDelivery(store: Store, channel: string): Promise<Delivery | undefined> {
  const [row] = await store.query(
    sql`SELECT id, digest, at_ms FROM deliveries WHERE channel = ${channel} AND state = 'open'`,
  );
  if (row === undefined) return undefined;
  const id = Number(row['id']);
  // A store that was begun anew counts from 1 again, but not at the same time.
  const mark = `${Number(row['at_ms']).toString(36)}.${id}`;
  const parts = await store.query(
    sql`SELECT position, body, state, papers, is_plain FROM delivery_parts WHERE delivery = ${id} ORDER BY position`,
  );
  return {
    id,
    channel,
    mark,
    composedMs: Number(row['at_ms']),
    digest: DigestSchema.parse(JSON.parse(String(row['digest']))),
    parts: parts.map((part) => ({
      position: Number(part['position']),
      body: String(part['body']),
      marker: `${mark}.${part['position']}`,
      state: toState(part['state']),
      papers: readPapers(part['papers']),
      isPlain: part['is_plain'] === 1,
    })),
  };
}

/**
 * Moves one part from a state to another; resolves with false where it was not in the first: another process has it. That it
 * is being sent is on the disk before it is; that it was sent need not be, for without that it is looked up.
 */
export async function movePart(
  store: Store,
  part: PartPlace,
  from: DeliveryPart['state'],
  to: DeliveryPart['state'],
  messageId: string | null = null,
): Promise<boolean> {
  const move = sql`UPDATE delivery_parts SET state = ${to}, message_id = ${messageId}
    WHERE delivery = ${part.delivery} AND position = ${part.position} AND state = ${from} RETURNING position`;
  const rows = await store.query(to === 'sending' ? move : lazily(move));
  return rows.length > 0;
}

/** Puts plain text in the place of a part that was refused for its content; it is to be sent then. */
export async function storePlainPart(store: Store, part: PartPlace, body: string): Promise<boolean> {
  const rows = await store.query(sql`UPDATE delivery_parts SET state = 'pending', body = ${body}, is_plain = 1
    WHERE delivery = ${part.delivery} AND position = ${part.position} AND state = 'sending' RETURNING position`);
  return rows.length > 0;
}

/** Ends a delivery whose parts are all sent or given up. */
export async function closeDelivery(store: Store, id: number): Promise<void> {
  await store.query(
    lazily(sql`UPDATE deliveries SET state = 'done' WHERE id = ${id}
      AND NOT EXISTS (SELECT 1 FROM delivery_parts WHERE delivery = ${id} AND state IN ('pending', 'sending'))`),
  );
}

/**
 * Sets a channel's open delivery aside for good, as it stands, and what it has met with: the next can be composed. Resolves
 * with whether there was one.
 */
export async function parkDelivery(store: Store, channel: string): Promise<boolean> {
  return store.transaction(function* (): Statements<boolean> {
    const parked =
      yield sql`UPDATE deliveries SET state = 'parked' WHERE channel = ${channel} AND state = 'open' RETURNING id`;
    if (parked.length === 0) return false;
    yield sql`DELETE FROM channel_troubles WHERE channel = ${channel}`;
    return true;
  });
}

/** The ids of papers as they stand with a part. */
export function readPapers(stored: unknown): readonly string[] {
  return PapersSchema.parse(JSON.parse(String(stored)));
}

function toState(value: unknown): DeliveryPart['state'] {
  return value === 'sending' || value === 'sent' || value === 'failed' ? value : 'pending';
}
