import { expect, test } from 'vitest';
import { digest } from '../../commands/digest.ts';
import { fakeCards, fakeServices } from '../fakes/services.ts';

const NOTE = 'A preview: nothing is marked as read, and the digest still comes at its time.';
const sections = [{ heading: 'Brain', cards: fakeCards(2), more: 1 }];

test('shows the digest of the channel it was asked in, marked as a preview', async () => {
  const services = fakeServices({ previewDigest: async (channel) => ({ title: `For ${channel}`, sections }) });
  expect(await digest.run({ channel: 'slack:T1:C1', options: {} }, services)).toEqual({
    title: 'For slack:T1:C1',
    sections,
    footer: NOTE,
  });
});

test("keeps the digest's own footer before the note", async () => {
  const services = fakeServices({ previewDigest: async () => ({ title: 'D', sections, footer: 'Of 61 papers.' }) });
  const reply = await digest.run({ channel: 'c', options: {} }, services);
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
    expect(await digest.run({ channel: 'c', options: {} }, services)).toEqual(empty);
  }
});
