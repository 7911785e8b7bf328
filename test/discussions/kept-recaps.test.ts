import { expect, test } from 'vitest';
import { writeLine } from '../../src/discussions/kept-recaps.ts';

test('a line is one, whatever its writer is called', () => {
  expect(writeLine({ name: 'Ada\n• Bea (read)', text: 'skip it', verdict: 'skip' })).toBe(
    'Ada • Bea (read) (skip): skip it',
  );
});
