import { expect, test } from 'vitest';
import { channelDefaults } from '../../src/core/config-schema.ts';
import { describeUnserved } from '../../src/cli/tokens.ts';

const follow = 'but this version serves the terminal only; Discord and Slack follow.';

function channels(...ids: readonly string[]) {
  return ids.map((id) => ({ ...channelDefaults(id), timezone: 'UTC' }));
}

test('says nothing where there are no tokens and only the terminal', () => {
  expect(describeUnserved(channels('console:local'), { DISCORD_TOKEN: ' ' })).toBeUndefined();
});

test('names each token and each channel that nothing serves', () => {
  const env = { DISCORD_TOKEN: 'x', SLACK_BOT_TOKEN: 'y' };
  expect(describeUnserved(channels('console:local', 'slack:T1:C1'), env)).toBe(
    `DISCORD_TOKEN is set, SLACK_BOT_TOKEN is set, slack:T1:C1 is configured, ${follow}`,
  );
});
