import { expect, test } from 'vitest';
import { status } from '../../commands/status.ts';
import type { ChannelStatus } from '../../src/command/services.ts';
import { fakeCaller, fakeSchedule, fakeServices } from '../fakes/services.ts';

const STANDING: ChannelStatus = {
  topics: [
    { name: 'Brain', query: 'brain', isFixed: true },
    { name: 'Kites', query: 'kite*', isFixed: false },
  ],
  schedule: { ...fakeSchedule, timezone: 'Asia/Tokyo', weekdays: ['mon', 'wed'], cap: 1 },
  nextDigest: new Date('2026-11-23T00:00:00Z'),
  waiting: 12,
  papers: 3080,
  lastIntake: new Date('2026-11-22T15:30:00Z'),
  troubles: ['A digest of Nov 20 was refused.', 'Another was, too.'],
};

async function run(changes: Partial<ChannelStatus>) {
  const services = fakeServices({ status: async () => ({ ...STANDING, ...changes }) });
  return status.run({ ...fakeCaller(), options: {} }, services);
}

test('shows topics, digests, library and troubles, in the time of the channel', async () => {
  expect(await run({})).toEqual({
    title: 'How this channel stands',
    sections: [
      { heading: 'Topics', text: '• Brain\n• Kites' },
      {
        heading: 'Digests',
        text: 'The next digest comes on Mon, Nov 23 at 09:00.\nThey come on Mon, Wed at 09:00 (Asia/Tokyo), with at most 1 paper.',
      },
      {
        heading: 'Library',
        text: 'It holds 3,080 papers; the last came in on Mon, Nov 23 at 00:30.\n12 papers on any topic came in since this channel was last served.',
      },
      { heading: 'What went wrong', text: '• A digest of Nov 20 was refused.\n• Another was, too.' },
    ],
    isShareable: true,
    buttons: [{ label: 'Preview the digest', command: 'digest', options: {}, how: 'answer' }],
  });
});

test('says when digests are paused, and offers to turn them on', async () => {
  const { sections, buttons } = await run({ schedule: { ...fakeSchedule, isPaused: true }, troubles: [] });
  expect(sections.map(({ heading }) => heading)).toEqual(['Topics', 'Digests', 'Library']);
  expect(sections[1]?.text).toMatch(/^Digests are paused\.\n/);
  expect(buttons?.[0]?.options).toEqual({ state: 'on' });
});

test('a channel that follows nothing is told how to begin', async () => {
  const { nextDigest: _, ...rest } = STANDING;
  const services = fakeServices({ status: async () => ({ ...rest, topics: [] }) });
  const { sections, buttons } = await status.run({ ...fakeCaller(), options: {} }, services);
  expect(sections[0]?.text).toContain('"subscribe" with a topic or a query begins.');
  expect(sections[1]?.text).toMatch(/^None comes while no topic is followed\.\n/);
  expect(buttons?.[0]?.command).toBe('topics');
});

test('an empty library is said in one line', async () => {
  const { lastIntake: _, ...rest } = STANDING;
  const services = fakeServices({ status: async () => ({ ...rest, papers: 0 }) });
  const { sections } = await status.run({ ...fakeCaller(), options: {} }, services);
  expect(sections[2]?.text).toBe('No feed has brought any papers yet.');
});
