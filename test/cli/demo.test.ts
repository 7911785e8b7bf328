import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { linesOf, openDesk } from './program.ts';

const Line = z.object({
  channel: z.literal('console:local'),
  from: z.number(),
  to: z.number(),
  sections: z.array(z.object({ topic: z.string(), papers: z.array(z.object({ id: z.string(), title: z.string() })) })),
});

const Topics = z.object({ topics: z.array(z.object({ name: z.string() })) });

function readShipped(path: string): string {
  return readFileSync(new URL(`../../config/${path}`, import.meta.url), 'utf8');
}

test('shows four days of the sample feed on every topic shipped, no paper twice, and keeps nothing', async () => {
  const desk = openDesk();
  const run = await desk.run(['demo', '--json']);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const digests = linesOf(run).map((line) => Line.parse(line));
  expect(digests.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  const sections = digests.flatMap((digest) => digest.sections);
  const papers = sections.flatMap((section) => section.papers);
  expect(new Set(papers.map(({ id }) => id)).size).toBe(papers.length);
  expect(new Set(papers.map(({ title }) => title)).size).toBe(papers.length);
  const { topics } = Topics.parse(parse(readShipped('paperboy.yaml')));
  expect(new Set(sections.map(({ topic }) => topic))).toEqual(new Set(topics.map(({ name }) => name)));
  const repeated = papers.filter(({ title }) =>
    ['2025-07-15', '2025-07-16', '2025-07-17'].some(
      (day) =>
        readShipped('sample-feed/2025-07-14.txt').includes(title) &&
        readShipped(`sample-feed/${day}.txt`).includes(title),
    ),
  );
  expect(repeated.length).toBeGreaterThan(0);
  expect((await desk.run(['search', '*', '--json'])).stdout).toBe('');
});

test('tells people how many papers of each day are new, and what to do next', async () => {
  const { code, stdout } = await openDesk().run(['demo']);
  expect(code).toBe(0);
  expect(stdout.match(/^2025-07-1[4-7]: \d+ papers on the page, \d+ of them new$/gm)).toHaveLength(4);
  expect(stdout).toContain('npm run paperboy -- ingest');
});
