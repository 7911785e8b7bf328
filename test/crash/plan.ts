import type { Follower } from './oracle.ts';
import { makeTitles, words, type Word } from './papers.ts';

/** One thing that happens while the bot is down. */
export type Happening =
  | { readonly kind: 'dump'; readonly titles: readonly string[] }
  | { readonly kind: 'edit'; readonly channel: number; readonly word: Word };

/** All that happens by chance in one run, settled before it begins. */
export interface Plan {
  /** What each channel follows at first: those of Discord, then those of Slack. */
  readonly channels: readonly (readonly Word[])[];
  /** What has come in before the bot is started. */
  readonly first: readonly (readonly string[])[];
  /** What happens after each crash. */
  readonly between: readonly (readonly Happening[])[];
}

/** How much of everything there is in a run. */
export interface Amounts {
  /** Papers of a dump. */
  readonly papers: number;
  /** How often the bot crashes. */
  readonly kills: number;
  /** How likely it is that papers come, and that a topic is edited, while it is down. */
  readonly dumpChance: number;
  readonly editChance: number;
}

/** Channels of each platform. */
export const CHANNELS = 3;

/** Plans a run. */
export function makePlan(random: () => number, { papers, kills, dumpChance, editChance }: Amounts): Plan {
  let dumps = 0;
  const dump = (): readonly string[] => makeTitles(++dumps, papers, random);
  const pick = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  const channels = Array.from({ length: 2 * CHANNELS }, () => {
    const first = pick(words);
    const second = pick(words);
    return first === second ? [first] : [first, second];
  });
  const first = random() < 0.5 ? [dump()] : [dump(), dump()];
  const between = Array.from({ length: kills }, (): readonly Happening[] => [
    ...(random() < dumpChance ? [{ kind: 'dump' as const, titles: dump() }] : []),
    ...(random() < editChance
      ? [{ kind: 'edit' as const, channel: Math.floor(random() * channels.length), word: pick(words) }]
      : []),
  ]);
  return { channels, first, between };
}

/** What channels follow now, and have followed. */
export interface Following {
  /** As the configuration is to say it now. */
  readonly now: readonly (readonly Word[])[];
  /** For the oracle, the channels given their ids. */
  followers(ids: readonly string[]): readonly Follower[];
  /** A word is followed no more, or from now on; a channel keeps its last one. */
  toggle(channel: number, word: Word): void;
}

/** Begins with what is planned. */
export function openFollowing(channels: Plan['channels']): Following {
  const now = channels.map((followed) => [...followed]);
  const always = channels.map((followed) => new Set(followed));
  const ever = channels.map((followed) => new Set(followed));
  return {
    now,
    followers: (ids) =>
      ids.map((channel, i) => ({ channel, always: always[i] ?? new Set(), ever: ever[i] ?? new Set() })),
    toggle(channel, word) {
      const followed = now[channel] ?? [];
      const at = followed.indexOf(word);
      if (at === -1) followed.push(word);
      else if (followed.length > 1) followed.splice(at, 1);
      else return;
      always[channel]?.delete(word);
      ever[channel]?.add(word);
    },
  };
}
