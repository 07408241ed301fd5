// A D1Database that counts the statements that run through it. For the tests of an application; it depends on nothing.
import type { SqlDatabase } from '../database/d1.ts';

/** A statement as it was prepared, without its values, and how often it ran. */
export type RecordedQuery = { readonly sql: string; readonly calls: number };

/** What `recordQueries` adds to a database. */
export type QueryLog = {
  /** Each statement that was run so far, in the order in which they first ran. */
  queries(): readonly RecordedQuery[];
  /** The same as JSON Lines, each as `{"sql":"…","calls":3}`: what `roost check:queries --from` reads. */
  queryLog(): string;
};

/**
 * The database, with a log of the statements that run through it: by `first`, `all`, `run`, `raw`, `batch` and `exec`, in a session of
 * `withSession` too, whether they succeed or fail. Results, errors and everything else are those of the database itself. The log
 * keeps the text of each statement and a number, and no bound value. A statement of the database itself can be in a batch,
 * where it is not counted.
 */
export function recordQueries<Database extends SqlDatabase>(database: Database): Database & QueryLog {
  const calls = new Map<string, number>();
  const count = (sql: string): void => void calls.set(sql, (calls.get(sql) ?? 0) + 1);
  const queries = (): readonly RecordedQuery[] =>
    Array.from(calls, ([sql, number]) => ({ sql, calls: number }));
  const queryLog = (): string =>
    queries()
      .map((query) => `${JSON.stringify(query)}\n`)
      .join('');
  return overlay(watchedDatabase(database as Runner, count) as unknown as Database, { queries, queryLog });
}

type Count = (sql: string) => void;

/** What is watched of a database or a session, of which the results do not matter. */
type Runner = {
  prepare(sql: string): Statement;
  batch(statements: readonly Statement[]): unknown;
  exec?(sql: string): unknown;
  withSession?(constraintOrBookmark?: string): Runner;
};

type Statement = {
  bind(...values: readonly unknown[]): Statement;
} & Readonly<Record<'first' | 'all' | 'run' | 'raw', (...given: never[]) => unknown>>;

/** The statements that were wrapped: the database's own, and the text. */
const wrapped = new WeakMap<object, { readonly own: Statement; readonly sql: string }>();

function watchedDatabase(database: Runner, count: Count): Runner {
  return overlay<Runner, Runner>(database, {
    prepare: (sql) => watchedStatement(database.prepare(sql), sql, count),
    batch: (statements) => {
      const known = statements.map((statement) => wrapped.get(statement));
      for (const one of known) if (one !== undefined) count(one.sql);
      return database.batch(statements.map((statement, at) => known[at]?.own ?? statement));
    },
    ...(database.exec && {
      exec: (sql) => {
        count(sql);
        return database.exec?.(sql);
      },
    }),
    ...(database.withSession && {
      withSession: (...given) => watchedDatabase(database.withSession?.(...given) as Runner, count),
    }),
  });
}

function watchedStatement(own: Statement, sql: string, count: Count): Statement {
  const counted =
    (method: 'first' | 'all' | 'run' | 'raw') =>
    (...given: never[]): unknown => {
      count(sql);
      return own[method](...given);
    };
  const watched = overlay<Statement, Statement>(own, {
    bind: (...values) => watchedStatement(own.bind(...values), sql, count),
    first: counted('first'),
    all: counted('all'),
    run: counted('run'),
    raw: counted('raw'),
  });
  wrapped.set(watched, { own, sql });
  return watched;
}

/** The object with other methods in the place of its own; what it has beside them is its own. */
function overlay<Target extends object, More extends object>(target: Target, more: More): Target & More {
  return new Proxy(target, {
    get: (_, name) => {
      if (Object.hasOwn(more, name)) return Reflect.get(more, name);
      const value: unknown = Reflect.get(target, name);
      // The runtime's own methods cannot be called on a proxy.
      return typeof value === 'function' && name !== 'constructor' ? value.bind(target) : value;
    },
  }) as Target & More;
}
