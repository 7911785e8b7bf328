import { describe, expect, it } from 'vitest';
import {
  canBeOne,
  canonicalIds,
  isFullText,
  keysOf,
  separateId,
  sharedWords,
  titleKey,
} from '../../src/papers/identity.ts';
import { abstractOf } from './texts.ts';

describe('titleKey', () => {
  it.each([
    ['case', 'Attention Is All You Need', 'ATTENTION IS ALL YOU NEED'],
    ['hyphens and spaces', 'Self-Attention for Pre-Training', 'Self Attention for Pretraining'],
    ['dashes and punctuation', 'Scaling: A Study', 'Scaling – a study.'],
    ['LaTeX Greek and Greek letters', '$\\beta$-VAE', 'β-VAE'],
    ['Greek by name', 'beta-VAE', 'Β-VAE'],
    ['another shape of a Greek letter', '$\\varepsilon$-Greedy', 'ϵ-Greedy'],
    ['the micro sign', 'µTransfer', '\\muTransfer'],
    ['Latin accents', 'Poincaré Embeddings à la Carte', 'Poincare Embeddings a la Carte'],
    ['accents in LaTeX', "Poincar\\'e and Erd\\H{o}s over Fran\\c{c}ois", 'Poincaré and Erdős over François'],
    ['composed and decomposed letters', 'Zürich'.normalize('NFC'), 'Zürich'.normalize('NFD')],
    ['LaTeX dress', '\\textbf{Fast} $\\mathcal{O}(n)$ Search', 'Fast O(n) Search'],
    ['LaTeX dress without its backslash', 'texttt{Tool}: a Tool', 'Tool: A Tool'],
    ['superscripts', 'R$^2$ Loss', 'R² Loss'],
    ['mathematical letters', '𝐗-Ray', 'X-ray'],
    ['emoji and their selectors', '🤗️ Hub', 'Hub'],
    ['soft hyphens and zero-width spaces', 'Trans\u00ADform\u200Ber', 'Transformer'],
    ['Cyrillic marks', 'Обучение моделей й', 'Обучение моделей и'],
    ['full width', 'ＧＰＴ', 'gpt'],
  ])('is one over %s', (_, a, b) => {
    expect(titleKey(a)).toBe(titleKey(b));
  });

  it.each([
    ['near-equal titles', 'Learning to Rank', 'Learning to Rank II'],
    ['a plural', 'Language Model Agents', 'Language Models Agents'],
    ['a digit', 'Model 3', 'Model 4'],
    ['Hindi vowel signs', 'कल', 'कील'],
    ['Arabic marks', 'كَتب', 'كُتب'],
    ['Japanese voicing marks', 'はか', 'ばか'],
    ['half-width voicing marks', 'ﾊｶ', 'ﾊﾞｶ'],
    ['titles without letters', '0', '1'],
    ['titles of symbols alone', '???', '!!!'],
    ['a title without letters and one of more signs', '1984', '1,984'],
  ])('tells %s apart', (_, a, b) => {
    expect(titleKey(a)).not.toBe(titleKey(b));
  });

  it('keeps voicing marks in either form', () => {
    expect(titleKey('ばか')).toBe(titleKey('ばか'.normalize('NFD')));
    expect(titleKey('ﾊﾞｶ')).toBe(titleKey('バカ'));
  });

  it('is 80 bits of a hash, and stays what it was when papers were first kept by it', () => {
    expect(titleKey('Attention Is All You Need')).toBe('title:5563e10cdb032fc9fb22');
  });
});

describe('canonicalIds', () => {
  it.each([
    ['a version', '2406.04331v3', undefined, { arxivId: '2406.04331' }],
    ['a prefix', 'arXiv:2406.04331', undefined, { arxivId: '2406.04331' }],
    ['an old-style id', 'hep-th/9901001v2', undefined, { arxivId: 'hep-th/9901001' }],
    ['a subject class', 'math.GT/0309136', undefined, { arxivId: 'math/0309136' }],
    ['a DOI of arXiv', undefined, '10.48550/arXiv.2406.04331v1', { arxivId: '2406.04331' }],
    ['an old-style DOI of arXiv', undefined, '10.48550/ARXIV.HEP-TH/9901001', { arxivId: 'hep-th/9901001' }],
    ['a DOI of arXiv beside the id', '2406.04331', '10.48550/arXiv.2406.04331', { arxivId: '2406.04331' }],
    ['the case of a DOI', undefined, '10.1145/ABC.12', { doi: '10.1145/abc.12' }],
    ['nothing', undefined, undefined, {}],
  ])('sees through %s', (_, arxivId, doi, expected) => {
    expect(canonicalIds(arxivId, doi)).toEqual(expected);
  });
});

describe('keysOf', () => {
  it('names the arXiv id before the DOI', () => {
    const title = 'A Title';
    expect(keysOf({ title, arxivId: '2406.04331', doi: '10.1/x' })).toEqual({
      ids: ['arxiv:2406.04331', 'doi:10.1/x'],
      title: titleKey(title),
    });
    expect(keysOf({ title }).ids).toEqual([]);
  });
});

describe('separateId', () => {
  it('follows the text and avoids what is taken', () => {
    const free = separateId('title:k', { abstract: 'a' }, () => false);
    expect(free).toMatch(/^title:k-[\da-f]{8}$/);
    expect(separateId('title:k', { abstract: 'b' }, () => false)).not.toBe(free);
    const other = separateId('title:k', { abstract: 'a' }, (id) => id === free);
    expect(other).toMatch(/^title:k-[\da-f]{8}$/);
    expect(other).not.toBe(free);
  });
});

describe('canBeOne', () => {
  const [a, b] = [abstractOf('a'), abstractOf('b')];

  it('refuses two arXiv ids, and asks no abstract where they are equal', () => {
    expect(canBeOne({ arxivId: '1' }, { arxivId: '2' })).toBe(false);
    expect(canBeOne({ arxivId: '1', abstract: a }, { arxivId: '1', abstract: b })).toBe(true);
  });

  it('refuses two full abstracts that differ, and nothing less', () => {
    expect(canBeOne({ abstract: a }, { abstract: b })).toBe(false);
    expect(canBeOne({ abstract: a, arxivId: '1' }, { abstract: b })).toBe(false);
    expect(canBeOne({ abstract: a }, {})).toBe(true);
    expect(canBeOne({ abstract: a }, { abstract: abstractOf('b', 2) })).toBe(true);
    expect(canBeOne({ abstract: abstractOf('a', 1) }, { abstract: b })).toBe(true);
  });

  it('separates below a third of the words and not at it', () => {
    const text = (own: string, common: number): string =>
      [
        'First sentence. Second one. ',
        ...Array.from({ length: 12 }, (_, i) => (i < common ? `c${i} ` : `${own}${i} `)),
        '.',
      ].join('');
    // Four words stand in the sentences before, so that two texts share 4 + common of 28 - common words.
    expect(sharedWords(text('x', 4), text('y', 4))).toBeCloseTo(8 / 24);
    expect(canBeOne({ abstract: text('x', 4) }, { abstract: text('y', 4) })).toBe(true);
    expect(canBeOne({ abstract: text('x', 3) }, { abstract: text('y', 3) })).toBe(false);
  });
});

describe('sharedWords', () => {
  it('counts different words, whatever their case', () => {
    expect(sharedWords('one two two', 'Two, ONE!')).toBe(1);
    expect(sharedWords('one two', 'three four')).toBe(0);
    expect(sharedWords('', 'three')).toBe(1);
  });

  it('takes a text that was cut off for the same', () => {
    const whole = abstractOf('a', 10);
    expect(sharedWords(whole.slice(0, 60), whole)).toBeGreaterThan(0.7);
  });
});

describe('isFullText', () => {
  it.each([
    ['one sentence', 'A new method.', false],
    ['two sentences', 'A new method. It works (well!)', false],
    ['three sentences', 'A new method. It works. We show how.', true],
    ['decimals in two sentences', 'Loss falls by 3.5 to 0.2 points. On v1.0.', false],
    ['three sentences of Chinese', '我们提出。结果好。代码公开。', true],
    ['a long text', 'word '.repeat(120), true],
    ['nothing', undefined, false],
  ])('judges %s', (_, text, expected) => {
    expect(isFullText(text)).toBe(expected);
  });
});
