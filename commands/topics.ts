import type { ListedTopic, Services, TopicPreview } from '../src/command/services.ts';
import { defineCommand, type Caller, type Reply } from '../src/command.ts';
import { count } from '../src/core/wording.ts';
import { readText } from '../src/command/options.ts';
import { findTopic, suggest, suggestTopics } from '../src/command/suggestions.ts';

const CHANGES = ['add', 'edit', 'remove'];

/** Lists the topics, tries out a query, and keeps the topics of a space. */
export const topics = defineCommand({
  name: 'topics',
  description: 'List the topics, try out a query, or add, edit and remove topics',
  options: [
    {
      name: 'action',
      description: 'what to do; without it, topics are listed',
      type: 'choice',
      choices: ['list', 'preview', ...CHANGES],
    },
    {
      name: 'name',
      description: 'the name of the topic',
      type: 'text',
      neededFor: CHANGES,
      async complete(typed, caller, services) {
        return suggestTopics(typed, await services.topics(caller));
      },
    },
    {
      name: 'query',
      description: 'what its papers match; for a preview, also the name of a topic',
      type: 'text',
      neededFor: ['preview', 'add', 'edit'],
      async complete(typed, caller, services) {
        const all = await services.topics(caller);
        return suggest(
          typed,
          all.map(({ name, query }) => ({ label: `${name}: ${query}`, value: query })),
        );
      },
    },
  ],
  examples: ['topics', 'topics preview interpretab* -survey', 'topics add "sparse things" "sparse autoencoder" OR sae'],
  changesChannel: ({ action }) => CHANGES.includes(String(action)),
  async run({ options, ...caller }, services) {
    const [name, query] = [readText(options, 'name'), String(options.query ?? '')];
    if (options.action === 'preview') return previewTopic(query, caller, services);
    if (options.action === 'add') return sayAdded(await services.addTopic(name, query, caller));
    if (options.action === 'edit') return sayEdited(await services.editTopic(name, query, caller));
    if (options.action === 'remove') return sayRemoved(await services.removeTopic(name, caller));
    return listTopics(caller, services);
  },
});

async function listTopics(caller: Caller, services: Services): Promise<Reply> {
  const [all, followed] = await Promise.all([services.topics(caller), services.subscriptions(caller)]);
  if (all.length === 0) {
    const text = '"topics preview" with a query shows what it would bring; "subscribe" with one makes it a topic.';
    return { title: 'No topics yet', sections: [{ text }] };
  }
  const lines = all.map((topic) => {
    const notes = [
      ...(findTopic(topic.name, followed) ? ['followed here'] : []),
      ...(topic.isFixed ? ['from the configuration'] : []),
    ];
    return `• ${topic.name}: ${topic.query}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  });
  return { title: count(all.length, 'topic'), sections: [{ text: lines.join('\n') }], isShareable: true };
}

async function previewTopic(input: string, caller: Caller, services: Services): Promise<Reply> {
  const named = findTopic(input, await services.topics(caller));
  const preview = await services.previewTopic(named?.query ?? input);
  if (preview.matched === 0) {
    return {
      title: `Nothing in the library matches “${preview.query}” yet`,
      sections: [{ text: hint(preview.total) }],
    };
  }
  return {
    title: named ? `Topic ${named.name}: ${preview.query}` : `Topic preview: ${preview.query}`,
    intro: `Matches ${preview.matched.toLocaleString('en')} of ${count(preview.total, 'paper')}${rate(preview)}.`,
    sections: [{ heading: 'Examples', cards: preview.examples }],
    isShareable: true,
    buttons: [{ label: 'Subscribe', command: 'subscribe', options: { topic: named?.name ?? input }, how: 'answer' }],
  };
}

function sayAdded({ name, query }: ListedTopic): Reply {
  return {
    title: `Topic ${name} added`,
    sections: [{ text: `It brings what matches: ${query}\nNo channel follows it yet.` }],
    isPublic: true,
    buttons: [{ label: 'Subscribe', command: 'subscribe', options: { topic: name }, how: 'answer' }],
  };
}

function sayEdited({ name, query }: ListedTopic): Reply {
  return {
    title: `Topic ${name} changed`,
    sections: [{ text: `From the next digest on it brings what matches: ${query}` }],
    isPublic: true,
    buttons: [{ label: 'Preview', command: 'topics', options: { action: 'preview', query: name }, how: 'answer' }],
  };
}

function sayRemoved({ name, query }: ListedTopic): Reply {
  return {
    title: `Topic ${name} removed`,
    sections: [{ text: `No channel here follows it any longer. It brought what matches: ${query}` }],
    isPublic: true,
    buttons: [{ label: 'Add it again', command: 'topics', options: { action: 'add', name, query }, how: 'answer' }],
  };
}

function hint(total: number): string {
  if (total === 0) return 'The library is still empty: papers appear as soon as a feed has been read.';
  return `It holds ${count(total, 'paper')}. Try fewer words, OR between them, or a star at the end of one, such as interpretab*.`;
}

function rate({ perWeek }: TopicPreview): string {
  if (perWeek === undefined) return '';
  if (perWeek < 1) return ', less than one a week';
  return `, about ${perWeek < 10 ? Math.round(perWeek * 10) / 10 : Math.round(perWeek)} a week`;
}
