import { describe, expect, it } from 'vitest';
import { diffSightings } from '../../src/papers/diff.ts';
import { titleKey } from '../../src/papers/identity.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';
import { abstractOf } from './texts.ts';

const title = 'One Title';
const [a, b, c] = [abstractOf('a'), abstractOf('b'), abstractOf('c')];
const nothing = { papers: [], aliases: [] };

function addedBy(...sightings: readonly Sighting[]): readonly Paper[] {
  return diffSightings(sightings, nothing).added;
}

/** The id given to the paper of each sighting that the batch ends with. */
function idsOf(...sightings: readonly Sighting[]): readonly string[] {
  return addedBy(...sightings).map(({ id }) => id);
}

describe('diffSightings', () => {
  it('adds a paper with all its facts and the links of its text, and the aliases it goes by', () => {
    const published = { year: 2025, month: 7, day: 14 };
    const sighting = { title, arxivId: '2406.04331v2', abstract: `${a} Code: github.com/a/b.`, published, line: 7 };
    expect(diffSightings([sighting], nothing)).toEqual({
      added: [
        {
          id: 'arxiv:2406.04331',
          title,
          arxivId: '2406.04331',
          abstract: sighting.abstract,
          published,
          links: [{ kind: 'code', url: 'https://github.com/a/b' }],
        },
      ],
      changed: [],
      known: 0,
      merged: [],
      aliases: [
        ['arxiv:2406.04331', 'arxiv:2406.04331'],
        [titleKey(title), 'arxiv:2406.04331'],
      ],
    });
  });

  it('names a paper by its arXiv id, else its DOI, else its title', () => {
    expect(idsOf({ title, arxivId: '1.1', doi: '10.1/X' })).toEqual(['arxiv:1.1']);
    expect(idsOf({ title, doi: '10.1/X' })).toEqual(['doi:10.1/x']);
    expect(idsOf({ title, doi: '10.48550/arXiv.1.1' })).toEqual(['arxiv:1.1']);
    expect(idsOf({ title })).toEqual([titleKey(title)]);
  });

  it('takes a paper without id and the same with one for one paper, in either order', () => {
    const [dump, api] = [
      { title: 'one title', abstract: a },
      { title, arxivId: '1.1', abstract: a },
    ];
    expect(idsOf(dump, api)).toEqual([titleKey(title)]);
    expect(addedBy(dump, api)[0]?.arxivId).toBe('1.1');
    expect(idsOf(api, dump)).toEqual(['arxiv:1.1']);
  });

  it('counts the same paper twice in one batch as one new and one known', () => {
    expect(diffSightings([{ title }, { title }], nothing)).toMatchObject({ added: [{ title }], changed: [], known: 1 });
  });

  it('takes two arXiv ids under one title for two papers, with a sighting of the title alone at any place', () => {
    const [first, second, between] = [{ title, arxivId: '1.1' }, { title, arxivId: '1.2' }, { title }];
    expect(idsOf(first, between, second)).toEqual(['arxiv:1.1', 'arxiv:1.2']);
    expect(idsOf(first, second, between)).toEqual(['arxiv:1.1', 'arxiv:1.2']);
    expect(idsOf(between, first, second)).toEqual([titleKey(title), 'arxiv:1.2']);
  });

  it('takes equal titles over different full abstracts for two papers, and gives a third sighting to the right one', () => {
    const [one, two] = [
      { title, abstract: a },
      { title, abstract: b },
    ];
    for (const third of [
      { title, abstract: `${b} More.`, upvotes: 9 },
      { title, arxivId: '1.1', abstract: b, upvotes: 9 },
    ]) {
      const papers = addedBy(one, two, third);
      expect(papers.map(({ upvotes }) => upvotes)).toEqual([undefined, 9]);
      expect(new Set(papers.map(({ id }) => id)).size).toBe(2);
    }
    expect(addedBy(one, two, { title, abstract: `${a} More.`, upvotes: 9 })[0]?.upvotes).toBe(9);
    expect(idsOf(one, two, { title, abstract: c })).toHaveLength(3);
  });

  it('gives a blurb to the paper it is most like, and takes it for no difference', () => {
    const blurb = abstractOf('b', 1);
    const papers = addedBy({ title, abstract: a }, { title, abstract: b }, { title, blurb, upvotes: 9 });
    expect(papers.map(({ upvotes }) => upvotes)).toEqual([undefined, 9]);
    expect(addedBy({ title, abstract: a }, { title, blurb })).toMatchObject([{ abstract: a, blurb }]);
    expect(addedBy({ title, abstract: a }, { title, abstract: blurb })).toMatchObject([{ abstract: a }]);
    expect(addedBy({ title, abstract: blurb }, { title, abstract: a })).toMatchObject([{ abstract: a }]);
  });

  it('lets an arXiv id decide before any title or DOI', () => {
    expect(idsOf({ title, arxivId: '1.1', abstract: a }, { title: 'Other', arxivId: '1.1', abstract: b })).toHaveLength(
      1,
    );
    expect(idsOf({ title, arxivId: '1.1', doi: '10.1/x' }, { title, arxivId: '1.2', doi: '10.1/x' })).toEqual([
      'arxiv:1.1',
      'arxiv:1.2',
    ]);
    expect(idsOf({ title, doi: '10.1/x' }, { title: 'Other', arxivId: '1.1', doi: '10.1/X' })).toEqual(['doi:10.1/x']);
  });

  it('keeps two arXiv ids apart that share a DOI, also when the DOI is seen alone', () => {
    const [one, two] = [
      { title: 'A', arxivId: '1.1', doi: '10.1/x' },
      { title: 'B', arxivId: '1.2', doi: '10.1/x' },
    ];
    expect(idsOf(one, two, { title: 'C', doi: '10.1/x' })).toEqual(['arxiv:1.1', 'arxiv:1.2']);
  });

  it('knows a paper by every title it was seen under', () => {
    const retitled = { title: 'Another Title', arxivId: '1.1' };
    expect(idsOf({ title, arxivId: '1.1' }, retitled, { title: 'Another Title', abstract: a })).toEqual(['arxiv:1.1']);
  });

  it('never merges near-equal titles', () => {
    expect(
      idsOf({ title: 'Learning to Rank', abstract: a }, { title: 'Learning to Rank II', abstract: a }),
    ).toHaveLength(2);
  });

  it('reports a known paper as changed only where a fact has changed', () => {
    const paper: Paper = { id: 'arxiv:1.1', title, arxivId: '1.1', upvotes: 3, links: [] };
    const known = {
      papers: [paper],
      aliases: [
        ['arxiv:1.1', paper.id],
        [titleKey(title), paper.id],
      ] as const,
    };
    const same = { title, arxivId: '1.1v9', upvotes: 3, line: 4 };
    expect(diffSightings([same], known)).toEqual({ added: [], changed: [], known: 1, aliases: [], merged: [] });
    expect(diffSightings([{ ...same, upvotes: 4 }], known).changed).toEqual([{ ...paper, upvotes: 4 }]);
  });

  it('gives a work a new id where an older one holds the id its text would give', () => {
    const [first, second] = addedBy({ title, abstract: a }, { title, abstract: b });
    const revised: Paper = { id: second?.id ?? '', title, abstract: abstractOf('revised', 9), links: [] };
    const known = { papers: [revised], aliases: [[titleKey(title), revised.id]] as const };
    const { added } = diffSightings([{ title, abstract: b }], known);
    expect(added).toHaveLength(1);
    expect([first?.id, second?.id]).not.toContain(added[0]?.id);
  });
});
