import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { numbersIn, type Kept } from './oracle.ts';

/** How far the bot has come. */
export interface Progress {
  readonly head: number;
  /** Parts by their state. */
  readonly pending: number;
  readonly sending: number;
  readonly sent: number;
  /** Deliveries that are not done. */
  readonly open: number;
  /** Channels whose time has come. */
  readonly due: number;
  /** Channels that have not been served up to the last intake. */
  readonly behind: number;
}

const countSchema = z.record(z.string(), z.number());
const partSchema = z.object({
  channel: z.string(),
  delivery: z.number(),
  position: z.number(),
  state: z.string(),
  body: z.string(),
});
const messageSchema = z.object({ components: z.unknown().optional(), blocks: z.unknown().optional() });
const cursorSchema = z.object({ id: z.string(), cursor: z.number() });
const ledgerSchema = z.object({ channel: z.string(), value: z.string().nullable() });

/** A look into the bot's store from outside, while it runs or not. */
export interface Look {
  progress(nowMs: number): Progress;
  kept(): Kept;
  /** Channels that had their time when papers were there for them, and are to wait for the next: one sentence each. */
  putOff(nowMs: number): readonly string[];
  /** Makes every channel due now. */
  makeDue(nowMs: number): void;
  close(): void;
}

/** Opens a store's file, which is there already, past the bot's own code. */
export function openLook(path: string): Look {
  const db = new DatabaseSync(path, { timeout: 5000 });
  const rows = <Row>(schema: z.ZodType<Row>, text: string): readonly Row[] =>
    z.array(schema).parse(db.prepare(text).all());
  const one = (text: string): number => Object.values(rows(countSchema, text)[0] ?? {})[0] ?? 0;
  const parts = (state: string): number => one(`SELECT COUNT(*) FROM delivery_parts WHERE state = '${state}'`);
  const headOf = (): number => one('SELECT COALESCE(MAX(number), 0) FROM intakes');
  const openOf = (): number => one(`SELECT COUNT(*) FROM deliveries WHERE state <> 'done'`);
  return {
    progress: (nowMs) => ({
      head: headOf(),
      pending: parts('pending'),
      sending: parts('sending'),
      sent: parts('sent'),
      open: openOf(),
      due: one(`SELECT COUNT(*) FROM channels WHERE next_due_ms <= ${nowMs}`),
      behind: one('SELECT COUNT(*) FROM channels WHERE cursor < (SELECT COALESCE(MAX(number), 0) FROM intakes)'),
    }),
    kept: () => ({
      parts: rows(
        partSchema,
        `SELECT channel, delivery, position, p.state, body FROM delivery_parts p JOIN deliveries d ON d.id = delivery
          ORDER BY delivery, position`,
      ).map(({ body, ...part }) => ({ ...part, text: textOf(JSON.parse(body)) })),
      open: openOf(),
      head: headOf(),
      cursors: new Map(rows(cursorSchema, 'SELECT id, cursor FROM channels').map(({ id, cursor }) => [id, cursor])),
      ledger: ledgerOf(
        rows(
          ledgerSchema,
          `SELECT channel, value FROM ledger LEFT JOIN records ON namespace = 'papers' AND key = paper`,
        ),
      ),
    }),
    putOff: (nowMs) =>
      rows(
        cursorSchema,
        `SELECT id, cursor FROM channels WHERE next_due_ms > ${nowMs}
          AND EXISTS (SELECT 1 FROM intakes WHERE number > cursor AND at_ms < last_due_ms)`,
      ).map(({ id, cursor }) => `${id}: its time is taken, and it was not served beyond intake ${cursor}`),
    makeDue: (nowMs) => db.exec(`UPDATE channels SET next_due_ms = ${nowMs - 1000}`),
    close: () => db.close(),
  };
}

/** All that a message shows, as one text: that of Discord's components, or of Slack's blocks. */
export function textOf(message: unknown): string {
  const { components, blocks } = messageSchema.parse(message);
  return textsIn(components ?? blocks).join('\n');
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'content' || key === 'text') && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

function ledgerOf(rows: readonly z.infer<typeof ledgerSchema>[]): Kept['ledger'] {
  const byChannel = Map.groupBy(rows, ({ channel }) => channel);
  return new Map(
    [...byChannel].map(([channel, of]) => [channel, of.map(({ value }) => numbersIn(value ?? '')[0] ?? 'no paper')]),
  );
}
