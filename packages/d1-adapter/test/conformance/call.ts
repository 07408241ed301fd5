// One call of D1's API as data, and what came of it in a form that two databases can be compared by.

import type { D1Database, D1Meta, D1PreparedStatement } from '../../src/d1.ts';

type Statement = readonly [sql: string, ...values: readonly unknown[]];

export type Call =
  | { readonly kind: 'all' | 'run' | 'raw' | 'raw with names'; readonly statement: Statement }
  | { readonly kind: 'first'; readonly statement: Statement; readonly column?: string }
  | { readonly kind: 'meta'; readonly statement: Statement }
  | { readonly kind: 'batch'; readonly statements: readonly Statement[] }
  | { readonly kind: 'exec'; readonly sql: string }
  | { readonly kind: 'dump' };

export const all = (...statement: Statement): Call => ({ kind: 'all', statement });
export const run = (...statement: Statement): Call => ({ kind: 'run', statement });
export const raw = (...statement: Statement): Call => ({ kind: 'raw', statement });
export const rawWithNames = (...statement: Statement): Call => ({ kind: 'raw with names', statement });
export const meta = (...statement: Statement): Call => ({ kind: 'meta', statement });
export const first = (sql: string, column?: string): Call => ({
  kind: 'first',
  statement: [sql],
  ...(column === undefined ? {} : { column }),
});
export const batch = (...statements: readonly (string | Statement)[]): Call => ({
  kind: 'batch',
  statements: statements.map((statement) => (typeof statement === 'string' ? [statement] : statement)),
});
export const exec = (sql: string): Call => ({ kind: 'exec', sql });

export type CallOutcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly name: string; readonly message: string; readonly cause: string };

/** What the call gave; of `meta`, unless it is asked for, only what is the same wherever the query runs. */
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
    case 'exec':
      return { count: (await db.exec(call.sql)).count };
    case 'dump':
      return db.dump();
  }
}

function prepared(db: D1Database, [sql, ...values]: Statement): D1PreparedStatement {
  return values.length === 0 ? db.prepare(sql) : db.prepare(sql).bind(...values);
}

type Answer = { readonly success: true; readonly meta: D1Meta; readonly results: readonly unknown[] };

function comparable({ success, meta: { changes, last_row_id }, results }: Answer): unknown {
  return { success, results, changes, last_row_id };
}
