import { expect, test } from 'vitest';
import { digest } from '../../commands/digest.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const NOTE = 'A preview: nothing is marked as read, and the digest still comes at its time.';
const sections = [{ heading: 'Brain', cards: fakeCards(2), more: 1 }];

test('shows the digest of the channel it was asked in, marked as a preview', async () => {
  const services = fakeServices({ previewDigest: async ({ channel }) => ({ title: `For ${channel}`, sections }) });
  expect(await digest.run({ ...fakeCaller({ channel: 'slack:T1:C1' }), options: {} }, services)).toEqual({
    title: 'For slack:T1:C1',
    sections,
    footer: NOTE,
    isShareable: true,
    buttons: [{ label: 'Post it now', command: 'digest', options: { when: 'now' }, how: 'answer' }],
  });
});

test("keeps the digest's own footer before the note", async () => {
  const services = fakeServices({ previewDigest: async () => ({ title: 'D', sections, footer: 'Of 61 papers.' }) });
  const reply = await digest.run({ ...fakeCaller(), options: {} }, services);
  expect(reply.footer).toBe(`Of 61 papers.\n${NOTE}`);
});

test('says so when no paper is waiting, whatever empty sections there are', async () => {
  const empty = {
    title: 'Nothing new for this channel yet',
    sections: [
      { text: 'Papers that match its topics gather here until the next digest; "latest" shows whatever came in.' },
    ],
  };
  for (const none of [[], [{ heading: 'Brain', cards: [] }], [{ text: 'Quiet.' }]]) {
    const services = fakeServices({ previewDigest: async () => ({ title: 'D', sections: none }) });
    expect(await digest.run({ ...fakeCaller(), options: {} }, services)).toEqual(empty);
  }
});

test('posts it where that is asked for, and tells the channel how much it was', async () => {
  const now = { ...fakeCaller(), options: { when: 'now' } };
  expect(await digest.run(now, fakeServices({ postDigest: async () => 1 }))).toEqual({
    title: 'Posted the digest, with 1 paper',
    sections: [{ text: 'The next one comes at its time, with what is new by then.' }],
    isPublic: true,
  });
  const none = await digest.run(now, fakeServices());
  expect([none.title, none.isPublic]).toEqual(['Nothing new to post', true]);
});

test('only posting changes the channel', () => {
  expect([{}, { when: 'preview' }, { when: 'now' }].map((options) => digest.changesChannel?.(options))).toEqual([
    false,
    false,
    true,
  ]);
});
