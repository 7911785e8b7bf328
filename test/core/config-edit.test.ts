import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { editConfig } from '../../src/core/config-edit.ts';
import { parseConfig } from '../../src/core/config.ts';

const SHIPPED = readFileSync(new URL('../../config/paperboy.yaml', import.meta.url), 'utf8');

const TEXT = `# mine
topics:
  # of the night
  - name: Moths # pale
    query: moth
  - { name: Bats, query: bat }
channels:
  - channel: console:local
    topics: [bats, Moths]
    at: "9:00" # early
    timezone: UTC
    cap: 3 # enough
`;

function read(text: string) {
  return parseConfig(text, 'test.yaml', { feedIds: ['papers-page'], checkQuery: () => undefined, timezone: 'UTC' });
}

const times = { channel: 'slack:T1:C1', at: '07:30', weekdays: ['mon', 'sat'], timezone: 'Europe/Berlin' } as const;

test('a file of which nothing is changed stays as it is, letter for letter', () => {
  expect(editConfig(SHIPPED, {})).toBe(SHIPPED);
  const folded = 'topics:\n  - name: "a\n      b"\n    query: > # why\n      x OR\n\n        y\n';
  for (const text of [TEXT, folded]) expect(editConfig(text, {})).toBe(text);
  // Lists that are not indented are, and what they hold goes with them.
  const flat = 'topics:\n- name: A\n  query: >-\n    x OR\n    y\n';
  expect(editConfig(flat, {})).toBe('topics:\n  - name: A\n    query: >-\n      x OR\n      y\n');
});

test('a channel is added with its times, and given new ones where it stands there', () => {
  const added = editConfig(TEXT, { channels: [times] });
  expect(added).toContain("at: '07:30'\n    weekdays: [mon, sat]\n");
  expect(read(added).channels[1]).toMatchObject({ ...times, topics: 'all' });
  const changed = editConfig(TEXT, { channels: [{ ...times, channel: 'console:local' }] });
  expect(read(changed).channels).toEqual([
    {
      ...times,
      channel: 'console:local',
      topics: ['Bats', 'Moths'],
      cap: 3,
      catchUp: 'merged',
      emptyDays: 'silent',
      onDoubt: 'skip',
    },
  ]);
  expect(changed).toContain("at: '07:30' # early\n    timezone: Europe/Berlin\n    cap: 3 # enough");
});

test('topics that are kept stay as they are, others go and come, and no channel follows what is gone', () => {
  const moths = { name: 'moths', query: 'something else' };
  const owls = { name: 'Owls', query: '"barn owl" OR *' };
  const edited = editConfig(TEXT, { topics: [moths, owls] });
  expect(read(edited).topics).toEqual([{ name: 'Moths', query: 'moth' }, owls]);
  expect(edited).toContain('# of the night\n  - name: Moths # pale');
  expect(read(edited).channels[0]?.topics).toEqual(['Moths']);
  expect(read(editConfig(TEXT, { topics: [owls] })).channels[0]?.topics).toBe('all');
});

test('what is written on one line is changed there, and the rest of the line stays', () => {
  const line = "channels: [{ channel: 'console:local', topics: [bats, moths], at: '9:00' }] # all\n";
  const edited = editConfig(`topics: [{ name: Bats, query: bat }, { name: Moths, query: 'moth OR\n  x' }]\n${line}`, {
    topics: [{ name: 'Moths', query: '' }],
    channels: [{ ...times, channel: 'console:local' }],
  });
  expect(read(edited)).toMatchObject({
    topics: [{ name: 'Moths', query: 'moth OR x' }],
    channels: [{ ...times, channel: 'console:local', topics: ['Moths'] }],
  });
  expect(edited).toMatch(/# all\n$/);
});

test('what stands under an alias is changed in its own place alone', () => {
  const text = `topics:
  - { name: &moths Moths, query: moth }
  - { name: Bats, query: bat }
channels:
  - channel: &here slack:T1:C1
    topics: [*moths, Bats]
    at: &early '06:00' # early
    weekdays: &some [mon]
    timezone: &zone Europe/Rome
  - &other
    channel: slack:T1:C2
    at: *early
    weekdays: *some
    timezone: *zone
`;
  const before = read(text);
  const edited = read(editConfig(text, { topics: [{ name: 'Bats', query: '' }], channels: [times] }));
  expect(edited.topics).toEqual([{ name: 'Bats', query: 'bat' }]);
  expect(edited.channels).toEqual([{ ...before.channels[0], ...times, topics: ['Bats'] }, before.channels[1]]);
});

test('a file with the line ends of Windows keeps them', () => {
  const edit = { channels: [times], topics: [{ name: 'Owls', query: 'owl' }] };
  expect(editConfig(TEXT.replaceAll('\n', '\r\n'), edit)).toBe(editConfig(TEXT, edit).replaceAll('\n', '\r\n'));
});

test('settings without a value take one', () => {
  const empty = 'channels:\n  - channel: console:local\n    at:\n    weekdays:\n    timezone: # here\n';
  const edited = editConfig(empty, { channels: [{ ...times, channel: 'console:local' }] });
  expect(read(edited).channels).toMatchObject([{ ...times, channel: 'console:local' }]);
});

test('an empty file, and one with an empty section, takes topics and channels', () => {
  const owls = { name: 'Owls', query: 'owl' };
  for (const text of ['', '# nothing yet\n', 'topics:\nchannels: # none\n']) {
    const config = read(editConfig(text, { topics: [owls], channels: [times] }));
    expect(config).toMatchObject({ topics: [owls], channels: [times] });
  }
});
