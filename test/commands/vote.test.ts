import { expect, test } from 'vitest';
import { vote } from '../../commands/vote.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

test('counts a vote and offers the other', async () => {
  const asked: string[] = [];
  const services = fakeServices({
    vote: async (reference, way) => (asked.push(`${way} ${reference}`), { ...fakeCard('title:1'), title: 'Kites' }),
  });
  expect(await vote.run({ ...fakeCaller(), options: { vote: 'up', paper: '2406.04331' } }, services)).toEqual({
    title: '👍 noted',
    sections: [{ text: 'Your vote on “Kites” is kept; a later one takes its place.' }],
    buttons: [{ label: 'Rather 👎', command: 'vote', options: { vote: 'down', paper: 'title:1' }, how: 'replace' }],
  });
  const down = await vote.run({ ...fakeCaller(), options: { vote: 'down', paper: 'kites' } }, services);
  expect([down.title, down.buttons?.[0]?.options]).toEqual(['👎 noted', { vote: 'up', paper: 'title:1' }]);
  expect(asked).toEqual(['up 2406.04331', 'down kites']);
});
