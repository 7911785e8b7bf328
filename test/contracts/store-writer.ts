import { openStore } from '../../src/core/store/open.ts';
import { sql } from '../../src/core/store/sql.ts';

/** A process of its own that writes to a store beside others: `store-writer.ts URL NAME COUNT`. */
const [url = '', name = '', count = '0'] = process.argv.slice(2);
const store = await openStore(url);
const records = store.records<number>('writers');
for (let i = 0; i < Number(count); i++) {
  await records.set(`${name}:${i}`, i);
  await store.transaction(function* () {
    const [row] = yield sql`SELECT cursor FROM channels WHERE id = 'shared'`;
    const next = Number(row?.['cursor'] ?? 0) + 1;
    yield sql`INSERT INTO channels (id, cursor) VALUES ('shared', ${next})
      ON CONFLICT (id) DO UPDATE SET cursor = excluded.cursor`;
  });
}
await store.close();
