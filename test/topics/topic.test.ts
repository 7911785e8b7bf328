import { expect, it } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import { defineTopic, findTopicByName, topicKey } from '../../src/topics/topic.ts';

it('keeps the query as written beside what it says', () => {
  expect(defineTopic('Everything else', ' * ')).toEqual({
    name: 'Everything else',
    text: ' * ',
    query: { kind: 'everything' },
  });
});

it('refuses a query that cannot be read', () => {
  expect(() => defineTopic('Agents', 'agents AND')).toThrow(UserInputError);
});

it.each([
  [' Light \n  Traps', 'light traps'],
  ['ＬＩＧＨＴ\u200b', 'light'],
  ['\u200b ', ''],
])('finds %j by %j', (name, key) => {
  expect(topicKey(name)).toBe(key);
});

it('finds a topic by its name, however it is spelled, and no other', () => {
  const topics = [{ name: 'Moths' }, { name: 'Light Traps' }];
  expect(findTopicByName('LIGHT  traps', topics)).toBe(topics[1]);
  expect(findTopicByName('light', topics)).toBeUndefined();
});
