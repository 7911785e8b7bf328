import type { ThreadMessage } from '../platform.ts';
import { findFaults } from '../summaries/grounding.ts';
import { isAbout } from '../summaries/grounding/quotes.ts';
import { sentencesOf } from '../summaries/sentences.ts';
import { findDroppedNegation } from './dropped-negation.ts';
import { findForeign } from './foreign-words.ts';
import { tidyLine } from './recap-messages.ts';
import type { RawRecap } from './recap-prompt.ts';
import type { RecapLine } from './recap.ts';
import { verdictOf, type Verdict } from './verdicts.ts';

/** How many lines there are of each kind at most. */
const MOST = { said: 8, question: 5, verdict: 5 } as const satisfies Record<RecapLine['kind'], number>;

/** Words that tell how something was said. */
const REPORTING =
  'think thinks find finds ask asks asked wonder wonders suggest suggests want wants believe believes doubt doubts propose proposes note notes point points out agree agrees worry worries hope hopes plan plans prefer prefers open question worth reading skip try team paper';

/** What is left of a model's recap once it was held to the messages. */
export interface HeldRecap {
  readonly lines: readonly RecapLine[];
  /** What is to be mended, a line each. */
  readonly faults: readonly string[];
}

/** A line as a model wrote it. */
interface RawLine {
  readonly kind: RecapLine['kind'];
  readonly text: string;
  /** The number of its message, from 1. */
  readonly message: number;
  readonly verdict?: Verdict;
}

/** Takes of a recap the lines that their own messages bear out; who said it comes from the message, whatever the model says. */
export function groundRecap(raw: RawRecap, title: string, messages: readonly ThreadMessage[]): HeldRecap {
  const rawLines: readonly RawLine[] = [
    ...raw.said.map((line) => ({ ...line, kind: 'said' as const })),
    ...raw.questions.map((line) => ({ ...line, kind: 'question' as const })),
    ...raw.verdicts.map((line) => ({ ...line, kind: 'verdict' as const })),
  ];
  const lines: RecapLine[] = [];
  const faults: string[] = [];
  for (const rawLine of rawLines) {
    const line = { ...rawLine, text: tidyLine(rawLine.text) };
    if (lines.filter(({ kind }) => kind === line.kind).length === MOST[line.kind]) continue;
    const message = messages[line.message - 1];
    const found = message === undefined ? [`there is no message ${line.message}`] : faultsOf(line, title, message);
    faults.push(...found.map((fault) => `"${line.text}": ${fault}`));
    if (message === undefined || found.length > 0) continue;
    const isSaid = lines.some(
      ({ kind, text, message: id }) => kind === line.kind && text === line.text && id === message.id,
    );
    if (!isSaid) lines.push(toLine(line, message));
  }
  return { lines, faults };
}

function faultsOf(
  { text, message: number, verdict }: RawLine,
  title: string,
  message: ThreadMessage,
): readonly string[] {
  if (text === '') return ['it is empty'];
  const outright = new Set(sentencesOf(message.text).flatMap((sentence) => verdictOf(sentence) ?? []));
  const isTurned = verdict !== undefined && outright.size > 0 && !outright.has(verdict);
  // An address that somebody has given is part of what they said.
  const faults = findFaults(text, { title: '', abstract: message.text }).filter(({ kind }) => kind !== 'address');
  return [
    ...faults.map(({ found }) => `message ${number} does not say "${found}"`),
    ...findForeign(text, `${message.text}\n\n${title}\n\n${REPORTING}`),
    ...findDroppedNegation(text, [message.text]),
    ...(isAbout(text, message.text) ? [] : [`message ${number} is about something else`]),
    ...(isTurned ? [`message ${number} does not say ${verdict}`] : []),
  ];
}

function toLine({ kind, text, verdict }: RawLine, { id, person, name }: ThreadMessage): RecapLine {
  return { kind, text, ...(verdict !== undefined && { verdict }), message: id, person, name };
}
