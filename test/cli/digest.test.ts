import { expect, test } from 'vitest';
import { spacedPage } from '../fakes/pages.ts';
import { linesOf, openDesk, type Desk } from './program.ts';

const otters = 'Counting Otters by Their Whistles at Night';
const herons = 'Herons and the Patience of Standing Water';
const newts = 'A Census of Newts in Flooded Quarries';

const CONFIG = `
topics:
  - { name: Water, query: 'title:otters OR title:herons' }
  - { name: Rest, query: '*' }
channels:
  - { channel: 'console:local' }
  - { channel: 'slack:T1:C1', topics: [Water] }
`;

/** A desk with two papers in the library, both on the first topic. */
async function openStocked(): Promise<Desk> {
  const desk = openDesk();
  desk.write('config/paperboy.yaml', CONFIG);
  desk.write('page.txt', spacedPage(otters, herons));
  await desk.run(['ingest', 'page.txt']);
  return desk;
}

function digestOf(span: { from: number; to: number }, sections: Readonly<Record<string, readonly string[]>>) {
  return {
    channel: 'console:local',
    ...span,
    sections: Object.entries(sections).map(([topic, titles]) => ({
      topic,
      papers: expect.toSatisfy((papers: readonly { title: string }[]) => {
        expect(papers.map(({ title }) => title).toSorted()).toEqual(titles.toSorted());
        return true;
      }),
    })),
  };
}

const FIRST = digestOf({ from: 0, to: 1 }, { Water: [otters, herons] });

test('shows what is new once; --dry-run and --topic move nothing, --all shows everything again', async () => {
  const desk = await openStocked();
  expect(linesOf(await desk.run(['digest', '--json', '--dry-run']))).toEqual([FIRST]);
  const topic = await desk.run(['digest', '--json', '--topic', '-heron']);
  expect(linesOf(topic)).toEqual([digestOf({ from: 0, to: 1 }, { '-heron': [otters] })]);
  const run = await desk.run(['digest', '--json']);
  expect(linesOf(run)).toEqual([FIRST]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  await desk.run(['ingest', '-'], { stdin: spacedPage(otters, newts) });
  expect(linesOf(await desk.run(['digest', '--json']))).toEqual([digestOf({ from: 1, to: 2 }, { Rest: [newts] })]);
  expect(linesOf(await desk.run(['digest', '--json', '--all']))).toEqual([
    digestOf({ from: 0, to: 2 }, { Water: [otters, herons], Rest: [newts] }),
  ]);
  expect((await desk.run(['digest'])).stdout).toBe('Nothing new for you\n\nNo new papers since the last digest.\n\n');
});

test('says that the library is empty, where it is', async () => {
  expect((await openDesk().run(['digest'])).stderr).toBe('The library is empty; `paperboy ingest` fills it.\n');
});

test('shows a digest again that nobody could see, and says so', async () => {
  const desk = await openStocked();
  for (const args of [['--json', '--all'], [], ['--json']])
    expect(await desk.run(['digest', ...args], { unread: true })).toMatchObject({ code: 0, stderr: '' });
  const again = await desk.run(['digest', '--json']);
  expect(linesOf(again)).toEqual([FIRST]);
  expect(again).toMatchObject({
    code: 0,
    stderr: 'The first of these had been cut short before, and was shown again.\n',
  });
  expect(linesOf(await desk.run(['digest', '--json']))).toEqual([digestOf({ from: 1, to: 1 }, {})]);
});

test('counts what --all has shown as read', async () => {
  const desk = await openStocked();
  expect(linesOf(await desk.run(['digest', '--json', '--all']))).toEqual([FIRST]);
  expect(linesOf(await desk.run(['digest', '--json']))).toEqual([digestOf({ from: 1, to: 1 }, {})]);
});

test('prints the digest of a channel on a platform and leaves it unposted, and knows no other channels', async () => {
  const desk = await openStocked();
  const args = ['digest', '--json', '--channel', 'slack:T1:C1'];
  const line = { ...FIRST, channel: 'slack:T1:C1' };
  expect(linesOf(await desk.run(args))).toEqual([line]);
  expect(linesOf(await desk.run(args))).toEqual([line]);
  expect(await desk.run([...args, '--post'])).toMatchObject({ code: 2, stdout: '' });
  expect(await desk.run(['digest', '--channel', 'slack:T1:C2'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'paperboy: Nobody has set up the channel "slack:T1:C2". There is console:local, slack:T1:C1.\n',
  });
});
