import { expect, test } from 'vitest';
import { escapeButLinks, escapeMarkdown, link } from '../../../src/platforms/discord/escape.ts';
import { showMarkdown } from './shown.ts';

test.each([
  'plain, with 3.5% of (nearly) every sign: "a" & \'b\'; c = d + e - f / g? h! #i $j^k {l}',
  '*a* **b** ***c*** _d_ __e__ ~~f~~ ||g|| `h` ``i`` \\*j',
  '***',
  '____',
  '||',
  '~~',
  '[',
  ']',
  '<',
  '\\',
  'ends in \\',
  'a_b_c',
  '2 * 3 * 4',
  '```js\u0020alert(1)```',
  '[x](http://evil)',
  '[x](<http://evil>)',
  '[[x]](y)',
  '[x]: http://evil',
  '# a',
  '## a',
  '### a',
  '-# a',
  '- a',
  '* a',
  '+ a',
  '1. a',
  '12) a',
  '> a',
  '>>> a',
  '>a',
  '- # a',
  '> - 1. a',
  '<@1>',
  '<@!1>',
  '<@&1>',
  '<#1>',
  '<t:1>',
  '<t:1:R>',
  '<:a:1>',
  '<a:a:1>',
  '</cmd:1>',
  '<id:browse>',
  '<http://evil>',
  '@everyone',
  '@here',
  '@EVERYONE',
  'a@here.org',
  '@@everyone',
  '@someone',
  'http://evil',
  'https://evil/a_b_c*d',
  'ftp://evil',
  'steam://run',
  'see https://a.b/(c) and http://d.',
  ':smile:',
  ':+1:',
  '::a::b::',
  ':one::two:',
  'std::vector',
  '12:30:45',
  'a: b',
  'zero\u200bwidth\u200d\u2060',
  'family \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u{1f44d}\u{1f3fd} \u{1f1ec}\u{1f1f7} ❤️',
  'עברית ועוד *אחת*',
  'العربية _هنا_',
  '论文 **一** [二]',
  'é ö ñ',
  '¯\\_(ツ)_/¯',
])('"%s" is shown as it is, and makes nothing of its own', (text) => {
  expect(showMarkdown(escapeMarkdown(text))).toEqual({ text, markup: [] });
  expect(showMarkdown(`**${escapeMarkdown(text)}**`)).toEqual({ text, markup: ['bold', 'bold'] });
});

test('addresses of the web stay links without a preview, all around them is escaped', () => {
  expect(escapeButLinks('see *https://a.org/x_y?q=1#z*, (http://b.org).')).toBe(
    'see \\*<https://a.org/x_y?q=1#z*>, (<http://b.org>).',
  );
  for (const text of [
    'https://a.org/@everyone',
    'https://a.org/<@1>',
    'ftp://a.org',
    'https://a.org/a|b',
    'javascript://x',
  ])
    expect(showMarkdown(escapeButLinks(text))).toEqual({ text, markup: [] });
});

test.each([
  ['https://a.org/b', '[A (small) title: #1](<https://a.org/b>)'],
  ['http://a.org/(x)`|\\', '[A (small) title: #1](<http://a.org/%28x%29%60%7c/>)'],
  ['https://a.org/<x> y', '[A (small) title: #1](<https://a.org/%3Cx%3E%20y>)'],
  ['https://a.org/@everyone/@here', '[A (small) title: #1](<https://a.org/%40everyone/%40here>)'],
  ['javascript:alert(1)', undefined],
  ['discord://a', undefined],
  ['not an address', undefined],
  [`https://a.org/${'b'.repeat(86)}`, `[A (small) title: #1](<https://a.org/${'b'.repeat(86)}>)`],
  [`https://a.org/${'b'.repeat(87)}`, undefined],
  [undefined, undefined],
])('a link to %s', (url, shown) => {
  expect(link('A (small) title: #1', url, 100)).toBe(shown);
});

test.each(['a [b', 'snake_case', 'on https://a.org', '# a', '@here', '<@1>', ':smile:'])(
  'a name that must be escaped is no link: "%s"',
  (name) => expect(link(name, 'https://a.org', 100)).toBeUndefined(),
);
