import type { Services } from './command/services.ts';
import type { Post } from './platform.ts';

/** The options of a command by name, as they were given. */
export type OptionValues = Readonly<Record<string, string | number>>;

/** One option of a command. Every platform derives its form, its help and its checks from this. */
export interface OptionSpec {
  /** Lower-case, one word. */
  readonly name: string;
  readonly description: string;
  readonly type: 'text' | 'integer' | 'choice';
  readonly required?: true;
  /** Smallest and largest value allowed, for integers. */
  readonly min?: number;
  readonly max?: number;
  /** Lower-case words of which a choice is one. */
  readonly choices?: readonly string[];
  /** Values of the command's first choice with which it must be given; with others it has no place. */
  readonly neededFor?: readonly string[];
  /** What a text may go on as, best first, 25 at most; `typed` is what stands there so far, and may be empty. */
  complete?(typed: string, caller: Caller, services: Services): Promise<readonly Suggestion[]>;
}

/** One way to complete an option. */
export interface Suggestion {
  /** What people see. */
  readonly label: string;
  /** What the option is given. */
  readonly value: string;
}

/** Who asks, and where. */
export interface Caller {
  /** `console:local`, `slack:T1:C1`, `discord:G1:C1`, a person's direct messages `discord:@me:C9`. */
  readonly channel: string;
  /** What shares topics: `slack:T1`, `discord:G1`. Direct messages and the console are spaces of their own, named as their channel. */
  readonly space: string;
  /** `discord:U1`, `slack:T1:U1`, `console:local`. Never stored as it is. */
  readonly person: string;
  /** The thread it is said in, as `Said` names it, and the channel that this is in; absent outside of threads. */
  readonly thread?: { readonly id: string; readonly channel: string };
  /** Whether the person may change what concerns the whole channel, as the platform says. */
  readonly mayManage: boolean;
}

/** One use of a command by one person in one channel, its options checked against their declaration. */
export interface Invocation extends Caller {
  readonly options: OptionValues;
}

/** Something to press below an answer or a card: another use of a command, with the rights of who presses it. */
export interface Button {
  readonly label: string;
  /** The name of a command. */
  readonly command: string;
  readonly options: OptionValues;
  /** Whether it answers who pressed it, does so in place of the answer it stands below, or tells the whole channel. */
  readonly how: 'answer' | 'replace' | 'share';
}

/** What a command answers: plain data, rendered by the platform it was asked on. Shown to who asked, unless it `isPublic`. */
export interface Reply extends Post {
  /** It is for everyone in the channel or thread, as what was changed there. */
  readonly isPublic?: true;
  /** A look-up that is worth showing to others: platforms offer to share it. */
  readonly isShareable?: true;
  /** Five at most. */
  readonly buttons?: readonly Button[];
  /** To choose one of, where they are too many for buttons: 25 at most, under the words that say what for. */
  readonly menu?: { readonly label: string; readonly choices: readonly Button[] };
  readonly file?: { readonly name: string; readonly text: string };
}

/** Something people can type. One file under `commands/`, no platform import. */
export interface Command {
  /** Lower-case, one word: `search` is typed `/papers search`. */
  readonly name: string;
  /** One line, without a full stop. */
  readonly description: string;
  readonly options: readonly OptionSpec[];
  /** Stands in the menu of any message under this label, and takes the paper that the message links to as this option. */
  readonly shortcut?: { readonly label: string; readonly option: string };
  /** Whole inputs as one would type them, without the leading slash: `search sparse autoencoder`. */
  readonly examples: readonly string[];
  /** Whether it changes, with these options, what concerns the whole channel: then the person must be allowed to manage it. */
  changesChannel?(options: OptionValues): boolean;
  /** Throws `UserInputError` for what the person can mend. */
  run(invocation: Invocation, services: Services): Promise<Reply>;
}

/** Declares a command; the identity function that keeps its type exact. */
export function defineCommand(command: Command): Command {
  return command;
}
