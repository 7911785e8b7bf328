import { expect, test } from 'vitest';
import { saved } from '../../commands/saved.ts';
import { fakeCaller, fakeCards, fakeServices } from '../fakes/services.ts';

const services = fakeServices({
  saved: async (_caller, { limit, offset }) => ({
    cards: fakeCards(7).slice(offset, offset + limit),
    hasMore: offset === 0,
  }),
  exportSaved: async () => '@misc{kites}\n',
});

function run(options: Record<string, string | number>, given = services) {
  return saved.run({ ...fakeCaller(), options }, given);
}

test('shows what the person has kept by pages, with an export', async () => {
  expect(await run({})).toEqual({
    title: 'Your saved papers',
    sections: [{ cards: fakeCards(5) }],
    buttons: [
      { label: 'Next', command: 'saved', options: { page: 2 }, how: 'replace' },
      { label: 'Export as BibTeX', command: 'saved', options: { export: 'bibtex' }, how: 'answer' },
    ],
  });
  expect((await run({ page: 2 })).sections).toEqual([{ cards: fakeCards(7).slice(5) }]);
});

test('gives all of it as BibTeX', async () => {
  const reply = await run({ export: 'bibtex' });
  expect(reply.file).toEqual({ name: 'papers.bib', text: '@misc{kites}\n' });
  expect(reply.title).toBe('Your saved papers as BibTeX');
});

test('says how to save where nothing is saved, and gives no empty file', async () => {
  const nothing = {
    title: 'You have not saved any paper yet',
    sections: [{ text: 'The 🔖 button of a card saves its paper, and so does "save" with a title or an arXiv id.' }],
  };
  expect(await run({}, fakeServices())).toEqual(nothing);
  expect(await run({ export: 'bibtex' }, fakeServices())).toEqual(nothing);
});
