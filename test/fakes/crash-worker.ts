import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openStore } from '../../src/core/store/open.ts';
import { collect, deliver } from '../../src/pipeline.ts';
import type { Platform } from '../../src/platform.ts';
import { dumpOfPapers } from './feed.ts';
import { fakePlatform } from './platform.ts';
import { stagesOn, subscriptionOf } from './stages.ts';

/**
 * A process of its own that collects and delivers until it has done all, or is killed:
 * `crash-worker.ts DATABASE POSTS yes|unknown DUMPS PAPERS`. Posts are lines of the file POSTS, as a chat server keeps them.
 */
const [database = '', posts = '', find = '', dumps = '', papers = ''] = process.argv.slice(2);

/** Takes its time before and after the post is there, so that it is also ended between the two. */
const platform: Platform = fakePlatform({
  async post(_channel, part, marker) {
    await setTimeout(1);
    appendFileSync(posts, `${marker} ${part}\n`);
    await setTimeout(1);
    return marker;
  },
  async find(_channel, marker) {
    if (find === 'unknown') return 'unknown';
    return existsSync(posts) && readFileSync(posts, 'utf8').includes(`${marker} `) ? 'yes' : 'no';
  },
});

const stages = stagesOn(await openStore(`sqlite:${database}`), { now: Date.now });
process.stdout.write('begun\n');
for (let dump = 1; dump <= Number(dumps); dump += 1) {
  const titles = Array.from({ length: Number(papers) }, (_, i) => `Paper ${dump} of ${i + 1}`);
  await collect(stages, dumpOfPapers(...titles, `Paper ${dump - 1} of 1`));
  await deliver(stages, subscriptionOf({ cap: 1000 }), platform);
}
await stages.store.close();
