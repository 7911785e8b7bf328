import { expect, test } from 'vitest';
import { why } from '../../commands/why.ts';
import type { Explanation } from '../../src/command/services.ts';
import { fakeCaller, fakeCard, fakeServices } from '../fakes/services.ts';

const card = fakeCard('title:1');
const kites = { topic: 'Kites', why: ['kite*', 'two tails'] };

async function explain(explanation: Omit<Explanation, 'card'>) {
  const services = fakeServices({ why: async () => ({ card, ...explanation }) });
  return why.run({ ...fakeCaller(), options: { paper: 'title:1' } }, services);
}

test('says the outcome, the topics and the words', async () => {
  expect(await explain({ outcome: 'delivered', matches: [kites, { topic: 'New papers', why: [] }] })).toEqual({
    title: 'This paper was in a digest here',
    sections: [
      { cards: [card] },
      { heading: 'Topics that it fits', text: '• Kites, by “kite*”, “two tails”\n• New papers' },
    ],
    isShareable: true,
  });
});

test.each([
  ['due', [kites], "This paper will be in this channel's next digest", []],
  ['capped', [kites], 'This paper fits, but its digest was full', ['paper']],
  ['muted', [kites], 'This paper fits, but “tails” is muted here', ['mute']],
  ['early', [kites], 'This paper came in before this channel followed its topic', ['paper']],
  ['early', [kites, kites], 'This paper came in before this channel followed its topics', ['paper']],
  ['unmatched', [], 'This paper fits no topic that this channel follows', []],
] as const)('%s is a plain sentence with what can be done', async (outcome, matches, title, buttons) => {
  const reply = await explain({ outcome, matches, mutedBy: 'tails' });
  expect(reply.title).toBe(title);
  expect((reply.buttons ?? []).map(({ command }) => command)).toEqual(buttons);
  expect(reply.sections).toHaveLength(matches.length === 0 ? 1 : 2);
});
