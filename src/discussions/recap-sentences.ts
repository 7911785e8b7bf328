import type { ThreadMessage } from '../platform.ts';
import { sentencesOf } from '../summaries/sentences.ts';
import { conceptsOf } from './concepts.ts';
import { tidyLine } from './recap-messages.ts';
import type { RecapLine } from './recap.ts';
import { verdictOf } from './verdicts.ts';

const MAX_PEOPLE = 5;
const MAX_QUESTIONS = 5;
const MAX_VERDICTS = 5;

/** Fewer telling words make no point: "thanks a lot". */
const LEAST_CONCEPTS = 2;

/** Words of greeting, thanks and consent, and addresses: they make no point either. */
const SMALL_TALK =
  /\b[a-z]+:\/\/\S+|\b(?:thanks?|thx|lots?|hi|hello|hey|morning|cheers|congrats?|ok|okay|yes|yep|sure|agreed?|same|here|lol|haha\w*|great|nice|cool|wow|guys|folks|everyone|everybody|team|sorry|please|later|tomorrow|today)\b/giu;

/** A sentence of a message. */
interface Spoken {
  readonly message: ThreadMessage;
  /** The place of its message among all. */
  readonly at: number;
  readonly sentence: string;
  readonly concepts: ReadonlySet<string>;
}

/** The recap that costs nothing: sentences of the messages, verbatim. */
export function recapWithSentences(messages: readonly ThreadMessage[]): readonly RecapLine[] {
  const spoken = messages.flatMap((message, at) =>
    sentencesOf(message.text).map((sentence) => ({
      message,
      at,
      sentence,
      concepts: conceptsOf(sentence.replace(SMALL_TALK, ' ')),
    })),
  );
  const questions = spoken.filter(isQuestion);
  const open = questions.filter(({ message, at }) =>
    messages.slice(at).every(({ person }) => person === message.person),
  );
  const verdicts = spoken.flatMap((one) => {
    const verdict = verdictOf(one.sentence);
    return verdict === undefined ? [] : [{ ...one, verdict }];
  });
  const taken = new Set([...questions, ...verdicts].map(({ sentence }) => sentence));
  return [
    ...weightiest(spoken.filter(({ sentence }) => !taken.has(sentence))).map((one) => toLine('said', one)),
    ...open.slice(-MAX_QUESTIONS).map((one) => toLine('question', one)),
    ...verdicts.slice(-MAX_VERDICTS).map((one) => ({ ...toLine('verdict', one), verdict: one.verdict })),
  ];
}

/** The sentence of each person that says the most, of those who say the most, in their order. */
function weightiest(spoken: readonly Spoken[]): readonly Spoken[] {
  const weigh = weigherOf(spoken);
  const best = new Map<string, Spoken>();
  for (const one of spoken) {
    const known = best.get(one.message.person);
    if (one.concepts.size >= LEAST_CONCEPTS && (known === undefined || weigh(one) > weigh(known)))
      best.set(one.message.person, one);
  }
  return [...best.values()]
    .sort((one, other) => weigh(other) - weigh(one))
    .slice(0, MAX_PEOPLE)
    .sort((one, other) => one.at - other.at);
}

/** Weighs a sentence by its telling words, each the more the fewer sentences have it. */
function weigherOf(spoken: readonly Spoken[]): (one: Spoken) => number {
  const holders = new Map<string, number>();
  for (const { concepts } of spoken)
    for (const concept of concepts) holders.set(concept, (holders.get(concept) ?? 0) + 1);
  return ({ concepts }) =>
    [...concepts].reduce((sum, concept) => sum + Math.log(1 + spoken.length / (holders.get(concept) ?? 1)), 0);
}

function isQuestion({ sentence }: Spoken): boolean {
  return /[?？][!?？)\]"'”’*_\s]*$/u.test(sentence) && !/^\S+$/u.test(sentence);
}

function toLine(kind: RecapLine['kind'], { message, sentence }: Spoken): RecapLine {
  return { kind, text: tidyLine(sentence), message: message.id, person: message.person, name: message.name };
}
