import { describe, expect, test } from 'vitest';
import { DeliveryError } from '../../src/core/errors.ts';
import type { composeRecap } from '../../src/discussions/compose-recap.ts';
import { sql } from '../../src/core/store/sql.ts';
import { noteLeft } from '../../src/digests/spaces.ts';
import { createHearing } from '../../src/discussions/hear.ts';
import { createRecapping, type Recapping } from '../../src/discussions/recapping.ts';
import type { Caller } from '../../src/command.ts';
import { ada, openTalk, type Talk, type TalkOptions } from '../fakes/talk.ts';
import { REFERENCE_MS } from '../fakes/stages.ts';
import { threadedPlatform } from '../fakes/threads.ts';

/** A recap that says each message again; who says "try" gives a verdict, who asks a question. */
const sayAgain: typeof composeRecap = async (_title, messages) => ({
  lines: messages.map(({ id, person, name, text }) => {
    const line = { text, message: id, person, name };
    if (text.startsWith('try')) return { ...line, kind: 'verdict', verdict: 'try' };
    return { ...line, kind: text.endsWith('?') ? 'question' : 'said' };
  }),
  rung: 'llm',
  messages: messages.length,
});

const DAY_MS = 24 * 3600 * 1000;

interface Recapped extends Talk {
  readonly recapping: Recapping;
  readonly thread: string;
  readonly inside: Caller;
  /** Said, and heard by the bot. */
  tell(...texts: readonly string[]): Promise<void>;
}

async function openRecapped(options: TalkOptions = {}, compose = sayAgain): Promise<Recapped> {
  const talk = await openTalk(options);
  const thread = await talk.open('bats');
  return {
    ...talk,
    thread,
    recapping: createRecapping(talk.parts, compose),
    inside: { ...ada, channel: thread, thread: { id: thread, channel: ada.channel } },
    async tell(...texts) {
      for (const text of texts) await talk.discussions.hearing.hear(talk.say(thread, text));
    },
  };
}

describe('a recap that is asked for', () => {
  test('says what was said, by whom, and is kept in the place of the former one, who wrote it as a hash', async () => {
    const { recapping, platform, inside, tell, rows, say, thread } = await openRecapped();
    await tell('Bats are blind', 'Are they?');
    expect(await recapping.recap(inside)).toEqual({
      title: 'Recap of this thread',
      sections: [
        { heading: 'What was said', text: '• Ada: Bats are blind' },
        { heading: 'Open questions', text: '• Ada: Are they?' },
      ],
      footer: '2 messages · AI recap',
    });
    say(thread, 'try it out');
    for (const open of platform.opened) open.isPrivate = true;
    const post = await recapping.recap(inside);
    expect(await rows('discussions')).toMatchObject([{ is_private: 1 }]);
    expect(post.sections.at(-1)).toEqual({ heading: 'Verdicts', text: '• Ada (try): try it out' });
    const kept = await rows('recap_lines');
    expect(kept.map(({ position, kind, text, name }) => [position, kind, text, name])).toEqual([
      [0, 'said', 'Bats are blind', 'Ada'],
      [1, 'question', 'Are they?', 'Ada'],
      [2, 'verdict', 'try it out', 'Ada'],
    ]);
    expect(JSON.stringify(kept)).not.toContain(ada.person);
  });

  test('says so where nothing was said, and what it cannot read', async () => {
    const { recapping, inside } = await openRecapped({ platform: threadedPlatform({}, { unread: 'Allow it.' }) });
    expect(await recapping.recap(inside)).toEqual({
      title: 'No recap of this thread yet',
      sections: [{ text: 'Nobody has said anything here that I can read.' }],
      footer: 'Allow it.',
    });
  });

  test('of messages without a text costs no question', async () => {
    const model = { name: 'unasked', complete: () => Promise.reject(new Error('asked')) };
    const { recapping, inside, say, thread, rows } = await openRecapped({ model });
    say(thread, ' ');
    await recapping.recap(inside);
    expect(await rows('questions')).toEqual([]);
  });

  test.each([
    ['outside of threads', { ...ada }, 'A recap is made in the thread of a paper'],
    [
      'in a thread that is no discussion',
      { ...ada, thread: { id: 'x', channel: ada.channel } },
      'I do not know this thread',
    ],
  ])('%s is refused', async (_name, caller, message) => {
    const { recapping } = await openRecapped();
    await expect(recapping.recap(caller)).rejects.toThrow(message);
  });

  test('where the thread cannot be read says why', async () => {
    const shut = new DeliveryError('shut', 'I am not let in.', { obstacle: 'channel' });
    const { recapping, inside } = await openRecapped({
      platform: threadedPlatform({}, { read: () => Promise.reject(shut) }),
    });
    await expect(recapping.recap(inside)).rejects.toThrow('This thread cannot be read now: I am not let in.');
  });

  test('loses the line of a message that is deleted', async () => {
    const { recapping, inside, tell, discussions, thread, rows } = await openRecapped();
    await tell('one', 'two');
    await recapping.recap(inside);
    await discussions.hearing.noteChange({ kind: 'message-deleted', thread, message: 'm1' });
    expect((await rows('recap_lines')).map(({ text }) => text)).toEqual(['two']);
  });

  test.each([
    ['long before it', -120_000, ['one', 'two']],
    ['just before it, as clocks may differ', -59_000, ['two']],
    ['after it', 1, ['two']],
  ])('loses the line of a message that was edited %s: %i ms', async (_when, afterMs, expected) => {
    const { recapping, inside, tell, discussions, thread, rows } = await openRecapped();
    await tell('one', 'two');
    await recapping.recap(inside);
    const edit = { kind: 'message-edited', thread, message: 'm1', editedMs: REFERENCE_MS + afterMs } as const;
    await discussions.hearing.noteChange(edit);
    await discussions.hearing.noteChange({ ...edit, thread: 'fake:A:c.other', message: 'm2' });
    expect((await rows('recap_lines')).map(({ text }) => text)).toEqual(expected);
    // It is still something that was said.
    expect(await rows('discussions')).toMatchObject([{ replies: 2 }]);
    expect((await rows('heard_messages')).map(({ message }) => message)).toEqual(['m1', 'm2']);
  });

  test.each(['message-deleted', 'message-edited'] as const)(
    'and is still to be posted is not, once it has lost a line (%s)',
    async (kind) => {
      const refused = new DeliveryError('down', 'Try later.', { obstacle: 'passing' });
      const { recapping, tell, discussions, thread, rows, passDays, platform, parts } = await openRecapped();
      const post = async (channel: string, part: string, marker: string): Promise<string> => {
        if (channel === thread) throw refused;
        return platform.post(channel, part, marker);
      };
      const failing = { ...parts, platforms: [{ ...platform, post }] };
      await discussions.services.changeThreadSettings({ recapDays: 2 }, ada);
      await tell('one', 'two', 'three');
      passDays(3);
      await createRecapping(failing, sayAgain).recapQuiet(platform);
      expect(await rows('thread_posts')).not.toEqual([]);
      const change = { kind, thread, message: 'never', editedMs: Infinity };
      await discussions.hearing.noteChange(change);
      expect(await rows('thread_posts')).not.toEqual([]);
      await discussions.hearing.noteChange({ ...change, message: 'm1' });
      expect(await rows('thread_posts')).toEqual([]);
      const before = platform.posts.length;
      await recapping.recapQuiet(platform);
      expect(platform.posts).toHaveLength(before);
    },
  );
});

describe('while a recap is made', () => {
  test.each([
    ['deleted', 'read', { kind: 'message-deleted' }],
    ['deleted', 'composed', { kind: 'message-deleted' }],
    ['edited', 'read', { kind: 'message-edited', editedMs: REFERENCE_MS }],
    ['edited', 'composed', { kind: 'message-edited', editedMs: REFERENCE_MS }],
  ] as const)('what is %s as it is %s is not in it, be it asked for or by itself', async (_what, step, change) => {
    let note = async (_at: string): Promise<void> => {};
    const platform = threadedPlatform();
    const { read } = platform.threads;
    Object.assign(platform.threads, {
      read: async (...given: Parameters<typeof read>) => {
        const said = [...(await read(...given))];
        await note('read');
        return said;
      },
    });
    const talk = await openRecapped({ platform }, async (...given) => {
      await note('composed');
      return sayAgain(...given);
    });
    const { recapping, inside, tell, discussions, parts, thread, rows, passDays } = talk;
    const { noteChange } = createHearing(parts);
    await tell('one', 'two', 'three');
    note = async (at) => {
      if (at !== step) return;
      await noteChange({ ...change, thread, message: 'm1' });
      await noteChange({ ...change, thread: 'fake:A:c.other', message: 'm2' });
    };
    const post = await recapping.recap(inside);
    expect(post.sections.map(({ text }) => text)).toEqual(['• Ada: two\n• Ada: three']);
    const kept = async () => (await rows('recap_lines')).map(({ text }) => text);
    expect(await kept()).toEqual(['two', 'three']);
    await discussions.services.changeThreadSettings({ recapDays: 2 }, ada);
    passDays(1);
    await tell('four', 'five', 'six');
    passDays(3);
    await recapping.recapQuiet(platform);
    const said = ['two', 'three', 'four', 'five', 'six'];
    expect(platform.posts.at(-2)?.part).toBe(`What was said: ${said.map((text) => `• Ada: ${text}`).join('\n')}`);
    expect(await kept()).toEqual(said);
    note = async () => {};
    await recapping.recap(inside);
    expect(await kept()).toEqual(['one', ...said]);
  });

  test('and its thread is deleted, nothing of it is kept or posted', async () => {
    let note = async (): Promise<void> => {};
    const talk = await openRecapped({}, async (...given) => {
      await note();
      return sayAgain(...given);
    });
    const { recapping, inside, tell, discussions, platform, thread, rows, passDays } = talk;
    await discussions.services.changeThreadSettings({ recapDays: 2 }, ada);
    await tell('one', 'two', 'three');
    passDays(3);
    const before = platform.posts.length;
    note = () => discussions.hearing.noteChange({ kind: 'thread-deleted', thread });
    await recapping.recapQuiet(platform);
    expect([await rows('recap_lines'), await rows('thread_posts')]).toEqual([[], []]);
    expect(platform.posts).toHaveLength(before);
    await expect(recapping.recap(inside)).rejects.toThrow('I do not know this thread');
  });
});

describe('a recap by itself', () => {
  test('comes once when a thread has been quiet for as long as the channel chose, and again after more was said', async () => {
    const { recapping, platform, tell, passDays, discussions, rows } = await openRecapped();
    await discussions.services.changeThreadSettings({ recapDays: 2 }, ada);
    const recaps = (): number => platform.posts.filter(({ part }) => part.startsWith('What was said')).length;
    await tell('one', 'two');
    passDays(3);
    await recapping.recapQuiet(platform);
    expect(recaps()).toBe(0);
    await tell('three');
    passDays(1.9);
    await recapping.recapQuiet(platform);
    expect(recaps()).toBe(0);
    passDays(0.2);
    await recapping.recapQuiet(platform);
    await recapping.recapQuiet(platform);
    passDays(9);
    await recapping.recapQuiet(platform);
    expect(recaps()).toBe(1);
    expect(platform.posts.at(-1)?.part).toBe('3 messages · AI recap');
    await tell('thanks!');
    passDays(2);
    await recapping.recapQuiet(platform);
    expect(recaps()).toBe(1);
    await tell('four', 'five');
    passDays(2);
    await recapping.recapQuiet(platform);
    expect(recaps()).toBe(2);
    expect(await rows('recap_lines')).toHaveLength(6);
  });

  test('does not come where the bot was taken out, and it does not even look', async () => {
    const { recapping, platform, tell, passDays, discussions, store, logged } = await openRecapped();
    await discussions.services.changeThreadSettings({ recapDays: 2 }, ada);
    await tell('one', 'two', 'three');
    passDays(3);
    await noteLeft(store, ada.space, 1);
    platform.opened.splice(0);
    await recapping.recapQuiet(platform);
    expect(await store.query(sql`SELECT state FROM discussions`)).toEqual([{ state: 'open' }]);
    expect(logged).toEqual([]);
  });

  test('does not come where the channel has not chosen so, nor in a locked or gone thread', async () => {
    const { recapping, platform, tell, passDays, discussions, rows } = await openRecapped();
    await tell('one', 'two', 'three');
    const before = platform.posts.length;
    passDays(30);
    await recapping.recapQuiet(platform);
    await discussions.services.changeThreadSettings({ recapDays: 1 }, ada);
    const [thread] = platform.opened;
    if (thread !== undefined) thread.isLocked = true;
    await recapping.recapQuiet(platform);
    expect(platform.posts).toHaveLength(before);
    platform.opened.splice(0);
    passDays(1);
    await tell('four', 'five', 'six');
    passDays(2);
    await recapping.recapQuiet(platform);
    expect(platform.posts).toHaveLength(before);
    expect(await rows('discussions')).toEqual([]);
  });

  test('that a crash has cut short is finished, and stands there once', async () => {
    const { recapping, platform, tell, passDays, discussions, parts, rows } = await openRecapped();
    await discussions.services.changeThreadSettings({ recapDays: 1 }, ada);
    await tell('one', 'two', 'three');
    passDays(2);
    const { post } = platform;
    platform.post = async (...given) => {
      await post(...given);
      throw new Error('ended');
    };
    await recapping.recapQuiet(platform);
    platform.post = post;
    await createRecapping(parts, sayAgain).recapQuiet(platform);
    expect(platform.posts.filter(({ part }) => part.startsWith('What was said'))).toHaveLength(1);
    expect(platform.posts.filter(({ part }) => part === '3 messages · AI recap')).toHaveLength(1);
    expect(await rows('thread_posts')).toEqual([]);
  });

  test('that fails is tried again an hour later, and holds up no other', async () => {
    const shut = new DeliveryError('shut', 'I am not let in.', { obstacle: 'channel' });
    let reads = 0;
    const read = async (): Promise<never> => {
      reads += 1;
      throw shut;
    };
    const { recapping, platform, tell, passDays, discussions, logged } = await openRecapped({
      platform: threadedPlatform({}, { read }),
    });
    await discussions.services.changeThreadSettings({ recapDays: 1 }, ada);
    await tell('one', 'two', 'three');
    passDays(2);
    await recapping.recapQuiet(platform);
    await recapping.recapQuiet(platform);
    expect(reads).toBe(1);
    passDays(3_600_000 / DAY_MS);
    await recapping.recapQuiet(platform);
    expect(reads).toBe(2);
    expect(logged).toEqual(Array(2).fill('a quiet thread got no recap'));
  });
});
