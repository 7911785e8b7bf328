import { openStore } from '../../src/core/store/open.ts';
import type { Store } from '../../src/core/store/store.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { openLibrary } from '../../src/papers/library.ts';
import type { Stages } from '../../src/pipeline.ts';
import { compileTopics } from '../../src/topics/match.ts';
import { defineTopic, type Topic } from '../../src/topics/topic.ts';

/** 14 November 2023, 22:13:20 UTC. */
export const REFERENCE_MS = 1_700_000_000_000;

/** Stages over a store, without a model and with no topic wanted, but for what is given. */
export function stagesOn(store: Store, given: Partial<Stages> = {}): Stages {
  return {
    store,
    library: openLibrary(store),
    summaries: { concurrency: 2, maxPerRun: 50 },
    wanted: async () => compileTopics([]),
    now: () => REFERENCE_MS,
    ...given,
  };
}

/** Stages over a new store in memory. */
export async function openStages(given: Partial<Stages> = {}): Promise<Stages> {
  return stagesOn(await openStore('sqlite::memory:'), given);
}

/** Topics by name, with their queries. */
export function topicsOf(queries: Readonly<Record<string, string>>): readonly Topic[] {
  return Object.entries(queries).map(([name, query]) => defineTopic(name, query));
}

/** The subscription of `fake:c` to everything, but for what is given. */
export function subscriptionOf(given: Partial<Subscription> = {}): Subscription {
  return { channel: 'fake:c', topics: topicsOf({ All: '*' }), cap: 10, onDoubt: 'skip', ...given };
}
