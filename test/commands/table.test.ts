import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Services } from '../../src/command/services.ts';
import type { Command, OptionValues, Reply } from '../../src/command.ts';
import { UserInputError } from '../../src/core/errors.ts';
import { checkOptions } from '../../src/command/options.ts';
import type { Bot } from '../../src/platform.ts';
import { createConsole } from '../../src/platforms/console/index.ts';
import { writeInput } from '../../src/platforms/console/reply.ts';
import { botOf } from '../fakes/bot.ts';
import { fakeCaller } from '../fakes/services.ts';
import { table, type TableRow } from './table.ts';
import { tableServices } from './world.ts';

/** What came of a use: a reply, or the sentence that refused it. */
type Outcome = { readonly reply: Reply } | { readonly mistake: string };

async function use(command: Command, options: OptionValues, services: Services): Promise<Outcome> {
  try {
    const checked = checkOptions(options, command);
    return { reply: await command.run({ ...fakeCaller(), options: checked }, services) };
  } catch (error) {
    if (error instanceof UserInputError) return { mistake: error.message };
    throw error;
  }
}

function named(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return command;
}

test('every command stands in the table, with good options and with wrong or hostile ones, where it takes any', () => {
  for (const { name } of commands) {
    const rows = table.filter(({ command }) => command === name);
    expect(new Set(rows.map((row) => row.expect)), name).toEqual(new Set(['reply', 'mistake']));
  }
});

test('every row of the table is answered, or refused with a short sentence', async () => {
  const faults: string[] = [];
  for (const row of table) {
    const outcome = await use(named(row.command), row.options, tableServices());
    const kind = 'reply' in outcome ? 'reply' : 'mistake';
    if (kind !== row.expect) faults.push(`${row.name}: ${JSON.stringify(outcome)}`);
    // A sentence, and below it at most the place in a query or an example.
    const sentence = 'mistake' in outcome ? outcome.mistake : 'No mistake at all.';
    if (!/^.{5,300}[.?)](?:\n.{1,200}){0,2}$/u.test(sentence)) faults.push(`${row.name}: ${sentence}`);
  }
  expect(faults).toEqual([]);
});

test('every button of a reply is a use that its command takes', async () => {
  for (const row of table) {
    const outcome = await use(named(row.command), row.options, tableServices());
    const buttons = 'reply' in outcome ? (outcome.reply.buttons ?? []) : [];
    expect(buttons.length, row.name).toBeLessThanOrEqual(5);
    for (const { command, options, label } of buttons) {
      expect(checkOptions(options, named(command)), row.name).toEqual(options);
      expect(label, row.name).toMatch(/^.{1,80}$/su);
    }
  }
});

test('what changes the channel is told to all of it, as is the recap of a thread, and nothing else is', async () => {
  for (const row of table) {
    const command = named(row.command);
    const outcome = await use(command, row.options, tableServices());
    if (!('reply' in outcome)) continue;
    const changes = command.changesChannel?.(checkOptions(row.options, command)) ?? false;
    const isRecap = row.options['what'] === 'thread';
    expect(outcome.reply.isPublic ?? false, row.name).toBe(changes || isRecap);
    expect(changes && outcome.reply.isShareable, row.name).toBeFalsy();
  }
});

test('on the console, every row that can be typed is answered or refused just so', async () => {
  const faults: string[] = [];
  const rows = table.filter(isTypeable);
  for (const row of rows) {
    const { printed, answered } = await type(writeInput(named(row.command), row.options));
    if ((answered ? 'reply' : 'mistake') !== row.expect) faults.push(`${row.name}: ${printed}`);
    expect(printed.trim(), row.name).not.toBe('');
    expect(printed, row.name).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]|That did not work/);
  }
  expect(faults).toEqual([]);
  expect(rows.length).toBeGreaterThan(table.length * 0.95);
});

/** Types one line into a console over a fresh world. */
async function type(line: string): Promise<{ readonly printed: string; readonly answered: boolean }> {
  const services = tableServices();
  let answered = false;
  const bot: Bot = {
    ...botOf(...commands),
    async invoke(command, invocation) {
      const reply = await command.run(invocation, services);
      answered = true;
      return reply;
    },
  };
  const [input, output] = [new PassThrough(), new PassThrough()];
  const printed = text(output);
  const platform = createConsole({ input, output, colour: false });
  await platform.start(bot);
  input.end(`${line}\n`);
  await platform.closed;
  output.end();
  return { printed: await printed, answered };
}

/** Not so what no line can hold: options that are not declared, and fractions of a number. */
function isTypeable({ command, options }: TableRow): boolean {
  const declared = new Set(named(command).options.map(({ name }) => name));
  return Object.keys(options).every((name) => declared.has(name));
}
