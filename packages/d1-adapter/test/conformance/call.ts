// One call of D1's API as data, and its outcome in a form that can be compared.

import type { D1Database, D1DatabaseSession, D1Meta, D1PreparedStatement } from '../../src/d1.ts';

type Statement = readonly [sql: string, ...values: readonly unknown[]];

export type Call =
  | QueryCall
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'dump' }
  | SessionCall;

/** Calls in one session: their results, or the bookmarks before and after. */
type SessionCall = {
  readonly kind: 'session' | 'bookmarks';
  readonly constraint: string | undefined;
  readonly calls: readonly QueryCall[];
};

type QueryCall =
  | { readonly kind: 'all' | 'run' | 'raw' | 'raw with names'; readonly statement: Statement }
  | { readonly kind: 'first'; readonly statement: Statement; readonly column?: string }
  | { readonly kind: 'meta'; readonly statement: Statement }
  | { readonly kind: 'batch'; readonly statements: readonly Statement[] };

export const all = (...statement: Statement): QueryCall => ({ kind: 'all', statement });
export const run = (...statement: Statement): QueryCall => ({ kind: 'run', statement });
export const raw = (...statement: Statement): QueryCall => ({ kind: 'raw', statement });
export const rawWithNames = (...statement: Statement): QueryCall => ({ kind: 'raw with names', statement });
export const meta = (...statement: Statement): QueryCall => ({ kind: 'meta', statement });
export const first = (sql: string, column?: string): QueryCall => ({
  kind: 'first',
  statement: [sql],
  ...(column === undefined ? {} : { column }),
});
export const batch = (...statements: readonly (string | Statement)[]): QueryCall => ({
  kind: 'batch',
  statements: statements.map((statement) => (typeof statement === 'string' ? [statement] : statement)),
});
export const session = (constraint: string | undefined, ...calls: readonly QueryCall[]): Call => ({
  kind: 'session',
  constraint,
  calls,
});
export const bookmarks = (constraint: string | undefined, ...calls: readonly QueryCall[]): Call => ({
  kind: 'bookmarks',
  constraint,
  calls,
});
export const exec = (sql: string): Call => ({ kind: 'exec', sql });

export type CallOutcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly cause: string };

/** The outcome of the call. Unless it asks for `meta`, that has only the fields that are equal everywhere. */
export async function outcomeOf(db: D1Database, call: Call): Promise<CallOutcome> {
  try {
    return { kind: 'value', value: await valueFrom(db, call) };
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    const cause = thrown.cause instanceof Error ? thrown.cause.message : '';
    return { kind: 'error', name: thrown.name, message: thrown.message, cause };
  }
}

async function valueFrom(db: D1Database, call: Call): Promise<unknown> {
  switch (call.kind) {
    case 'exec':
      return { count: (await db.exec(call.sql)).count };
    case 'dump':
      return db.dump();
    case 'session':
    case 'bookmarks':
      return inSession(db.withSession(call.constraint), call);
    default:
      return queried(db, call);
  }
}

async function inSession(session: D1DatabaseSession, { kind, calls }: SessionCall): Promise<unknown> {
  const before = session.getBookmark();
  const values = [];
  for (const call of calls) values.push(await queried(session, call));
  // Bookmarks differ between databases, so only their format is compared.
  const after = session.getBookmark()?.replaceAll(/[0-9a-f]/g, '0') ?? null;
  return kind === 'session' ? values : { before, after };
}

type Queryable = Pick<D1Database, 'prepare' | 'batch'>;

async function queried(db: Queryable, call: QueryCall): Promise<unknown> {
  switch (call.kind) {
    case 'all':
      return comparable(await prepared(db, call.statement).all());
    case 'run':
      return comparable(await prepared(db, call.statement).run());
    case 'raw':
      return prepared(db, call.statement).raw();
    case 'raw with names':
      return prepared(db, call.statement).raw({ columnNames: true });
    case 'first':
      return call.column === undefined
        ? prepared(db, call.statement).first()
        : prepared(db, call.statement).first(call.column);
    case 'meta':
      return (await prepared(db, call.statement).all()).meta;
    case 'batch':
      return (await db.batch(call.statements.map((statement) => prepared(db, statement)))).map(comparable);
  }
}

function prepared(db: Queryable, [sql, ...values]: Statement): D1PreparedStatement {
  return values.length === 0 ? db.prepare(sql) : db.prepare(sql).bind(...values);
}

type Answer = { readonly success: true; readonly meta: D1Meta; readonly results: readonly unknown[] };

function comparable({ success, meta: { changes, last_row_id }, results }: Answer): unknown {
  return { success, results, changes, last_row_id };
}
