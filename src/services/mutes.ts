import type { ChannelServices, Mute } from '../command/services.ts';
import { UserInputError } from '../core/errors.ts';
import type { Store } from '../core/store/store.ts';
import { addMute, foldName, listMutes, removeMute } from '../digests/mutes.ts';

const MAX_TEXT_LENGTH = 100;

/** What keeps papers out of a channel's digests. */
export type MuteServices = Pick<ChannelServices, 'mutes' | 'mute' | 'unmute'>;

/** Lets channels mute words and authors. */
export function createMuteServices(store: Store): MuteServices {
  return {
    mutes: ({ channel }) => listMutes(store, channel),
    async mute(mute, { channel }) {
      const tidy = checkMute(mute);
      if (!(await addMute(store, channel, tidy))) throw new UserInputError(`"${tidy.text}" is muted here already.`);
    },
    unmute: (mute, { channel }) => removeMute(store, channel, mute),
  };
}

function checkMute({ kind, text }: Mute): Mute {
  const tidy = text
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (foldName(tidy) === '')
    throw new UserInputError(`To mute ${kind === 'word' ? 'a word' : 'an author'}, give it with its letters.`);
  if (tidy.length > MAX_TEXT_LENGTH)
    throw new UserInputError(`What is muted may have ${MAX_TEXT_LENGTH} characters, and this has ${tidy.length}.`);
  return { kind, text: tidy };
}
