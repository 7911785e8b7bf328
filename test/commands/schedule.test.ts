import { expect, test } from 'vitest';
import { schedule } from '../../commands/schedule.ts';
import type { ChannelSchedule } from '../../src/command/services.ts';
import type { OptionValues } from '../../src/command.ts';
import { fakeCaller, fakeSchedule, fakeServices } from '../fakes/services.ts';

async function change(options: OptionValues) {
  const asked: Partial<ChannelSchedule>[] = [];
  const services = fakeServices({
    changeSchedule: async (changes) => (asked.push(changes), { ...fakeSchedule, ...changes }),
  });
  const reply = await schedule.run({ ...fakeCaller(), options }, services);
  return { asked, reply };
}

function completeOption(name: string, typed: string) {
  const services = fakeServices({ schedule: async () => ({ ...fakeSchedule, timezone: 'Africa/Cairo' }) });
  const option = schedule.options.find((candidate) => candidate.name === name);
  return option?.complete?.(typed, fakeCaller(), services) ?? [];
}

test('without options it shows the present one, privately', async () => {
  expect(await change({})).toEqual({
    asked: [],
    reply: {
      title: 'Digest schedule',
      sections: [{ text: 'Digests come every day at 09:00 (UTC), with at most 10 papers.' }],
      buttons: [{ label: 'Pause', command: 'schedule', options: { state: 'paused' }, how: 'answer' }],
    },
  });
  expect(schedule.changesChannel?.({})).toBe(false);
});

test('changes what is given and nothing else, and tells the channel', async () => {
  const all = {
    at: '4 pm',
    weekdays: 'fri, mon',
    timezone: '"europe/berlin"',
    cap: 1,
    catchup: 'skip',
    emptydays: 'say',
    state: 'on',
  };
  expect((await change(all)).asked).toEqual([
    {
      at: '16:00',
      weekdays: ['mon', 'fri'],
      timezone: 'Europe/Berlin',
      cap: 1,
      catchUp: 'skip',
      emptyDays: 'say',
      isPaused: false,
    },
  ]);
  const { asked, reply } = await change({ state: 'paused' });
  expect(asked).toEqual([{ isPaused: true }]);
  expect(reply).toEqual({
    title: 'Digest schedule changed',
    sections: [
      {
        text: 'Digests are paused; papers wait until they are turned on. Then they come every day at 09:00 (UTC), with at most 10 papers.',
      },
    ],
    isPublic: true,
    buttons: [{ label: 'Turn on', command: 'schedule', options: { state: 'on' }, how: 'answer' }],
  });
  expect(schedule.changesChannel?.({ cap: 5 })).toBe(true);
});

test('says what is not as usual', async () => {
  const { reply } = await change({ catchup: 'skip', emptydays: 'say' });
  expect(reply.sections).toEqual([
    {
      text: [
        'Digests come every day at 09:00 (UTC), with at most 10 papers.',
        'One missed by over an hour is left out; its papers wait for the next.',
        'When there is nothing to show, a line says so.',
      ].join('\n'),
    },
  ]);
});

test('one wrong option changes nothing', async () => {
  await expect(change({ at: '09:00', timezone: 'Berlin' })).rejects.toThrow('did you mean Europe/Berlin?');
});

test('days and zones are completed, the zone in use first', async () => {
  expect(await completeOption('weekdays', 'week')).toEqual([
    { label: 'weekdays', value: 'weekdays' },
    { label: 'weekends', value: 'weekends' },
  ]);
  expect((await completeOption('timezone', '')).slice(0, 2)).toEqual([
    { label: 'Africa/Cairo', value: 'Africa/Cairo' },
    { label: 'UTC', value: 'UTC' },
  ]);
  const zones = await completeOption('timezone', '');
  expect([zones.length, new Set(zones.map(({ value }) => value)).size]).toEqual([25, 25]);
  expect(await completeOption('timezone', 'new york')).toEqual([
    { label: 'America/New_York', value: 'America/New_York' },
  ]);
});
