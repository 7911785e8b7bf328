import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { openStore } from '../../src/core/store/open.ts';
import { openLibrary } from '../../src/papers/library.ts';
import { batchOf } from './batches.ts';
import { ingest } from './ingest.ts';

/** A process of its own that ingests: `ingester.ts URL BATCHES`. Starts when its input closes; a line a batch: number and how many were new. */
const [url = '', batches = '0'] = process.argv.slice(2);
const store = await openStore(url);
const library = openLibrary(store);
writeSync(1, 'ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
for (let batch = 0; batch < Number(batches); batch++) {
  const { added } = await ingest(library, batchOf(batch));
  writeSync(1, `${batch} ${added.length}\n`);
}
await store.close();
