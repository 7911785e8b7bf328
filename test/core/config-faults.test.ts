import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/core/config.ts';
import { ConfigError } from '../../src/core/errors.ts';

const SECRET = 'secrets do not belong into this file; take it out and set';

/** Every fault of a text, as people read it. */
function faults(...lines: readonly string[]): readonly string[] {
  try {
    parseConfig(lines.join('\n'), 'paperboy.yaml', { feedIds: ['papers-page'], checkQuery: () => {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
}

describe('secrets in the file', () => {
  test('are refused with the variable they belong into', () => {
    expect(
      faults(
        'slack:',
        '  botToken: xoxb-1',
        '  list: [{ appToken: x }]',
        '  signingSecret: x',
        'DISCORD_TOKEN: x',
        'summaries: { apiKey: sk-1 }',
        'channels:',
        '- { channel: console:local, webhook: x }',
      ),
    ).toEqual([
      'line 1: slack: unknown key; known here: feeds, topics, channels, access, summaries, budget, discussions, retentionDays',
      `line 2: slack.botToken: ${SECRET} SLACK_BOT_TOKEN in the environment or in .env instead`,
      `line 3: slack.list[0].appToken: ${SECRET} SLACK_APP_TOKEN in the environment or in .env instead`,
      `line 4: slack.signingSecret: ${SECRET} SLACK_SIGNING_SECRET in the environment or in .env instead`,
      `line 5: DISCORD_TOKEN: ${SECRET} DISCORD_TOKEN in the environment or in .env instead`,
      `line 6: summaries.apiKey: ${SECRET} OPENAI_API_KEY in the environment or in .env instead`,
      `line 8: channels[0].webhook: ${SECRET} DISCORD_TOKEN, SLACK_BOT_TOKEN, OPENAI_API_KEY or whatever it is in the environment or in .env instead`,
    ]);
  });

  test('are not quoted, wherever they stand', () => {
    const told = faults(
      'xoxb-12345-abc: 1',
      'channels:',
      '- channel: xoxb-12345-abc',
      '- channel: xoxb-12345-abc',
      '- topics: [xoxb-12345-abc]',
    );
    expect(told).toHaveLength(6);
    expect(told.join('\n')).not.toContain('12345');
  });
});
