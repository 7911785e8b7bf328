import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeButLinks, escapeMrkdwn, link, strong } from '../../../src/platforms/slack/escape.ts';
import { showMrkdwn, toOriginal } from './shown.ts';

test.each([
  ['<!channel> <@U1> <#C1> <!subteam^S1> <https://evil.example|x>'],
  ['a & b &amp; &lt;'],
  ['*bold* _italic_ ~struck~ `code` ```block```'],
  ['(*bold*) "_x_" *_both_*'],
  ['> quote\n  > another'],
  [':smile: :+1: at 10:30:20'],
  ['@here @channel @everyone'],
  ['https://a.org/b'],
])('shows as it is, and is nothing else: %s', (text) => {
  expect(showMrkdwn(escapeMrkdwn(text))).toEqual({ text, markup: [] });
});

test('signs that can emphasize nothing stay themselves', () => {
  const text = 'snake_case 2 * 3 a*b*c ~ \\alpha_i otter* OR ("auto enc*") title:kite*';
  expect(escapeMrkdwn(text)).toBe(text);
});

test('any text shows as it is', () => {
  const unit = fc.constantFrom(...'*_~`<>&|:@# \nabé文1'.split(''), '👍', 'here', '&gt;');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      expect(showMrkdwn(escapeMrkdwn(text))).toEqual({ text, markup: [] });
      const inBold = showMrkdwn(strong(escapeMrkdwn(`a${text.replaceAll('\n', ' ')}z`)));
      expect(inBold).toEqual({ text: `a${text.replaceAll('\n', ' ')}z`, markup: ['bold', 'bold'] });
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('addresses of the web stay links, all around them is escaped', () => {
  const escaped = escapeButLinks('see *https://a.org/x_y?q=1&r#z*, (http://b.org) & more');
  expect(toOriginal(escaped)).toBe('see *<https://a.org/x_y?q=1&amp;r#z*>, (<http://b.org>) &amp; more');
  expect(showMrkdwn(escaped).markup).toEqual(['link https://a.org/x_y?q=1&r#z*', 'link http://b.org']);
  for (const text of ['https://a.org/<@1>', 'ftp://a.org', 'https://a.org/a|b', 'javascript://x'])
    expect(showMrkdwn(escapeButLinks(text))).toEqual({ text, markup: [] });
});

test.each([
  ['https://a.org/b', '<https://a.org/b|A *small* |title|>'],
  ['http://a.org/?x=1&y=2', '<http://a.org/?x=1&amp;y=2|A *small* |title|>'],
  ['https://a.org/<x>|y', '<https://a.org/%3Cx%3E%7cy|A *small* |title|>'],
  ['https://a.org/a*b', '<https://a.org/a%2ab|A *small* |title|>'],
  ['javascript:alert(1)', undefined],
  ['slack://a', undefined],
  ['not an address', undefined],
  [`https://a.org/${'b'.repeat(86)}`, `<https://a.org/${'b'.repeat(86)}|A *small* |title|>`],
  [`https://a.org/${'b'.repeat(87)}`, undefined],
  [undefined, undefined],
])('a link to %s', (url, shown) => {
  const made = link('A *small* |title|', url, 100);
  expect(made && toOriginal(made)).toBe(shown);
  expect(showMrkdwn(made ?? '').markup).toHaveLength(shown === undefined ? 0 : 1);
});

test('a link needs a name', () => {
  expect(link(' ', 'https://a.org', 100)).toBeUndefined();
});
