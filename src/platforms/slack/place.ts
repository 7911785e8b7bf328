import { DeliveryError } from '../../core/errors.ts';

/** Where a channel of ours is on Slack, or a thread in it. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  /** The time stamp of the message that a thread hangs on. */
  readonly thread?: string | undefined;
}

/** A place that is a thread. */
export type ThreadPlace = Place & { readonly thread: string };

const PLACE = /^slack:([A-Z\d]+):([A-Z\d]+)(?::(\d+\.\d+))?$/;

/** The space that a workspace is. */
export function toSpace(team: string): string {
  return `slack:${team}`;
}

/** A channel, as it is named outside of here: `slack:T1:C1`. */
export function toChannel({ team, channel }: Place): string {
  return `${toSpace(team)}:${channel}`;
}

/** A thread: `slack:T1:C1:1700000000.000100`. */
export function toThread({ thread, ...place }: ThreadPlace): string {
  return `${toChannel(place)}:${thread}`;
}

/** Whether it is said between people alone. In direct messages people manage what is theirs. */
export function isDirect({ channel }: Place): boolean {
  return channel.startsWith('D');
}

/** Reads `slack:T1:C1`, and `slack:T1:C1:1700000000.000100`; nothing for anything else. */
export function readPlace(id: string): Place | undefined {
  const [, team, channel, thread] = PLACE.exec(id) ?? [];
  if (team === undefined || channel === undefined) return undefined;
  return { team, channel, ...(thread !== undefined && { thread }) };
}

/** Reads what is posted to. Throws `DeliveryError`. */
export function findPlace(id: string): Place {
  const place = readPlace(id);
  if (place !== undefined) return place;
  const advice = 'expected slack:WORKSPACE:CHANNEL with their ids (T… and C…, as in the address of the channel)';
  throw new DeliveryError('slack-channel', `"${id}" is no channel of Slack: ${advice}.`, { obstacle: 'channel' });
}

/** Reads a thread. Throws `DeliveryError`. */
export function findThread(id: string): ThreadPlace {
  const { thread, ...place } = findPlace(id);
  if (thread !== undefined) return { ...place, thread };
  throw new DeliveryError('slack-channel', `"${id}" is no thread of Slack.`, { obstacle: 'channel' });
}

/** What a place's pace is counted by: the channel, also for its threads. */
export function laneOf(id: string): string {
  const place = readPlace(id);
  return place === undefined ? id : toChannel(place);
}
