import { defineCommand } from '../src/command.ts';
import { findTopic, suggestTopics } from '../src/command/suggestions.ts';

/** Makes the channel follow a topic. */
export const subscribe = defineCommand({
  name: 'subscribe',
  description: 'Follow a topic in this channel, and see its last matches',
  options: [
    {
      name: 'topic',
      description: 'the name of a topic, or a query',
      type: 'text',
      required: true,
      async complete(typed, caller, services) {
        const [all, followed] = await Promise.all([services.topics(caller), services.subscriptions(caller)]);
        return suggestTopics(
          typed,
          all.filter(({ name }) => findTopic(name, followed) === undefined),
        );
      },
    },
  ],
  examples: ['subscribe brain', 'subscribe "sparse autoencoder" OR interpretab*'],
  changesChannel: () => true,
  async run({ options, ...caller }, services) {
    const wanted = String(options.topic ?? '');
    const named = findTopic(wanted, await services.topics(caller));
    const { topic, last } = await services.subscribe(named?.name ?? wanted, caller);
    return {
      title: `This channel follows ${topic.name} now`,
      intro: `Its next digest brings what matches: ${topic.query}`,
      sections: [
        last.length > 0
          ? { heading: 'Its last matches', cards: last }
          : { text: 'Nothing in the library matches it yet.' },
      ],
      isPublic: true,
      buttons: [{ label: 'Unsubscribe', command: 'unsubscribe', options: { topic: topic.name }, how: 'answer' }],
    };
  },
});
