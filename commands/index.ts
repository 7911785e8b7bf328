import type { Command } from '../src/command.ts';
import { digest } from './digest.ts';
import { discuss } from './discuss.ts';
import { discussed } from './discussed.ts';
import { forgetMe } from './forget-me.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { mute } from './mute.ts';
import { paper } from './paper.ts';
import { recap } from './recap.ts';
import { save } from './save.ts';
import { saved } from './saved.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
import { threads } from './threads.ts';
import { topics } from './topics.ts';
import { unsubscribe } from './unsubscribe.ts';
import { vote } from './vote.ts';
import { why } from './why.ts';

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [
  search,
  latest,
  paper,
  why,
  topics,
  subscribe,
  unsubscribe,
  schedule,
  digest,
  mute,
  save,
  saved,
  vote,
  discuss,
  discussed,
  recap,
  threads,
  status,
  forgetMe,
  help,
];
