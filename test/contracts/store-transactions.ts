import { expect, it } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { list, sql, type SqlValue, type Statement } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';

/** The part of the store contract that is about tables. */
export function describeTransactions(current: () => Store): void {
  it('binds text, numbers, NULL and lists as they are', async () => {
    const values: SqlValue[] = [`a'"\0\u{1F4DC}`, '', -1.5, 1_763_000_000_000, 0, null];
    await current().query(sql`CREATE TABLE kept (place INTEGER, value TEXT, number DOUBLE PRECISION)`);
    for (const [place, value] of values.entries()) {
      const [text, number] = typeof value === 'number' ? [null, value] : [value, null];
      await current().query(sql`INSERT INTO kept VALUES (${place}, ${text}, ${number})`);
    }
    const rows = await current().query(sql`SELECT value, number FROM kept WHERE place IN ${list([5, 4, 3, 2, 1, 0])}
      AND place NOT IN ${list([99])} ORDER BY place`);
    expect(rows.map((row) => row['value'] ?? row['number'])).toEqual(values);
    expect(await current().query(sql`SELECT * FROM kept WHERE place IN ${list([])}`)).toEqual([]);
  });

  it('resolves with the rows of RETURNING, and with none for a plain write', async () => {
    expect(await current().query(addChannel('a', 1))).toEqual([]);
    expect(await current().query(sql`UPDATE channels SET cursor = 2 RETURNING id, cursor`)).toEqual([
      { id: 'a', cursor: 2 },
    ]);
  });

  it('rejects a statement that fails, without its values in the message', async () => {
    await current().query(addChannel('secret', 1));
    const failure = current().query(addChannel('secret', 1));
    await expect(failure).rejects.toThrow(StoreError);
    await expect(failure).rejects.toThrow(/^(?!.*secret)/s);
    await expect(failure).rejects.toHaveProperty('cause');
  });

  it('commits all statements and resolves with what the body returns', async () => {
    const result = await current().transaction(function* () {
      yield addChannel('a', 1);
      const rows = yield sql`SELECT cursor FROM channels`;
      yield addChannel('b', 2);
      return rows;
    });
    expect(result).toEqual([{ cursor: 1 }]);
    expect(await cursors(current())).toEqual([1, 2]);
  });

  it('leaves nothing of a transaction whose body throws, and throws that very error', async () => {
    const error = new RangeError('no');
    const failing = current().transaction(function* () {
      yield addChannel('a', 1);
      throw error;
    });
    await expect(failing).rejects.toBe(error);
    expect(await cursors(current())).toEqual([]);
  });

  it('leaves nothing of a transaction of which a statement fails', async () => {
    const failing = current().transaction(function* () {
      yield addChannel('a', 1);
      yield addChannel('a', 2);
    });
    await expect(failing).rejects.toThrow(StoreError);
    expect(await cursors(current())).toEqual([]);
    await current().transaction(function* () {
      yield addChannel('a', 3);
    });
    expect(await cursors(current())).toEqual([3]);
  });

  it('throws the error of a statement into the body, which may go on', async () => {
    const caught = await current().transaction(function* () {
      yield addChannel('a', 1);
      try {
        yield addChannel('a', 2);
      } catch (error) {
        yield addChannel('b', 3);
        return error;
      }
      return undefined;
    });
    expect(caught).toBeInstanceOf(StoreError);
    expect(await cursors(current())).toEqual([1, 3]);
  });

  it('runs transactions one after another, so that none reads what another is about to change', async () => {
    await current().query(addChannel('a', 0));
    const increments = Array.from({ length: 50 }, () =>
      current().transaction(function* () {
        const [row] = yield sql`SELECT cursor FROM channels`;
        yield sql`UPDATE channels SET cursor = ${Number(row?.['cursor']) + 1}`;
      }),
    );
    await Promise.all(increments);
    expect(await cursors(current())).toEqual([50]);
  });

  it('allows one open delivery for a channel, and any number of closed ones', async () => {
    const add = (from: number, state: string): Promise<unknown> =>
      current().query(sql`INSERT INTO deliveries (channel, from_intake, to_intake, digest, at_ms, state)
        VALUES ('c', ${from}, ${from + 1}, '{}', 0, ${state})`);
    await add(0, 'done');
    await add(1, 'parked');
    await add(2, 'open');
    await expect(add(3, 'open')).rejects.toThrow(StoreError);
    await expect(add(1, 'done')).rejects.toThrow(StoreError);
    await expect(add(4, 'lost')).rejects.toThrow(StoreError);
  });
}

/** Adds a row whose `cursor` is then found by {@link cursors}. */
export function addChannel(id: string, cursor: number): Statement {
  return sql`INSERT INTO channels (id, cursor) VALUES (${id}, ${cursor})`;
}

/** The `cursor` of every channel, in the order of the channels' ids. */
export async function cursors(store: Store): Promise<unknown[]> {
  const rows = await store.query(sql`SELECT cursor FROM channels ORDER BY id`);
  return rows.map((row) => row['cursor']);
}
