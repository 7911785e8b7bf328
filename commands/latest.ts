import { defineCommand, type OptionValues, type Reply } from '../src/command.ts';
import type { LatestFilter, ListedTopic } from '../src/command/services.ts';
import { UserInputError } from '../src/core/errors.ts';
import { nearest } from '../src/core/nearest.ts';
import { shorten } from '../src/core/plain-text.ts';
import { feeds } from '../src/feeds/index.ts';
import { readText } from '../src/command/options.ts';
import { pageOption, readPage, showPage } from '../src/command/paging.ts';
import { findTopic, suggest, suggestTopics } from '../src/command/suggestions.ts';

/** Shows the newest papers of the library: of a topic, a day, a feed, or whatever came in. */
export const latest = defineCommand({
  name: 'latest',
  description: 'Show the newest papers, also of one topic, day or feed',
  options: [
    {
      name: 'topic',
      description: 'the name of a topic, or a query',
      type: 'text',
      async complete(typed, caller, services) {
        return suggestTopics(typed, await services.topics(caller));
      },
    },
    { name: 'day', description: 'the day they came in, such as 2026-11-22', type: 'text' },
    {
      name: 'feed',
      description: 'the name of a feed',
      type: 'text',
      complete: async (typed) =>
        suggest(
          typed,
          feeds.map(({ id }) => ({ label: id, value: id })),
        ),
    },
    pageOption,
  ],
  examples: ['latest', 'latest sparse autoencoder', 'latest --day 2026-11-22'],
  async run({ options, ...caller }, services) {
    const topics = await services.topics(caller);
    const filter = readFilter(options, topics);
    const found = await services.latest(filter, readPage(options), caller);
    const bounds = describe(filter);
    if (found.cards.length === 0 && Number(options.page ?? 1) === 1) {
      const names = topics.map(({ name }) => name);
      return sayNothing(bounds, names.includes(filter.topic ?? '') ? undefined : nearest(filter.topic ?? '', names));
    }
    return { ...showPage(`Latest papers${bounds}`, found, 'latest', options), isShareable: true };
  },
});

function readFilter(options: OptionValues, topics: readonly ListedTopic[]): LatestFilter {
  const [query, day, feed] = [String(options.topic ?? ''), readText(options, 'day'), readText(options, 'feed')];
  const topic = query === '' ? '' : (findTopic(query, topics)?.name ?? query);
  return {
    ...(topic !== '' && { topic }),
    ...(day !== '' && { day: readDay(day) }),
    ...(feed !== '' && { feed }),
  };
}

function readDay(text: string): string {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  const isDay = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (isDay) return text;
  throw new UserInputError(`A day is written as year, month and day, such as 2026-11-22, not “${shorten(text)}”.`);
}

function describe({ topic, day, feed }: LatestFilter): string {
  const bounds = [
    ...(topic === undefined ? [] : [`on ${topic}`]),
    ...(feed === undefined ? [] : [`from ${feed}`]),
    ...(day === undefined ? [] : [`of ${day}`]),
  ];
  return bounds.map((bound) => ` ${bound}`).join('');
}

function sayNothing(bounds: string, near: string | undefined): Reply {
  if (bounds === '') {
    const text = 'Papers appear here as soon as a feed has been read.';
    return { title: 'Nothing in the library yet', sections: [{ text }] };
  }
  const guess = near === undefined ? '' : `Did you mean the topic “${near}”? `;
  const text = '"latest" alone shows whatever came in, "search" looks through all of the library.';
  return { title: `No papers${bounds} yet`, sections: [{ text: guess + text }] };
}
