import type { Feed, FeedItem } from '../../src/feeds/feed.ts';
import type { Sighting } from '../../src/papers/paper.ts';
import type { Dump } from '../../src/pipeline.ts';

/** A dump that yields just these items, whatever its bytes. */
export function dumpOf(items: Iterable<FeedItem> | AsyncIterable<FeedItem>, source = 'dump.txt'): Dump {
  const feed: Feed = {
    id: 'fake',
    async *read() {
      yield* items;
    },
  };
  return { source, feed, bytes: bytesOf('') };
}

/** A dump of these sightings; a title alone is one, with an abstract that says it again. */
export function dumpOfPapers(...papers: readonly (string | Sighting)[]): Dump {
  return dumpOf(
    papers.map((paper) => ({
      kind: 'sighting',
      sighting: typeof paper === 'string' ? { title: paper, abstract: `We present ${paper} and test it.` } : paper,
    })),
  );
}

/** A text as it comes from a file. */
export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
