import { expect, test } from 'vitest';
import { toLatex } from '../../src/reactions/latex.ts';

test.each([
  ['Salt & 50% of #1 in a_b', 'Salt \\& 50\\% of \\#1 in a\\_b'],
  [
    'a ~ b ^ c < d > e | f \\ g',
    'a \\textasciitilde{} b \\textasciicircum{} c \\textless{} d \\textgreater{} e \\textbar{} f \\textbackslash{} g',
  ],
  ['Sets {a} and } or {', 'Sets \\textbraceleft{}a\\textbraceright{} and \\textbraceright{} or \\textbraceleft{}'],
  ['Sorting in $O(n \\log n)$ time', 'Sorting in {$O(n \\log n)$} time'],
  ['Paid $5 and $6, then $7', 'Paid \\$5 and \\$6, then \\$7'],
  ['From $5-$10', 'From \\$5-\\$10'],
  ['$x_{1}^2 & y$', '{$x_{1}^2 \\& y$}'],
  ['An open $x_{1$ brace', 'An open \\$x\\_\\textbraceleft{}1\\$ brace'],
  ['$}{$', '\\$\\textbraceright{}\\textbraceleft{}\\$'],
  ['G\\"odel and Poincar\\\'{e}', 'G{\\"o}del and Poincar{\\\'{e}}'],
  ['\\emph{Old} news', '{\\emph{Old}} news'],
  ['\\L ojasiewicz, Stra\\ss{}e, \\loop', '{\\L}ojasiewicz, Stra{\\ss}e, \\textbackslash{}loop'],
  ['Žižek, 深度学习 – “so”', 'Žižek, 深度学习 – “so”'],
  ['two\nlines\t\u0000here ', 'two lines here'],
  ['half \uD800 a pair', 'half \uFFFD a pair'],
])('%j is set as %j', (text, latex) => {
  expect(toLatex(text)).toBe(latex);
});

test.each([
  ['BERT: Pre-training of deep nets', '{BERT}: Pre-training of deep nets'],
  ['GPT-4 and LoRA in 3D', '{GPT}-4 and {LoRA} in {3D}'],
  ['A Q-learning guide for iPhones', 'A {Q}-learning guide for {iPhones}'],
  ['$O(N)$ Ways', '{$O(N)$} Ways'],
])('capitals of %j are kept: %j', (text, latex) => {
  expect(toLatex(text, { keepCapitals: true })).toBe(latex);
});
