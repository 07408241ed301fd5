// D1's meta of a query, measured on the connection. better-sqlite3 cannot count the rows that SQLite visits, so this
// counts the rows returned or changed.

import type SqliteDatabase from 'better-sqlite3';
import type { D1Meta } from '../d1.ts';

/** The counters of a connection at one point in time. */
export type CounterReading = {
  readonly totalChanges: number;
  readonly lastRowId: number;
  readonly time: number;
};

/** What a query did: the counters before and after it, its number of rows, and whether it changed the file's size. */
export type Measurement = {
  readonly before: CounterReading;
  readonly after: CounterReading;
  readonly rows: number;
  readonly resized: boolean;
};

/** The counters of one connection since it was opened. Reading them changes none of them. */
export class Counters {
  readonly #sqlite: SqliteDatabase.Database;
  #changes: SqliteDatabase.Statement<[], [number, number]> | undefined;
  #pageCount: SqliteDatabase.Statement<[], number> | undefined;
  #pageSize: SqliteDatabase.Statement<[], number> | undefined;
  #totalChanges = 0;
  #lastRowId = 0;
  #valid = true;
  #ignored = 0;

  // SQLite recompiles all three after each change of the schema. One SELECT from `pragma_page_count` and
  // `pragma_page_size` would take twice as long.
  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
  }

  read(): CounterReading {
    if (!this.#valid) {
      this.#changes ??= this.#sqlite
        .prepare<[], [number, number]>('SELECT total_changes(), last_insert_rowid()')
        .raw();
      const [totalChanges, lastRowId] = required(this.#changes.get());
      this.#totalChanges = totalChanges - this.#ignored;
      this.#lastRowId = lastRowId;
      this.#valid = true;
    }
    return { totalChanges: this.#totalChanges, lastRowId: this.#lastRowId, time: performance.now() };
  }

  /** Adds the result of a run that reported all its changes, so that SQLite need not be asked. */
  add({ changes, lastInsertRowid }: SqliteDatabase.RunResult): void {
    this.#totalChanges += changes;
    this.#lastRowId = Number(lastInsertRowid);
  }

  /** To be called after anything else has run or failed. */
  invalidate(): void {
    this.#valid = false;
  }

  /** Subtracts changes that the driver made itself. */
  ignore(changes: number): void {
    this.#ignored += changes;
    this.#valid = false;
  }

  /** The number of pages of the database. This costs as much as a small statement. */
  pages(): number {
    this.#pageCount ??= this.#sqlite.prepare<[], number>('PRAGMA page_count').pluck();
    return required(this.#pageCount.get());
  }

  /** The size of the database in bytes. */
  size(): number {
    this.#pageSize ??= this.#sqlite.prepare<[], number>('PRAGMA page_size').pluck();
    return this.pages() * required(this.#pageSize.get());
  }
}

function required<T>(counter: T | undefined): T {
  if (counter === undefined) throw new Error('SQLite returned no counters.');
  return counter;
}

/** D1's `meta`: `changes` includes those of triggers, and `last_row_id` is the connection's latest. */
export function metaOf(
  { before, after, rows, resized }: Measurement,
  sizeAfter: number,
): D1Meta & Record<string, unknown> {
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
    changed_db: changes !== 0 || after.lastRowId !== before.lastRowId || resized,
    size_after: sizeAfter,
    rows_read: rows,
    rows_written: changes,
  };
}
