// What is compiled once for each connection, and goes with it.

import type SqliteDatabase from 'better-sqlite3';
import { CompiledStatements } from './compiled-statements.ts';
import { Counters } from './meta.ts';

export type ConnectionCache = { readonly kept: CompiledStatements; readonly counters: Counters };

const known = new WeakMap<SqliteDatabase.Database, ConnectionCache>();

export function connectionCache(sqlite: SqliteDatabase.Database): ConnectionCache {
  const prepared = known.get(sqlite) ?? {
    kept: new CompiledStatements(sqlite),
    counters: new Counters(sqlite),
  };
  known.set(sqlite, prepared);
  return prepared;
}
