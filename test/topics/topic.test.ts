import { expect, it } from 'vitest';
import { UserInputError } from '../../src/core/errors.ts';
import { defineTopic } from '../../src/topics/topic.ts';

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
