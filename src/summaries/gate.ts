import { SummaryError, type Problem } from '../core/errors.ts';
import type { Model } from '../core/model.ts';
import { takeTurn } from '../core/turns.ts';

/** Failures that the next paper would meet as well. */
const DEAD_CODES: ReadonlySet<string> = new Set([
  'model-auth',
  'model-busy',
  'model-garbled',
  'model-quota',
  'model-timeout',
  'model-unknown',
  'model-unreachable',
]);

/** After so many such failures in a row a model is given up for the run. */
const FAILURES_TO_GIVE_UP = 3;

/** The code of what was not asked any more. */
export const GIVEN_UP = 'model-given-up';

/** Decides at each call of a run whether the model is still asked. */
export interface Gate {
  /** The same model, as long as it is asked: then it rejects with `SummaryError` (`model-given-up`). */
  readonly model: Model;
  /** What came of a paper that was for the model. */
  learn(problem: Problem | undefined): void;
  /** That the model was given up, where it was. */
  problems(): Problem[];
}

/** Opens the gate of a run. */
export function openGate(model: Model): Gate {
  let failures = 0;
  let spared = 0;
  let isSpent = false;
  return {
    model: {
      name: model.name,
      async complete(request) {
        // What came of the call that was in this place before is learnt by then.
        await takeTurn();
        if (isSpent || failures >= FAILURES_TO_GIVE_UP) throw new SummaryError(GIVEN_UP, 'nobody was asked');
        return model.complete(request);
      },
    },
    learn(problem) {
      if (problem?.code === GIVEN_UP) spared += 1;
      if (problem?.code === 'model-budget') isSpent = true;
      // A call still under way may succeed later; that does not bring a model back that was given up.
      if (failures >= FAILURES_TO_GIVE_UP) return;
      failures = problem !== undefined && DEAD_CODES.has(problem.code) ? failures + 1 : 0;
    },
    problems() {
      if (spared === 0) return [];
      const papers = spared === 1 ? '1 more paper' : `${spared} more papers`;
      const why = isSpent
        ? "today's budget for models is used up"
        : `${model.name} failed ${FAILURES_TO_GIVE_UP} times in a row and was not asked again`;
      return [{ code: GIVEN_UP, message: `${why}; ${papers} went without it` }];
    },
  };
}
