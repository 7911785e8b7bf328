import { expect, test } from 'vitest';
import { discuss } from '../../commands/discuss.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

const found = { card: { ...fakeCard('title:1'), title: 'Kites' }, url: 'https://chat.example/t' };

test.each([
  [{ wasOpen: false, isLocked: false }, 'Its thread is open', ''],
  [{ wasOpen: true, isLocked: false }, 'It is discussed here', ''],
  [
    { wasOpen: true, isLocked: true },
    'It is discussed here',
    '\nIt is locked: it can be read, but nothing more can be said in it.',
  ],
])('leads to the thread that is %j', async (state, title, more) => {
  const asked: string[] = [];
  const services = fakeServices({ discuss: async (paper) => (asked.push(paper), { ...found, ...state }) });
  const reply = await discuss.run({ ...fakeCaller(), options: { paper: ' kites ' } }, services);
  expect(reply).toEqual({ title, sections: [{ text: `“Kites”\nhttps://chat.example/t${more}` }] });
  await discuss.run({ ...fakeCaller(), options: {} }, services);
  expect(asked).toEqual(['kites', '']);
});
