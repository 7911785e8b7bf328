import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buttonId } from '../../src/command/buttons.ts';
import type { Button } from '../../src/command.ts';
import { flatten, shorten } from '../../src/core/plain-text.ts';
import type { Card, Post } from '../../src/platform.ts';
import type { RenderReply } from '../../src/platforms/answers.ts';

/** A platform's renderer, and how its messages are read. */
export interface Renderer<Message> {
  readonly renderPost: (post: Post) => readonly Message[];
  readonly renderReply: RenderReply<Message>;
  /** What the platform would refuse, or do with messages besides showing them; nothing where all is well. */
  wrongWith(messages: readonly Message[]): readonly unknown[];
  /** What a person reads of a message. */
  textOf(message: Message): string;
  /** The ids of its buttons, in order. */
  idsOf(message: Message): readonly string[];
  /** A text as the platform shows it, where it cannot show every sign. */
  shown?(text: string): string;
}

const DATA = new URL('../../../shared/data/', import.meta.url);
const here = existsSync(DATA) ? '' : ' (skipped: no ../shared/data)';

const paperSchema = z.object({ id: z.string(), title: z.string(), abstract: z.string() });
type RealPaper = z.infer<typeof paperSchema>;

const HOSTILE = [
  '@everyone',
  '@here',
  '<@1>',
  '<@&1>',
  '<#1>',
  '<t:1:R>',
  '<:a:1>',
  '[x](http://evil)',
  '```',
  '||',
  '**',
  '__',
  '~~',
  '`',
  '\\',
  '> ',
  '# ',
  '-# ',
  '- ',
  '1. ',
  '\n',
  '\r\n',
  '\t',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\u2067',
  '\u200b',
  'עברית',
  'العربية',
  '论文',
  '👩‍👩‍👧',
  '👍🏽',
  '\ud83d',
  '\udc4d',
  ' ',
  ' ',
  ' ',
  'https://evil.example/a_b',
  ':smile:',
  'word',
  'sparse',
  'a'.repeat(90),
  '*'.repeat(40),
  '文'.repeat(60),
];
const hostileText = (most: number) =>
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: most }).map((parts) => parts.join(''));
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostileText(4).map((text) => `https://a.org/${text}`),
  hostileText(3),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const cardArbitrary = fc
  .record({
    title: fc.oneof(hostileText(12), fc.string({ unit: 'binary', maxLength: 400 })),
    tldr: hostileText(24),
    rung: fc.constantFrom<Card['rung']>('llm', 'blurb', 'sentence'),
    points: fc.array(hostileText(12), { maxLength: 5 }),
    topics: fc.array(hostileText(3), { maxLength: 4 }),
    why: fc.array(hostileText(2), { maxLength: 5 }),
    byline: fc.oneof(fc.constant('664 authors'), hostileText(9)),
    upvotes: fc.nat(),
    url: optional(address),
    searchUrl: optional(address),
    codeUrl: optional(address),
  })
  .map(({ url, searchUrl, codeUrl, ...card }) => ({
    ...card,
    ...(url !== undefined && { url }),
    ...(searchUrl !== undefined && { searchUrl }),
    ...(codeUrl !== undefined && { codeUrl }),
  }));

function digestOf(cards: readonly Card[]): Post {
  const third = Math.ceil(cards.length / 3);
  const sections = [0, 1, 2].map((i) => ({ heading: `Topic *${i}*`, cards: cards.slice(i * third, (i + 1) * third) }));
  return { title: 'New papers for you', sections, footer: 'All of them.' };
}

function toCard({ id, title, abstract }: RealPaper, i: number): Card {
  const card: Card = {
    id: `arxiv:${i}.${id}`.slice(0, 60),
    title,
    tldr: abstract.slice(0, 80 + (i % 10) * 60),
    rung: 'blurb',
    topics: [],
    why: title.split(' ').slice(0, 2),
    byline: '664 authors',
    url: `https://huggingface.co/papers/${id}`,
  };
  return i % 3 === 0 ? { ...card, rung: 'llm', points: abstract.split('. ').slice(0, 4) } : card;
}

/** A text without space, nor the headings that are said again where a message ends inside it. */
const solid = (text: string) => text.replace(/^\w+ \(continued\)$/gm, '').replace(/\s+/g, '');

/** Declares the tests that every platform's payloads pass: digests, pages and whole papers of any text. */
export function testPayloads<Message>(renderer: Renderer<Message>): void {
  const { renderPost, renderReply, wrongWith, idsOf, shown = (text) => text } = renderer;

  function textOf(messages: readonly Message[]): string {
    return messages.map((message) => renderer.textOf(message)).join('\n');
  }

  /** The papers whose buttons are shown, in order. */
  function papersOf(messages: readonly Message[]): readonly string[] {
    return messages.flatMap(idsOf).flatMap((id) => /^\["a","save",\{"paper":"(.+)"\}\]$/.exec(id)?.[1] ?? []);
  }

  /** A paper's whole answer, as `paper` gives it. */
  function answerFor(card: Card, abstract: string, authors: string): readonly Message[] {
    const buttons: readonly Button[] = [{ label: 'Why?', command: 'why', options: { paper: card.id }, how: 'answer' }];
    const sections = [
      { cards: [card] },
      { heading: 'Abstract', text: abstract },
      { heading: 'Authors', text: authors },
    ];
    return renderReply({ title: 'About this paper', sections }, buttons, 'paper');
  }

  /** What is wrong with a digest of these cards: its messages, papers lost or out of order, titles that nobody sees. */
  function wrongWithDigest(cards: readonly Card[]): readonly unknown[] {
    const messages = renderPost(digestOf(cards));
    const seen = textOf(messages);
    const ids = cards.map(({ id }) => id).join();
    return [
      ...wrongWith(messages),
      ...(papersOf(messages).join() === ids ? [] : [papersOf(messages)]),
      ...cards.filter(({ title }) => !seen.includes(shown(shorten(flatten(title), 75).replace(/…$/, '')))),
    ];
  }

  test('digests of any cards are within all limits, lose no paper and show every title', () => {
    const cards = fc.array(cardArbitrary, { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(cards, (drawn) => {
        expect(wrongWithDigest(drawn.map((card, i) => ({ ...card, id: `title:${i}` })))).toEqual([]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('five of any papers are turned over in one message', () => {
    const next: Button = { label: 'Next', command: 'search', options: { query: 'q'.repeat(300) }, how: 'replace' };
    fc.assert(
      fc.property(fc.array(cardArbitrary, { minLength: 5, maxLength: 5 }), (drawn) => {
        const cards = drawn.map((card, i) => ({ ...card, id: `title:${i}` }));
        const messages = renderReply({ title: 'Found', sections: [{ cards }] }, [next]);
        expect(wrongWith(messages)).toEqual([]);
        expect(messages.flatMap(idsOf).at(-1)).toBe(buttonId(next));
        expect(messages).toHaveLength(1);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test.each([
    ['plain words', 'word '.repeat(20_000)],
    ['one word', 'w'.repeat(100_000)],
    ['signs', '*_~|`[]<\\'.repeat(11_000)],
    ['emoji', '👩‍👩‍👧'.repeat(12_500)],
    ['from right to left', 'מאמר על \u202eלמידה '.repeat(6000)],
    ['lines', '# line\n'.repeat(14_000)],
  ])('an abstract of 100 kB of %s, by 664 authors, is answered whole', (_, abstract) => {
    const authors = Array.from({ length: 664 }, (__, i) => `Ada *${i}* @everyone`).join(', ');
    const card: Card = { id: 'title:1', title: 'T', tldr: abstract, rung: 'blurb', topics: [], why: [] };
    const messages = answerFor(card, abstract, authors);
    expect(wrongWith(messages)).toEqual([]);
    const seen = solid(textOf(messages));
    expect(seen.includes(solid(shown(flatten(abstract))))).toBe(true);
    expect(seen.includes(solid(shown(authors)))).toBe(true);
  });

  describe.skipIf(here !== '')(`real papers${here}`, () => {
    test('with troublesome text: digests lose none, answers show each abstract whole', () => {
      const papers = readFileSync(new URL('edge-cases.jsonl', DATA), 'utf8').trim().split('\n');
      const read = papers.map((line) => paperSchema.parse(JSON.parse(line)));
      expect(wrongWithDigest(read.map(toCard))).toEqual([]);
      for (const [i, paper] of read.entries()) {
        const messages = answerFor(toCard(paper, i), paper.abstract, '664 authors');
        expect(wrongWith(messages)).toEqual([]);
        expect(solid(textOf(messages)).includes(solid(shown(flatten(paper.abstract))))).toBe(true);
      }
    });

    test('of a large library: digests of 200', async () => {
      const file = createReadStream(new URL('corpus/papers-100k.jsonl.gz', DATA)).pipe(createGunzip());
      const papers: RealPaper[] = [];
      for await (const line of createInterface({ input: file })) {
        papers.push(paperSchema.parse(JSON.parse(line)));
        if (papers.length === 1000) break;
      }
      file.destroy();
      for (let at = 0; at < papers.length; at += 200)
        expect(wrongWithDigest(papers.slice(at, at + 200).map(toCard))).toEqual([]);
    });
  });
}
