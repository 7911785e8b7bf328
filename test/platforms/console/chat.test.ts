import { expect, test } from 'vitest';
import type { Bot } from '../../../src/platform.ts';
import { createConsole } from '../../../src/platforms/console/index.ts';
import { botOf, echo, echoBot } from '../../fakes/bot.ts';
import { FakeTerminal } from '../../fakes/terminal.ts';

const PROMPT = '\npapers>';

async function sitDown(bot: Bot = echoBot, columns = 60) {
  const terminal = new FakeTerminal(columns);
  const platform = createConsole({ input: terminal.input, output: terminal.output, colour: false });
  await platform.start(bot);
  await terminal.endsWith(PROMPT);
  return { terminal, platform };
}

test('the greeting says how to begin, then the prompt waits', async () => {
  const { terminal } = await sitDown(echoBot, 90);
  expect(terminal.screen()).toBe(
    [
      'Paperboy: research papers for your topics, in the terminal',
      '',
      'Try "latest", "digest" or "search sparse autoencoder"; "help" lists everything.',
      'The tab key completes a name, and "quit" ends the chat.',
      '',
      'papers>',
    ].join('\n'),
  );
  expect(terminal.cursor()).toEqual([5, 8]);
});

test('an answer stands under the line that asked, and the prompt comes back', async () => {
  const { terminal } = await sitDown();
  terminal.type('echo hi\r');
  expect(await terminal.endsWith(`papers> echo hi\nconsole:local hi\n${PROMPT}`)).toBe(true);
  terminal.type('\r');
  expect(await terminal.endsWith(`${PROMPT}${PROMPT}`)).toBe(true);
});

test('the tab key completes a value when the bot has said how, and nothing where it cannot', async () => {
  const bot: Bot = {
    ...echoBot,
    async complete(_command, option, typed) {
      await new Promise(setImmediate);
      if (typed === 'x') throw new Error('the store is gone');
      return [{ label: 'hello', value: `${option} ${typed}llo` }];
    },
  };
  const { terminal } = await sitDown(bot);
  terminal.type('echo he\t');
  expect(await terminal.endsWith('papers> echo text hello')).toBe(true);
  terminal.type('\recho x\t\r');
  expect(await terminal.endsWith(`console:local x\n${PROMPT}`)).toBe(true);
});

test('the tab key completes, the arrow key brings back what was asked', async () => {
  const { terminal } = await sitDown();
  terminal.type('ec\tone\r');
  expect(await terminal.endsWith(`console:local one\n${PROMPT}`)).toBe(true);
  terminal.type('\x1b[A');
  expect(await terminal.endsWith(`${PROMPT} echo one`)).toBe(true);
});

test('a post arrives above the line being typed, which stays with its cursor', async () => {
  const { terminal, platform } = await sitDown();
  terminal.type('echo helo');
  terminal.type('\x1b[D');
  expect(await terminal.endsWith(`${PROMPT} echo helo`)).toBe(true);
  await platform.post('console:local', ...post('Digest', 'm1'));
  expect(await terminal.endsWith(`ends the chat.\n\nDigest\n${PROMPT} echo helo`)).toBe(true);
  terminal.type('l\r');
  expect(await terminal.endsWith(`${PROMPT} echo hello\nconsole:local hello\n${PROMPT}`)).toBe(true);
});

test('a post leaves a typed line of several rows whole', async () => {
  const { terminal, platform } = await sitDown(echoBot, 40);
  const words = 'echo '.padEnd(90, 'abcdefghij');
  terminal.type(words);
  const typed = `papers> ${words}`.replace(/.{40}/g, '$&\n').trimEnd();
  expect(await terminal.endsWith(`\n${typed}`)).toBe(true);
  await platform.post('console:local', ...post('One', 'm1'));
  await platform.post('console:local', ...post('Two', 'm2'));
  expect(await terminal.endsWith(`\nends the chat.\n\nOne\n\nTwo\n\n${typed}`)).toBe(true);
});

test('a post eats nothing above a line that was pasted', async () => {
  const { terminal, platform } = await sitDown(echoBot, 40);
  terminal.input.write('echo '.padEnd(90, 'x'));
  expect(await terminal.endsWith('x'.repeat(18))).toBe(true);
  await platform.post('console:local', ...post('One', 'm1'));
  expect(terminal.screen()).toContain('\nends the chat.\n\nOne\n');
  expect(terminal.screen().endsWith(`papers> echo ${'x'.repeat(27)}\n${'x'.repeat(40)}\n${'x'.repeat(18)}`)).toBe(true);
});

test('quit, Ctrl-D and Ctrl-C end the chat on a line of its own', async () => {
  for (const [keys, end] of [
    ['quit\r', 'papers> quit'],
    ['\x04', 'papers>'],
    ['half a li\x03', 'papers> half a li'],
  ] as const) {
    const { terminal, platform } = await sitDown();
    terminal.type(keys);
    await platform.closed;
    expect(terminal.screen().endsWith(end)).toBe(true);
    expect(terminal.cursor()).toEqual([terminal.screen().split('\n').length, 0]);
  }
});

test('Ctrl-C does not wait for an answer that never comes', async () => {
  const { terminal, platform } = await sitDown(botOf(echo(() => new Promise(() => {}))));
  terminal.type('echo\r');
  expect(await terminal.endsWith('papers> echo')).toBe(true);
  terminal.type('\x03');
  await expect(platform.closed).resolves.toBeUndefined();
});

test('stop ends the chat; an answer that comes later is not shown', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { terminal, platform } = await sitDown(
    botOf(echo(() => promise.then(() => ({ title: 'too late', sections: [] })))),
  );
  terminal.type('echo\r');
  expect(await terminal.endsWith('papers> echo')).toBe(true);
  await platform.stop();
  await platform.closed;
  resolve();
  await new Promise(setImmediate);
  expect(terminal.screen()).not.toContain('too late');
});

function post(title: string, marker: string): readonly [string, string] {
  return [JSON.stringify([{ spans: [{ text: title }] }]), marker];
}
