import { describe, expect, it } from 'vitest';
import { diffSightings } from '../../src/papers/diff.ts';
import { titleKey } from '../../src/papers/identity.ts';
import type { Paper, Sighting } from '../../src/papers/paper.ts';
import { abstractOf } from './texts.ts';

const title = 'One Title';
const [a, b] = [abstractOf('a'), abstractOf('b')];
const nothing = { papers: [], aliases: [] };

function idsOf(...sightings: readonly Sighting[]): readonly string[] {
  return diffSightings(sightings, nothing).added.map(({ id }) => id);
}

describe('diffSightings, where two records prove one', () => {
  it('merges two papers of one batch that prove one, and stores nothing of the younger', () => {
    const sightings = [
      { title: 'Old' },
      { title, upvotes: 3 },
      { title: 'Old', arxivId: '1.1' },
      { title, arxivId: '1.1' },
    ];
    expect(diffSightings(sightings, nothing)).toEqual({
      added: [{ id: titleKey('Old'), title: 'Old', arxivId: '1.1', upvotes: 3, links: [] }],
      changed: [],
      known: 3,
      merged: [],
      aliases: [
        [titleKey('Old'), titleKey('Old')],
        [titleKey(title), titleKey('Old')],
        ['arxiv:1.1', titleKey('Old')],
      ],
    });
  });

  it('merges a row of papers into the oldest of them', () => {
    const chain = [
      { title: 'A' },
      { title: 'B', doi: '10.1/b' },
      { title: 'C', arxivId: '1.1' },
      { title: 'D', arxivId: '1.1', doi: '10.1/b' },
      { title: 'A', arxivId: '1.1' },
    ];
    const { added, aliases } = diffSightings(chain, nothing);
    expect(added.map(({ id }) => id)).toEqual([titleKey('A')]);
    expect(new Set(aliases.map(([, paper]) => paper))).toEqual(new Set([titleKey('A')]));
    expect(aliases.map(([name]) => name)).toEqual(
      expect.arrayContaining([...'ABCD'].map(titleKey).concat('arxiv:1.1', 'doi:10.1/b')),
    );
  });

  it('does not merge where several works bear the title, nor over abstracts that differ', () => {
    const works = [
      { title, abstract: a },
      { title, abstract: b },
      { title: 'Other', arxivId: '1.1' },
    ];
    expect(idsOf(...works, { title, arxivId: '1.1' })).toHaveLength(3);
    expect(idsOf(...works, { title, arxivId: '1.1', abstract: b })).toHaveLength(2);
    const [byTitle, byId] = [
      { title, abstract: a },
      { title: 'Other', arxivId: '1.1', abstract: b },
    ];
    expect(idsOf(byTitle, byId, { title, arxivId: '1.1' })).toHaveLength(2);
  });

  it('merges two known papers into the older, whichever the sighting names first', () => {
    const older: Paper = { id: titleKey(title), title, abstract: a, links: [] };
    const younger: Paper = { id: 'arxiv:1.1', title: 'Other', arxivId: '1.1', upvotes: 3, links: [] };
    const aliases = [
      [older.id, older.id],
      [younger.id, younger.id],
    ] as const;
    const diff = diffSightings([{ title, arxivId: '1.1' }], { papers: [older, younger], aliases });
    expect(diff).toEqual({
      added: [],
      changed: [{ ...older, arxivId: '1.1', upvotes: 3 }],
      known: 1,
      merged: [{ from: 'arxiv:1.1', into: older.id }],
      aliases: [['was:arxiv:1.1', older.id]],
    });
    expect(diffSightings([{ title, arxivId: '1.1' }], { papers: [younger, older], aliases }).merged).toEqual([
      { from: older.id, into: 'arxiv:1.1' },
    ]);
  });
});
