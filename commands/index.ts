import type { Command } from '../src/command.ts';
import { digest } from './digest.ts';
import { help } from './help.ts';
import { latest } from './latest.ts';
import { search } from './search.ts';
import { topics } from './topics.ts';

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [search, latest, digest, topics, help];
