import { beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '../../src/command.ts';
import type { ReaderServices } from '../../src/command/services.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { sql } from '../../src/core/store/sql.ts';
import { collect, type Stages } from '../../src/pipeline.ts';
import { countVotes } from '../../src/reactions/votes.ts';
import { findPaper } from '../../src/services/find-paper.ts';
import { createReaderServices } from '../../src/services/readers.ts';
import { dumpOfPapers } from '../fakes/feed.ts';
import { openStages, REFERENCE_MS } from '../fakes/stages.ts';

const ada: Caller = { channel: 'fake:G1:C1', space: 'fake:G1', person: 'fake:ADA-LOVELACE', mayManage: false };
const all = { limit: 9, offset: 0 };
const abstract = 'We hang nets. Moths come to them. We count the moths.';

let stages: Stages;
let services: ReaderServices;
let nowMs = REFERENCE_MS;

async function saved(caller: Caller): Promise<readonly string[]> {
  return (await services.saved(caller, all)).cards.map(({ title }) => title);
}

beforeEach(async () => {
  stages = await openStages({ now: () => (nowMs += 1) });
  services = createReaderServices(stages, (reference) => findPaper(stages, reference), 'a secret of this test');
  await collect(stages, dumpOfPapers('Light traps', 'Moth nets', { title: 'Owl eyes', arxivId: '2406.04331' }));
});

describe('what a person saves', () => {
  test('is listed the latest first, in pages, until it is saved no longer', async () => {
    expect(await services.save('Moth nets', ada)).toMatchObject({ card: { title: 'Moth nets' }, wasSaved: false });
    await services.save('light traps', ada);
    await services.save('2406.04331', ada);
    expect(await services.save('moth nets', ada)).toMatchObject({ wasSaved: true });
    expect(await saved(ada)).toEqual(['Owl eyes', 'Light traps', 'Moth nets']);
    expect(await services.saved(ada, { limit: 1, offset: 1 })).toMatchObject({
      cards: [{ title: 'Light traps' }],
      hasMore: true,
    });
    expect(await services.saved(ada, { limit: 1, offset: 2 })).toMatchObject({ hasMore: false });
    expect(await services.unsave('light traps', ada)).toMatchObject({ title: 'Light traps' });
    expect(await saved(ada)).toEqual(['Owl eyes', 'Moth nets']);
  });

  test('is exported in the order it was saved', async () => {
    await services.save('Owl eyes', ada);
    await services.save('Moth nets', ada);
    const keys = [...(await services.exportSaved(ada)).matchAll(/^@misc\{(.*),$/gm)].map(([, key]) => key);
    expect(keys).toEqual(['owl', 'moth']);
  });

  test('is theirs in every channel of the space, and nowhere else', async () => {
    await services.save('Moth nets', ada);
    expect(await saved({ ...ada, channel: 'fake:G1:C2' })).toEqual(['Moth nets']);
    for (const other of [
      { ...ada, person: 'fake:ALAN' },
      { ...ada, space: 'fake:G2', channel: 'fake:G2:C1' },
      { ...ada, space: 'fake:@me:C9', channel: 'fake:@me:C9' },
    ]) {
      expect(await saved(other)).toEqual([]);
      expect(await services.exportSaved(other)).toBe('');
      await services.unsave('Moth nets', other);
      await services.vote('Moth nets', 'down', other);
    }
    expect(await saved(ada)).toEqual(['Moth nets']);
  });

  test('of a paper the library does not have is a mistake of theirs', async () => {
    await expect(services.save('whales', ada)).rejects.toThrow(UserInputError);
    await expect(services.unsave('whales', ada)).rejects.toThrow(UserInputError);
    await expect(services.vote('whales', 'up', ada)).rejects.toThrow(UserInputError);
  });
});

test('a vote counts for its channel alone, the last of a person', async () => {
  expect(await services.vote('Moth nets', 'down', ada)).toMatchObject({ title: 'Moth nets' });
  const { id } = await services.vote('Moth nets', 'up', ada);
  await services.vote('Moth nets', 'up', { ...ada, person: 'fake:ALAN' });
  await services.vote('Moth nets', 'down', { ...ada, channel: 'fake:G1:C2' });
  expect((await countVotes(stages.store, ada.channel, [id])).get(id)).toEqual({ up: 2, down: 0 });
  expect((await countVotes(stages.store, 'fake:G1:C2', [id])).get(id)).toEqual({ up: 0, down: 1 });
});

test('papers that later prove to be one are one save and one vote, the later of each person', async () => {
  await collect(
    stages,
    dumpOfPapers({ title: 'Nets', arxivId: '2501.00001' }, { title: 'Nets, again', doi: '10.1000/n' }),
  );
  const alan = { ...ada, person: 'fake:ALAN' };
  for (const [reference, vote] of [
    ['2501.00001', 'down'],
    ['10.1000/n', 'up'],
  ] as const) {
    await services.save(reference, ada);
    await services.vote(reference, vote, ada);
  }
  await services.save('10.1000/n', alan);
  await services.vote('10.1000/n', 'down', alan);
  const grace = { ...ada, person: 'fake:GRACE' };
  await services.vote('10.1000/n', 'up', grace);
  await services.vote('2501.00001', 'down', grace);
  await collect(stages, dumpOfPapers({ title: 'Nets', arxivId: '2501.00001', doi: '10.1000/n', abstract }));
  expect(await saved(ada)).toEqual(['Nets']);
  expect(await saved(alan)).toEqual(['Nets']);
  const counts = await countVotes(stages.store, ada.channel, ['arxiv:2501.00001', 'doi:10.1000/n']);
  expect(Object.fromEntries(counts)).toEqual({ 'arxiv:2501.00001': { up: 1, down: 2 } });
  await services.unsave('10.1000/n', alan);
  expect(await saved(alan)).toEqual([]);
});

test('nobody stands in the store by their own id', async () => {
  await services.save('Moth nets', ada);
  await services.vote('Moth nets', 'up', ada);
  const rows = await stages.store.query(sql`SELECT person, channel FROM saves UNION SELECT person, channel FROM votes`);
  expect(rows).toEqual([{ person: expect.stringMatching(/^[\w-]{43}$/), channel: 'fake:G1:C1' }]);
});
