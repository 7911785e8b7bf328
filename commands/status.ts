import type { ChannelSchedule, ChannelStatus } from '../src/command/services.ts';
import { defineCommand, type Button } from '../src/command.ts';
import { sayWeekdays } from '../src/core/times.ts';
import { count } from '../src/core/wording.ts';

/** Shows how the channel stands. */
export const status = defineCommand({
  name: 'status',
  description: "Show this channel's topics, schedule, and what waits for it",
  options: [],
  examples: ['status'],
  async run(caller, services) {
    const state = await services.status(caller);
    const { topics, schedule, troubles } = state;
    const { at, weekdays, timezone, cap } = schedule;
    return {
      title: 'How this channel stands',
      sections: [
        { heading: 'Topics', text: topics.length === 0 ? NO_TOPICS : topics.map(({ name }) => `• ${name}`).join('\n') },
        {
          heading: 'Digests',
          text: `${sayNext(state)}\nThey come ${sayWeekdays(weekdays)} at ${at} (${timezone}), with at most ${count(cap, 'paper')}.`,
        },
        { heading: 'Library', text: describeLibrary(state) },
        ...(state.spending === undefined ? [] : [{ heading: 'Model', text: describeSpending(state.spending) }]),
        ...(troubles.length === 0
          ? []
          : [{ heading: 'What went wrong', text: troubles.map((trouble) => `• ${trouble}`).join('\n') }]),
      ],
      isShareable: true,
      buttons: listButtons(state),
    };
  },
});

const NO_TOPICS = 'This channel follows no topic yet; "subscribe" with a topic or a query begins.';

function sayNext({ schedule, nextDigest, topics }: ChannelStatus): string {
  if (schedule.isPaused) return 'Digests are paused.';
  if (nextDigest !== undefined) return `The next digest comes ${sayMoment(nextDigest, schedule)}.`;
  return topics.length === 0 ? 'None comes while no topic is followed.' : 'No digest is due.';
}

function describeLibrary({ papers, waiting, lastIntake, schedule }: ChannelStatus): string {
  if (lastIntake === undefined) return 'No feed has brought any papers yet.';
  return [
    `It holds ${count(papers, 'paper')}; the last came in ${sayMoment(lastIntake, schedule)}.`,
    `${count(waiting, 'paper')} on any topic came in since this channel was last served.`,
  ].join('\n');
}

function describeSpending({ text, isSpent }: NonNullable<ChannelStatus['spending']>): string {
  const until = "Until 00:00 UTC summaries are the feed's own, or sentences picked from the abstracts.";
  return isSpent ? `It has used ${text}. ${until}` : `It has used ${text}.`;
}

function sayMoment(moment: Date, { timezone }: ChannelSchedule): string {
  const day = moment.toLocaleDateString('en', { timeZone: timezone, weekday: 'short', month: 'short', day: 'numeric' });
  const time = moment.toLocaleTimeString('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
  return `on ${day} at ${time}`;
}

function listButtons({ schedule, topics }: ChannelStatus): readonly Button[] {
  if (schedule.isPaused) {
    return [{ label: 'Turn digests on', command: 'schedule', options: { state: 'on' }, how: 'answer' }];
  }
  if (topics.length === 0) return [{ label: 'List the topics', command: 'topics', options: {}, how: 'answer' }];
  return [{ label: 'Preview the digest', command: 'digest', options: {}, how: 'answer' }];
}
