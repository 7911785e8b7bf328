import { describe, expect, test } from 'vitest';
import type { Mute } from '../../src/command/services.ts';
import { openStore } from '../../src/core/store/open.ts';
import { addMute, compileMutes, listMutes, MAX_MUTES, removeMute } from '../../src/digests/mutes.ts';
import type { Paper } from '../../src/papers/paper.ts';

const paper: Paper = {
  id: 'title:1',
  title: 'Surveys of Moths',
  abstract: 'We count moths. Their light is measured with GPT-4 in β phase.',
  authors: ['José Álvarez', 'Ada Lovelace'],
  links: [],
};

describe('what keeps a paper out', () => {
  test.each([
    ['a word in another form', 'word', 'survey'],
    ['a word of the abstract', 'word', 'MEASURE'],
    ['a phrase', 'word', 'surveys of moths'],
    ['a compound', 'word', 'gpt-4'],
    ['a Greek letter by its name', 'word', 'beta'],
    ['an author, marks and case aside', 'author', 'jose alvarez'],
  ] as const)('%s', (_name, kind, text) => {
    expect(
      compileMutes([
        { kind: 'word', text: 'whale' },
        { kind, text },
      ])(paper),
    ).toEqual({ kind, text });
  });

  test.each([
    ['part of a word', 'word', 'mot'],
    ['a phrase in another order', 'word', 'moths surveys'],
    ['a phrase across sentences', 'word', 'moths their'],
    ['an operator', 'word', 'NOT whales'],
    ['an author where a word is meant', 'word', 'lovelace'],
    ['part of a name', 'author', 'Ada'],
    ['a word where an author is meant', 'author', 'moths'],
  ] as const)('is not %s', (_name, kind, text) => {
    expect(compileMutes([{ kind, text }])(paper)).toBeUndefined();
  });
});

describe('the mutes of a channel', () => {
  const moths: Mute = { kind: 'word', text: 'Moths' };

  test('are its own, each once, and are found again however they are spelled', async () => {
    const store = await openStore('sqlite::memory:');
    expect(await addMute(store, 'fake:A:1', moths)).toBe(true);
    expect(await addMute(store, 'fake:A:1', { kind: 'word', text: ' moths' })).toBe(false);
    expect(await addMute(store, 'fake:A:1', { kind: 'author', text: 'Moths' })).toBe(true);
    expect(await listMutes(store, 'fake:A:1')).toEqual([{ kind: 'author', text: 'Moths' }, moths]);
    expect(await listMutes(store, 'fake:B:1')).toEqual([]);
    expect(await removeMute(store, 'fake:B:1', moths)).toBe(false);
    expect(await removeMute(store, 'fake:A:1', { kind: 'word', text: 'MOTHS' })).toBe(true);
    expect(await listMutes(store, 'fake:A:1')).toEqual([{ kind: 'author', text: 'Moths' }]);
  });

  test(`are ${MAX_MUTES} at most`, async () => {
    const store = await openStore('sqlite::memory:');
    for (let i = 0; i < MAX_MUTES; i += 1) await addMute(store, 'fake:A:1', { kind: 'word', text: `w${i}` });
    await expect(addMute(store, 'fake:A:1', moths)).rejects.toThrow(
      'This channel mutes 100 words and authors, and no more fit: unmute one first.',
    );
  });
});
