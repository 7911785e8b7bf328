import { expect, test } from 'vitest';
import { readLink } from '../../../src/platforms/discord/guide.ts';

test.each([
  ['https://discord.com/channels/123/456', 'discord:123:456'],
  [' https://ptb.discord.com/channels/123/456/789 ', 'discord:123:456'],
  ['discord.com/channels/@me/456', 'discord:@me:456'],
  ['discord:123:456', 'discord:123:456'],
])('reads %s', (link, channel) => {
  expect(readLink(link)).toBe(channel);
});

test.each([
  '',
  'papers',
  'https://discord.com/channels/123',
  'https://discord.gg/abc',
  'https://evil.example/channels/1/2',
])('finds no channel in "%s"', (link) => {
  expect(readLink(link)).toBeUndefined();
});
