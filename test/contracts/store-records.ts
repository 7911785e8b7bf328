import { expect, it, vi } from 'vitest';
import { StoreError } from '../../src/core/errors.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';

/** The part of the store contract that is about records. */
export function describeRecords(current: () => Store): void {
  it('keeps namespaces apart whatever their names and keys', async () => {
    const names = ['paper', 'paper:1', 'paper:', 'pa', "o'paper", ''];
    for (const name of names) {
      await current().records(name).set('1', `${name}/1`);
      await current().records(name).set('paper:1', `${name}/paper:1`);
    }
    for (const name of names) {
      expect(await current().records(name).getMany(['1', 'paper:1'])).toEqual([`${name}/1`, `${name}/paper:1`]);
    }
    await current().records('paper').clear();
    expect(await current().records('paper').get('1')).toBeUndefined();
    expect(await current().records('paper:').get('1')).toBe('paper:/1');
  });

  it('gives the same Keyv for a namespace at every call', () => {
    expect(current().records('a')).toBe(current().records('a'));
    expect(current().records('a')).not.toBe(current().records('b'));
  });

  it('gets many in the order asked for, with holes and repetitions', async () => {
    const records = current().records<number>('a');
    expect(await records.setMany([1, 2, 3].map((value) => ({ key: `k${value}`, value })))).toEqual([true, true, true]);
    expect(await records.getMany(['k3', 'none', 'k1', 'k3'])).toEqual([3, undefined, 1, 3]);
    expect(await records.getMany([])).toEqual([]);
    expect(await records.hasMany(['k2', 'none'])).toEqual([true, false]);
    expect(await records.deleteMany(['k2', 'none'])).toEqual([true, false]);
    expect(await records.delete('k1')).toBe(true);
    expect(await records.delete('k1')).toBe(false);
    expect(await records.getMany(['k1', 'k2', 'k3'])).toEqual([undefined, undefined, 3]);
  });

  it('keeps values of every kind', async () => {
    const values = [
      '',
      ':base64:',
      0,
      null,
      false,
      [1, { a: ['b'] }],
      Buffer.from('bytes'),
      { in: Buffer.from('one') },
    ];
    for (const value of values) {
      await current().records('a').set('k', value);
      for (const read of [1, 2])
        expect({ read, value: await current().records('a').get('k') }).toEqual({ read, value });
    }
  });

  it('replaces a value and its expiry', async () => {
    const records = current().records<string>('a');
    await records.set('key', 'old', 1);
    await records.set('key', 'new');
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
    expect(await records.get('key')).toBe('new');
  });

  it('forgets a record when its time has come, and a new one under its key lives', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
    const records = current().records<string>('a');
    await records.set('short', 'x', 1_000);
    await records.setMany([
      { key: 'long', value: 'y', ttl: 2_000 },
      { key: 'ever', value: 'z' },
    ]);
    vi.setSystemTime(1_000_999);
    expect(await records.getMany(['short', 'long', 'ever'])).toEqual(['x', 'y', 'z']);
    vi.setSystemTime(1_001_000);
    expect(await records.getMany(['short', 'long', 'ever'])).toEqual([undefined, 'y', 'z']);
    expect(await records.has('short')).toBe(false);
    await Promise.all([records.get('short'), records.set('short', 'again')]);
    expect(await records.get('short')).toBe('again');
  });

  it.each([
    ['unicode', '\u{1F4DC} 论文 \0 ünï', { text: '\u{1F4DC} \0 \u2028 论文', none: null, list: [1.5, false] }],
    ['quotes', `it's "quoted" % _ \\`, `'"; --`],
    ['10,000 characters', 'k'.repeat(10_000), 'v'.repeat(10_000)],
    ['numbers alone', '007', 0],
  ])('keeps keys and values of %s as they are', async (_name, key, value) => {
    await current().records('a').set(key, value);
    expect(await current().records('a').get(key)).toEqual(value);
    expect(
      await current()
        .records('a')
        .getMany([key, `${key} `]),
    ).toEqual([value, undefined]);
    expect(await collect(current().records('a').iterator())).toEqual([[key, value]]);
  });

  it('iterates over all records of the namespace and no others, while it is written to', async () => {
    const entries = Array.from({ length: 1_001 }, (_, i) => ({ key: `k${i}`, value: i }));
    await current().records('a').setMany(entries);
    await current().records('b').set('other', true);
    expect(await collect(current().records('a').iterator())).toHaveLength(1_001);
    const seen = new Set<unknown>();
    for await (const [key] of current().records('a').iterator()) {
      seen.add(key);
      await current().records('a').delete(key);
    }
    expect(seen.size).toBe(1_001);
    expect(await collect(current().records('b').iterator())).toEqual([['other', true]]);
  });

  it('rejects, rather than finding nothing, when it cannot be read or written', async () => {
    const records = current().records('a');
    await records.set('key', 1);
    await current().query(sql`DROP TABLE records`);
    await expect(records.get('key')).rejects.toThrow(StoreError);
    await expect(records.getMany(['key'])).rejects.toThrow(StoreError);
    await expect(records.has('key')).rejects.toThrow(StoreError);
    await expect(records.hasMany(['key'])).rejects.toThrow(StoreError);
    await expect(records.set('key', 2)).rejects.toThrow(StoreError);
    await expect(records.setMany([{ key: 'key', value: 2 }])).rejects.toThrow(StoreError);
    await expect(records.delete('key')).rejects.toThrow(StoreError);
    await expect(records.deleteMany(['key'])).rejects.toThrow(StoreError);
    await expect(records.clear()).rejects.toThrow(StoreError);
    await expect(collect(records.iterator())).rejects.toThrow(StoreError);
  });

  it('rejects a record that was damaged on disk', async () => {
    const records = current().records('a');
    await records.set('key', 1);
    await current().query(sql`UPDATE records SET value = ${'{"value":'}`);
    await expect(records.get('key')).rejects.toThrow(SyntaxError);
  });
}

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const collected = [];
  for await (const item of items) collected.push(item);
  return collected;
}
