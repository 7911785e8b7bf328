import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Button, Caller, Command, Invocation, Reply, Suggestion } from './command.ts';

/** What a card's summary stands on: the model's words, the feed's own blurb, or a sentence picked from the abstract. */
export type Rung = 'llm' | 'blurb' | 'sentence';

/** One paper, ready to be rendered by any platform. Text is plain: each platform escapes it. */
export interface Card {
  /** The paper's id. */
  readonly id: string;
  readonly title: string;
  readonly url?: string;
  /** Where to look for it, where no id and so no page of its own is known. */
  readonly searchUrl?: string;
  /** One sentence; empty where nothing is known but the title. */
  readonly tldr: string;
  readonly rung: Rung;
  /** What the model said of it besides: one sentence each. */
  readonly points?: readonly string[];
  /** Names of the topics it matched, the section's own first. */
  readonly topics: readonly string[];
  /** The words and phrases by which it matched. */
  readonly why: readonly string[];
  /** Up to three names and how many more, or only the number: "Ada Lovelace, Alan Turing and 3 more", "12 authors". */
  readonly byline?: string;
  /** As printed for people: "Jul 14, 2025", or "Jul 14" where no year was printed. */
  readonly date?: string;
  readonly upvotes?: number;
  readonly comments?: number;
  readonly codeUrl?: string;
  /** Where it is talked about. */
  readonly discussion?: CardDiscussion;
}

/** The thread about a card's paper that people of its space may see. */
export interface CardDiscussion {
  readonly url: string;
  /** The channel it is in: `slack:T1:C1`. */
  readonly channel: string;
  /** What people have said in it so far. */
  readonly replies: number;
}

/** A part of a post under one heading. */
export interface PostSection {
  readonly heading?: string;
  /** Plain text, paragraphs separated by line breaks. */
  readonly text?: string;
  readonly cards?: readonly Card[];
  /** Channels by their ids, one a line, below the text: each platform shows the names of its own. */
  readonly channels?: readonly string[];
  /** How many further papers or channels belong here but are not shown. */
  readonly more?: number;
}

/** Something to show in a channel: a digest, or the answer to a command. */
export interface Post {
  readonly title: string;
  readonly intro?: string;
  readonly sections: readonly PostSection[];
  readonly footer?: string;
}

/** What a platform needs of the bot to serve people. Nothing here rejects but for faults of the bot itself, which it logs. */
export interface Bot {
  readonly commands: readonly Command[];
  /** The first words in a space, with the first steps. */
  readonly greeting: Post;
  /** Runs one command, if the caller may; a person's mistake comes back as a reply, never as a throw. */
  invoke(command: Command, invocation: Invocation): Promise<Reply>;
  /** What an option may go on as; nothing where it declares no completion. */
  complete(command: Command, option: string, typed: string, caller: Caller): Promise<readonly Suggestion[]>;
  /** Keeps buttons whose ids cannot hold them, for as long as people may press them. */
  keepButtons(buttons: readonly Button[]): Promise<void>;
  /** The button with this id, read or recalled; nothing where it is none, or too old. */
  findButton(id: string): Promise<Button | undefined>;
  /** Whether digests are to come to the caller's channel. */
  awaitsDigests(caller: Caller): Promise<boolean>;
  /** The bot was taken out of a space: its channels are paused, and what is personal goes after the retention time. */
  leave(space: string): Promise<void>;
  /** The spaces of a platform that the bot has joined and not left, as far as it was told. */
  spaces(platform: string): Promise<readonly string[]>;
  /** Something was said in a thread. Resolves with what to say there, once; nothing where it is nothing to the bot. */
  hear(said: Said): Promise<Post | undefined>;
  /** A thread, or something said in one, is gone or edited. */
  noteChange(change: ThreadChange): Promise<void>;
  /** Something a person did was acknowledged after so many milliseconds; where it is counted. */
  noteAcknowledged?(platform: string, afterMs: number): void;
  /** The bot is in a space (again). Resolves with whether it was not there before, and should introduce itself. */
  join(space: string): Promise<boolean>;
}

/** Something that a person said in a thread. */
export interface ThreadMessage {
  /** Of its own in its thread: of two, that of the later one is longer, or sorts after the other. */
  readonly id: string;
  /** As in `Caller`. */
  readonly person: string;
  /** How the person is called there. */
  readonly name: string;
  /** Plain, without the mention of the bot; empty where the platform does not give it. */
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly atMs: number;
  /** When it was last edited, as `atMs`; absent where it was not. */
  readonly editedMs?: number;
}

/** Something that a person has just said in a thread. Bots, edits and what the platform itself says are left out by the platform. */
export interface Said extends ThreadMessage {
  /** The thread: a channel id of Discord (`discord:G1:C2`), on Slack the channel's and the first message's (`slack:T1:C1:1700000000.000100`). */
  readonly thread: string;
  /** The channel that the thread is in. */
  readonly channel: string;
  readonly space: string;
  /** Whether it mentions the bot. */
  readonly isToBot: boolean;
}

/** What has become of a thread, or of something said in one. A channel that is deleted is told as a thread: all of its threads are gone. */
export type ThreadChange =
  | { readonly kind: 'message-deleted'; readonly thread: string; readonly message: string }
  | { readonly kind: 'message-edited'; readonly thread: string; readonly message: string; readonly editedMs: number }
  | { readonly kind: 'thread-deleted'; readonly thread: string };

/** How a thread stands. */
export interface ThreadView {
  /** What it is posted to under, as a channel is. */
  readonly thread: string;
  /** The channel that it is in. */
  readonly channel: string;
  /** Leads people to it. */
  readonly url: string;
  /** Whether only some of a space's people may see it. */
  readonly isPrivate: boolean;
  /** Whether it is only for those of its channel who were invited to it. */
  readonly isByInvitation?: boolean;
  /** Whether nothing more may be said in it. */
  readonly isLocked: boolean;
}

/** What a thread begins with. */
export interface ThreadOpening {
  /** Plain, of any length. */
  readonly name: string;
  /** The message in the channel that it hangs on. */
  readonly post: Post;
  readonly marker: string;
  /** It cannot have been opened before: in milliseconds since 1970. */
  readonly sinceMs: number;
}

/** The threads of a platform that has them. What concerns single messages ({@link Platform.post}, `find`, `turn`) takes a thread as it takes a channel. */
export interface Threads {
  /**
   * Opens a thread once for its marker: asked again, also after a crash, it resolves with the same. Rejects with
   * `DeliveryError`, and with `UserInputError` where a channel can have none.
   */
  open(channel: string, opening: ThreadOpening): Promise<ThreadView>;
  /** Nothing where it is gone. Rejects with `DeliveryError`, as where the bot may not see it. */
  look(thread: string): Promise<ThreadView | undefined>;
  /** What people said last in it, at most so many, the oldest first. Rejects with `DeliveryError`. */
  read(thread: string, limit: number): Promise<readonly ThreadMessage[]>;
  /** Whether it gives the text of messages that do not mention the bot; if not, the sentence that says how to mend it. */
  readonly unread?: string;
}

/** A path of Paperboy's own HTTP server at which a platform is called. */
export interface HttpRoute {
  readonly path: string;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

/** One message, rendered. */
export interface RenderedPart {
  /** As its platform alone understands it. */
  readonly body: string;
  /** The ids of the papers that it shows, in order; one that is cut over several messages is named in each. */
  readonly papers: readonly string[];
}

/** A chat platform (or the terminal): the only place that knows how to show something to people. */
export interface Platform {
  /** The prefix of its channel ids: `console`, `discord`, `slack`. */
  readonly id: string;
  /** Pure: turns a post into the parts to send, in order. */
  render(post: Post): readonly RenderedPart[];
  /**
   * Pure: a post as the body of one message of plain text, without markup, buttons and links under names: every title and
   * link is in it, and as much of the rest as there is room for.
   */
  renderPlain(post: Post): string;
  /** Where it is called over HTTP: without it, it serves nobody. */
  readonly route?: HttpRoute;
  /** Whether people reach it at this moment, once it was started; taken for so where it cannot tell. */
  isConnected?(): boolean;
  /** Serves people until {@link stop}; resolves when it is ready. */
  start(bot: Bot): Promise<void>;
  /**
   * Resolves when the documented rates permit the next post to a channel, or will in a moment, for which {@link post} waits;
   * or the next look for one. A platform without rates has none. Rejects with the signal's reason.
   */
  turn?(channel: string, to: 'post' | 'find', signal?: AbortSignal): Promise<void>;
  /** Sends the body of one part; resolves with the platform's message id. Rejects with `DeliveryError`. */
  post(channel: string, body: string, marker: string): Promise<string>;
  /**
   * Whether the part with this marker was posted: yes, no, or the platform cannot say. It was composed at an instant, in
   * milliseconds since 1970, and so cannot have been posted before. Rejects with `DeliveryError`.
   */
  find(channel: string, marker: string, composedMs: number): Promise<'yes' | 'no' | 'unknown'>;
  /**
   * The direct messages of someone who may mend what is wrong with a channel, as they are posted to; nothing where nobody is
   * known. Rejects with `DeliveryError` where it may go better later.
   */
  findKeeper?(channel: string): Promise<string | undefined>;
  /** Absent where there are no threads. */
  readonly threads?: Threads;
  stop(): Promise<void>;
}

/** The platform that serves a channel, by the prefix of its id. */
export function platformOf(channel: string, platforms: readonly Platform[]): Platform | undefined {
  return platforms.find(({ id }) => channel.startsWith(`${id}:`));
}
