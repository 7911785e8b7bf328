import { onTestFinished } from 'vitest';
import type { Caller } from '../../src/command.ts';
import type { DiscussionsConfig } from '../../src/core/config.ts';
import type { Model } from '../../src/core/model.ts';
import { openStore } from '../../src/core/store/open.ts';
import type { Row } from '../../src/core/store/sql.ts';
import type { Store } from '../../src/core/store/store.ts';
import { createChanges } from '../../src/discussions/changes.ts';
import type { DiscussionParts } from '../../src/discussions/parts.ts';
import { collect } from '../../src/pipeline.ts';
import type { Said } from '../../src/platform.ts';
import { findPaper, viewPaper } from '../../src/services/library.ts';
import { openDiscussions, type Discussions } from '../../src/services/open-discussions.ts';
import { dumpOfPapers } from './feed.ts';
import { configOf } from './channels.ts';
import { fakeCaller } from './services.ts';
import { REFERENCE_MS, stagesOn } from './stages.ts';
import { threadedPlatform, type ThreadedPlatform } from './threads.ts';

/** Two papers that are talked about on one platform. */
export interface Talk {
  readonly store: Store;
  readonly platform: ThreadedPlatform;
  readonly discussions: Discussions;
  /** What discussions are made with here. */
  readonly parts: DiscussionParts;
  /** What was not as it should be. */
  readonly logged: string[];
  /** As a process that was started anew, on what the former one has left. */
  restart(): Discussions;
  /** The clock goes on. */
  passDays(days: number): void;
  /** Opens the thread of a paper, and resolves with its id. */
  open(paper: string, caller?: Partial<Caller>): Promise<string>;
  /** Somebody says something in a thread, where it stands from then on. */
  say(thread: string, text: string, given?: Partial<Said>): Said;
  /** All rows of a table. */
  rows(table: 'discussions' | 'recap_lines' | 'thread_posts' | 'heard_messages' | 'questions'): Promise<readonly Row[]>;
}

/** What may be otherwise. */
export interface TalkOptions {
  readonly platform?: ThreadedPlatform;
  readonly model?: Model;
  readonly limits?: Partial<DiscussionsConfig>;
}

/** Ada, in a channel that has threads. */
export const ada: Caller = fakeCaller({ channel: 'fake:A:c', space: 'fake:A', person: 'fake:ada' });

/** A store with two papers, Bats and Moths, and a platform with threads. */
export async function openTalk({ platform = threadedPlatform(), model, limits }: TalkOptions = {}): Promise<Talk> {
  const store = await openStore('sqlite::memory:');
  onTestFinished(() => store.close());
  const logged: string[] = [];
  let nowMs = REFERENCE_MS;
  let said = 0;
  const note = (first: object | string, message?: string): void => void logged.push(message ?? String(first));
  const log = { debug: note, info: () => {}, warn: note, error: note };
  const stages = stagesOn(store, { now: () => nowMs, log, ...(model && { model }) });
  await collect(stagesOn(store), dumpOfPapers('Bats', 'Moths'));
  const setting = {
    stages,
    platforms: [platform],
    secret: 'sixteen characters',
    limits: { ...configOf().discussions, ...limits },
  };
  const restart = (): Discussions => openDiscussions(setting);
  const discussions = restart();
  return {
    store,
    platform,
    discussions,
    parts: {
      ...stages,
      ...setting,
      changes: createChanges(),
      viewPaper: async (id) => viewPaper(stages, await findPaper(stages, id), []),
    },
    logged,
    restart,
    passDays: (days) => void (nowMs += days * 24 * 3600 * 1000),
    async open(paper, caller = {}) {
      await discussions.services.discuss(paper, { ...ada, ...caller });
      return platform.opened.at(-1)?.id ?? '';
    },
    say(thread, text, given = {}) {
      said += 1;
      const message = { id: `m${said}`, person: ada.person, name: 'Ada', text, atMs: nowMs, ...given };
      const place = platform.opened.find(({ id }) => id === thread);
      place?.messages.push(message);
      const channel = place?.channel ?? ada.channel;
      return { thread, channel, space: ada.space, isToBot: false, ...message };
    },
    rows: (table) => store.query({ text: [`SELECT * FROM ${table}`], values: [] }),
  };
}
