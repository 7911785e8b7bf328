import { describe, expect, test } from 'vitest';
import { composeDigest, selectPapers } from '../../src/digests/compose.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { summarizeWithoutModel } from '../../src/summaries/summarize.ts';
import { compileTopics } from '../../src/topics/match.ts';
import type { Topic } from '../../src/topics/topic.ts';
import { topicsOf } from '../fakes/stages.ts';

function paper(title: string, upvotes = 0): Paper {
  return { id: `title:${title}`, title, upvotes, links: [] };
}

function select(topics: readonly Topic[], papers: readonly Paper[], cap = 100) {
  return selectPapers({ topics, cap }, compileTopics(topics), papers);
}

/** Section by section: its topic, the titles it shows, and how many it does not. */
function shown(topics: readonly Topic[], papers: readonly Paper[], cap?: number) {
  return select(topics, papers, cap).sections.map(({ topic, picks, more }) => [
    topic,
    picks.map((pick) => pick.paper.title),
    more,
  ]);
}

describe('sections', () => {
  const topics = topicsOf({ Moths: 'moth', Light: 'light', Bats: 'bat' });

  test('stand in the order of the topics, a paper once under the first it matches, empty ones left out', () => {
    const papers = [paper('light'), paper('moth and light'), paper('stones'), paper('moth')];
    expect(shown(topics, papers)).toEqual([
      ['Moths', ['moth and light', 'moth'], 0],
      ['Light', ['light'], 0],
    ]);
    expect(shown(topics.toReversed(), papers)).toEqual([
      ['Light', ['light', 'moth and light'], 0],
      ['Moths', ['moth'], 0],
    ]);
  });

  test('show the best first, and papers of one rank in the order they came', () => {
    const papers = [paper('moth b'), paper('moth c', 9), paper('moth a'), paper('moth d', 80)];
    expect(shown(topics, papers)).toEqual([['Moths', ['moth d', 'moth c', 'moth b', 'moth a'], 0]]);
  });

  test('of topics with one name stay apart', () => {
    const twins = [...topicsOf({ Same: 'moth' }), ...topicsOf({ Same: 'light' })];
    expect(shown(twins, [paper('moth'), paper('light')])).toEqual([
      ['Same', ['moth'], 0],
      ['Same', ['light'], 0],
    ]);
  });

  test('are none where nothing matches, and what there was to choose from is counted all the same', () => {
    expect(select(topics, [paper('stones')])).toEqual({ sections: [], considered: 1 });
    expect(select([], [paper('stones')])).toEqual({ sections: [], considered: 1 });
  });
});

describe('a topic of everything', () => {
  const papers = [paper('moth'), paper('stones', 500)];

  test('shows what nothing else did, wherever it stands', () => {
    expect(shown(topicsOf({ Moths: 'moth', Rest: '*' }), papers)).toEqual([
      ['Moths', ['moth'], 0],
      ['Rest', ['stones'], 0],
    ]);
    expect(shown(topicsOf({ Rest: '*', Moths: 'moth' }), papers)).toEqual([
      ['Rest', ['stones'], 0],
      ['Moths', ['moth'], 0],
    ]);
  });

  test('is not named among the topics of a paper that matches another', () => {
    const topics = topicsOf({ Rest: '*', Moths: 'moth', Insects: 'moth OR bee' });
    const [rest, moths] = select(topics, papers).sections;
    expect(rest?.picks.map(({ matches }) => matches.map(({ topic }) => topic.name))).toEqual([['Rest']]);
    expect(moths?.picks.map(({ matches }) => matches.map(({ topic }) => topic.name))).toEqual([['Moths', 'Insects']]);
  });
});

describe('under the cap', () => {
  const topics = topicsOf({ Moths: 'moth', Light: 'light', Bats: 'bat' });
  const papers = [
    paper('moth 1', 200),
    paper('moth 2', 100),
    paper('moth 3', 50),
    paper('light 1', 3),
    paper('light 2', 2),
    paper('bat 1'),
  ];

  test.each([
    [
      1,
      [
        ['Moths', ['moth 1'], 2],
        ['Light', [], 2],
        ['Bats', [], 1],
      ],
    ],
    [
      3,
      [
        ['Moths', ['moth 1'], 2],
        ['Light', ['light 1'], 1],
        ['Bats', ['bat 1'], 0],
      ],
    ],
    [
      4,
      [
        ['Moths', ['moth 1', 'moth 2'], 1],
        ['Light', ['light 1'], 1],
        ['Bats', ['bat 1'], 0],
      ],
    ],
    [
      6,
      [
        ['Moths', ['moth 1', 'moth 2', 'moth 3'], 0],
        ['Light', ['light 1', 'light 2'], 0],
        ['Bats', ['bat 1'], 0],
      ],
    ],
  ])('of %d every topic shows its best before any shows a second, and the rest is counted', (cap, sections) => {
    expect(shown(topics, papers, cap)).toEqual(sections);
  });
});

test('a digest tells its span, and of each paper its card', () => {
  const topics = topicsOf({ Moths: 'moth', Wings: 'wing' });
  const selection = select(topics, [paper('moth wing', 7), paper('moth')], 1);
  expect(composeDigest('fake:c', { from: 3, to: 5 }, selection, summarizeWithoutModel)).toEqual({
    channel: 'fake:c',
    from: 3,
    to: 5,
    considered: 2,
    sections: [
      {
        topic: 'Moths',
        more: 1,
        cards: [
          {
            id: 'title:moth wing',
            title: 'moth wing',
            searchUrl: 'https://huggingface.co/papers?q=moth%20wing',
            tldr: '',
            rung: 'sentence',
            topics: ['Moths', 'Wings'],
            why: ['moth'],
            upvotes: 7,
          },
        ],
      },
    ],
  });
});
