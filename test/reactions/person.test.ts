import { expect, test } from 'vitest';
import { hashPerson } from '../../src/reactions/person.ts';

test('a person has one hash under one secret, and another under another', () => {
  const hash = hashPerson('secret', 'discord:U1');
  expect(hash).toMatch(/^[\w-]{43}$/);
  expect(hashPerson('secret', 'discord:U1')).toBe(hash);
  expect(hashPerson('secret', 'discord:U2')).not.toBe(hash);
  expect(hashPerson('Secret', 'discord:U1')).not.toBe(hash);
});
