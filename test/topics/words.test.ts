import { describe, expect, it } from 'vitest';
import { foldSurface, isUnspaced, stemWord, tokenize, tokenizeSentences } from '../../src/topics/words.ts';

const WORDS: readonly (readonly [fact: string, text: string, words: string])[] = [
  ['small letters', 'Attention Is ALL', 'attention is all'],
  ['compounds in parts', 'Self-supervised GPT-4, state_of_the/art', 'self supervised gpt 4 state of the art'],
  ['letters and digits together', '3D H2O', '3d h2o'],
  ['the signs of c++ and c# as parts', 'C++ C#, k-means++.', 'c ++ c # k means ++'],
  ['no sign that is something else', '#tag a+b issue#12 + ++', 'tag a b issue 12'],
  [
    'Latin letters without marks',
    'Poincaré naïve Łódź Großmann Ærø İstanbul',
    'poincare naive lodz grossmann aero istanbul',
  ],
  ['marks of other scripts kept', 'й हिन्दी', 'й हिन्दी'],
  ['a lone Greek letter by its name', 'β-VAE and $\\beta$-VAE', 'beta vae and beta vae'],
  ['Greek words as they are', 'λόγος', 'λόγος'],
  ['LaTeX accents and dressing dropped', 'G\\"odel \\\'{e}tude \\textit{new} $\\mathcal{L}_2$', 'godel etude new l 2'],
  ['a LaTeX command that names something', '\\lambda \\emphasis', 'lambda emphasis'],
  ['no possessive', "Parkinson's Bayes’s don't", 'parkinson bayes don t'],
  ['compatibility forms folded', 'ﬁne Ｗｉｄｅ x²', 'fine wide x2'],
  ['invisible characters dropped', 'trans\u00adformer', 'transformer'],
  ['Chinese letter by letter', '深度learning学', '深 度 learning 学'],
  ['Japanese letter by letter', 'データ', 'デ ー タ'],
  ['Korean letter by letter', '모델을', '모 델 을'],
  ['nothing without letters', '… 🚀 --', ''],
];

describe('tokenize gives', () => {
  it.each(WORDS)('%s: %s', (_fact, text, words) => {
    expect(tokenize(text).join(' ')).toBe(words);
  });
});

const SENTENCES: readonly (readonly [fact: string, text: string, sentences: readonly string[]])[] = [
  ['ends at a full stop', 'It is sparse. Autoencoders help.', ['it is sparse', 'autoencoders help']],
  ['ends at a question mark', 'So? Yes', ['so', 'yes']],
  ['ends behind a bracket', 'It works (well.) Fine', ['it works well', 'fine']],
  ['ends at a paragraph', 'one line\n \nanother', ['one line', 'another']],
  ['ends at an ideographic full stop', '学习。深度', ['学 习', '深 度']],
  ['goes on over a line break', 'one\nline', ['one line']],
  ['goes on after an abbreviation', 'Smith et al. show', ['smith et al show']],
  ['goes on inside a number', 'about 3.5 points', ['about 3 5 points']],
];

describe('tokenizeSentences: a sentence', () => {
  it.each(SENTENCES)('%s', (_fact, text, sentences) => {
    expect(tokenizeSentences(text).map((words) => words.join(' '))).toEqual(sentences);
  });
});

it('stems plain words only', () => {
  expect(['interpretable', 'models', 'c++', 'gpt4s', '3ds', 'модели'].map(stemWord)).toEqual([
    'interpret',
    'model',
    'c++',
    'gpt4s',
    '3ds',
    'модели',
  ]);
});

it('folds a surface without dropping its marks', () => {
  expect(foldSurface('ＣＡＦÉ\u200b')).toBe('café');
});

it('knows scripts without spaces', () => {
  expect(['深', 'がガ', 'ไทย', 'a', '深a', '', '。'].map(isUnspaced)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});
