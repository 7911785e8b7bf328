import type { Statement } from '../../src/core/store/sql.ts';
import type { Store, TransactionBody } from '../../src/core/store/store.ts';
import type { Platform } from '../../src/platform.ts';

/** Called before and after each step, with its label. */
export type OnStep = (label: string) => void;

/** Methods of records that are steps. */
const RECORD_METHODS = new Set<PropertyKey>(['get', 'getMany', 'has', 'set', 'setMany', 'delete', 'deleteMany']);

/** Characters of a statement that make its label. */
const LABEL_LENGTH = 70;

/** A store whose every statement, transaction and use of a record is a step. */
export function stepStore(store: Store, onStep: OnStep): Store {
  function* walk<Result>(body: TransactionBody<Result>): ReturnType<TransactionBody<Result>> {
    const statements = body();
    let next = statements.next();
    while (!next.done) {
      const label = labelOf(next.value);
      onStep(`in a transaction before ${label}`);
      const rows = yield next.value;
      onStep(`in a transaction after ${label}`);
      next = statements.next(rows);
    }
    onStep('in a transaction before its end');
    return next.value;
  }

  return {
    ...store,
    query: (statement) => around(onStep, labelOf(statement), () => store.query(statement)),
    transaction: (body) => around(onStep, 'a transaction', () => store.transaction(() => walk(body))),
    records<Value>(namespace: string) {
      const records = store.records<Value>(namespace);
      return new Proxy(records, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          if (!RECORD_METHODS.has(name)) return value.bind(target);
          return (...args: readonly unknown[]) =>
            around(onStep, `${String(name)} of ${namespace}`, () => Reflect.apply(value, target, args));
        },
      });
    },
  };
}

/** A platform whose every post, look and wait is a step. */
export function stepPlatform(platform: Platform, onStep: OnStep): Platform {
  const { id, turn, findKeeper } = platform;
  return {
    ...platform,
    post: (...args) => around(onStep, `post on ${id}`, () => platform.post(...args)),
    find: (...args) => around(onStep, `find on ${id}`, () => platform.find(...args)),
    ...(turn && {
      turn: (...args) => around(onStep, `turn on ${id}`, () => turn.apply(platform, args)),
    }),
    ...(findKeeper && {
      findKeeper: (...args) => around(onStep, `findKeeper on ${id}`, () => findKeeper.apply(platform, args)),
    }),
  };
}

async function around<Result>(onStep: OnStep, label: string, work: () => Promise<Result>): Promise<Result> {
  onStep(`before ${label}`);
  const result = await work();
  onStep(`after ${label}`);
  return result;
}

/** Lists of different lengths are one statement. */
function labelOf({ text }: Statement): string {
  return text
    .join('?')
    .replace(/\s+/g, ' ')
    .replace(/\(\?(?:, \?)*\)/g, '(…)')
    .trim()
    .slice(0, LABEL_LENGTH);
}
