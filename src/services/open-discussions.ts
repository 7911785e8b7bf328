import type { DiscussionServices } from '../command/services.ts';
import type { DiscussionsConfig } from '../core/config.ts';
import { messageOf } from '../core/errors.ts';
import type { Paper } from '../papers/paper.ts';
import { createChanges } from '../discussions/changes.ts';
import { listOpening } from '../discussions/discussion.ts';
import { createHearing } from '../discussions/hear.ts';
import { createOpener } from '../discussions/opening.ts';
import type { DiscussionParts } from '../discussions/parts.ts';
import { createRecapping } from '../discussions/recapping.ts';
import { createRereading } from '../discussions/rereading.ts';
import { createSecondLook } from '../discussions/second-look.ts';
import type { Stages } from '../pipeline.ts';
import type { Bot, Platform } from '../platform.ts';
import { createDiscussionServices } from './discussions.ts';
import { findPaper, viewPaper } from './library.ts';

/** All that is done about discussions. */
export interface Discussions {
  readonly services: DiscussionServices;
  /** What the bot does with what is said in threads. */
  readonly hearing: Pick<Bot, 'hear' | 'noteChange'>;
  /** Finishes what a crash has cut short on a platform, recaps its threads that are quiet, and looks who may see them and what is gone from them. Rejects only where the store does. */
  tend(platform: Platform, stopped?: AbortSignal): Promise<void>;
}

/** What discussions work on. */
export interface DiscussionSetting {
  readonly stages: Stages;
  readonly platforms: readonly Platform[];
  /** What persons are hashed with. */
  readonly secret: string;
  readonly limits: DiscussionsConfig;
}

/** What could not be opened is not tried again in every minute. */
const RETRY_MS = 10 * 60_000;

/** Gives the bot what it needs for threads. */
export function openDiscussions({ stages, platforms, secret, limits }: DiscussionSetting): Discussions {
  const { store, model, now, log } = stages;
  const find = (reference: string): Promise<Paper> => findPaper(stages, reference);
  const parts: DiscussionParts = {
    store,
    now,
    platforms,
    secret,
    limits,
    changes: createChanges(),
    viewPaper: async (id) => viewPaper(stages, await find(id), []),
    ...(model && { model }),
    ...(log && { log }),
  };
  const opener = createOpener(parts);
  const recapping = createRecapping(parts);
  const lookAgain = createSecondLook(parts);
  const readAgain = createRereading(parts);
  const retries = new Map<number, number>();
  const underWay = new Map<string, Promise<void>>();

  async function tend(platform: Platform, stopped: AbortSignal | undefined): Promise<void> {
    if (platform.threads === undefined) return;
    for (const discussion of await listOpening(store, platform.id)) {
      if (stopped?.aborted === true) return;
      if (now() < (retries.get(discussion.id) ?? 0)) continue;
      retries.set(discussion.id, now() + RETRY_MS);
      await opener
        .resume(discussion)
        .catch((error: unknown) =>
          log?.warn({ err: error, channel: discussion.channel }, `a thread is still to be opened: ${messageOf(error)}`),
        );
    }
    await recapping.recapQuiet(platform, stopped);
    if (stopped?.aborted !== true) await lookAgain(platform);
    if (stopped?.aborted !== true) await readAgain(platform);
  }

  return {
    services: createDiscussionServices({ ...parts, findPaper: find, opener, recapping }),
    hearing: createHearing(parts),
    tend(platform, stopped) {
      const begun = underWay.get(platform.id) ?? tend(platform, stopped).finally(() => underWay.delete(platform.id));
      underWay.set(platform.id, begun);
      return begun;
    },
  };
}
