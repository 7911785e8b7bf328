import { expect, test } from 'vitest';
import { unsubscribe } from '../../commands/unsubscribe.ts';
import { fakeCaller, fakeServices } from '../fakes/services.ts';

const BRAIN = { name: 'Brain', query: 'brain OR cortex', isFixed: true };
const KITES = { name: 'Two kites', query: 'kite*', isFixed: false };

test('leaves a topic, tells the channel, and offers the way back', async () => {
  const asked: string[] = [];
  const services = fakeServices({ unsubscribe: async (topic) => (asked.push(topic), KITES) });
  expect(await unsubscribe.run({ ...fakeCaller(), options: { topic: ' "two kites" ' } }, services)).toEqual({
    title: 'This channel follows Two kites no longer',
    sections: [{ text: 'The topic itself is still there.' }],
    isPublic: true,
    buttons: [{ label: 'Follow it again', command: 'subscribe', options: { topic: 'Two kites' }, how: 'answer' }],
  });
  expect(asked).toEqual(['two kites']);
  expect(unsubscribe.changesChannel?.({ topic: 'x' })).toBe(true);
});

test('completes to what the channel follows and can leave', async () => {
  const services = fakeServices({ topics: async () => [], subscriptions: async () => [BRAIN, KITES] });
  expect(await unsubscribe.options[0]?.complete?.('', fakeCaller(), services)).toEqual([
    { label: 'Two kites', value: 'Two kites' },
  ]);
});
