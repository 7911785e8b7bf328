import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBot, type BotParts } from '../src/bot.ts';
import { buttonId } from '../src/command/buttons.ts';
import type { Services } from '../src/command/services.ts';
import type { Button, Command, OptionSpec, Suggestion } from '../src/command.ts';
import { UserInputError } from '../src/core/errors.ts';
import { openStore } from '../src/core/store/open.ts';
import { sql } from '../src/core/store/sql.ts';
import type { Store } from '../src/core/store/store.ts';
import type { Bot, Post } from '../src/platform.ts';
import { deaf, echo } from './fakes/bot.ts';
import { fakeCaller, fakeCards, fakeServices } from './fakes/services.ts';

const NOW = 1_700_000_000_000;

let store: Store;
let logged: string[];
beforeEach(async () => {
  store = await openStore('sqlite::memory:');
  logged = [];
});

function botOf(command: Command, given: Partial<BotParts> = {}): Bot {
  const log = (first: object | string, message?: string): void => void logged.push(message ?? String(first));
  return createBot({
    services: fakeServices({ commands: [command] }),
    store,
    access: 'managers',
    log: { debug: log, info: log, warn: log, error: log },
    hearing: deaf,
    now: () => NOW,
    ...given,
  });
}

function textOf({ title, sections }: Post): string {
  return [title, ...sections.map(({ text }) => text)].join('\n');
}

const ok = echo(async ({ options }) => ({ title: `did ${options['text']}`, sections: [] }));

describe('a command', () => {
  const guarded: Command = { ...ok, changesChannel: ({ text }) => text === 'change' };

  test.each([
    ['someone who may manage', 'change', true, 'managers', 'did change'],
    ['anyone, where it changes nothing', 'look', false, 'managers', 'did look'],
    ['anyone, where everyone may change', 'change', false, 'everyone', 'did change'],
  ] as const)('runs for %s', async (_name, text, mayManage, access, title) => {
    const invocation = { ...fakeCaller({ mayManage }), options: { text } };
    expect(await botOf(guarded, { access }).invoke(guarded, invocation)).toEqual({ title, sections: [] });
  });

  test('is refused, naming the right, to who may not manage the channel, and does not run', async () => {
    const run = vi.fn<Command['run']>(ok.run);
    const command = { ...guarded, run };
    const invocation = { ...fakeCaller({ mayManage: false }), options: { text: 'change' } };
    expect(textOf(await botOf(command).invoke(command, invocation))).toBe(
      'That is not yours to change\n"echo" would change what this whole channel gets, and needs the right to manage the channel: ask someone who has it.',
    );
    expect(run).not.toHaveBeenCalled();
  });

  test('has its cards say where their papers are discussed in the space, as far as the caller may see it', async () => {
    await store.query(sql`INSERT INTO discussions (space, channel, paper, title, thread, url, is_private, state, opened_ms, last_ms, replies)
      VALUES ('fake:A', 'fake:A:c', 'title:1', 'A', 't1', 'https://chat.example/t1', 1, 'open', 1, 1, 4)`);
    const cards = fakeCards(2);
    const command = echo(async () => ({ title: 'T', sections: [{ text: 'none' }, { cards }] }));
    const seenFrom = async (channel: string) => {
      const reply = await botOf(command).invoke(command, { ...fakeCaller({ space: 'fake:A', channel }), options: {} });
      return reply.sections;
    };
    const discussion = { url: 'https://chat.example/t1', channel: 'fake:A:c', replies: 4 };
    expect(await seenFrom('fake:A:c')).toEqual([{ text: 'none' }, { cards: [{ ...cards[0], discussion }, cards[1]] }]);
    expect(await seenFrom('fake:A:d')).toEqual([{ text: 'none' }, { cards }]);
  });

  test('answers a mistake with its sentence, and a fault of its own with a hint at the log', async () => {
    const invocation = { ...fakeCaller(), options: {} };
    const mistaken = echo(() => Promise.reject(new UserInputError('Say something.')));
    expect(textOf(await botOf(mistaken).invoke(mistaken, invocation))).toBe('That did not work\nSay something.');
    expect(logged).toEqual([]);
    const broken = echo(() => {
      throw new Error('no more ink');
    });
    expect(textOf(await botOf(broken).invoke(broken, invocation))).toMatch(
      /^Something went wrong\nno more ink\nThe log tells more, under [\da-f]{8}\.$/,
    );
    expect(logged).toEqual(['a command failed']);
  });
});

describe('a completion', () => {
  function completing(complete: NonNullable<OptionSpec['complete']>): Command {
    return { ...ok, options: [{ name: 'text', description: 'what to say', type: 'text', complete }] };
  }

  async function completed(
    complete: NonNullable<OptionSpec['complete']>,
    option = 'text',
  ): Promise<readonly Suggestion[]> {
    const command = completing(complete);
    return botOf(command).complete(command, option, 'mo', fakeCaller({ channel: 'fake:A:1' }));
  }

  test('is what the option says to the text, the caller and the services, 25 at most', async () => {
    const services: Services = fakeServices({ findTitles: async (typed) => [{ id: '1', title: `${typed}ths` }] });
    const command = completing(async (typed, { channel }, { findTitles }) =>
      (await findTitles(typed, 9)).map(({ title }) => ({ label: `${title} in ${channel}`, value: title })),
    );
    const bot = botOf(command, { services });
    expect(await bot.complete(command, 'text', 'mo', fakeCaller({ channel: 'fake:A:1' }))).toEqual([
      { label: 'moths in fake:A:1', value: 'moths' },
    ]);
    const many = Array.from({ length: 26 }, (_, i) => ({ label: `${i}`, value: `${i}` }));
    expect(await completed(async () => many)).toEqual(many.slice(0, 25));
  });

  test('is nothing where the option declares none, or there is no such option', async () => {
    expect(await botOf(ok).complete(ok, 'text', 'mo', fakeCaller())).toEqual([]);
    expect(await completed(async () => [{ label: 'a', value: 'a' }], 'other')).toEqual([]);
  });

  test('that fails gives nothing, and is logged unless the person is still typing', async () => {
    expect(await completed(() => Promise.reject(new UserInputError('This quote is never closed.')))).toEqual([]);
    expect(logged).toEqual([]);
    expect(await completed(() => Promise.reject(new Error('no more ink')))).toEqual([]);
    expect(logged).toEqual(['a completion failed']);
  });
});

describe('a button', () => {
  const short: Button = { label: 'Go', command: 'echo', options: { text: 'hi' }, how: 'answer' };
  const long: Button = { ...short, options: { text: 'x'.repeat(200) } };

  test('is found by its id, a long one once it was kept, also after a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-buttons-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const first = await openStore(`sqlite:${join(folder, 'x.db')}`);
    expect(await botOf(ok, { store: first }).findButton(buttonId(long))).toBeUndefined();
    await botOf(ok, { store: first }).keepButtons([short, long]);
    await first.close();
    const second = await openStore(`sqlite:${join(folder, 'x.db')}`);
    const bot = botOf(ok, { store: second });
    expect(await bot.findButton(buttonId(long))).toEqual(long);
    expect(await bot.findButton(buttonId(short))).toEqual({ ...short, label: '' });
    await second.close();
  });

  test('is kept for 90 days, and only where its id cannot hold it', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const bot = botOf(ok);
    await bot.keepButtons([short, long]);
    expect(await store.query(sql`SELECT key FROM records WHERE namespace = 'buttons'`)).toEqual([
      { key: buttonId(long) },
    ]);
    vi.setSystemTime(NOW + 90 * 24 * 3600 * 1000 - 1);
    expect(await bot.findButton(buttonId(long))).toEqual(long);
    vi.setSystemTime(NOW + 90 * 24 * 3600 * 1000);
    expect(await bot.findButton(buttonId(long))).toBeUndefined();
  });

  test.each(['', '#', '#unknown', 'x', '[]', '["a","nothing",{}]', '["a","echo",{"text":[]}]', '["b","echo",{}]'])(
    'is none of ours: %j',
    async (id) => {
      expect(await botOf(ok).findButton(id)).toBeUndefined();
    },
  );

  test('that was kept for a command there is no more does nothing', async () => {
    const gone = { ...long, command: 'gone' };
    const bot = botOf(ok);
    await bot.keepButtons([gone]);
    expect(await bot.findButton(buttonId(gone))).toBeUndefined();
  });
});

test('the greeting names three first steps', () => {
  const { sections } = botOf(ok).greeting;
  expect(sections.map(({ text }) => /^\/papers \w+/.exec(text ?? '')?.[0])).toEqual([
    '/papers search',
    '/papers subscribe',
    '/papers help',
  ]);
});

test('a space is new when the bot joins it, and when it joins it again after it was taken out', async () => {
  const bot = botOf(ok);
  expect([await bot.join('fake:A'), await bot.join('fake:A'), await bot.join('fake:B')]).toEqual([true, false, true]);
  await bot.leave('fake:A');
  expect([await bot.join('fake:A'), await bot.join('fake:B')]).toEqual([true, false]);
});

test('a channel waits for digests where it follows a topic', async () => {
  const topic = { name: 'Otters', query: 'otter*', isFixed: false };
  const follows = fakeServices({ subscriptions: async ({ channel }) => (channel === 'fake:1' ? [topic] : []) });
  const bot = botOf(ok, { services: follows });
  const waits = ['fake:1', 'fake:2'].map((channel) => bot.awaitsDigests(fakeCaller({ channel })));
  expect(await Promise.all(waits)).toEqual([true, false]);
});

test('a command behind a mention in a thread is told how to be typed, and all else is heard', async () => {
  const heard: string[] = [];
  const hear: Bot['hear'] = async ({ text }) => void heard.push(text);
  const bot = botOf(
    echo(async () => ({ title: 'Hi', sections: [] })),
    { hearing: { ...deaf, hear } },
  );
  const said = { thread: 't', channel: 'c', space: 's', id: 'm', person: 'p', name: 'Ada', atMs: 1, isToBot: true };
  expect(await bot.hear({ ...said, text: '/echo hello' })).toMatchObject({
    sections: [{ text: 'Type it without mentioning me: /papers echo hello' }],
  });
  expect(await bot.hear({ ...said, text: 'echo' })).toMatchObject({ title: 'That is a command' });
  for (const text of ['echo of what?', ' ']) await bot.hear({ ...said, text });
  await bot.hear({ ...said, text: 'echo', isToBot: false });
  expect(heard).toEqual(['echo of what?', ' ', 'echo']);
});
