import type { Sighting } from '../../src/papers/paper.ts';
import { abstractOf } from './texts.ts';

const BATCH_SIZE = 12;
const NEW_IN_BATCH = 6;

/** The sightings of one of many dumps that overlap: half of each stands in the one before, with other facts. */
export function batchOf(batch: number): readonly Sighting[] {
  return Array.from({ length: BATCH_SIZE }, (_, i) => {
    const work = batch * NEW_IN_BATCH + i;
    const isFirst = i >= BATCH_SIZE - NEW_IN_BATCH;
    return {
      title: `Work number n${work}`,
      upvotes: batch,
      ...(isFirst ? { abstract: abstractOf(`w${work}x`) } : { arxivId: `2501.${String(work).padStart(5, '0')}` }),
    };
  });
}

/** How many works the first so many batches show. */
export function worksIn(batches: number): number {
  return batches * NEW_IN_BATCH + BATCH_SIZE - NEW_IN_BATCH;
}
