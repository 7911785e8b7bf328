import type { Fault } from './fault.ts';
import { isAbout } from './quotes.ts';
import type { Reading } from './reading.ts';

/** A web or mail address, or someone called as in a chat; no `pass@1`. */
const ADDRESS =
  /\b(?:https?:|mailto:|www\.)\S*|[\w.+-]{1,64}@[\w-]+\.\p{L}\S*|(?<![\p{L}\p{N}])@\p{L}[\w-]*|<[@#!]\S*/iu;

/** A text that is about something else than its source, or that sends people somewhere: an abstract may have ordered it. */
export function findSubjectFaults({ text }: Reading, { text: source }: Reading): readonly Fault[] {
  const address = ADDRESS.exec(text)?.[0];
  if (address !== undefined) return [{ kind: 'address', found: address }];
  return isAbout(text, source) ? [] : [{ kind: 'subject', found: text }];
}
