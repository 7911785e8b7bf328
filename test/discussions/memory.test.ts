import { describe, expect, test } from 'vitest';
import type { Caller } from '../../src/command.ts';
import { viewerOf, withDiscussions } from '../../src/discussions/card-discussions.ts';
import { sql } from '../../src/core/store/sql.ts';
import { forgetDiscussions } from '../../src/discussions/forget.ts';
import { keepRecap } from '../../src/discussions/kept-recaps.ts';
import type { RecapLine } from '../../src/discussions/recap.ts';
import { noteLeft } from '../../src/digests/spaces.ts';
import { takeQuestion } from '../../src/discussions/questions.ts';
import { hashPerson } from '../../src/reactions/person.ts';
import { collect } from '../../src/pipeline.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { fakeCard } from '../fakes/services.ts';
import { REFERENCE_MS, stagesOn } from '../fakes/stages.ts';
import { ada, openTalk, type Talk } from '../fakes/talk.ts';

const DAY_MS = 24 * 3600 * 1000;
const FIRST = { limit: 5, offset: 0 };

const line = (text: string, given: Partial<RecapLine> = {}): RecapLine => ({
  kind: 'said',
  text,
  message: `m-${text}`,
  person: ada.person,
  name: 'Ada',
  ...given,
});

async function keep({ store, parts }: Talk, discussion: number, lines: readonly RecapLine[]): Promise<void> {
  await store.transaction(() => keepRecap({ id: discussion, replies: 0 }, lines, REFERENCE_MS, parts.secret));
}

async function titles({ discussions }: Talk, words: string, caller: Caller = ada): Promise<readonly string[]> {
  return (await discussions.services.discussed(words, FIRST, caller)).discussions.map(({ card }) => card.title);
}

/** Bats and Moths are discussed, Moths last; three things were said on Bats. */
async function openBoth(): Promise<Talk & { readonly bats: string; readonly moths: string }> {
  const talk = await openTalk();
  const bats = await talk.open('bats');
  for (const text of ['one', 'two', 'three']) await talk.discussions.hearing.hear(talk.say(bats, text));
  talk.passDays(1);
  const moths = await talk.open('moths');
  return { ...talk, bats, moths };
}

describe('discussions', () => {
  test('are listed, the latest first, and found by words of their titles and recaps', async () => {
    const talk = await openBoth();
    await keep(talk, 1, [line('They hear well')]);
    expect(await titles(talk, '')).toEqual(['Moths', 'Bats']);
    expect(await titles(talk, 'BATS hear')).toEqual(['Bats']);
    expect(await titles(talk, 'moths hear')).toEqual([]);
    const { discussions, hasMore } = await talk.discussions.services.discussed('', { limit: 1, offset: 1 }, ada);
    expect([discussions.map(({ recap }) => recap), hasMore]).toEqual([[['Ada: They hear well']], false]);
    expect((await talk.discussions.services.discussed('', { limit: 1, offset: 0 }, ada)).hasMore).toBe(true);
  });

  test('of the week stand by what was said in it', async () => {
    const talk = await openBoth();
    const week = async (): Promise<readonly string[]> =>
      (await talk.discussions.services.discussedThisWeek(ada)).map(
        ({ card }) => `${card.title} ${card.discussion?.replies}`,
      );
    expect(await week()).toEqual(['Bats 3', 'Moths 0']);
    talk.passDays(5);
    await talk.discussions.hearing.hear(talk.say(talk.bats, 'four'));
    expect(await week()).toEqual(['Bats 4', 'Moths 0']);
    talk.passDays(3);
    expect(await week()).toEqual(['Bats 1']);
    talk.passDays(5);
    expect(await week()).toEqual([]);
  });

  test('that are private are for their channel and thread, and none is for another space', async () => {
    const talk = await openBoth();
    const [first] = talk.platform.opened;
    if (first !== undefined) first.isPrivate = true;
    await talk.discussions.services.discuss('bats', ada);
    const elsewhere = { ...ada, channel: 'fake:A:d' };
    const inThread = { ...elsewhere, thread: { id: talk.bats, channel: 'fake:A:d' } };
    expect(await titles(talk, '')).toEqual(['Moths', 'Bats']);
    expect(await titles(talk, '', inThread)).toEqual(['Moths', 'Bats']);
    expect(await titles(talk, '', elsewhere)).toEqual(['Moths']);
    expect((await talk.discussions.services.discussedThisWeek(elsewhere)).map(({ card }) => card.title)).toEqual([
      'Moths',
    ]);
    expect(await titles(talk, '', { ...ada, space: 'fake:B' })).toEqual([]);
    const ids = (await talk.discussions.services.discussed('', FIRST, ada)).discussions.map(({ card: { id } }) =>
      fakeCard(id),
    );
    const shown = await withDiscussions(talk.store, ids, elsewhere);
    expect(shown.map(({ discussion }) => discussion?.replies)).toEqual([0, undefined]);
  });

  test('that are gone are forgotten with what was said there, be it with their channel', async () => {
    const talk = await openBoth();
    await keep(talk, 1, [line('They hear well')]);
    await talk.discussions.hearing.noteChange({ kind: 'thread-deleted', thread: talk.bats });
    expect(await titles(talk, '', ada)).toEqual(['Moths']);
    expect(await talk.rows('recap_lines')).toEqual([]);
    await talk.discussions.hearing.noteChange({ kind: 'thread-deleted', thread: ada.channel });
    expect(await talk.rows('discussions')).toEqual([]);
  });
});

describe('a card', () => {
  test('says where its paper is discussed: here before elsewhere, then where most was said', async () => {
    const talk = await openBoth();
    const d = await talk.open('bats', { channel: 'fake:A:d' });
    const [{ paper } = {}] = await talk.rows('discussions');
    const shown = async (channel: string) => {
      const [card] = await withDiscussions(talk.store, [fakeCard(String(paper))], { ...ada, channel });
      return card?.discussion;
    };
    expect(await shown('fake:A:d')).toEqual({ url: `https://chat.example/${d}`, channel: 'fake:A:d', replies: 0 });
    expect(await shown('fake:A:e')).toEqual({
      url: `https://chat.example/${talk.bats}`,
      channel: 'fake:A:c',
      replies: 3,
    });
  });

  test.each([
    ['slack:T1:C1', 'slack:T1'],
    ['discord:G1:C1', 'discord:G1'],
    ['console:local', 'console'],
  ])('in the digest of %s is shown to %s', async (channel, space) => {
    const { store } = await openTalk();
    expect(await viewerOf(store, channel)).toEqual({ channel, space });
  });
});

test('two papers that prove to be one keep their discussions', async () => {
  const talk = await openTalk();
  const stages = stagesOn(talk.store);
  const shared = 'We build a lantern from glass, a frame of ash wood, and the patience of three winters by the sea.';
  await collect(
    stages,
    dumpOfPapers(
      { title: 'Lanterns at sea', abstract: shared },
      { title: 'x', arxivId: '2401.00001', abstract: shared },
    ),
  );
  await talk.open('Lanterns at sea');
  const first = await talk.open('2401.00001', { channel: 'fake:A:d' });
  await collect(stages, dumpOfPapers({ title: 'Lanterns at sea', arxivId: '2401.00001', abstract: shared }));
  const papers = (await talk.rows('discussions')).map(({ paper }) => paper);
  expect(new Set(papers).size).toBe(1);
  await talk.discussions.services.discuss('2401.00001', ada);
  expect(talk.platform.opened.map(({ id }) => id)).toEqual(['fake:A:c.t1', first]);
});

describe('what is forgotten', () => {
  test('goes with discussions that were quiet for long, and with spaces that were left', async () => {
    const talk = await openBoth();
    await keep(talk, 1, [line('They hear well')]);
    await talk.open('bats', { channel: 'fake:B:c', space: 'fake:B' });
    await noteLeft(talk.store, 'fake:B', REFERENCE_MS);
    const tables = ['discussions', 'recap_lines', 'heard_messages'] as const;
    const counts = () => Promise.all(tables.map(async (table) => (await talk.rows(table)).length));
    const nowMs = REFERENCE_MS + DAY_MS;
    await forgetDiscussions(talk.store, { quietBeforeMs: 0, leftBeforeMs: REFERENCE_MS, nowMs });
    expect(await counts()).toEqual([3, 1, 3]);
    await forgetDiscussions(talk.store, { quietBeforeMs: 0, leftBeforeMs: nowMs, nowMs });
    expect(await counts()).toEqual([2, 1, 3]);
    await forgetDiscussions(talk.store, { quietBeforeMs: nowMs, leftBeforeMs: 0, nowMs });
    expect(await counts()).toEqual([1, 0, 0]);
  });

  test('how much was asked goes after a day', async () => {
    const talk = await openTalk();
    await talk.store
      .query(sql`INSERT INTO questions VALUES ('2023-11-12', 'fake:A', 'p', 1), ('2023-11-13', 'fake:A', 'p', 1),
      ('2023-11-14', 'fake:A', 'p', 1), ('2023-11-14', 'fake:B', 'p', 1)`);
    await noteLeft(talk.store, 'fake:B', 1);
    await forgetDiscussions(talk.store, { quietBeforeMs: 0, leftBeforeMs: 2, nowMs: REFERENCE_MS });
    const left = (await talk.rows('questions')).map(({ day, space }) => `${day} ${space}`);
    expect(left).toEqual(['2023-11-13 fake:A', '2023-11-14 fake:A']);
  });

  test('of a person is all in every space, with the lines of others that name them there', async () => {
    const talk = await openBoth();
    await talk.open('bats', { channel: 'fake:B:c', space: 'fake:B' });
    const bea = { person: 'fake:bea', name: 'Bea' };
    await keep(talk, 1, [line('mine'), line('as ADA says', bea), line('Adaptive optics', bea)]);
    await keep(talk, 2, [line('Moths are for Ada.', bea)]);
    await keep(talk, 3, [line('another Ada', bea)]);
    expect(await talk.discussions.services.forgetPerson(ada)).toEqual({ saves: 0, votes: 0, recapLines: 3 });
    expect((await talk.rows('recap_lines')).map(({ text }) => text)).toEqual(['Adaptive optics', 'another Ada']);
    expect(await talk.discussions.services.forgetPerson(ada)).toEqual({ saves: 0, votes: 0, recapLines: 0 });
  });

  test('of a person is also what is still to be posted of them, and not how much the team has asked', async () => {
    const talk = await openBoth();
    const limits = { ...talk.parts.limits, questionsPerSpace: 2 };
    const asker = { space: ada.space, person: hashPerson(talk.parts.secret, ada.person) };
    const ask = () => takeQuestion(talk.store, asker, limits, REFERENCE_MS);
    for (const id of [1, 2])
      await talk.store.query(sql`INSERT INTO thread_posts (marker, discussion, position, body, since_ms)
        VALUES (${`m.r${id}.0`}, ${id}, 0, 'They hear well', 1)`);
    await keep(talk, 1, [line('They hear well')]);
    expect(await ask()).toBeUndefined();
    await talk.discussions.services.forgetPerson(ada);
    expect((await talk.rows('thread_posts')).map(({ marker }) => marker)).toEqual(['m.r2.0']);
    expect(JSON.stringify(await talk.rows('questions'))).not.toContain(asker.person);
    expect(await ask()).toBeUndefined();
    await talk.discussions.services.forgetPerson(ada);
    expect(await ask()).toBe('space');
  });
});
