import { onTestFinished } from 'vitest';
import { createLog } from '../../../src/core/log.ts';
import type { Platform } from '../../../src/platform.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { openDiscord, type FakeDiscord } from '../../fakes/discord/index.ts';

/** A fake Discord that is gone after the test. */
export async function discordForTest(): Promise<FakeDiscord> {
  const discord = await openDiscord();
  onTestFinished(() => discord.close());
  return discord;
}

/** The platform on a fake Discord, stopped after the test. */
export function platformOn(
  discord: FakeDiscord,
  token = discord.world.token,
  readsMessages = false,
): Platform & { readonly lines: string[] } {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const platform = createDiscord({ token, apiUrl: discord.url, log, readsMessages });
  onTestFinished(() => platform.stop());
  return { ...platform, lines };
}

/** The texts of a message, in order. */
export function textsOf(message: unknown): readonly string[] {
  return [...JSON.stringify(message).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)]
    .map(([, content]) => String(JSON.parse(content ?? '""')))
    .filter((content) => content !== '');
}

/** The custom ids of a message's buttons by their labels. */
export function buttonsOf(message: unknown): ReadonlyMap<string, string> {
  const buttons = [...JSON.stringify(message).matchAll(/"label":("(?:[^"\\]|\\.)*"),"custom_id":("(?:[^"\\]|\\.)*")/g)];
  return new Map(buttons.map(([, label, id]) => [String(JSON.parse(label ?? '""')), String(JSON.parse(id ?? '""'))]));
}
