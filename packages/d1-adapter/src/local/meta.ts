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

type ReadCounters = () => Omit<Reading, 'time'>;

const readers = new WeakMap<SqliteDatabase.Database, ReadCounters>();

/** The counters now. Reading them changes none of them. */
export function readingOf(sqlite: SqliteDatabase.Database): Reading {
  const read = readers.get(sqlite) ?? counterReader(sqlite);
  readers.set(sqlite, read);
  return { ...read(), time: performance.now() };
}

// SQLite compiles all three anew after each change of the schema. As one SELECT from `pragma_page_count` and
// `pragma_page_size` they would take twice as long.
function counterReader(sqlite: SqliteDatabase.Database): ReadCounters {
  const changes = sqlite.prepare<[], [number, number]>('SELECT total_changes(), last_insert_rowid()').raw();
  const pageCount = sqlite.prepare<[], number>('PRAGMA page_count').pluck();
  const pageSize = sqlite.prepare<[], number>('PRAGMA page_size').pluck();
  return () => {
    const [totalChanges, lastRowId] = told(changes.get());
    return { totalChanges, lastRowId, size: told(pageCount.get()) * told(pageSize.get()) };
  };
}

function told<T>(counter: T | undefined): T {
  if (counter === undefined) throw new Error('SQLite did not tell its counters.');
  return counter;
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
