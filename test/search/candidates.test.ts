import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import { findCandidates } from '../../src/search/candidates.ts';
import { compileTopics } from '../../src/topics/match.ts';
import { defineTopic } from '../../src/topics/topic.ts';

const LIBRARY = {
  study: { title: 'A study of possibilities', abstract: 'Herons were studied.' },
  studies: { title: 'Studies in the possible', abstract: 'Otters, and the frequency of rain.' },
  beta: { title: 'β-tides', abstract: 'The moon’s tides, in C++ and gpt-4.', authors: ['Ada Moon'] },
  hoping: { title: 'Hoping for rain', abstract: 'A happy heron hopes. 深度学习' },
};
const ids = Object.keys(LIBRARY);

let store: Store;

beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  await store.transaction(function* () {
    for (const [paper, text] of Object.entries(LIBRARY)) yield* store.fullText.put(paper, text);
  });
});

afterEach(() => store.close());

async function candidatesOf(query: string): Promise<readonly string[]> {
  const found = (await findCandidates(store, defineTopic('', query))) ?? ids;
  return ids.filter((id) => found.includes(id));
}

test.each([
  ['otter', ['studies']],
  ['studying', ['study', 'studies']],
  ['"otters" OR author:moon', ['studies', 'beta']],
  ['heron -otter', ['study', 'hoping']],
  ['possib* rain', ['studies']],
  ['gpt-4', ['beta']],
  ['whale', []],
  ['*', ids],
  ['-otter', ids],
  ['otter OR -heron', ids],
  ['beta', ids],
  ['深度', ids],
])('of a topic %j, %j are worth reading', async (query, expected) => {
  expect(await candidatesOf(query)).toEqual(expected);
});

test.each([
  'possibility',
  'frequencies',
  'happiness',
  'hope',
  'hoped',
  'moon',
  'tide',
  'study*',
  '"in c++"',
  'possible rains',
  'β',
])('no paper of the topic %j is left out', async (query) => {
  const topic = defineTopic('', query);
  const matcher = compileTopics([topic]);
  const matched = Object.entries(LIBRARY).filter(([, paper]) => matcher.match(paper).length > 0);
  expect(await candidatesOf(query)).toEqual(expect.arrayContaining(matched.map(([id]) => id)));
});
