import type { Mute, Services } from '../src/command/services.ts';
import {
  defineCommand,
  type Button,
  type Caller,
  type OptionValues,
  type Reply,
  type Suggestion,
} from '../src/command.ts';
import { UserInputError } from '../src/core/errors.ts';
import { shorten } from '../src/core/plain-text.ts';
import { readText } from '../src/command/options.ts';
import { suggest } from '../src/command/suggestions.ts';

/** How many mutes a list offers to lift by buttons, and by a menu. */
const [MAX_BUTTONS, MAX_CHOICES] = [5, 25];

/** Keeps papers with a word, or by an author, out of the channel's digests. */
export const mute = defineCommand({
  name: 'mute',
  description: "Keep a word or an author out of this channel's digests",
  options: [
    {
      name: 'action',
      description: 'mute it, or remove what is muted; without it, add',
      type: 'choice',
      choices: ['add', 'remove'],
    },
    {
      name: 'word',
      description: 'a word, or several that follow each other',
      type: 'text',
      complete: (typed, caller, services) => suggestMuted('word', typed, caller, services),
    },
    {
      name: 'author',
      description: "an author's name",
      type: 'text',
      complete: (typed, caller, services) => suggestMuted('author', typed, caller, services),
    },
  ],
  examples: ['mute', 'mute survey', 'mute --author Ada Lovelace', 'mute remove survey'],
  changesChannel: ({ word, author }) => word !== undefined || author !== undefined,
  async run({ options, ...caller }, services) {
    const wanted = readMute(options);
    if (wanted === undefined) return listMutes(await services.mutes(caller));
    if (options.action !== 'remove') {
      await services.mute(wanted, caller);
      return sayMuted(wanted);
    }
    if (await services.unmute(wanted, caller)) return sayUnmuted(wanted);
    throw new UserInputError(`${describe(wanted)} is not muted here; "mute" lists what is.`);
  },
});

function readMute(options: OptionValues): Mute | undefined {
  const [word, author] = [readText(options, 'word'), readText(options, 'author')];
  if (word !== '' && author !== '') throw new UserInputError('Give a word or an author, one at a time.');
  const text = word + author;
  if (text !== '') return { kind: word === '' ? 'author' : 'word', text };
  if (options.action === undefined) return undefined;
  throw new UserInputError(
    `"mute ${options.action}" needs a word or an author.\nFor example: mute ${options.action} survey`,
  );
}

function listMutes(mutes: readonly Mute[]): Reply {
  if (mutes.length === 0) {
    const text =
      '"mute survey" keeps papers with that word out of the digests here, "mute --author" those of an author.';
    return { title: 'Nothing is muted here', sections: [{ text }] };
  }
  const text = mutes.map((muted) => `• ${muted.kind}: ${muted.text}`).join('\n');
  const choices = mutes.slice(0, MAX_CHOICES).map((muted) => unmuteButton(muted, `Unmute ${shorten(muted.text)}`));
  const list = { title: 'Muted in this channel', sections: [{ text }] };
  return choices.length > MAX_BUTTONS
    ? { ...list, menu: { label: 'Unmute…', choices } }
    : { ...list, buttons: choices };
}

function sayMuted(muted: Mute): Reply {
  const text =
    muted.kind === 'word'
      ? 'Papers with it in title or abstract stay out of the digests here.'
      : 'Papers of that author stay out of the digests here.';
  return {
    title: `${describe(muted)} is muted now`,
    sections: [{ text: `${text} "search" and "latest" still show them.` }],
    isPublic: true,
    buttons: [unmuteButton(muted, 'Unmute')],
  };
}

function sayUnmuted(muted: Mute): Reply {
  return {
    title: `${describe(muted)} is no longer muted`,
    sections: [{ text: 'New papers with it come in the digests again.' }],
    isPublic: true,
    buttons: [{ label: 'Mute again', command: 'mute', options: { [muted.kind]: muted.text }, how: 'answer' }],
  };
}

function unmuteButton({ kind, text }: Mute, label: string): Button {
  return { label, command: 'mute', options: { action: 'remove', [kind]: text }, how: 'answer' };
}

function describe({ kind, text }: Mute): string {
  return kind === 'word' ? `The word “${shorten(text)}”` : `The author “${shorten(text)}”`;
}

async function suggestMuted(
  kind: Mute['kind'],
  typed: string,
  caller: Caller,
  services: Services,
): Promise<readonly Suggestion[]> {
  const muted = (await services.mutes(caller)).filter((candidate) => candidate.kind === kind);
  return suggest(
    typed,
    muted.map(({ text }) => ({ label: text, value: text })),
  );
}
