import { beforeEach, describe, expect, test } from 'vitest';
import { buttonId, cardButtons, findButton } from '../src/command/buttons.ts';
import { sql } from '../src/core/store/sql.ts';
import type { Store } from '../src/core/store/store.ts';
import { findOpenDelivery, readCursor } from '../src/deliveries/outbox.ts';
import type { Digest } from '../src/digests/digest.ts';
import type { Library } from '../src/papers/library.ts';
import { previewDigest } from '../src/deliveries/preview.ts';
import { collect, deliver, type Stages } from '../src/pipeline.ts';
import type { Platform } from '../src/platform.ts';
import { defineTopic } from '../src/topics/topic.ts';
import { dumpOfPapers } from './fakes/feed.ts';
import { fakeModel } from './fakes/model.ts';
import { fakePlatform, partsOf } from './fakes/platform.ts';
import { openStages, stagesOn, subscriptionOf, topicsOf } from './fakes/stages.ts';

const everything = subscriptionOf();
const moths = subscriptionOf({ topics: topicsOf({ Moths: 'moth' }) });

function titlesOf(digest: Digest): readonly string[] {
  return digest.sections.flatMap(({ cards }) => cards.map(({ title }) => title));
}

describe('a delivery', () => {
  let stages: Stages;
  beforeEach(async () => {
    stages = await openStages();
  });

  test('covers exactly the intakes after the cursor, however many there were', async () => {
    const platform = fakePlatform();
    await collect(stages, dumpOfPapers('A', 'B'));
    const [first] = await deliver(stages, everything, platform);
    expect(first?.digest).toMatchObject({ from: 0, to: 1, considered: 2 });
    await collect(stages, dumpOfPapers('B', 'C'));
    await collect(stages, dumpOfPapers('A', 'D'));
    const reports = await deliver(stages, everything, platform);
    expect(reports.map(({ digest }) => [digest.from, digest.to, titlesOf(digest)])).toEqual([[1, 3, ['C', 'D']]]);
    expect(platform.posts.map(({ part }) => part)).toEqual(['All: A', 'All: B', 'All: C', 'All: D']);
  });

  test('with nothing new posts nothing, moves nothing and says so', async () => {
    const platform = fakePlatform();
    await collect(stages, dumpOfPapers('A'));
    await deliver(stages, everything, platform);
    const empty = { channel: 'fake:c', from: 1, to: 1, considered: 0, sections: [] };
    expect(await deliver(stages, everything, platform)).toEqual([{ digest: empty, doubtful: 0, refused: 0 }]);
    expect(platform.posts).toHaveLength(1);
  });

  test('without matches moves the cursor and posts nothing', async () => {
    const platform = fakePlatform({ render: ({ title }) => partsOf(title) });
    await collect(stages, dumpOfPapers('Stones'));
    const [report] = await deliver(stages, moths, platform);
    expect(report?.digest).toMatchObject({ from: 0, to: 1, considered: 1, sections: [] });
    expect([platform.posts, await readCursor(stages.store, 'fake:c')]).toEqual([[], 1]);
  });

  test('goes to each channel by its own cursor', async () => {
    const platform = fakePlatform();
    const other = subscriptionOf({ channel: 'fake:d' });
    await collect(stages, dumpOfPapers('A'));
    await deliver(stages, everything, platform);
    await collect(stages, dumpOfPapers('B'));
    await deliver(stages, other, platform);
    expect(platform.posts.map(({ channel, part }) => [channel, part])).toEqual([
      ['fake:c', 'All: A'],
      ['fake:d', 'All: A'],
      ['fake:d', 'All: B'],
    ]);
  });

  test('shows a paper once to a channel, even if its intake is seen again; from the beginning it shows all', async () => {
    await collect(stages, dumpOfPapers('A', 'B'));
    await deliver(stages, subscriptionOf({ cap: 1 }), fakePlatform());
    await stages.store.query(sql`UPDATE channels SET cursor = 0`);
    expect(titlesOf(await previewDigest(stages, everything))).toEqual(['B']);
    expect(titlesOf(await previewDigest(stages, everything, 0))).toEqual(['A', 'B']);
  });

  test('previewed is what is delivered, and the preview moves nothing', async () => {
    await collect(stages, dumpOfPapers('A', 'B'));
    const preview = await previewDigest(stages, everything);
    expect(titlesOf(preview)).toEqual(['A', 'B']);
    expect(await previewDigest(stages, everything)).toEqual(preview);
    expect((await deliver(stages, everything, fakePlatform()))[0]?.digest).toEqual(preview);
  });

  test('holds of each topic only what came in after the channel followed it, unless all is asked for', async () => {
    const topics = topicsOf({ Moths: 'moth', Nets: 'net' });
    const [first, second] = topics;
    if (first === undefined || second === undefined) throw new Error('expected two topics');
    await collect(stages, dumpOfPapers('Moth 1', 'Net 1'));
    await collect(stages, dumpOfPapers('Moth 2', 'Net 2', 'Moth net'));
    await collect(stages, dumpOfPapers('Moth 3', 'Net 3'));
    const subscription = subscriptionOf({
      topics,
      since: new Map([
        [first, 2],
        [second, 1],
      ]),
    });
    const digest = await previewDigest(stages, subscription);
    expect(digest.sections.map(({ topic, cards }) => [topic, cards.map(({ title }) => title)])).toEqual([
      ['Moths', ['Moth 3']],
      ['Nets', ['Net 2', 'Moth net', 'Net 3']],
    ]);
    expect(digest).toMatchObject({ considered: 7, to: 3 });
    expect(titlesOf(await previewDigest(stages, subscription, 0))).toHaveLength(7);
  });

  test('lets others be served while it matches papers with many topics', async () => {
    await collect(stages, dumpOfPapers(...Array.from({ length: 60 }, (_, i) => `Moth ${i}`)));
    const topics = Array.from({ length: 3000 }, (_, i) => defineTopic(`T${i}`, `moth -night${i}`));
    // Turns that others took before have ended.
    for (let i = 0; i < 3; i += 1) await new Promise(setImmediate);
    let isServed = false;
    setImmediate(() => (isServed = true));
    await previewDigest(stages, { ...moths, topics });
    expect(isServed).toBe(true);
  });

  test('leaves out what is muted, and does not count it as matching', async () => {
    await collect(
      stages,
      dumpOfPapers('Moths and caves', 'Moths', 'Light', { title: 'Moth ears', authors: ['A. Bat'] }),
    );
    const mutes = [
      { kind: 'word', text: 'cave' },
      { kind: 'author', text: 'a bat' },
    ] as const;
    const digest = await previewDigest(stages, { ...moths, mutes, cap: 1 });
    expect(digest).toMatchObject({ considered: 4, sections: [{ more: 0, cards: [{ title: 'Moths' }] }] });
  });

  test('keeps the buttons of its cards that no id can hold, before it is posted', async () => {
    const doi = `10.1145/${'9'.repeat(80)}`;
    await collect(stages, dumpOfPapers({ title: 'A', doi }));
    const found: unknown[] = [];
    const platform = fakePlatform();
    const post: Platform['post'] = async (...part) => {
      const [card] = (await findOpenDelivery(stages.store, 'fake:c'))?.digest.sections[0]?.cards ?? [];
      for (const button of card === undefined ? [] : cardButtons(card))
        found.push((await findButton(stages.store, buttonId(button)))?.options);
      return platform.post(...part);
    };
    await deliver(stages, everything, { ...platform, post });
    const paper = `doi:${doi}`;
    expect(found).toEqual([{ paper }, { paper, vote: 'up' }, { paper, vote: 'down' }, { paper }, { paper }]);
  });

  test('is read from the outbox as it was composed, to the last field of its cards', async () => {
    const say = (title: string): string => {
      const abstract = `We present ${title} and test it.`;
      return JSON.stringify({
        tldr: `It presents ${title}.`,
        tldrQuote: abstract,
        points: [{ kind: 'method', text: `It presents ${title}.`, quote: abstract }],
      });
    };
    stages = await openStages({ model: fakeModel(say).model });
    await collect(stages, dumpOfPapers('Moth nets'));
    const preview = await previewDigest(stages, everything);
    const [card] = preview.sections[0]?.cards ?? [];
    expect(card).toMatchObject({
      points: ['It presents Moth nets.'],
      searchUrl: expect.stringContaining('Moth%20nets'),
    });
    expect((await deliver(stages, everything, fakePlatform()))[0]?.digest).toEqual(preview);
  });

  test('says where its papers are discussed, to the last in the outbox', async () => {
    await collect(stages, dumpOfPapers('Moths', 'Bats'));
    const [id = ''] = await stages.library.newest(1);
    await stages.store
      .query(sql`INSERT INTO discussions (space, channel, paper, title, thread, url, state, opened_ms, last_ms, replies)
      VALUES ('fake', 'fake:d', ${id}, 'Moths', 't1', 'https://chat.example/t1', 'open', 1, 1, 2)`);
    const [report] = await deliver(stages, everything, fakePlatform());
    expect(report?.digest.sections[0]?.cards.map(({ title, discussion }) => [title, discussion])).toEqual([
      ['Moths', { url: 'https://chat.example/t1', channel: 'fake:d', replies: 2 }],
      ['Bats', undefined],
    ]);
  });

  test('left open is posted as it was composed, then comes what is new since', async () => {
    const composed = fakePlatform({
      render: () => partsOf('one \u{1F4DC}', 'two'),
      post: () => Promise.reject(new TypeError('the network is gone')),
    });
    await collect(stages, dumpOfPapers('A moth'));
    await expect(deliver(stages, everything, composed)).rejects.toThrow('the network is gone');
    await collect(stages, dumpOfPapers('B moth'));
    const platform = fakePlatform();
    const reports = await deliver(stages, moths, platform);
    expect(platform.posts.map(({ part }) => part)).toEqual(['one \u{1F4DC}', 'two', 'Moths: B moth']);
    expect(reports.map(({ digest }) => [digest.from, digest.to, titlesOf(digest)])).toEqual([
      [0, 1, ['A moth']],
      [1, 2, ['B moth']],
    ]);
  });

  test('that fails in one channel does not disturb another', async () => {
    await collect(stages, dumpOfPapers('A'));
    const broken = fakePlatform({ post: () => Promise.reject(new TypeError('gone')) });
    const platform = fakePlatform();
    await expect(deliver(stages, everything, broken)).rejects.toThrow('gone');
    await deliver(stages, subscriptionOf({ channel: 'fake:d' }), platform);
    expect(platform.posts.map(({ channel }) => channel)).toEqual(['fake:d']);
  });
});

describe('two records that proved to be one paper', () => {
  test('are shown once, where the first of them has been shown', async () => {
    const stages = await openStages();
    const platform = fakePlatform();
    await collect(stages, dumpOfPapers({ title: 'A' }));
    await deliver(stages, everything, platform);
    await collect(stages, dumpOfPapers({ title: 'A, revised', arxivId: '2406.00001' }));
    await collect(stages, dumpOfPapers({ title: 'A', arxivId: '2406.00001' }));
    await deliver(stages, everything, platform);
    expect(platform.posts.map(({ part }) => part)).toEqual(['All: A']);
  });

  test('are shown once, where they prove it between composing and storing', async () => {
    const stages = await openStages();
    await collect(stages, dumpOfPapers({ title: 'A' }));
    await deliver(stages, everything, fakePlatform());
    await collect(stages, dumpOfPapers({ title: 'A, revised', arxivId: '2406.00001' }, 'B'));
    const renders: Promise<unknown>[] = [];
    const platform = fakePlatform();
    const { render } = platform;
    platform.render = (post) => {
      renders.push(collect(stages, dumpOfPapers({ title: 'A', arxivId: '2406.00001' })));
      return render(post);
    };
    const store = waitingStore(stages.store, () => Promise.all(renders));
    await deliver(stagesOn(store), everything, platform);
    expect(platform.posts.map(({ part }) => part)).toEqual(['All: B']);
    expect(renders).toHaveLength(2);
  });

  test('are shown once, where they prove it while being read', async () => {
    const stages = await openStages();
    const others = Array.from({ length: 100 }, (_, i) => `B ${i}`);
    await collect(stages, dumpOfPapers({ title: 'A' }, ...others));
    await collect(stages, dumpOfPapers({ title: 'A, revised', arxivId: '2406.00001' }));
    const library: Library = {
      ...stages.library,
      async papersBetween(from, to) {
        const ids = await stages.library.papersBetween(from, to);
        await collect(stages, dumpOfPapers({ title: 'A', arxivId: '2406.00001' }));
        return ids;
      },
    };
    const digest = await previewDigest({ ...stages, library }, subscriptionOf({ cap: 200 }));
    expect(titlesOf(digest)).toEqual(['A', ...others]);
  });
});

/** A store whose transactions wait for something else to end first. */
function waitingStore(store: Store, others: () => Promise<unknown>): Store {
  return {
    ...store,
    async transaction(body) {
      await others();
      return store.transaction(body);
    },
  };
}
