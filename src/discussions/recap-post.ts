import { count } from '../core/wording.ts';
import type { Post, PostSection } from '../platform.ts';
import { writeLine } from './kept-recaps.ts';
import type { Recap, RecapLine } from './recap.ts';

const HEADINGS = [
  ['said', 'What was said'],
  ['question', 'Open questions'],
  ['verdict', 'Verdicts'],
] as const satisfies readonly (readonly [RecapLine['kind'], string])[];

const RUNGS = { llm: 'AI recap', sentence: 'sentences of the messages, without AI' } as const;

/** A recap as it stands in the thread; each note is a sentence on what it does not hold. */
export function toRecapPost(recap: Recap, notes: readonly string[]): Post {
  const { lines, rung, messages } = recap;
  if (lines.length === 0) {
    const text =
      messages === 0 ? 'Nobody has said anything here that I can read.' : 'Nothing in it can be put in short.';
    return { title: 'No recap of this thread yet', sections: [{ text }], ...footer(notes) };
  }
  return {
    title: 'Recap of this thread',
    sections: HEADINGS.flatMap(([kind, heading]) =>
      toSection(
        heading,
        lines.filter((line) => line.kind === kind),
      ),
    ),
    ...footer([`${count(messages, 'message')} · ${RUNGS[rung]}`, ...notes]),
  };
}

function toSection(heading: string, lines: readonly RecapLine[]): readonly PostSection[] {
  return lines.length === 0 ? [] : [{ heading, text: lines.map((line) => `• ${writeLine(line)}`).join('\n') }];
}

function footer(notes: readonly string[]): Pick<Post, 'footer'> {
  return notes.length === 0 ? {} : { footer: notes.join('\n') };
}
