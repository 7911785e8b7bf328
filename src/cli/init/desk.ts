import type { Guide } from '../../platforms/guide.ts';
import type { PlatformEntry } from '../../platforms/index.ts';
import type { Questions } from './questions.ts';

/** Variables by name, of the environment or to be set; an empty one is as good as none. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A platform that people set up. */
export interface GuidedPlatform extends PlatformEntry {
  readonly guide: Guide;
}

/** What the parts of the dialogue work with. */
export interface Desk {
  readonly questions: Questions;
  /** As it stands, with what has been answered so far. */
  readonly env: Variables;
}
