import { expect, test } from 'vitest';
import { forgetMe } from '../../commands/forget-me.ts';
import { fakeCaller, fakeServices } from '../fakes/services.ts';

test('asks first, and removes only what was agreed to', async () => {
  const forgotten: string[] = [];
  const services = fakeServices({
    forgetPerson: async ({ person }) => (forgotten.push(person), { saves: 2, votes: 1, recapLines: 0 }),
  });
  const asked = await forgetMe.run({ ...fakeCaller(), options: {} }, services);
  expect(asked.buttons).toEqual([
    { label: 'Yes, forget me', command: 'forget-me', options: { sure: 'yes' }, how: 'replace' },
  ]);
  expect(forgotten).toEqual([]);
  const reply = await forgetMe.run({ ...fakeCaller(), options: { sure: 'yes' } }, services);
  expect(forgotten).toEqual(['console:local']);
  expect(reply.sections[0]?.text).toContain(
    'Removed: 2 saved papers, 1 vote and 0 lines of recaps, and how much you have asked.',
  );
});
