import { expect, it } from 'vitest';
import { StoreError, UserInputError } from '../../src/core/errors.ts';
import type { IndexedText, TextField, TextQuery } from '../../src/core/store/full-text.ts';
import { sql } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';

const LIBRARY: Readonly<Record<string, IndexedText>> = {
  owls: {
    title: 'Night flight of owls',
    abstract: 'Owls hear mice. We use gpt-4 and c++.',
    authors: ['Zoë Ångström', 'Mo Lee'],
  },
  mice: { title: 'Mice that hear', abstract: 'An owl is heard before it flies: flight helps.' },
  'title:kites': {
    title: 'Kites',
    abstract: 'Flight without wings; an e\uFB03cient line.\0Hidden string.',
    authors: ['Bo Owls'],
  },
  论文: { title: '扩散模型综述', abstract: '\u{1F99C} \uC720\uB839' },
};

/** The part of the store contract that is about the full-text index. */
export function describeFullText(current: () => Store): void {
  const fill = (): Promise<void> =>
    current().transaction(function* () {
      for (const [paper, text] of Object.entries(LIBRARY)) yield* current().fullText.put(paper, text);
    });
  const find = async (query: TextQuery): Promise<string[]> =>
    (await current().fullText.find(query, 10)).map((hit) => hit.paper);

  it('ranks a word in the title before one among the authors before one in the abstract', async () => {
    const padding = 'some further words of no weight';
    await current().transaction(function* () {
      yield* current().fullText.put('abstract', {
        title: padding,
        abstract: `owls ${padding}`,
        authors: ['Ann Other'],
      });
      yield* current().fullText.put('author', { title: padding, abstract: `many ${padding}`, authors: ['Ann Owls'] });
      yield* current().fullText.put('title', { title: `owls ${padding}`, abstract: padding, authors: ['Ann Other'] });
      for (let i = 0; i < 9; i++) yield* current().fullText.put(`other ${i}`, { title: padding });
    });
    const hits = await current().fullText.find(word('owls'), 10);
    expect(hits.map((hit) => hit.paper)).toEqual(['title', 'author', 'abstract']);
    expect(hits.map((hit) => hit.score)).toEqual(hits.map((hit) => hit.score).toSorted((a, b) => b - a));
    expect(hits.every((hit) => hit.score > 0)).toBe(true);
    expect(await current().fullText.find(word('owls'), 2)).toEqual(hits.slice(0, 2));
  });

  it.each<[string, TextQuery, string[]]>([
    ['a word, whatever its case and marks', word('ANGSTROM'), ['owls']],
    ['a second author', word('mo', 'authors'), ['owls']],
    ['no part of a word', word('fligh'), []],
    ['a prefix', { kind: 'prefix', text: 'fl' }, ['mice', 'owls', 'title:kites']],
    ['a phrase', phrase('hear', 'mice'), ['owls']],
    ['no phrase in another order', phrase('mice', 'hear'), []],
    ['no phrase over two fields', phrase('hear', 'an'), []],
    ['a word in the title', word('hear', 'title'), ['mice']],
    ['a word in the abstract', word('owl', 'abstract'), ['mice']],
    ['a word among the authors', word('owls', 'authors'), ['title:kites']],
    ['a prefix in a field', { kind: 'prefix', text: 'ow', field: 'authors' }, ['title:kites']],
    ['a phrase in a field', { kind: 'phrase', words: ['owls', 'hear'], field: 'abstract' }, ['owls']],
    ['all of several', { kind: 'and', of: [word('flight'), word('hear')] }, ['mice', 'owls']],
    ['any of several', { kind: 'or', of: [word('kites'), word('mice')] }, ['mice', 'owls', 'title:kites']],
    ['one and not another', { kind: 'and', of: [not(word('kites')), word('flight')] }, ['mice', 'owls']],
    ['all but one', not(word('flight')), ['论文']],
    ['all but two', { kind: 'and', of: [not(word('kites')), not(word('mice'))] }, ['论文']],
    ['what is not both', not({ kind: 'and', of: [word('flight'), word('hear')] }), ['title:kites', '论文']],
    ['what is one or not another', { kind: 'or', of: [word('kites'), not(word('flight'))] }, ['title:kites', '论文']],
    ['what is not not', not(not(word('kites'))), ['title:kites']],
    ['everything', { kind: 'everything' }, ['mice', 'owls', 'title:kites', '论文']],
    ['everything but', { kind: 'and', of: [{ kind: 'everything' }, not(word('flight'))] }, ['论文']],
    ['nothing', not({ kind: 'everything' }), []],
    ['a compatibility form', word('efficient'), ['title:kites']],
    ['what stands behind a NUL', word('hidden'), ['title:kites']],
    ['a word inside a run of Chinese', word('模型'), ['论文']],
    ['no letters that do not follow one another', word('散型'), []],
    ['part of a run of Korean', { kind: 'prefix', text: '\uC720' }, ['论文']],
  ])('finds %s', async (_name, query, papers) => {
    await fill();
    expect((await find(query)).toSorted()).toEqual(papers);
  });

  it.each([
    ...[
      'gpt-4',
      'c++',
      '"x',
      '""',
      '*',
      '()',
      '',
      ' ',
      'NOT',
      'a AND',
      'NEAR(a b)',
      'title:',
      '{title}:x',
      '^a',
      "'; --",
    ],
    ...[
      '-',
      '\\',
      '%',
      '\0',
      'a\0b',
      '\u{1F99C}',
      '\uD800',
      '论文',
      '\u202Eabc',
      'x'.repeat(10_000),
      'x '.repeat(5_000),
    ],
  ])('takes %j for text and nothing else', async (text) => {
    await fill();
    for (const field of [undefined, 'title'] as const) {
      const queries = [word(text, field), phrase(text, text), { kind: 'prefix', text } as const];
      for (const query of queries) {
        expect(await find({ kind: 'or', of: [query, word('kites')] })).toContain('title:kites');
        expect(await find({ kind: 'and', of: [word('kites'), not(not(query)), not(query)] })).toEqual([]);
      }
    }
  });

  it('finds compounds by their parts', async () => {
    await fill();
    expect(await find(word('gpt-4'))).toEqual(['owls']);
    expect(await find(word('gpt-5'))).toEqual([]);
    expect(await find(word('c++'))).toEqual(['owls']);
  });

  it('replaces what was indexed of a paper, and forgets a paper', async () => {
    await fill();
    await current().transaction(function* () {
      yield* current().fullText.put('owls', { title: 'Daylight' });
      yield* current().fullText.remove('mice');
      yield* current().fullText.remove('never there');
    });
    expect(await find(word('owls'))).toEqual(['title:kites']);
    expect(await find(word('daylight'))).toEqual(['owls']);
    expect(await find(word('mice'))).toEqual([]);
    expect(await find({ kind: 'everything' })).toEqual(['论文', 'title:kites', 'owls']);
    expect(await current().query(sql`SELECT paper FROM library WHERE paper = 'mice'`)).toEqual([]);
  });

  it('indexes nothing where the transaction fails', async () => {
    const failing = current().transaction(function* () {
      yield* current().fullText.put('owls', { title: 'Owls' });
      yield sql`INSERT INTO channels (id) VALUES ('no cursor')`;
    });
    await expect(failing).rejects.toThrow(StoreError);
    expect(await find({ kind: 'everything' })).toEqual([]);
    expect(await find(word('owls'))).toEqual([]);
  });

  it('answers wide queries, and tells a person whose query is nested too deeply', async () => {
    await fill();
    const many = Array.from({ length: 1_000 }, (_, i) => word(`w${i}`));
    expect(await find({ kind: 'or', of: [...many, word('kites')] })).toEqual(['title:kites']);
    expect(await find({ kind: 'and', of: [word('kites'), ...many.map(not)] })).toEqual(['title:kites']);
    for (const wrap of [(query: TextQuery) => query, not]) {
      await expect(find(nest(20, wrap))).resolves.toEqual(expect.any(Array));
      await expect(find(nest(41, wrap))).rejects.toThrow(UserInputError);
    }
  });
}

/** A query of a shape that costs an engine much for its depth. */
function nest(depth: number, wrap: (query: TextQuery) => TextQuery): TextQuery {
  if (depth === 0) return word('kites');
  const inner = nest(depth - 1, wrap);
  if (depth % 2 === 1) return { kind: 'or', of: [word('w'), inner] };
  return { kind: 'and', of: [word('w'), word('w'), wrap(inner), not(word('z'))] };
}

function word(text: string, field?: TextField): TextQuery {
  return { kind: 'word', text, ...(field && { field }) };
}

function phrase(...words: string[]): TextQuery {
  return { kind: 'phrase', words };
}

function not(of: TextQuery): TextQuery {
  return { kind: 'not', of };
}
