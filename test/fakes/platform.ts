import type { Platform, Post, RenderedPart } from '../../src/platform.ts';

/** One message that a fake platform holds. */
export interface FakePost {
  readonly channel: string;
  readonly part: string;
  readonly marker: string;
}

/** A platform whose channels are a list that is there to be read. */
export interface FakePlatform extends Platform {
  /** In the order they were posted. */
  readonly posts: FakePost[];
}

/** A platform that keeps what is posted and finds it by its marker, but for what is given. */
export function fakePlatform(given: Partial<Platform> = {}): FakePlatform {
  const posts: FakePost[] = [];
  return {
    id: 'fake',
    posts,
    render: renderCards,
    renderPlain: (post) =>
      `plain ${renderCards(post)
        .map(({ body }) => body)
        .join('; ')}`,
    start: async () => {},
    stop: async () => {},
    async post(channel, part, marker) {
      posts.push({ channel, part, marker });
      return `m${posts.length}`;
    },
    find: async (channel, marker) =>
      posts.some((post) => post.channel === channel && post.marker === marker) ? 'yes' : 'no',
    ...given,
  };
}

/** A part for each card: its heading and its title. */
export function renderCards({ sections }: Post): readonly RenderedPart[] {
  return sections.flatMap(({ heading, cards = [] }) =>
    cards.map(({ id, title }) => ({ body: `${heading}: ${title}`, papers: [id] })),
  );
}

/** Parts with these bodies, which show no papers. */
export function partsOf(...bodies: readonly string[]): readonly RenderedPart[] {
  return bodies.map((body) => ({ body, papers: [] }));
}
