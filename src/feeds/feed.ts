import type { Problem } from '../core/errors.ts';
import type { Sighting } from '../papers/paper.ts';

/** What a feed yields, in the order of its source. */
export type FeedItem =
  { readonly kind: 'sighting'; readonly sighting: Sighting } | { readonly kind: 'problem'; readonly problem: Problem };

/** What is known of a dump besides its bytes. */
export interface DumpContext {
  /** A file path, `-` or a URL; a date in it may give the year. */
  readonly source: string;
  /** The day the dump was saved, where the user or the file says so (UTC midnight). */
  readonly savedOn?: Date;
}

/** A place papers come from: one folder or file under `feeds/`, listed by hand in `feeds/index.ts`. */
export interface Feed {
  /** Short and stable: it stands in configuration, intake log and `--feed`. */
  readonly id: string;
  /** Reads one dump as a stream, in memory bounded whatever its size. Bad input is a `problem` item, never a throw. */
  read(bytes: AsyncIterable<Uint8Array>, context: DumpContext): AsyncIterable<FeedItem>;
}
