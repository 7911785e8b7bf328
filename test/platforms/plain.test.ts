import { expect, test } from 'vitest';
import type { Card } from '../../src/platform.ts';
import { writePlain, type PlainFormat } from '../../src/platforms/plain.ts';

const shown = (longest: number): PlainFormat => ({
  escape: (text) => text,
  link: (url) => url,
  isWithin: (text) => text.length <= longest,
});
const card = (title: string, tldr: string, more: Partial<Card> = {}): Card => {
  return { id: title, title, tldr, rung: 'llm', topics: [], why: [], ...more };
};

test('a title, and each card with its title, its link and what it says', () => {
  const cards = [card('One', 'First.', { url: 'https://a.org/1' }), card('', '', { searchUrl: 'https://a.org/?q=2' })];
  const sections = [{ heading: 'H', cards }, { cards: [card('Three\n3', 'Third.')] }];
  expect(writePlain({ title: 'News', sections }, shown(4000))).toBe(
    'News\n\nOne\nhttps://a.org/1\nFirst.\n\n(no title)\nhttps://a.org/?q=2\n\nThree 3\nThird.',
  );
});

test('what the cards say is shortened evenly, then their titles, and a link never', () => {
  const cards = [card('T'.repeat(20), 'a'.repeat(50), { url: 'https://a.org/1' }), card('t', 'b'.repeat(50))];
  const write = (longest: number) => writePlain({ title: 'News', sections: [{ cards }] }, shown(longest));
  const all = `${'T'.repeat(20)}\nhttps://a.org/1`;
  expect(write(87)).toBe(`News\n\n${all}\n${'a'.repeat(19)}…\n\nt\n${'b'.repeat(19)}…`);
  expect(write(86)).toBe(`News\n\n${all}\n\nt`);
  expect(write(35)).toBe(`News\n\n${'T'.repeat(9)}…\nhttps://a.org/1\n\nt`);
  expect(write(5)).toBe('News\n\n…\nhttps://a.org/1\n\nt');
});
