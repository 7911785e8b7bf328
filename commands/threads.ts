import type { ThreadSettings } from '../src/command/services.ts';
import { defineCommand, type OptionValues, type Reply } from '../src/command.ts';
import { count } from '../src/core/wording.ts';

/** Shows or changes what the bot does in the threads of this channel. */
export const threads = defineCommand({
  name: 'threads',
  description: "Show or change what I do in this channel's threads",
  options: [
    {
      name: 'answers',
      description: 'what I answer there: where I am mentioned, or every question',
      type: 'choice',
      choices: ['mentions', 'questions'],
    },
    {
      name: 'recap',
      description: 'a recap by itself after so many quiet days; 0 for none',
      type: 'integer',
      min: 0,
      max: 90,
    },
  ],
  examples: ['threads', 'threads questions', 'threads --recap 3'],
  changesChannel: (options) => Object.keys(options).length > 0,
  async run({ options, ...caller }, services) {
    const changes = readChanges(options);
    if (Object.keys(changes).length === 0)
      return show('Threads in this channel', await services.threadSettings(caller));
    const { note, ...settings } = await services.changeThreadSettings(changes, caller);
    return { ...show('Threads in this channel changed', settings, note), isPublic: true };
  },
});

function readChanges({ answers, recap }: OptionValues): Partial<ThreadSettings> {
  return {
    ...(answers !== undefined && { answers: answers === 'questions' ? 'questions' : 'mentions' }),
    ...(recap !== undefined && { recapDays: Number(recap) }),
  };
}

function show(title: string, { answers, recapDays }: ThreadSettings, note?: string): Reply {
  const lines = [
    answers === 'questions'
      ? 'In a thread about a paper I answer every question about it.'
      : 'In a thread about a paper I answer where I am mentioned.',
    recapDays === 0
      ? 'A recap comes only where it is asked for.'
      : `A recap comes by itself after ${count(recapDays, 'quiet day')}.`,
    ...(note === undefined ? [] : [note]),
  ];
  const other = answers === 'questions' ? 'mentions' : 'questions';
  return {
    title,
    sections: [{ text: lines.join('\n') }],
    buttons: [
      {
        label: other === 'questions' ? 'Answer every question' : 'Answer mentions only',
        command: 'threads',
        options: { answers: other },
        how: 'answer',
      },
    ],
  };
}
