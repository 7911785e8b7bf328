import { describe, expect, it } from 'vitest';
import type { MatchablePaper } from '../../src/topics/paper-words.ts';
import { compileTopics } from '../../src/topics/match.ts';
import { defineTopic } from '../../src/topics/topic.ts';

function matches(query: string, paper: string | MatchablePaper): boolean {
  return matchOf(query, paper) !== undefined;
}

function matchOf(query: string, paper: string | MatchablePaper) {
  return compileTopics([defineTopic('T', query)]).match(typeof paper === 'string' ? { title: paper } : paper)[0];
}

describe('a bare word', () => {
  it('matches its stem', () => {
    expect(matches('interpreting', 'Interpretable models')).toBe(true);
    expect(matches('model', 'Modes of failure')).toBe(false);
  });

  it('matches in the abstract and the blurb', () => {
    expect(matches('brain', { title: 'A', abstract: 'Of brains.' })).toBe(true);
    expect(matches('brain', { title: 'A', blurb: 'Of brains.' })).toBe(true);
  });

  it("does not match an author's name", () => {
    expect(matches('brain', { title: 'A', authors: ['Russell Brain'] })).toBe(false);
  });

  it('that is a compound matches its parts side by side, by their stems', () => {
    expect(matches('self-supervised', 'Self supervised learning')).toBe(true);
    expect(matches('world-model', 'World-models that plan')).toBe(true);
    expect(matches('self-supervised', 'Supervised by the self')).toBe(false);
    expect(matches('supervised', 'Self-supervised learning')).toBe(true);
  });

  it.each([
    ['gpt-4', 'What GPT-4 knows', 'GPT and 4 others'],
    ['c++', 'Fuzzing C++ compilers', 'Vitamin C'],
    ['C#', 'Typing C#', 'Vitamin C'],
    ['3D', '3D scenes', 'Scenes 3 D'],
    ['o(n)', 'Sorting in O(n) time', 'On time'],
    ['β-VAE', 'On the $\\beta$-VAE', 'On the VAE'],
    ['beta-vae', 'On the β-VAE', 'On the α-VAE'],
    ['深度', '关于深度学习', '关于度深学习'],
    ['godel', 'Gödel machines', 'God machines'],
    ['Gödel', 'Godel machines', 'God machines'],
  ])('%s matches "%s", not "%s"', (query, title, other) => {
    expect([matches(query, title), matches(query, other)]).toEqual([true, false]);
  });
});

describe('a phrase', () => {
  it('matches its words as they are written, side by side', () => {
    expect(matches('"sparse autoencoder"', 'A Sparse Autoencoder')).toBe(true);
    expect(matches('"sparse autoencoder"', 'Sparse autoencoders')).toBe(false);
    expect(matches('"sparse autoencoder"', 'Sparse deep autoencoder')).toBe(false);
  });

  it('of one word matches no other form', () => {
    expect(matches('"model"', 'Models')).toBe(false);
  });

  it('matches over hyphens and commas', () => {
    expect(matches('"self-supervised learning, fast"', 'Self supervised, learning fast')).toBe(true);
  });

  it('does not match from the end of the title into the abstract', () => {
    expect(matches('"deep learning"', { title: 'How deep', abstract: 'Learning helps' })).toBe(false);
  });

  it('does not match across two sentences of the abstract', () => {
    expect(matches('"deep learning"', { title: 'A', abstract: 'It goes deep. Learning helps.' })).toBe(false);
  });

  it('matches a whole title that asks and answers', () => {
    expect(matches('"is it deep? learning helps"', 'Is it deep? Learning helps')).toBe(true);
  });

  it('does not match across two authors', () => {
    const paper = { title: 'A', authors: ['Ada King', 'Alan Turing'] };
    expect([matches('author:"king alan"', paper), matches('author:"alan turing"', paper)]).toEqual([false, true]);
  });
});

describe('a prefix', () => {
  it('matches the beginning of a word as it is written', () => {
    expect(matches('interpretab*', 'Mechanistic interpretability')).toBe(true);
    expect(matches('interpretab*', 'Interpreting')).toBe(false);
    expect(matches('pretab*', 'Interpretability')).toBe(false);
  });

  it('of a compound matches the beginning of its last part only', () => {
    expect(matches('self-super*', 'Self-supervision')).toBe(true);
    expect(matches('self-super*', 'Selfish supervision')).toBe(false);
    expect(matches('gpt-4-tur*', 'GPT 42 turbo')).toBe(false);
  });

  it('of one letter is enough in a script without spaces', () => {
    expect(matches('深*', '关于深度')).toBe(true);
  });
});

describe('a field', () => {
  const paper = {
    title: 'Brain maps',
    abstract: 'On neurons.',
    blurb: 'A short one',
    authors: ['José Núñez', 'J. Smith'],
  };

  it('limits a word to the title', () => {
    expect([matches('title:brain', paper), matches('title:neuron', paper)]).toEqual([true, false]);
  });

  it('limits a word to abstract and blurb', () => {
    const found = ['abstract:neuron', 'abstract:short', 'abstract:brain', 'abstract:smith'].map((q) =>
      matches(q, paper),
    );
    expect(found).toEqual([true, true, false, false]);
  });

  it('limits a name to the authors', () => {
    const found = ['author:nunez', 'author:"j. smith"', 'author:smi*', 'author:brain'].map((q) => matches(q, paper));
    expect(found).toEqual([true, true, true, false]);
  });

  it('group limits all its words', () => {
    expect([matches('title:(brain map)', paper), matches('title:(brain neuron)', paper)]).toEqual([true, false]);
  });
});

describe('operators', () => {
  it.each([
    ['a b', 'b a', true],
    ['a b', 'a', false],
    ['a OR b', 'b', true],
    ['a OR b', 'c', false],
    ['a -b', 'a', true],
    ['a -b', 'a b', false],
    ['NOT a', 'b', true],
    ['NOT a', 'a', false],
    ['a OR NOT b', 'c', true],
    ['a OR NOT b', 'b', false],
    ['-(a b)', 'a', true],
    ['NOT *', 'a', false],
    ['*', '…', true],
  ])('%s on "%s": %s', (query, title, expected) => {
    expect(matches(query, title)).toBe(expected);
  });
});

describe('a match', () => {
  const paper = { title: 'LoRA for GPT-4', abstract: 'Sparse autoencoders; LoRA again.' };

  it('says the terms that matched, as typed, each once', () => {
    const query = 'title:LoRA OR abstract:LoRA OR “Sparse  Autoencoders” OR absent OR GPT-4 OR spar*';
    expect(matchOf(query, paper)?.why).toEqual(['LoRA', 'Sparse Autoencoders', 'GPT-4', 'spar*']);
  });

  it('does not name what a failed branch or a NOT found', () => {
    expect(matchOf('lora -(sparse absent) OR (sparse absent)', paper)?.why).toEqual(['lora']);
    expect(matchOf('NOT gpt-4 OR sparse', paper)?.why).toEqual(['sparse']);
  });

  it('of everything names no term and weighs nothing', () => {
    expect(matchOf('*', paper)).toMatchObject({ why: [], score: 0 });
    expect(matchOf('NOT absent', paper)).toMatchObject({ why: [], score: 0 });
  });

  it('weighs more in the title', () => {
    const scores = ['lora', 'title:lora', 'sparse', 'gpt-4 sparse'].map((query) => matchOf(query, paper)?.score);
    expect(scores).toEqual([4, 3, 1, 4]);
  });

  it('comes in the order of the topics', () => {
    const topics = ['sparse', '*', 'absent', 'lora'].map((query, i) => defineTopic(`T${i}`, query));
    expect(
      compileTopics(topics)
        .match(paper)
        .map(({ topic }) => topic),
    ).toEqual([topics[0], topics[1], topics[3]]);
  });

  it('is none where there are no topics', () => {
    expect(compileTopics([]).match(paper)).toEqual([]);
  });
});
