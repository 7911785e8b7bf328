import { describe, expect, it } from 'vitest';
import { mergeFacts } from '../../src/papers/merge.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { abstractOf } from './texts.ts';

const bare: Paper = { id: 'title:1', title: 'A Title', links: [] };
const full: Paper = {
  ...bare,
  arxivId: '1.1',
  doi: '10.1/x',
  abstract: abstractOf('a', 5),
  blurb: 'A new method.',
  authors: ['Ada', 'Alan'],
  authorCount: 2,
  organization: 'Org',
  published: { year: 2025, month: 7, day: 14 },
  upvotes: 5,
  comments: 2,
  links: [{ kind: 'code', url: 'https://github.com/a/b' }],
};

describe('mergeFacts', () => {
  it('gives the very same paper where nothing is new, however little is seen', () => {
    expect(mergeFacts(full, full)).toBe(full);
    expect(mergeFacts(full, { title: 'Another' })).toBe(full);
    expect(mergeFacts(full, { title: '', abstract: '', authors: [], links: [] })).toBe(full);
  });

  it('fills every fact that was missing, and keeps id and title', () => {
    expect(mergeFacts(bare, { ...full, title: 'Another' })).toEqual(full);
  });

  it.each<[string, Partial<Paper>]>([
    ['more upvotes', { upvotes: 6 }],
    ['more comments', { comments: 3 }],
    ['more authors', { authors: ['Ada', 'Alan', 'Grace'] }],
    ['a longer abstract', { abstract: abstractOf('a', 6) }],
    ['a longer blurb', { blurb: 'A new method, better than the old.' }],
  ])('takes %s', (_, fact) => {
    expect(mergeFacts(full, { title: full.title, ...fact })).toEqual({ ...full, ...fact });
  });

  it.each<[string, Partial<Paper>]>([
    ['fewer upvotes, because a page may be read late', { upvotes: 4 }],
    ['no comments', { comments: 0 }],
    ['fewer authors', { authors: ['Ada'] }],
    ['a shorter abstract', { abstract: abstractOf('a', 4) }],
    ['another arXiv id', { arxivId: '1.2' }],
    ['another DOI', { doi: '10.1/y' }],
    ['another count of authors', { authorCount: 9 }],
    ['another printed date', { published: { year: 2024, month: 1, day: 1 } }],
    ['an inferred date', { published: { year: 2024, month: 7, day: 14, inferred: true } }],
  ])('does not take %s', (_, fact) => {
    expect(mergeFacts(full, { title: full.title, ...fact })).toBe(full);
  });

  it('takes zero over unknown', () => {
    expect(mergeFacts(bare, { title: '', upvotes: 0, comments: 0 })).toEqual({ ...bare, upvotes: 0, comments: 0 });
  });

  it('takes a printed date over an inferred one, and no inferred one over another', () => {
    const inferred: Paper = { ...bare, published: { year: 2021, month: 7, day: 14, inferred: true } };
    const printed = { year: 2025, month: 7, day: 14 };
    expect(mergeFacts(inferred, { title: '', published: printed }).published).toEqual(printed);
    expect(mergeFacts(inferred, { title: '', published: { ...printed, inferred: true } })).toBe(inferred);
  });

  it('takes an abstract over a longer text of two sentences, and never back', () => {
    const [blurb, abstract] = [`${'word '.repeat(60)}. End.`, 'One thing. Two things. Three.'];
    expect(mergeFacts({ ...bare, abstract: blurb }, { title: '', abstract }).abstract).toBe(abstract);
    expect(mergeFacts({ ...bare, abstract }, { title: '', abstract: blurb }).abstract).toBe(abstract);
  });

  it('takes a whole abstract over one that was cut, and never back', () => {
    const [cut, whole] = [`${abstractOf('a', 5)} And…`, abstractOf('a', 4)];
    expect(mergeFacts({ ...bare, abstract: cut }, { title: '', abstract: whole }).abstract).toBe(whole);
    expect(mergeFacts({ ...bare, abstract: whole }, { title: '', abstract: cut }).abstract).toBe(whole);
  });

  it('adds links and loses none', () => {
    const link = { kind: 'project', url: 'https://a.github.io' } as const;
    expect(mergeFacts(full, { title: '', links: [link] }).links).toEqual([...full.links, link]);
  });
});
