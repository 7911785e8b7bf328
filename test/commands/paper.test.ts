import { expect, test } from 'vitest';
import { paper } from '../../commands/paper.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

const card = fakeCard('arxiv:2406.04331');
const button = { label: 'Why is it here?', command: 'why', options: { paper: card.id }, how: 'answer' };

function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `Author ${i + 1}`);
}

async function run(view: { abstract?: string; authors?: readonly string[]; links?: { kind: string; url: string }[] }) {
  const services = fakeServices({ paper: async () => ({ card, authors: [], links: [], ...view }) });
  return paper.run({ ...fakeCaller(), options: { paper: '2406.04331' } }, services);
}

test('shows the card, the abstract, the authors and the links', async () => {
  const links = [
    { kind: 'abstract', url: 'https://arxiv.org/abs/2406.04331' },
    { kind: 'code', url: 'https://example.org/kites' },
  ];
  expect(await run({ abstract: 'Kites crash.', authors: ['Ada Lovelace', 'Alan Turing'], links })).toEqual({
    title: 'About this paper',
    sections: [
      { cards: [card] },
      { heading: 'Abstract', text: 'Kites crash.' },
      { heading: 'Authors', text: 'Ada Lovelace, Alan Turing' },
      {
        heading: 'Links',
        text: '• abstract: https://arxiv.org/abs/2406.04331\n• code: https://example.org/kites',
      },
    ],
    isShareable: true,
    buttons: [button],
  });
});

test('what is not known has no heading', async () => {
  expect((await run({ abstract: ' ' })).sections).toEqual([{ cards: [card] }]);
});

test('names the first twenty authors, and how many more there are', async () => {
  const twenty = namesOf(20).join(', ');
  expect((await run({ authors: namesOf(20) })).sections[1]?.text).toBe(twenty);
  expect((await run({ authors: namesOf(664) })).sections[1]?.text).toBe(`${twenty} and 644 more`);
});

test('a title is completed to its paper, with a label no platform refuses', async () => {
  const services = fakeServices({
    findTitles: async (typed, limit) => [
      { id: 'title:1', title: `${typed} ${limit}` },
      { id: 'title:2', title: 'x'.repeat(120) },
      { id: 'i'.repeat(101), title: 'its id is too long' },
    ],
  });
  expect(await paper.options[0]?.complete?.('"kites', fakeCaller(), services)).toEqual([
    { label: 'kites 25', value: 'title:1' },
    { label: `${'x'.repeat(99)}…`, value: 'title:2' },
  ]);
});
