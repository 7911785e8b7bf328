import { sql, type Row } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';

const BATCH = 500;

/**
 * Makes a store that was restored from a backup fit to go on. What the store it replaces has delivered since is carried over,
 * with the papers and the state of each part, so that nothing is posted twice or left out. Without that store, what was on its
 * way when the backup was taken is in doubt: it is looked up before it is sent.
 */
export async function settleRestored(restored: Store, before: Store | undefined): Promise<void> {
  const newest = await readNewest(restored);
  if (before === undefined || !(await isLater(before, newest))) return doubtAll(restored);
  await carryOpen(restored, before);
  await carryNew(restored, before, Number(newest?.['id'] ?? 0));
  await carryLedger(restored, before, Number(newest?.['id'] ?? 0));
}

async function readNewest(store: Store): Promise<Row | undefined> {
  const [row] = await store.query(sql`SELECT id, channel, at_ms FROM deliveries ORDER BY id DESC LIMIT 1`);
  return row;
}

/** Whether a store has gone on from where the backup was taken: then it knows the newest delivery of that. */
async function isLater(before: Store, newest: Row | undefined): Promise<boolean> {
  if (newest === undefined) return true;
  const { id = null, channel = null, at_ms = null } = newest;
  const found = await before.query(
    sql`SELECT id FROM deliveries WHERE id = ${id} AND channel = ${channel} AND at_ms = ${at_ms}`,
  );
  return found.length > 0;
}

async function doubtAll(restored: Store): Promise<void> {
  await restored.query(sql`UPDATE delivery_parts SET state = 'sending'
    WHERE state = 'pending' AND delivery IN (SELECT id FROM deliveries WHERE state = 'open')`);
}

/** How far the deliveries have come that were open when the backup was taken. */
async function carryOpen(restored: Store, before: Store): Promise<void> {
  for (const { id = null } of await restored.query(sql`SELECT id FROM deliveries WHERE state = 'open'`)) {
    const [delivery] = await before.query(sql`SELECT state FROM deliveries WHERE id = ${id}`);
    const parts = await before.query(
      sql`SELECT position, body, is_plain, state, message_id FROM delivery_parts WHERE delivery = ${id}`,
    );
    await restored.transaction(function* () {
      yield sql`UPDATE deliveries SET state = ${delivery?.['state'] ?? 'open'} WHERE id = ${id}`;
      for (const { position = null, body = null, is_plain = null, state = null, message_id = null } of parts) {
        yield sql`UPDATE delivery_parts
          SET body = ${body}, is_plain = ${is_plain}, state = ${state}, message_id = ${message_id}
          WHERE delivery = ${id} AND position = ${position}`;
      }
    });
  }
}

/** Deliveries that the backup does not know. They cover none of its intakes, whose numbers are given anew. */
async function carryNew(restored: Store, before: Store, newest: number): Promise<void> {
  for (let after = newest; ;) {
    const deliveries = await before.query(sql`SELECT id, channel, digest, at_ms, state FROM deliveries
      WHERE id > ${after} ORDER BY id LIMIT ${BATCH}`);
    for (const delivery of deliveries) await carryDelivery(restored, before, delivery);
    after = Number(deliveries.at(-1)?.['id'] ?? 0);
    if (deliveries.length < BATCH) return;
  }
}

async function carryDelivery(restored: Store, before: Store, delivery: Row): Promise<void> {
  const { id = null, channel = null, digest = null, at_ms = null, state = null } = delivery;
  const parts = await before.query(
    sql`SELECT position, body, papers, is_plain, state, message_id FROM delivery_parts WHERE delivery = ${id}`,
  );
  const place = -Number(id);
  await restored.transaction(function* () {
    yield sql`INSERT INTO deliveries (id, channel, from_intake, to_intake, digest, at_ms, state)
      VALUES (${id}, ${channel}, ${place}, ${place}, ${digest}, ${at_ms}, ${state})`;
    for (const { position = null, body = null, papers = null, is_plain = null, message_id = null, ...part } of parts) {
      yield sql`INSERT INTO delivery_parts (delivery, position, body, papers, is_plain, state, message_id)
        VALUES (${id}, ${position}, ${body}, ${papers}, ${is_plain}, ${part['state'] ?? null}, ${message_id})`;
    }
  });
}

async function carryLedger(restored: Store, before: Store, newest: number): Promise<void> {
  const rows = await before.query(sql`SELECT channel, paper, delivery FROM ledger WHERE delivery > ${newest}`);
  await restored.transaction(function* () {
    for (const { channel = null, paper = null, delivery = null } of rows) {
      yield sql`INSERT INTO ledger (channel, paper, delivery) VALUES (${channel}, ${paper}, ${delivery}) ON CONFLICT DO NOTHING`;
    }
  });
}
