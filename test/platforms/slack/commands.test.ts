import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { defineCommand } from '../../../src/command.ts';
import { toManifest } from '../../../src/platforms/slack/commands.ts';
import { BOT_SCOPES, EVENTS } from '../../../src/platforms/slack/scopes.ts';

const COMMITTED = new URL('../../../config/slack-manifest.json', import.meta.url);

test('the committed manifest is the one of the declarations', () => {
  expect(
    JSON.parse(readFileSync(COMMITTED, 'utf8')),
    'Renew it: npm run -s paperboy -- manifest > config/slack-manifest.json',
  ).toEqual(toManifest(commands));
});

function declare(name: string, label?: string) {
  return defineCommand({
    name,
    description: 'Show a kite',
    options: [{ name: 'kite', description: 'Which', type: 'text', required: true }],
    ...(label !== undefined && { shortcut: { label, option: 'kite' } }),
    examples: [`${name} red`],
    run: () => Promise.reject(new Error('not to be run')),
  });
}

test('shows the first example as a hint, and lists commands with a shortcut in the menu of messages', () => {
  const { features } = toManifest([declare('kite', 'Find the kite'), declare('sky')]);
  expect(features).toMatchObject({
    slash_commands: [{ command: '/papers', usage_hint: 'kite red | help', should_escape: false }],
    shortcuts: [{ type: 'message', name: 'Find the kite', callback_id: 'kite', description: 'Show a kite' }],
    app_home: { messages_tab_enabled: true, messages_tab_read_only_enabled: false },
  });
});

test('several commands may have a shortcut, each under a name of its own, which Slack shows in full', () => {
  const { features } = toManifest([declare('kite', 'Find this kite'), declare('sky', 'Talk about this kite')]);
  expect(features?.shortcuts?.map(({ name, callback_id: id }) => [name, id])).toEqual([
    ['Find this kite', 'kite'],
    ['Talk about this kite', 'sky'],
  ]);
  const labels = commands.flatMap(({ shortcut }) => shortcut?.label ?? []);
  expect(toManifest(commands).features?.shortcuts?.map(({ name }) => name)).toEqual([...new Set(labels)]);
  expect(labels.length).toBeLessThanOrEqual(10);
});

test('asks for the scopes behind every event it subscribes to', () => {
  const { oauth_config, settings } = toManifest([]);
  expect(oauth_config?.scopes?.bot).toEqual(BOT_SCOPES);
  expect(settings?.event_subscriptions?.bot_events).toEqual(Object.keys(EVENTS));
  expect(BOT_SCOPES).toEqual(expect.arrayContaining(Object.values(EVENTS).flat()));
});

test('is of Socket Mode without an address, and calls the address everywhere with one', () => {
  const socket = toManifest(commands);
  expect(socket.settings?.socket_mode_enabled).toBe(true);
  expect(JSON.stringify(socket)).not.toContain('url');
  const requestUrl = 'https://papers.example/slack/events';
  expect(toManifest(commands, { requestUrl })).toMatchObject({
    features: { slash_commands: [{ url: requestUrl }] },
    settings: {
      event_subscriptions: { request_url: requestUrl },
      interactivity: { is_enabled: true, request_url: requestUrl },
      socket_mode_enabled: false,
    },
  });
});

test('stays within the lengths that Slack allows', () => {
  const long = declare('kite'.repeat(500), 'Find the kite that hangs there');
  const { display_information, features } = toManifest([long]);
  expect(display_information.name.length).toBeLessThanOrEqual(35);
  expect(display_information.description?.length).toBeLessThanOrEqual(140);
  expect(features?.shortcuts?.[0]?.name).toBe('Find the kite that…');
  expect(features?.slash_commands?.[0]?.usage_hint?.length).toBeLessThanOrEqual(1000);
});
