import type { Keyv } from 'keyv';
import type { Store } from '../../src/core/store/store.ts';

/** What a process that was killed throws, as far as a test can see. */
export class Killed extends Error {}

/**
 * The store of a process that dies after so many steps: each call of a Keyv, each statement and each commit is one.
 * Once it is dead every further step fails.
 */
export function interruptedStore(store: Store, steps: number): Store {
  let left = steps;
  function step(): void {
    left -= 1;
    if (left < 0) throw new Killed('killed');
  }
  return {
    records: (namespace) => interruptedRecords(store.records(namespace), step),
    async query(statement) {
      step();
      return store.query(statement);
    },
    async transaction(body) {
      return store.transaction(function* () {
        const statements = body();
        let next = statements.next();
        while (!next.done) {
          step();
          next = statements.next(yield next.value);
        }
        step();
        return next.value;
      });
    },
    fullText: store.fullText,
    lock: () => store.lock(),
    close: () => store.close(),
  };
}

function interruptedRecords<Value>(records: Keyv<Value>, step: () => void): Keyv<Value> {
  return new Proxy(records, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        step();
        return Reflect.apply(member, target, args);
      };
    },
  });
}
