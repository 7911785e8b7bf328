import type { Feed } from './feed.ts';
import { papersPage } from './papers-page/index.ts';

/** Every feed there is, in the order `--help` shows them. */
export const feeds: readonly Feed[] = [papersPage];

/** The feed of this id; undefined where there is none. */
export function feedById(id: string): Feed | undefined {
  return feeds.find((feed) => feed.id === id);
}
