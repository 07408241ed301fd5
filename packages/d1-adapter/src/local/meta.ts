// What D1 tells of a query besides its rows, measured on the connection. What better-sqlite3 cannot count, the rows
// that SQLite visited, is counted as the rows that came out or changed.

import type SqliteDatabase from 'better-sqlite3';
import type { D1Meta } from '../d1.ts';

/** The counters of a connection at one moment. */
export type Reading = {
  readonly totalChanges: number;
  readonly lastRowId: number;
  readonly size: number;
  readonly time: number;
};

/** What a query did: the counters before and after, and its number of rows. */
export type Measured = { readonly before: Reading; readonly after: Reading; readonly rows: number };

type Counters = Omit<Reading, 'time'>;

const countersSql = `SELECT total_changes() AS totalChanges, last_insert_rowid() AS lastRowId,
  page_count * page_size AS size FROM pragma_page_count, pragma_page_size`;
const compiled = new WeakMap<SqliteDatabase.Database, SqliteDatabase.Statement<[], Counters>>();

/** The counters now. Reading them changes none of them. */
export function readingOf(sqlite: SqliteDatabase.Database): Reading {
  const statement = compiled.get(sqlite) ?? sqlite.prepare<[], Counters>(countersSql);
  compiled.set(sqlite, statement);
  const counters = statement.get();
  if (counters === undefined) throw new Error('SQLite did not tell its counters.');
  return { ...counters, time: performance.now() };
}

/** D1's `meta`: `changes` counts those of triggers too, and `last_row_id` is the connection's latest. */
export function metaOf({ before, after, rows }: Measured): D1Meta & Record<string, unknown> {
  const duration = after.time - before.time;
  const changes = after.totalChanges - before.totalChanges;
  return {
    served_by: 'roost.local',
    served_by_primary: true,
    total_attempts: 1,
    timings: { sql_duration_ms: duration },
    duration,
    changes,
    last_row_id: after.lastRowId,
    changed_db: changes !== 0 || after.lastRowId !== before.lastRowId || after.size !== before.size,
    size_after: after.size,
    rows_read: rows,
    rows_written: changes,
  };
}
