import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { foreignFormat } from '../../../src/feeds/papers-page/foreign.ts';
import { MAX_LINE_LENGTH } from '../../../src/feeds/papers-page/lines.ts';
import { randomFrom } from '../../fakes/random.ts';
import { readPage, readTitles } from './read.ts';
import { KITES, KITES_ABSTRACT, MOTHS, MOTHS_ABSTRACT, PAGE, spread } from './sample.ts';

const TEXT = `${PAGE.join('\n')}\n`;
const WHOLE = [
  { title: KITES, line: 13, abstract: KITES_ABSTRACT },
  { title: MOTHS, line: 17, abstract: MOTHS_ABSTRACT },
];

describe('bytes', () => {
  test.each([
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['CR only', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, little end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['spaces that do not break', Buffer.from(TEXT.replaceAll(' ', '\u00A0'))],
    ['tabs before and between words', Buffer.from(TEXT.replaceAll(' light', '\tlight').replaceAll('\n', '\n\t'))],
    [
      'characters that show nothing',
      Buffer.from(TEXT.replaceAll('\nK', '\n\u200BK').replaceAll('Strings', 'Str\u00ADings')),
    ],
    ['spaces at the end of lines', Buffer.from(TEXT.replaceAll('\n', '   \n'))],
  ])('%s: the same papers on the same lines', async (_, bytes) => {
    expect(await readPage(bytes)).toEqual({ papers: WHOLE, problems: [] });
  });

  test('two spaces in a title are one', async () => {
    expect(await readTitles(TEXT.replace('Kites with', 'Kites  with'))).toEqual([KITES, MOTHS]);
  });

  test.each([
    ['in a page', TEXT],
    ['in a short piece of one', `${KITES}\n\n${KITES_ABSTRACT}\n\n${MOTHS}\n\n${MOTHS_ABSTRACT}\n`],
    ['in a long text', `${TEXT.trimEnd()} ${'They like them. '.repeat(300)}\n`],
  ])('a stray control character %s is left out', async (_, text) => {
    for (const sign of ['\0', '\x02', '\x7f']) {
      const stray = text.replace('tether in', `t${sign}ether in`).replace('labels given', `lab${sign}els given`);
      const { papers, problems } = await readPage(stray);
      expect(papers.slice(0, 2).map(({ title, abstract }) => [title, abstract])).toEqual([
        [KITES, KITES_ABSTRACT],
        [MOTHS, expect.stringContaining(MOTHS_ABSTRACT)],
      ]);
      expect(problems.map(({ code }) => code)).not.toContain('binary');
    }
  });

  test('bytes that are no UTF-8 are Windows-1252', async () => {
    const text = TEXT.replace('lanterns', 'la\u00E9nterns').replace('Moths gather', '\u0093Moths gather');
    const { papers } = await readPage(Buffer.from(text, 'latin1'));
    expect(papers[1]).toMatchObject({ title: 'Can laénterns count moths?', abstract: `“${MOTHS_ABSTRACT}` });
  });

  test.each([1, 7, 64 << 10])('chunks of %i bytes give the same papers', async (size) => {
    const page = spread(
      ...PAGE.filter(Boolean),
      'Übungen für Drachen — 风筝的重量',
      `${KITES_ABSTRACT}\u00A0Naïve “kites” fly.`,
    );
    const bytes = Buffer.from(`\uFEFF${page.join('\r\n')}\r\n`);
    const { papers, problems } = await readPage(bytes, {}, size);
    expect(problems).toEqual([]);
    expect(papers.map(({ title, abstract }) => [title, abstract])).toEqual([
      [KITES, KITES_ABSTRACT],
      [MOTHS, MOTHS_ABSTRACT],
      ['Übungen für Drachen — 风筝的重量', `${KITES_ABSTRACT} Naïve “kites” fly.`],
    ]);
  });

  test.each([1000, 1 << 18])(
    'a line of 2 MB is left out and reported, the papers around it are read (chunks of %i bytes)',
    async (size) => {
      const page = [...PAGE.slice(0, 16), 'x'.repeat(2 << 20), '', ...PAGE.slice(16)];
      const { papers, problems } = await readPage(page, {}, size);
      expect(papers.map(({ title, abstract, line }) => [title, abstract, line])).toEqual([
        [KITES, KITES_ABSTRACT, 13],
        [MOTHS, MOTHS_ABSTRACT, 19],
      ]);
      expect(problems).toMatchObject([
        { code: 'line-too-long', line: 17, message: expect.stringContaining('over 262144 characters') },
      ]);
    },
  );

  test('what makes an abstract longer than any is left out and reported', async () => {
    const page = [
      ...PAGE,
      '',
      ...Array.from({ length: 100 }, () => ['The glider sank without a sound. '.repeat(10), '']).flat(),
    ];
    const { papers, problems } = await readPage(page);
    expect(papers.map(({ title }) => title)).toEqual([KITES, MOTHS]);
    const abstract = papers[1]?.abstract ?? '';
    expect(abstract.startsWith(MOTHS_ABSTRACT)).toBe(true);
    expect(abstract.length).toBeLessThan(20_200);
    expect(problems).toMatchObject([{ code: 'abstract-too-long', line: 17 }]);
  });

  test.each([
    ['at the limit', 0, []],
    ['over it', 1, ['line-too-long:1']],
  ])('a single line %s', async (_, over, expected) => {
    const problems = (
      await readTitles('word '.repeat(MAX_LINE_LENGTH / 5 + 1).slice(0, MAX_LINE_LENGTH + over))
    ).filter((problem) => problem.startsWith('line'));
    expect(problems).toEqual(expected);
  });
});

test.each([
  ['three in a hundred characters', `${'\x02lantern '.repeat(3)}${'x'.repeat(73)}`, undefined],
  ['four', `${'\x02lantern '.repeat(4)}${'x'.repeat(64)}`, 'binary'],
  ['nine in a thousand', `${'\x02lantern '.repeat(9)}${'x'.repeat(919)}`, undefined],
  ['eleven', `${'\x02lantern '.repeat(11)}${'x'.repeat(901)}`, 'binary'],
])('control characters, %s', (_, line, code) => {
  expect(foreignFormat([line], 1)?.code).toBe(code);
});

describe('files that are no page', () => {
  test.each([
    ['an empty file', '', 'empty', 1],
    ['white space', ' \n\t\n\u00A0\n', 'empty', 1],
    ['HTML', '\n<!DOCTYPE html>\n<html><body><h3>A Title</h3></body></html>\n', 'html', 2],
    ['HTML that begins with a comment', '<!-- saved by a browser -->\n<html>\n<h3>A Title</h3>\n', 'html', 2],
    ['rich text', `{\\rtf1\\ansi\\ansicpg1252\n\\f0\\fs24 ${TEXT.replaceAll('\n', '\\\n')}}`, 'rtf', 1],
    ['a web archive', 'From: <Saved by Blink>\nSubject: Daily Papers\n', 'html', 1],
    ['JSON', '[{"paper":{"id":"2507.01001","title":"A Title"}}]\n', 'json', 1],
    ['JSON, indented', '{\n  "title": "A Title"\n}\n', 'json', 1],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'binary', 1],
    ['gzip', gzipSync(TEXT), 'binary', 1],
    [
      'a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex'),
      'binary',
      1,
    ],
    [
      'a database',
      Buffer.from(`SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20\0\0\0\x02${'\0'.repeat(80)}`),
      'binary',
      1,
    ],
    ['UTF-16 without its mark', Buffer.from(TEXT, 'utf16le'), 'binary', 1],
    ['an archive of text', Buffer.from(`page.txt${'\0'.repeat(40)}${TEXT.repeat(30)}`), 'binary', 1],
    ['bytes', Buffer.from([1, 2, 3, 0, 0, 7, 9, 200, 201]), 'binary', 1],
    ['buttons only', 'Log In\nSign Up\nPricing\n', 'no-papers', 1],
  ])('%s: one problem that names line and expectation', async (_, dump, code, line) => {
    const { papers, problems } = await readPage(dump);
    expect(papers).toEqual([]);
    expect(problems).toMatchObject([
      { code, line, message: expect.stringMatching(new RegExp(`^line ${line}: expected .*found`)) },
    ]);
  });

  test('random bytes: one problem that names the first line with a control character', async () => {
    const random = randomFrom(12);
    const lines = new Set<number>();
    for (let i = 0; i < 200; i++) {
      const bytes = Buffer.from(Array.from({ length: 4000 }, () => Math.floor(random() * 256)));
      const before = bytes.subarray(0, bytes.findIndex(isControl)).toString('latin1');
      const line = before.split('\n').length;
      const { papers, problems } = await readPage(bytes);
      expect(papers).toEqual([]);
      expect(problems).toMatchObject([{ code: 'binary', line }]);
      lines.add(line);
    }
    expect(lines.size).toBeGreaterThan(1);
  });

  test('a login page', async () => {
    const page = [
      'Hugging Face',
      'Log In',
      "Don't have an account? Sign Up",
      'Username or Email address',
      'Password',
      'Forgot your password?',
      'SSO is available for companies',
    ];
    const { papers, problems } = await readPage(page);
    expect(papers).toEqual([]);
    expect(problems).toContainEqual(expect.objectContaining({ code: 'login-page', line: 3 }));
  });
});

function isControl(byte: number): boolean {
  return byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
}
