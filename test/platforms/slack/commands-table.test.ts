import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { buttonId } from '../../../src/command/buttons.ts';
import type { Button, Command } from '../../../src/command.ts';
import { createLog } from '../../../src/core/log.ts';
import type { Bot, Platform } from '../../../src/platform.ts';
import { writeInput } from '../../../src/platforms/console/reply.ts';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import { tableBot } from '../../commands/bot.ts';
import { table, type TableRow } from '../../commands/table.ts';
import { findPings } from '../../fakes/slack/faults.ts';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';
import { keepMessage, toView } from '../../fakes/slack/keep.ts';
import type { Scene } from '../../fakes/slack/payloads.ts';
import type { StoredView } from '../../fakes/slack/world.ts';
import { textsOf } from './bot.ts';

/** What a person is answered: a reply, a sentence that refuses, or a form with these fields. */
type Outcome = 'reply' | 'mistake' | readonly string[];

/** What is typed, and what is asked for then. */
const FORMS = [
  'paper: paper',
  'save: paper',
  'search --page 2: query',
  'search: query',
  'subscribe: topic',
  'topics add Wind: query',
  'topics add x: query',
  'topics preview: query',
  'topics remove: name',
  'unsubscribe: topic',
  'vote up: paper',
  'vote: vote,paper',
  'why: paper',
];

let slack: FakeSlack;
let platform: Platform;
let bot: Bot;
const lines: string[] = [];

beforeAll(async () => {
  slack = await openSlack();
  const { botToken, appToken } = slack.world;
  const log = createLog({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
  platform = createSlack({ botToken, appToken, apiUrl: slack.url, log });
  bot = await tableBot(log);
  await platform.start(bot);
});

afterAll(async () => {
  await platform.stop();
  await slack.close();
});

/** What comes of something that is done in a channel of its own. */
async function outcomeOf(act: (scene: Scene) => unknown): Promise<Outcome> {
  const scene = slack.addChannel({ user: slack.addUser({ isAdmin: true }) });
  const before = new Set(slack.views());
  await act(scene);
  return slack.until(() => {
    const [answer] = [...slack.messages(scene.channel), ...slack.messages(scene.channel, 'private')];
    if (answer !== undefined) return textsOf(answer)[0] === 'That did not work' ? 'mistake' : 'reply';
    const form = slack.views().find((view) => !before.has(view));
    return form?.blocks.map(({ block_id: id }) => String(id));
  });
}

/** What is wrong with how a row was answered, if anything. */
function faultOf({ name, expect: expected }: TableRow, outcome: Outcome): readonly string[] {
  return outcome === expected ? [] : [`${name}: ${String(outcome)} instead of ${expected}`];
}

test('every row that can be typed is answered, refused, or asked in a form for what it lacks', async () => {
  const rows = table.filter(isTypeable);
  const faults: string[] = [];
  const forms = new Set<string>();
  for (const row of rows) {
    const line = writeInput(named(row.command), row.options);
    const text = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const outcome = await outcomeOf((scene) => slack.slash(scene, text));
    if (typeof outcome === 'string') faults.push(...faultOf(row, outcome));
    else forms.add(`${line}: ${outcome.join()}`);
  }
  expect(faults).toEqual([]);
  expect([...forms].toSorted()).toEqual(FORMS);
  expect(rows.length).toBeGreaterThan(table.length * 0.95);
  expectPeace();
});

test('every row is answered or refused just so from a button, or from a form that was filled in', async () => {
  const faults: string[] = [];
  for (const [i, row] of table.entries()) {
    const act = i % 2 === 0 ? press : submit;
    faults.push(...faultOf(row, await outcomeOf((scene) => act(scene, row))));
  }
  expect(faults).toEqual([]);
  expectPeace();
});

/** Nobody was pinged, and Slack took every message and form. */
function expectPeace(): void {
  expect(slack.world.calls.flatMap(({ body }) => findPings(body))).toEqual([]);
  expect(slack.world.calls.filter(({ error }) => error !== undefined)).toEqual([]);
  expect(lines).toEqual([]);
}

async function press(scene: Scene, { command, options }: TableRow): Promise<void> {
  const button: Button = { label: 'Go', command, options, how: 'answer' };
  await bot.keepButtons([button]);
  const element = { type: 'button', value: buttonId(button), text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [element] }];
  slack.press(scene, keepMessage(slack.world, slack.addDirect().channel, { text: 'Go', blocks }), buttonId(button));
}

/** A form may hold more than it asks for, since anyone can make up what is sent back. */
function submit(scene: Scene, { command, options }: TableRow): void {
  const blocks = Object.keys(options).map((name) => ({
    type: 'input',
    block_id: name,
    element: { type: 'plain_text_input', action_id: name },
  }));
  const before: Button = { label: '', command, options: {}, how: 'answer' };
  const back = JSON.stringify({ channel: scene.channel });
  const view: StoredView = toView(scene.user, { callback_id: buttonId(before), private_metadata: back, blocks });
  slack.submit(scene, view, Object.fromEntries(Object.entries(options).map(([name, value]) => [name, String(value)])));
}

function named(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new Error(`no command ${name}`);
  return command;
}

/** Not so what no line can hold: options that are not declared, and fractions of a number. */
function isTypeable({ command, options }: TableRow): boolean {
  const declared = new Set(named(command).options.map(({ name }) => name));
  return Object.keys(options).every((name) => declared.has(name));
}
