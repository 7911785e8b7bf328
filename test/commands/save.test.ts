import { expect, test } from 'vitest';
import { save } from '../../commands/save.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

const card = fakeCard('title:1');

test('keeps a paper for the person, who may forget it or see the list', async () => {
  const services = fakeServices({ save: async () => ({ card, wasSaved: false }) });
  expect(await save.run({ ...fakeCaller(), options: { paper: 'kites' } }, services)).toEqual({
    title: 'Saved to your list',
    sections: [{ cards: [card] }],
    footer: '"saved" shows the whole list.',
    buttons: [
      { label: 'Forget it', command: 'save', options: { paper: 'title:1', action: 'forget' }, how: 'replace' },
      { label: 'Show my list', command: 'saved', options: {}, how: 'answer' },
    ],
  });
});

test('says where it was kept already', async () => {
  const services = fakeServices({ save: async () => ({ card, wasSaved: true }) });
  const { title } = await save.run({ ...fakeCaller(), options: { paper: 'kites', action: 'keep' } }, services);
  expect(title).toBe('Already on your list');
});

test('forgets it, with a way back', async () => {
  const asked: string[] = [];
  const services = fakeServices({ unsave: async (reference) => (asked.push(reference), card) });
  expect(await save.run({ ...fakeCaller(), options: { paper: '"kites"', action: 'forget' } }, services)).toEqual({
    title: 'No longer on your list',
    sections: [{ cards: [card] }],
    buttons: [{ label: 'Keep it after all', command: 'save', options: { paper: 'title:1' }, how: 'replace' }],
  });
  expect(asked).toEqual(['kites']);
});
