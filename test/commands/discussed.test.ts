import { expect, test } from 'vitest';
import { discussed } from '../../commands/discussed.ts';
import type { DiscussionView } from '../../src/command/services.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const [first, second] = fakeCards(2);

/** A discussion of which the recap says this. */
function view(card: DiscussionView['card'] | undefined, ...recap: readonly string[]): DiscussionView {
  if (card === undefined) throw new Error('no card');
  return { card, recap };
}

test('lists papers with what their recaps say, by pages', async () => {
  const services = fakeServices({
    discussed: async (words, { offset }) => ({
      discussions: [view(first, 'Ada: well', 'Bea (try): it'), view(second)],
      hasMore: words === 'kites' && offset === 0,
    }),
  });
  expect(await discussed.run({ ...fakeCaller(), options: { words: 'kites' } }, services)).toEqual({
    title: 'Discussed with “kites”',
    sections: [{ cards: [first] }, { text: '• Ada: well\n• Bea (try): it' }, { cards: [second] }],
    buttons: [{ label: 'Next', command: 'discussed', options: { words: 'kites', page: 2 }, how: 'replace' }],
  });
  const all = await discussed.run({ ...fakeCaller(), options: {} }, services);
  expect([all.title, all.buttons]).toEqual(['Discussed in this team', undefined]);
});

test.each([
  [{}, 'Nothing is discussed here yet'],
  [{ words: 'kites' }, 'Nothing was discussed with “kites”'],
])('says so where there is nothing: %j', async (options, title) => {
  expect((await discussed.run({ ...fakeCaller(), options }, fakeServices())).title).toBe(title);
});

test('says so on a page that has nothing', async () => {
  const reply = await discussed.run({ ...fakeCaller(), options: { page: 9 } }, fakeServices());
  expect(reply.sections).toEqual([{ text: 'Nothing more on this page.' }]);
  expect(reply.buttons?.map(({ label }) => label)).toEqual(['Previous']);
});
