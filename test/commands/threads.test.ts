import { expect, test } from 'vitest';
import { threads } from '../../commands/threads.ts';
import { fakeCaller, fakeServices } from '../fakes/services.ts';

const MENTIONS = 'In a thread about a paper I answer where I am mentioned.';
const NEVER = 'A recap comes only where it is asked for.';

test('shows what the channel has chosen, which is for everyone', async () => {
  expect(threads.changesChannel?.({})).toBe(false);
  const reply = await threads.run({ ...fakeCaller(), options: {} }, fakeServices());
  expect(reply).toEqual({
    title: 'Threads in this channel',
    sections: [{ text: `${MENTIONS}\n${NEVER}` }],
    buttons: [{ label: 'Answer every question', command: 'threads', options: { answers: 'questions' }, how: 'answer' }],
  });
});

test('changes it, and says what cannot work yet', async () => {
  expect(threads.changesChannel?.({ recap: 3 })).toBe(true);
  const asked: unknown[] = [];
  const services = fakeServices({
    changeThreadSettings: async (changes) => (
      asked.push(changes),
      { answers: 'questions', recapDays: 1, note: 'Allow it first.' }
    ),
  });
  const reply = await threads.run({ ...fakeCaller(), options: { answers: 'questions', recap: 1 } }, services);
  expect(asked).toEqual([{ answers: 'questions', recapDays: 1 }]);
  expect(reply).toMatchObject({ title: 'Threads in this channel changed', isPublic: true });
  expect(reply.sections[0]?.text).toBe(
    'In a thread about a paper I answer every question about it.\nA recap comes by itself after 1 quiet day.\nAllow it first.',
  );
  await threads.run({ ...fakeCaller(), options: { recap: 0 } }, services);
  expect(asked.at(-1)).toEqual({ recapDays: 0 });
});
