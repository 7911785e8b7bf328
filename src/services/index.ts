import type { Services } from '../command/services.ts';
import type { Caller, Command } from '../command.ts';
import type { Channels } from '../digests/channels.ts';
import type { Paper } from '../papers/paper.ts';
import type { Stages } from '../pipeline.ts';
import type { Platform } from '../platform.ts';
import { createChannelServices } from './channels.ts';
import type { Discussions } from './open-discussions.ts';
import { createLibraryServices, findPaper } from './library.ts';
import { createReaderServices } from './readers.ts';
import { topicsOf } from './topics.ts';
import { createWhyService } from './why.ts';

/** What services work on. */
export interface ServiceParts {
  readonly stages: Stages;
  readonly channels: Channels;
  readonly commands: readonly Command[];
  /** Where digests can be posted. */
  readonly platforms: readonly Platform[];
  /** What persons are hashed with. */
  readonly secret: string;
  readonly discussions: Pick<Discussions, 'services'>;
}

/** Gives commands what they may do. */
export function createServices(parts: ServiceParts): Services {
  const { stages, channels, commands, platforms, secret, discussions } = parts;
  const find = (reference: string): Promise<Paper> => findPaper(stages, reference);
  const library = createLibraryServices(stages, (caller: Caller) => topicsOf(stages.store, channels.topics, caller));
  return {
    commands,
    ...library,
    ...createWhyService(stages, channels, find),
    ...createChannelServices({ stages, channels, platforms, latest: library.latest }),
    ...createReaderServices(stages, find, secret),
    ...discussions.services,
  };
}
