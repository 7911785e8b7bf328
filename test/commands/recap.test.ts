import { describe, expect, test } from 'vitest';
import { recap } from '../../commands/recap.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

const thread = { id: 'fake:A:t', channel: 'fake:A:c' };
const services = fakeServices({
  recap: async () => ({ title: 'Recap of this thread', sections: [] }),
  discussedThisWeek: async () => [
    {
      card: { ...fakeCard('title:1'), discussion: { url: 'https://chat.example/t', channel: 'fake:A:c', replies: 2 } },
      recap: ['Ada: well'],
    },
  ],
});

describe('a recap', () => {
  test.each([
    ['in a thread', { thread }, {}, 'Recap of this thread', true],
    ['of the thread, wherever', {}, { what: 'thread' }, 'Recap of this thread', true],
    ['of the week in a thread', { thread }, { what: 'week' }, 'Discussed this week', undefined],
    ['elsewhere', {}, {}, 'Discussed this week', undefined],
  ])('%s', async (_name, caller, options, title, isPublic) => {
    const reply = await recap.run({ ...fakeCaller(caller), options }, services);
    expect([reply.title, reply.isPublic]).toEqual([title, isPublic]);
  });

  test('of the week shows each paper, and below it what was said', async () => {
    const reply = await recap.run({ ...fakeCaller(), options: {} }, services);
    expect(reply.sections[0]?.cards?.[0]?.discussion?.replies).toBe(2);
    expect(reply.sections[1]).toEqual({ text: '• Ada: well' });
  });

  test('of a week without any says so', async () => {
    const reply = await recap.run({ ...fakeCaller(), options: {} }, fakeServices());
    expect(reply.title).toBe('Nothing was discussed this week');
  });
});
