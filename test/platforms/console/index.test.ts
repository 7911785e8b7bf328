import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { UserInputError } from '../../../src/core/errors.ts';
import type { Bot } from '../../../src/platform.ts';
import { createConsole } from '../../../src/platforms/console/index.ts';
import { botOf, echo, echoBot } from '../../fakes/bot.ts';

/** Runs piped lines to their end; resolves with all that was printed. */
async function pipe(lines: string, bot: Bot = echoBot, colour = false): Promise<string> {
  const output = new PassThrough();
  const printed = text(output);
  const input = new PassThrough();
  const platform = createConsole({ input, output, colour });
  await platform.start(bot);
  input.end(lines);
  await platform.closed;
  output.end();
  return printed;
}

describe('piped', () => {
  test('several lines at once are answered in their order, without greeting or prompt', async () => {
    const slowFirst = botOf(
      echo(async ({ options }) => {
        const turns = options.text === 'one' ? 20 : 0;
        for (let i = 0; i < turns; i += 1) await new Promise(setImmediate);
        return { title: String(options.text), sections: [] };
      }),
    );
    expect(await pipe('echo one\n\necho two\r\n/papers echo three', slowFirst)).toBe('one\n\ntwo\n\nthree\n\n');
  });

  test('commands are asked in the channel console:local, a space of its own, by someone free to change it', async () => {
    const asked: unknown[] = [];
    const bot = botOf(
      echo(async (invocation) => {
        asked.push(invocation);
        return { title: 'fine', sections: [] };
      }),
    );
    await pipe('echo hello\n', bot);
    expect(asked[0]).toEqual({
      channel: 'console:local',
      space: 'console:local',
      person: 'console:local',
      mayManage: true,
      options: { text: 'hello' },
    });
  });

  test('what follows quit is not answered', async () => {
    expect(await pipe('echo a\n/QUIT \necho b\n')).toBe('console:local a\n\n');
    expect(await pipe('exit\necho b\n')).toBe('');
  });

  test('an unknown command and a wrong option are each one sentence, and the chat goes on', async () => {
    expect(await pipe('ecko\necho --volume 9\necho on\n')).toBe(
      [
        'There is no command "ecko"; did you mean "echo"? Type "help" to see them all.',
        '"echo" has no option "--volume"; it takes "--text".\nFor example: echo hello',
        'console:local on',
        '',
      ].join('\n\n'),
    );
  });

  test('an error of any kind is one sentence, and the chat goes on', async () => {
    const failing = botOf(
      echo(async ({ options }) => {
        if (options.text === 'mine') throw new UserInputError('Close the bracket.');
        if (options.text === 'yours') throw new TypeError('the store is gone');
        return { title: 'fine', sections: [] };
      }),
    );
    expect(await pipe('echo mine\necho yours\necho\n', failing)).toBe(
      'Close the bracket.\n\nThat did not work: the store is gone\n\nfine\n\n',
    );
  });

  test('a reply that cannot be rendered does not end the chat', async () => {
    const broken = botOf(
      echo(async ({ options }) => {
        const title = String(options.text);
        return title === 'bad' ? { title, sections: new Proxy([], { get: failToRead }) } : { title, sections: [] };
      }),
    );
    expect(await pipe('echo bad\necho good\n', broken)).toBe('That did not work: no sections here\n\ngood\n\n');
  });

  test('hostile input and hostile replies print nothing that a terminal obeys', async () => {
    const printed = await pipe('\x1b[2J\x07evil\necho \x1b]0;owned\x07\u202e!\necho --\x1b[31m\n');
    expect(printed).toContain('console:local ]0;owned!');
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  test('colour is used where the caller asks for it', async () => {
    expect(await pipe('echo a\n', echoBot, true)).toBe('\x1b[1mconsole:local a\x1b[22m\n\n');
  });

  test('an input that breaks ends the chat', async () => {
    const input = new PassThrough();
    const platform = createConsole({ input, output: new PassThrough(), colour: false });
    await platform.start(echoBot);
    input.destroy(new Error('EIO'));
    await expect(platform.closed).resolves.toBeUndefined();
  });

  test('an output that breaks ends the chat', async () => {
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const input = new PassThrough();
    const platform = createConsole({ input, output, colour: false });
    await platform.start(echoBot);
    input.write('echo a\n');
    await platform.closed;
    await expect(platform.post('console:local', '[]', 'm')).rejects.toThrow(/destroyed|EPIPE/);
  });
});

describe('as a platform', () => {
  test('posts before it is started, and after', async () => {
    const output = new PassThrough();
    const printed = text(output);
    const platform = createConsole({ input: new PassThrough(), output, colour: false });
    expect(await platform.post('console:local', ...post('Before', 'm1'))).toBe('m1');
    await platform.start(echoBot);
    expect(await platform.post('console:local', ...post('While', 'm2'))).toBe('m2');
    await platform.stop();
    expect(await platform.post('console:local', ...post('After', 'm3'))).toBe('m3');
    output.end();
    expect(await printed).toBe('Before\n\nWhile\n\nAfter\n\n');
  });

  test('cannot say what it has shown', async () => {
    const platform = createConsole({ input: new PassThrough(), output: new PassThrough(), colour: false });
    expect(await platform.find('console:local', 'm1', Date.now())).toBe('unknown');
  });

  test('wraps to 80 columns where the width is unknown, else to the given or the terminal’s', async () => {
    const part = JSON.stringify([{ spans: [{ text: 'x'.repeat(100) }] }]);
    const widths = [
      { given: undefined, columns: undefined },
      { given: undefined, columns: 50 },
      { given: 60, columns: 50 },
    ];
    const first = widths.map(async ({ given, columns }) => {
      const output = Object.assign(new PassThrough(), columns !== undefined && { columns });
      const streams = { input: new PassThrough(), output, colour: false };
      await createConsole({ ...streams, ...(given !== undefined && { width: given }) }).post('c', part, 'm');
      return String(output.read()).indexOf('\n');
    });
    expect(await Promise.all(first)).toEqual([80, 50, 60]);
  });

  test('a part that is none is refused, not printed', async () => {
    const platform = createConsole({ input: new PassThrough(), output: new PassThrough(), colour: false });
    await expect(platform.post('console:local', 'hello', 'm1')).rejects.toThrow('JSON');
  });

  test('stopped before it was started, it is closed', async () => {
    const platform = createConsole({ input: new PassThrough(), output: new PassThrough(), colour: false });
    await platform.stop();
    await expect(platform.closed).resolves.toBeUndefined();
  });
});

function post(title: string, marker: string): readonly [string, string] {
  return [JSON.stringify([{ spans: [{ text: title }] }]), marker];
}

function failToRead(): never {
  throw new Error('no sections here');
}
