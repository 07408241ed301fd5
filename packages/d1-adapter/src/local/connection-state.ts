// What is compiled once for each connection and lives as long as it does.

import type SqliteDatabase from 'better-sqlite3';
import { CompiledStatements } from './compiled-statements.ts';
import { Counters } from './meta.ts';

export type ConnectionState = { readonly cache: CompiledStatements; readonly counters: Counters };

const known = new WeakMap<SqliteDatabase.Database, ConnectionState>();

export function stateOf(sqlite: SqliteDatabase.Database): ConnectionState {
  const prepared = known.get(sqlite) ?? {
    cache: new CompiledStatements(sqlite),
    counters: new Counters(sqlite),
  };
  known.set(sqlite, prepared);
  return prepared;
}
