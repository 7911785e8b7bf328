import type { Command } from '../src/command.ts';
import { digest } from './digest.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { mute } from './mute.ts';
import { paper } from './paper.ts';
import { save } from './save.ts';
import { saved } from './saved.ts';
import { schedule } from './schedule.ts';
import { search } from './search.ts';
import { status } from './status.ts';
import { subscribe } from './subscribe.ts';
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
  status,
  help,
];
