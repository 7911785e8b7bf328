import { LogLevel, type Logger } from '@slack/bolt';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

/** What Slack's libraries have to say. Their steps hold whole messages, and are told nobody. */
export function toBoltLog({ debug, warn }: Log): Logger {
  return {
    debug: () => undefined,
    info: (...said) => debug(`slack: ${join(said)}`),
    warn: (...said) => warn(`slack: ${join(said)}`),
    error: (...said) => warn(`slack: ${join(said)}`),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** The same, where whoever made the call tells of its failure in better words. */
export function toQuietLog(log: Log): Logger {
  return toBoltLog({ ...log, warn: log.debug });
}

function join(said: readonly unknown[]): string {
  return said.map(messageOf).join(' ');
}
