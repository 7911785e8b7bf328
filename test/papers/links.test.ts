import { describe, expect, it } from 'vitest';
import { linksIn, mergeLinks } from '../../src/papers/links.ts';
import type { PaperLink } from '../../src/papers/paper.ts';

function code(url: string): PaperLink {
  return { kind: 'code', url };
}

function project(url: string): PaperLink {
  return { kind: 'project', url };
}

describe('linksIn', () => {
  it.each([
    ['a repository', 'Code: https://github.com/a/b', code('https://github.com/a/b')],
    ['a repository without scheme', 'Code at github.com/a/b.', code('https://github.com/a/b')],
    ['GitLab without scheme', 'See gitlab.com/a/b, please.', code('https://gitlab.com/a/b')],
    ["a GitLab of one's own", 'At https://gitlab.inria.fr/a/b.', code('https://gitlab.inria.fr/a/b')],
    ['www', 'At www.github.com/a/b.', code('https://www.github.com/a/b')],
    ['a project page', 'See https://x.github.io/y/.', project('https://x.github.io/y/')],
    ['a project page without scheme', 'Page: x-y.github.io.', project('https://x-y.github.io')],
    ['a project page without scheme, with a path', 'Page: x.github.io/y/!', project('https://x.github.io/y/')],
    ['a page known by www alone', 'Demo (www.example.org/demo).', project('https://www.example.org/demo')],
    ['LaTeX', 'At \\url{https://github.com/a/b}.', code('https://github.com/a/b')],
    ['LaTeX with a text', 'At \\href{https://github.com/a/b}{this link}.', code('https://github.com/a/b')],
    ['escaped characters', 'At https://github.com/a/b\\_c.', code('https://github.com/a/b_c')],
    ['Markdown', 'At [our page](https://github.com/a/b), soon.', code('https://github.com/a/b')],
    ['Markdown of the link itself', '[https://github.com/a/b](https://github.com/a/b)', code('https://github.com/a/b')],
    ['bold Markdown', 'At **https://github.com/a/b**.', code('https://github.com/a/b')],
    ['angle brackets', 'At <https://github.com/a/b>.', code('https://github.com/a/b')],
    ['brackets and a full stop', '(Code: https://github.com/a/b.)', code('https://github.com/a/b')],
    ['brackets of its own', 'See https://example.org/a_(b).', project('https://example.org/a_(b)')],
    ['brackets of its own in brackets', '(see https://example.org/a_(b))', project('https://example.org/a_(b)')],
    ['quotes', 'At “https://github.com/a/b”.', code('https://github.com/a/b')],
    ['Chinese after it', '代码：https://github.com/a/b。谢谢', code('https://github.com/a/b')],
    ['a space after the scheme', 'At https: //github.com/a/b.', code('https://github.com/a/b')],
    [
      'another paper',
      'Extends https://arxiv.org/abs/2406.04331.',
      { kind: 'paper', url: 'https://arxiv.org/abs/2406.04331' },
    ],
    [
      'a paper at Hugging Face',
      'huggingface.co/papers/2406.04331',
      { kind: 'paper', url: 'https://huggingface.co/papers/2406.04331' },
    ],
    ['a model at Hugging Face', 'huggingface.co/a/b', project('https://huggingface.co/a/b')],
  ])('finds %s', (_, text, link) => {
    expect(linksIn(text)).toEqual([link]);
  });

  it.each([
    ['no link', 'We study graphs. Our code is on GitHub.'],
    ['a host alone', 'Released at https://github.com.'],
    ['a link that a cut took the end of', 'Code: https://github.com/a/lo…'],
    ['the same with dots', 'Code: https://github.com/a/lo...'],
    ['a scheme alone', 'Code at https://'],
    ['a host that is none', 'At https://anonymous/x.'],
    ['an address of mail', 'Write to me@github.com/x.'],
    ['a part of a longer host', 'At notgithub.com/a/b.'],
  ])('finds nothing in %s', (_, text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('finds several, each once', () => {
    const text = 'Code (https://github.com/a/b) and page https://a.github.io; again http://www.github.com/A/b.git/.';
    expect(linksIn(text)).toEqual([code('https://github.com/a/b'), project('https://a.github.io')]);
  });

  it('takes no longer for a text made to be slow', () => {
    const startMs = performance.now();
    linksIn('https://a.b/'.repeat(20_000));
    linksIn(`//${'a-'.repeat(20_000)}`);
    linksIn(`https://a.bc/${')'.repeat(20_000)}`);
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});

describe('mergeLinks', () => {
  it('gives the very same list where nothing is new', () => {
    const known = [code('https://github.com/a/b')];
    expect(mergeLinks(known, [code('http://github.com/a/b/')])).toBe(known);
    expect(mergeLinks(known, [project('https://c.de')])).toEqual([...known, project('https://c.de')]);
  });
});
