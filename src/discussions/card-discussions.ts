import { list, sql } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import type { Card, CardDiscussion, PostSection } from '../platform.ts';
import { toDiscussion, type Discussion } from './discussion.ts';
import { mayKnow, type Viewer } from './memory.ts';

const BATCH = 500;

/** The cards, each with where its paper is talked about in the viewer's space: here before elsewhere, then where most was said. */
export async function withDiscussions(store: Store, cards: readonly Card[], viewer: Viewer): Promise<readonly Card[]> {
  const found = await findThreads(
    store,
    cards.map(({ id }) => id),
    viewer,
  );
  return cards.map((card) => {
    const discussion = card.discussion ?? found.get(card.id);
    return discussion === undefined ? card : { ...card, discussion };
  });
}

/** Sections with cards, each card as {@link withDiscussions} shows it. */
export async function sectionsWithDiscussions<Section extends Pick<PostSection, 'cards'>>(
  store: Store,
  sections: readonly Section[],
  viewer: Viewer,
): Promise<readonly Section[]> {
  const cards = await withDiscussions(
    store,
    sections.flatMap(({ cards: own = [] }) => own),
    viewer,
  );
  let from = 0;
  return sections.map((section) => {
    if (section.cards === undefined) return section;
    from += section.cards.length;
    return { ...section, cards: cards.slice(from - section.cards.length, from) };
  });
}

async function findThreads(
  store: Store,
  papers: readonly string[],
  viewer: Viewer,
): Promise<ReadonlyMap<string, CardDiscussion>> {
  const best = new Map<string, Discussion>();
  for (let from = 0; from < papers.length; from += BATCH) {
    const rows = await store.query(sql`SELECT * FROM discussions WHERE space = ${viewer.space} AND state = 'open'
      AND paper IN ${list(papers.slice(from, from + BATCH))} ORDER BY replies DESC, id`);
    for (const discussion of rows.map(toDiscussion)) {
      const known = best.get(discussion.paper);
      const isNearer = known !== undefined && isHere(discussion, viewer) && !isHere(known, viewer);
      if (mayKnow(discussion, viewer) && (known === undefined || isNearer)) best.set(discussion.paper, discussion);
    }
  }
  return new Map(
    [...best].flatMap(([paper, { url, channel, replies }]) =>
      url === undefined ? [] : [[paper, { url, channel, replies }]],
    ),
  );
}

function isHere({ channel }: Discussion, viewer: Viewer): boolean {
  return channel === (viewer.thread?.channel ?? viewer.channel);
}

/** Whoever reads a channel. What was set up in chat has its space stored; others are named below it. */
export async function viewerOf(store: Store, channel: string): Promise<Viewer> {
  const [row] = await store.query(sql`SELECT space FROM channels WHERE id = ${channel}`);
  const space = row?.['space'];
  return { channel, space: typeof space === 'string' ? space : channel.slice(0, channel.lastIndexOf(':')) };
}
