import type { Caller } from '../command.ts';
import type { DiscussionsConfig } from '../core/config.ts';
import { sql, type Statements } from '../core/store/sql.ts';
import type { Store } from '../core/store/store.ts';
import { dayOf } from '../core/times.ts';
import { count } from '../core/wording.ts';

/** Why the model is not asked today. */
export type Overdrawn = 'person' | 'space';

/** Counts a question to the model, where there is one left today for the person (a hash) and the space; else says for whom there is none. */
export async function takeQuestion(
  store: Store,
  { space, person }: Pick<Caller, 'space' | 'person'>,
  { questionsPerPerson, questionsPerSpace }: DiscussionsConfig,
  nowMs: number,
): Promise<Overdrawn | undefined> {
  const day = dayOf(nowMs);
  return store.transaction(function* (): Statements<Overdrawn | undefined> {
    const [row] = yield sql`SELECT COALESCE(SUM(count), 0) AS inSpace,
        COALESCE(SUM(CASE WHEN person = ${person} THEN count END), 0) AS own
      FROM questions WHERE day = ${day} AND space = ${space}`;
    if (Number(row?.['own']) >= questionsPerPerson) return 'person';
    if (Number(row?.['inSpace']) >= questionsPerSpace) return 'space';
    yield sql`INSERT INTO questions (day, space, person, count) VALUES (${day}, ${space}, ${person}, 1)
      ON CONFLICT (day, space, person) DO UPDATE SET count = questions.count + 1`;
    return undefined;
  });
}

/** What is said to whoever has asked more than the model answers. */
export function describeOverdrawn(
  overdrawn: Overdrawn,
  { questionsPerPerson, questionsPerSpace }: DiscussionsConfig,
): string {
  const most = overdrawn === 'person' ? questionsPerPerson : questionsPerSpace;
  if (most === 0) return 'The model is not asked here, so this is without it.';
  const who = overdrawn === 'person' ? 'You have' : 'This team has';
  return `${who} asked ${count(most, 'question')} today, so this is without the model; tomorrow it answers again.`;
}
