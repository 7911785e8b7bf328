import { expect, test } from 'vitest';
import { mute } from '../../commands/mute.ts';
import type { Mute } from '../../src/command/services.ts';
import type { OptionValues } from '../../src/command.ts';
import { fakeCaller, fakeServices } from '../fakes/services.ts';

const SURVEY: Mute = { kind: 'word', text: 'survey' };
const ADA: Mute = { kind: 'author', text: 'Ada Lovelace' };

/** Runs the command where one word and one author are muted. */
async function run(options: OptionValues, mutes: readonly Mute[] = [SURVEY, ADA]) {
  const done: string[] = [];
  const services = fakeServices({
    mutes: async () => mutes,
    mute: async ({ kind, text }) => void done.push(`mute ${kind} ${text}`),
    unmute: async ({ kind, text }) => {
      done.push(`unmute ${kind} ${text}`);
      return mutes.some((muted) => muted.kind === kind && muted.text === text);
    },
  });
  return { reply: await mute.run({ ...fakeCaller(), options }, services), done };
}

test('without options it lists what is muted, each with a button to lift it', async () => {
  expect(await run({})).toEqual({
    reply: {
      title: 'Muted in this channel',
      sections: [{ text: '• word: survey\n• author: Ada Lovelace' }],
      buttons: [
        { label: 'Unmute survey', command: 'mute', options: { action: 'remove', word: 'survey' }, how: 'answer' },
        {
          label: 'Unmute Ada Lovelace',
          command: 'mute',
          options: { action: 'remove', author: 'Ada Lovelace' },
          how: 'answer',
        },
      ],
    },
    done: [],
  });
  expect((await run({}, [])).reply.title).toBe('Nothing is muted here');
});

test('lists many with a menu of the first 25 in place of buttons', async () => {
  const many = Array.from({ length: 30 }, (_, i): Mute => ({ kind: 'word', text: `word${i}` }));
  const { reply } = await run({}, many);
  expect(reply.buttons).toBeUndefined();
  expect(reply.menu?.choices).toHaveLength(25);
  expect(reply.menu?.choices[24]).toEqual({
    label: 'Unmute word24',
    command: 'mute',
    options: { action: 'remove', word: 'word24' },
    how: 'answer',
  });
});

test('mutes a word or an author, tells the channel, and offers the way back', async () => {
  const { reply, done } = await run({ word: '"large language models"' });
  expect(done).toEqual(['mute word large language models']);
  expect(reply).toEqual({
    title: 'The word “large language models” is muted now',
    sections: [
      {
        text: 'Papers with it in title or abstract stay out of the digests here. "search" and "latest" still show them.',
      },
    ],
    isPublic: true,
    buttons: [
      { label: 'Unmute', command: 'mute', options: { action: 'remove', word: 'large language models' }, how: 'answer' },
    ],
  });
  const author = await run({ author: 'Alan Turing', action: 'add' });
  expect(author.done).toEqual(['mute author Alan Turing']);
  expect(author.reply.sections[0]?.text).toContain('Papers of that author stay out');
});

test('lifts a mute, and says where there was none', async () => {
  const { reply, done } = await run({ action: 'remove', author: 'Ada Lovelace' });
  expect(done).toEqual(['unmute author Ada Lovelace']);
  expect([reply.title, reply.isPublic, reply.buttons?.[0]?.options]).toEqual([
    'The author “Ada Lovelace” is no longer muted',
    true,
    { author: 'Ada Lovelace' },
  ]);
  await expect(run({ action: 'remove', word: 'Ada' })).rejects.toThrow(
    'The word “Ada” is not muted here; "mute" lists what is.',
  );
});

test('one word or author at a time, and one at least where something is to be done', async () => {
  await expect(run({ word: 'a', author: 'b' })).rejects.toThrow('Give a word or an author, one at a time.');
  await expect(run({ action: 'remove' })).rejects.toThrow('"mute remove" needs a word or an author.');
});

test('only naming something changes the channel', () => {
  const uses = [{}, { action: 'add' }, { word: 'a' }, { action: 'remove', author: 'b' }];
  expect(uses.map((options) => mute.changesChannel?.(options))).toEqual([false, false, true, true]);
});

test('words and authors are completed from what is muted', async () => {
  const services = fakeServices({ mutes: async () => [SURVEY, ADA] });
  const complete = (name: string) =>
    mute.options.find((option) => option.name === name)?.complete?.('', fakeCaller(), services);
  expect(await complete('word')).toEqual([{ label: 'survey', value: 'survey' }]);
  expect(await complete('author')).toEqual([{ label: 'Ada Lovelace', value: 'Ada Lovelace' }]);
});
