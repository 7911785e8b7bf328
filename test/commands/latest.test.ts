import { expect, test } from 'vitest';
import { latest } from '../../commands/latest.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const BRAIN = { name: 'Brain', query: 'cortex', isFixed: true };

/** Runs the command; resolves with the title and what the library was asked for. */
async function ask(options: Record<string, string | number>) {
  const asked: unknown[] = [];
  const services = fakeServices({
    topics: async () => [BRAIN],
    latest: async (filter, page) => {
      asked.push(filter, page);
      return { cards: fakeCards(5), hasMore: true };
    },
  });
  const { title } = await latest.run({ ...fakeCaller(), options }, services);
  return [title, ...asked];
}

test('shows the newest five of the library, and more by page', async () => {
  const services = fakeServices({ latest: async () => ({ cards: fakeCards(5), hasMore: true }) });
  expect(await latest.run({ ...fakeCaller(), options: {} }, services)).toEqual({
    title: 'Latest papers',
    sections: [{ cards: fakeCards(5) }],
    buttons: [{ label: 'Next', command: 'latest', options: { page: 2 }, how: 'replace' }],
    isShareable: true,
  });
});

test('looks at a topic, a day and a feed, a topic of this name before a query', async () => {
  const first = { limit: 5, offset: 0 };
  expect(await ask({ topic: 'bRAIN' })).toEqual(['Latest papers on Brain', { topic: 'Brain' }, first]);
  expect(await ask({ topic: '"land softly"' })).toEqual([
    'Latest papers on "land softly"',
    { topic: '"land softly"' },
    first,
  ]);
  expect(await ask({ day: '2024-02-29', feed: 'papers-page', page: 3 })).toEqual([
    'Latest papers from papers-page of 2024-02-29 (page 3)',
    { day: '2024-02-29', feed: 'papers-page' },
    { limit: 5, offset: 10 },
  ]);
});

test('a day that is none is refused before anything is asked', async () => {
  for (const day of ['yesterday', '2026-02-30', '2026-2-3', '22.11.2026', '2026-11-22T00:00']) {
    await expect(ask({ day })).rejects.toThrow(
      `A day is written as year, month and day, such as 2026-11-22, not “${day}”.`,
    );
  }
});

test('says when there is nothing, in the library or within the bounds', async () => {
  const nothing = async (options: Record<string, string>) => latest.run({ ...fakeCaller(), options }, fakeServices());
  expect(await nothing({})).toEqual({
    title: 'Nothing in the library yet',
    sections: [{ text: 'Papers appear here as soon as a feed has been read.' }],
  });
  const services = fakeServices({ topics: async () => [BRAIN] });
  const misspelt = await latest.run({ ...fakeCaller(), options: { topic: 'Brian' } }, services);
  expect(misspelt.sections[0]?.text).toMatch(/^Did you mean the topic “Brain”\? "latest" alone/);
  const empty = await latest.run({ ...fakeCaller(), options: { topic: 'brain' } }, services);
  expect(empty.sections[0]?.text).toMatch(/^"latest" alone/);
  expect((await nothing({ topic: 'boats', day: '2026-11-22' })).title).toBe('No papers on boats of 2026-11-22 yet');
});

test('topics and feeds are completed', async () => {
  const [topic, , feed] = latest.options;
  const services = fakeServices({ topics: async () => [BRAIN] });
  expect(await topic?.complete?.('br', fakeCaller(), services)).toEqual([{ label: 'Brain', value: 'Brain' }]);
  expect(await feed?.complete?.('paper', fakeCaller(), services)).toEqual([
    { label: 'papers-page', value: 'papers-page' },
  ]);
});
