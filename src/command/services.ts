import type { ChannelConfig } from '../core/config.ts';
import type { Caller, Command } from '../command.ts';
import type { Card, Post } from '../platform.ts';

/** A stretch of a longer list. */
export interface Page {
  readonly limit: number;
  /** How many stand before it. */
  readonly offset: number;
}

/** The cards of one page. */
export interface CardPage {
  readonly cards: readonly Card[];
  /** Whether others follow. */
  readonly hasMore: boolean;
}

/** How many papers of the library a query matches, with a few of them. */
export interface TopicPreview {
  readonly query: string;
  readonly matched: number;
  /** How many papers the library holds. */
  readonly total: number;
  /** Matches a week, over the time the library covers; absent where that is less than a week. */
  readonly perWeek?: number;
  readonly examples: readonly Card[];
}

/** One paper with all that is known of it. */
export interface PaperView {
  readonly card: Card;
  readonly abstract?: string;
  /** All authors by name, where the feed names them. */
  readonly authors: readonly string[];
  readonly links: readonly { readonly kind: string; readonly url: string }[];
}

/** Why a paper reached a channel, or why not. */
export interface Explanation {
  readonly card: Card;
  /** The channel's topics that it matches, with the words by which it does. */
  readonly matches: readonly { readonly topic: string; readonly why: readonly string[] }[];
  /**
   * `delivered`: it was in a digest here. `due`: it will be in the next one. `capped`: it matches, but its digest was full.
   * `muted`: it matches, but `mutedBy` keeps it out. `early`: it came in before the channel followed the topic. `unmatched`: no topic fits.
   */
  readonly outcome: 'delivered' | 'due' | 'capped' | 'muted' | 'early' | 'unmatched';
  readonly mutedBy?: string;
}

/** A topic as people see it. */
export interface ListedTopic {
  readonly name: string;
  readonly query: string;
  /** It stands in the configuration file, where alone it can be changed. */
  readonly isFixed: boolean;
}

/** When a channel gets its digest, and how long that may be. */
export interface ChannelSchedule extends Pick<
  ChannelConfig,
  'at' | 'weekdays' | 'timezone' | 'cap' | 'catchUp' | 'emptyDays'
> {
  readonly isPaused: boolean;
}

/** What keeps papers out of a channel's digests. */
export interface Mute {
  readonly kind: 'word' | 'author';
  readonly text: string;
}

/** How a channel stands. */
export interface ChannelStatus {
  readonly topics: readonly ListedTopic[];
  readonly schedule: ChannelSchedule;
  /** None where it follows nothing, or is paused. */
  readonly nextDigest?: Date;
  /** How many papers lie between what it was given last and the newest, on whatever topic. */
  readonly waiting: number;
  /** How many papers the library holds. */
  readonly papers: number;
  /** When a feed last brought something new. */
  readonly lastIntake?: Date;
  /** What models have used today; absent where none is asked. */
  readonly spending?: { readonly text: string; readonly isSpent: boolean };
  /** What keeps its digests from it now, then messages that it may not have got, the latest first: one sentence each. */
  readonly troubles: readonly string[];
}

/** Which of the newest papers to show. */
export interface LatestFilter {
  /** A name, or a query. */
  readonly topic?: string;
  /** `2026-11-22`: the day the papers came in, in the time zone of this process. */
  readonly day?: string;
  /** The id of a feed. */
  readonly feed?: string;
}

/** Looking papers up. `reference` is an id, an arXiv id, a link with one, or a title; one that names no paper rejects with `UserInputError`. */
export interface LibraryServices {
  /** Best first. Rejects with `UserInputError` for a query that cannot be read. */
  search(query: string, page: Page): Promise<CardPage>;
  /** The newest papers of the library, newest first. Rejects with `UserInputError` for a filter that cannot be read. */
  latest(filter: LatestFilter, page: Page, caller: Caller): Promise<CardPage>;
  paper(reference: string, caller: Caller): Promise<PaperView>;
  why(reference: string, caller: Caller): Promise<Explanation>;
  /** Titles that hold what was typed, for completion. */
  findTitles(typed: string, limit: number): Promise<readonly { readonly id: string; readonly title: string }[]>;
  /** Rejects with `UserInputError` for a query that cannot be read. */
  previewTopic(query: string): Promise<TopicPreview>;
}

/** What a space has declared, and its channels follow. All reject with `UserInputError` for what the person can mend. */
export interface ChannelServices {
  /** Those of the configuration file, then those of the caller's space. */
  topics(caller: Caller): Promise<readonly ListedTopic[]>;
  addTopic(name: string, query: string, caller: Caller): Promise<ListedTopic>;
  editTopic(name: string, query: string, caller: Caller): Promise<ListedTopic>;
  removeTopic(name: string, caller: Caller): Promise<ListedTopic>;
  /** What the channel follows; `isFixed` where the configuration file says so. */
  subscriptions(caller: Caller): Promise<readonly ListedTopic[]>;
  /** Follows a topic by name, or a query, which becomes a topic of the space under its own words; shows its last matches. */
  subscribe(
    topicOrQuery: string,
    caller: Caller,
  ): Promise<{ readonly topic: ListedTopic; readonly last: readonly Card[] }>;
  unsubscribe(topic: string, caller: Caller): Promise<ListedTopic>;
  schedule(caller: Caller): Promise<ChannelSchedule>;
  changeSchedule(changes: Partial<ChannelSchedule>, caller: Caller): Promise<ChannelSchedule>;
  mutes(caller: Caller): Promise<readonly Mute[]>;
  mute(mute: Mute, caller: Caller): Promise<void>;
  /** Resolves with whether it was there. */
  unmute(mute: Mute, caller: Caller): Promise<boolean>;
  /** What the channel's next digest would hold now; moves nothing. */
  previewDigest(caller: Caller): Promise<Post>;
  /** Posts the channel's next digest now. Resolves with how many papers it shows. */
  postDigest(caller: Caller): Promise<number>;
  status(caller: Caller): Promise<ChannelStatus>;
}

/** What single readers think and keep, by channel and person. */
export interface ReaderServices {
  /** Keeps a paper for the person; resolves with its card and whether it was kept already. */
  save(reference: string, caller: Caller): Promise<{ readonly card: Card; readonly wasSaved: boolean }>;
  unsave(reference: string, caller: Caller): Promise<Card>;
  /** What the person has kept in this space, the latest first. */
  saved(caller: Caller, page: Page): Promise<CardPage>;
  /** All of it as BibTeX. */
  exportSaved(caller: Caller): Promise<string>;
  /** Says yes or no to a paper; a later vote takes the place of an earlier one. Resolves with the paper's card. */
  vote(reference: string, vote: 'up' | 'down', caller: Caller): Promise<Card>;
}

/** What is known of a discussion. */
export interface DiscussionView {
  /** With where it is, and how much people have said in it: in all, or in the time that was asked for. */
  readonly card: Card;
  /** Its latest recap, a line each. */
  readonly recap: readonly string[];
}

/** What a channel has chosen for its discussions. */
export interface ThreadSettings {
  /** What is answered in a thread: where the bot is mentioned, or every question. */
  readonly answers: 'mentions' | 'questions';
  /** After so many quiet days a thread gets a recap by itself; 0 for never. */
  readonly recapDays: number;
}

/** Where papers are talked about, and what is kept of it. All reject with `UserInputError` for what the person can mend. */
export interface DiscussionServices {
  /** Opens the thread of a paper in the caller's channel, or finds the one that is there. */
  discuss(
    reference: string,
    caller: Caller,
  ): Promise<{ readonly card: Card; readonly url: string; readonly wasOpen: boolean; readonly isLocked: boolean }>;
  /** What was said in the caller's thread so far. */
  recap(caller: Caller): Promise<Post>;
  /** The discussions of the last seven days that the caller may see, the most active first. */
  discussedThisWeek(caller: Caller): Promise<readonly DiscussionView[]>;
  /** The discussions that the caller may see, of which the words are in the title or a recap; the latest first. */
  discussed(
    words: string,
    page: Page,
    caller: Caller,
  ): Promise<{ readonly discussions: readonly DiscussionView[]; readonly hasMore: boolean }>;
  threadSettings(caller: Caller): Promise<ThreadSettings>;
  /** `note` says what of it cannot work yet, and how to mend it. */
  changeThreadSettings(
    changes: Partial<ThreadSettings>,
    caller: Caller,
  ): Promise<ThreadSettings & { readonly note?: string }>;
  /** Removes what is kept of the person, in every space. */
  forgetPerson(
    caller: Caller,
  ): Promise<{ readonly saves: number; readonly votes: number; readonly recapLines: number }>;
}

/** What commands may do; the bot hands it in, so that a command is tested with a plain object. */
export interface Services extends LibraryServices, ChannelServices, ReaderServices, DiscussionServices {
  readonly commands: readonly Command[];
}
