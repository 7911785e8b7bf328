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
}

/** A part of a post under one heading. */
export interface PostSection {
  readonly heading?: string;
  /** Plain text, paragraphs separated by line breaks. */
  readonly text?: string;
  readonly cards?: readonly Card[];
  /** How many further papers belong here but are not shown. */
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
  /** Something a person did was acknowledged after so many milliseconds; where it is counted. */
  noteAcknowledged?(platform: string, afterMs: number): void;
  /** The bot is in a space (again). Resolves with whether it was not there before, and should introduce itself. */
  join(space: string): Promise<boolean>;
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
   * Resolves when the documented rates permit the next post to a channel, or the next look for one; a platform without rates
   * has none. Rejects with the signal's reason.
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
   * Tells someone who may mend it what is wrong with a channel, in their direct messages. Resolves with whether there was
   * someone to be told.
   */
  tellKeeper?(channel: string, post: Post): Promise<boolean>;
  stop(): Promise<void>;
}

/** The platform that serves a channel, by the prefix of its id. */
export function platformOf(channel: string, platforms: readonly Platform[]): Platform | undefined {
  return platforms.find(({ id }) => channel.startsWith(`${id}:`));
}
