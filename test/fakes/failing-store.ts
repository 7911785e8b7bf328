import { StoreError } from '../../src/core/errors.ts';
import type { Statement } from '../../src/core/store/sql.ts';
import type { Store, TransactionBody } from '../../src/core/store/store.ts';

/** A store of which every statement fails from the n-th on, as if the process had ended there. Reads of records go on. */
export function failingStore(store: Store, n: number): Store {
  let count = 0;

  function step(statement: Statement): Statement {
    count += 1;
    if (count >= n) throw new StoreError('store', `statement ${n} failed`);
    return statement;
  }

  function* walk<Result>(body: TransactionBody<Result>): ReturnType<TransactionBody<Result>> {
    const statements = body();
    let next = statements.next();
    while (!next.done) next = statements.next(yield step(next.value));
    return next.value;
  }

  return {
    ...store,
    query: async (statement) => store.query(step(statement)),
    transaction: (body) => store.transaction(() => walk(body)),
  };
}
