import type { Services } from '../src/command/services.ts';
import { defineCommand, type Caller, type Reply } from '../src/command.ts';
import { showDiscussions } from './discussed.ts';

/** Says what was said: in this thread, or in the threads of the week. */
export const recap = defineCommand({
  name: 'recap',
  description: 'Say in short what was said in this thread, or what was discussed this week',
  options: [
    {
      name: 'what',
      description: 'this thread, or the week; without it, the thread where there is one',
      type: 'choice',
      choices: ['thread', 'week'],
    },
  ],
  examples: ['recap', 'recap week'],
  async run({ options, ...caller }, services) {
    const isThread = options.what === 'thread' || (options.what === undefined && caller.thread !== undefined);
    return isThread ? { ...(await services.recap(caller)), isPublic: true } : recapWeek(caller, services);
  },
});

async function recapWeek(caller: Caller, services: Services): Promise<Reply> {
  const discussions = await services.discussedThisWeek(caller);
  if (discussions.length === 0) {
    const text = 'The Discuss button of a card opens a thread for its paper.';
    return { title: 'Nothing was discussed this week', sections: [{ text }] };
  }
  return {
    title: 'Discussed this week',
    intro: 'The last seven days, the most active first.',
    sections: showDiscussions(discussions),
    isShareable: true,
  };
}
