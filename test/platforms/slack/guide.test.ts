import { expect, test } from 'vitest';
import { readLink } from '../../../src/platforms/slack/guide.ts';

test.each([
  ['https://lab.slack.com/archives/C1A', 'slack:T1:C1A'],
  [' https://lab.enterprise.slack.com/archives/G1/p1700000000000000?thread_ts=1 ', 'slack:T1:G1'],
  ['https://app.slack.com/client/T2/D1/', 'slack:T2:D1'],
  ['slack:T2:C1', 'slack:T2:C1'],
])('reads %s', (link, channel) => {
  expect(readLink(link, 'T1')).toBe(channel);
});

test.each([
  '',
  '#papers',
  'https://lab.slack.com/archives/',
  'https://slack.com/help',
  'https://evil.example/archives/C1',
])('finds no channel in "%s"', (link) => {
  expect(readLink(link, 'T1')).toBeUndefined();
});
