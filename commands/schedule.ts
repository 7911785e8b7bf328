import type { ChannelSchedule } from '../src/command/services.ts';
import { defineCommand, type OptionValues, type Reply } from '../src/command.ts';
import { catchUps, emptyDays } from '../src/core/config-schema.ts';
import { listTimezones, readTimeOfDay, readTimezone, readWeekdays, sayWeekdays } from '../src/core/times.ts';
import { count } from '../src/core/wording.ts';
import { readText } from '../src/command/options.ts';
import { suggest } from '../src/command/suggestions.ts';

const DAYS = ['daily', 'weekdays', 'weekends', 'mon,wed,fri', 'tue,thu', 'mon', 'fri'];

/** Shows or changes when the channel gets its digest, and how long that may be. */
export const schedule = defineCommand({
  name: 'schedule',
  description: "Show or change when this channel's digest comes",
  options: [
    { name: 'state', description: 'turn digests on, or pause them', type: 'choice', choices: ['on', 'paused'] },
    { name: 'at', description: 'the time of day, such as 09:00', type: 'text' },
    {
      name: 'weekdays',
      description: 'such as mon,tue or weekdays or daily',
      type: 'text',
      complete: async (typed) =>
        suggest(
          typed,
          DAYS.map((days) => ({ label: days, value: days })),
        ),
    },
    {
      name: 'timezone',
      description: 'such as Europe/Berlin',
      type: 'text',
      async complete(typed, caller, services) {
        const present = typed.trim() === '' ? [(await services.schedule(caller)).timezone] : [];
        const zones = [...new Set([...present, ...listTimezones()])];
        return suggest(
          typed.trim().replaceAll(' ', '_'),
          zones.map((zone) => ({ label: zone, value: zone })),
        );
      },
    },
    { name: 'cap', description: 'how many papers a digest shows at most', type: 'integer', min: 1, max: 200 },
    {
      name: 'catchup',
      description: 'digests missed while the bot was down: merged into one, or skip',
      type: 'choice',
      choices: catchUps,
    },
    {
      name: 'emptydays',
      description: 'when there is nothing to show: silent, or say why',
      type: 'choice',
      choices: emptyDays,
    },
  ],
  examples: ['schedule', 'schedule paused', 'schedule 09:30 --weekdays mon,wed,fri --timezone Europe/Berlin --cap 20'],
  changesChannel: (options) => Object.keys(options).length > 0,
  async run({ options, ...caller }, services) {
    const changes = readChanges(options);
    if (Object.keys(changes).length === 0) return show('Digest schedule', await services.schedule(caller));
    return { ...show('Digest schedule changed', await services.changeSchedule(changes, caller)), isPublic: true };
  },
});

function readChanges(options: OptionValues): Partial<ChannelSchedule> {
  const [at, days, timezone] = ['at', 'weekdays', 'timezone'].map((name) => readText(options, name));
  const catchUp = catchUps.find((choice) => choice === options.catchup);
  const empty = emptyDays.find((choice) => choice === options.emptydays);
  return {
    ...(at && { at: readTimeOfDay(at) }),
    ...(days && { weekdays: readWeekdays(days) }),
    ...(timezone && { timezone: readTimezone(timezone) }),
    ...(options.cap !== undefined && { cap: Number(options.cap) }),
    ...(catchUp && { catchUp }),
    ...(empty && { emptyDays: empty }),
    ...(options.state !== undefined && { isPaused: options.state === 'paused' }),
  };
}

function show(title: string, schedule: ChannelSchedule): Reply {
  const { at, weekdays, timezone, cap, isPaused } = schedule;
  const when = `${sayWeekdays(weekdays)} at ${at} (${timezone}), with at most ${count(cap, 'paper')}`;
  const main = isPaused
    ? `Digests are paused; papers wait until they are turned on. Then they come ${when}.`
    : `Digests come ${when}.`;
  const text = [main, ...listChoices(schedule)].join('\n');
  const state = isPaused ? 'on' : 'paused';
  const label = isPaused ? 'Turn on' : 'Pause';
  return { title, sections: [{ text }], buttons: [{ label, command: 'schedule', options: { state }, how: 'answer' }] };
}

/** What is as usual goes without saying. */
function listChoices({ catchUp, emptyDays: empty }: ChannelSchedule): readonly string[] {
  return [
    ...(catchUp === 'skip' ? ['One missed by over an hour is left out; its papers wait for the next.'] : []),
    ...(empty === 'say' ? ['When there is nothing to show, a line says so.'] : []),
  ];
}
