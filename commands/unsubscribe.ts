import { defineCommand } from '../src/command.ts';
import { readText } from '../src/command/options.ts';
import { suggestTopics } from '../src/command/suggestions.ts';

/** Makes the channel follow a topic no longer. */
export const unsubscribe = defineCommand({
  name: 'unsubscribe',
  description: 'Stop following a topic in this channel',
  options: [
    {
      name: 'topic',
      description: 'a topic that this channel follows',
      type: 'text',
      required: true,
      async complete(typed, caller, services) {
        const followed = await services.subscriptions(caller);
        return suggestTopics(
          typed,
          followed.filter(({ isFixed }) => !isFixed),
        );
      },
    },
  ],
  examples: ['unsubscribe brain'],
  changesChannel: () => true,
  async run({ options, ...caller }, services) {
    const topic = await services.unsubscribe(readText(options, 'topic'), caller);
    return {
      title: `This channel follows ${topic.name} no longer`,
      sections: [{ text: 'The topic itself is still there.' }],
      isPublic: true,
      buttons: [{ label: 'Follow it again', command: 'subscribe', options: { topic: topic.name }, how: 'answer' }],
    };
  },
});
