import { onTestFinished } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import type { Platform } from '../../../src/platform.ts';
import { createSlack, type SlackOptions } from '../../../src/platforms/slack/index.ts';
import { openSlack, type FakeSlack } from '../../fakes/slack/index.ts';
import { isJson, list } from '../../fakes/slack/json.ts';
import type { StoredMessage } from '../../fakes/slack/world.ts';
import { showMrkdwn } from './shown.ts';

/** A fake Slack that is gone after the test. */
export async function slackForTest(): Promise<FakeSlack> {
  const slack = await openSlack();
  onTestFinished(() => slack.close());
  return slack;
}

/** The platform on a fake Slack, over its socket unless told otherwise, stopped after the test. */
export function platformOn(
  { world, url }: Pick<FakeSlack, 'world' | 'url'>,
  given: Partial<SlackOptions> = { appToken: world.appToken },
): Platform & { readonly lines: string[] } {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const platform = createSlack({
    botToken: world.botToken,
    apiUrl: url,
    log,
    ...given,
  });
  onTestFinished(() => platform.stop());
  return { ...platform, lines };
}

/** The lines of a message, headings among them, as a person sees them; all of a file's is nothing. */
export function textsOf({ blocks }: StoredMessage): readonly string[] {
  return blocks
    .filter(({ type }) => type !== 'actions')
    .flatMap((block) => [...stringsIn(block)])
    .flatMap((text) => showMrkdwn(text).text.split('\n'));
}

/** The values of a message's buttons by their labels. */
export function buttonsOf({ blocks }: StoredMessage): ReadonlyMap<string, string> {
  const elements = blocks.flatMap(({ elements = [] }) => list(elements)).filter(({ type }) => type === 'button');
  return new Map(elements.map(({ text, value }) => [[...stringsIn({ text })].join(''), String(value)]));
}

function* stringsIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const inner of value) yield* stringsIn(inner);
  else if (isJson(value)) yield* typeof value['text'] === 'string' ? [value['text']] : stringsIn(Object.values(value));
}
