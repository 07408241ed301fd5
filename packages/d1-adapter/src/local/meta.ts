// What D1 tells of a query besides its rows, measured on the connection. What better-sqlite3 cannot count, the rows
// that SQLite visited, is counted as the rows that came out or changed.

import type SqliteDatabase from 'better-sqlite3';
import type { D1Meta } from '../d1.ts';

/** The counters of a connection at one moment. */
export type CounterReading = {
  readonly totalChanges: number;
  readonly lastRowId: number;
  readonly time: number;
};

/** What a query did: the counters before and after, its number of rows, and whether it changed the file's size. */
export type Measurement = {
  readonly before: CounterReading;
  readonly after: CounterReading;
  readonly rows: number;
  readonly resized: boolean;
};

/** The counters of one connection, from its opening on. Reading them changes none of them. */
export class Counters {
  readonly #sqlite: SqliteDatabase.Database;
  #changes: SqliteDatabase.Statement<[], [number, number]> | undefined;
  #pageCount: SqliteDatabase.Statement<[], number> | undefined;
  #pageSize: SqliteDatabase.Statement<[], number> | undefined;
  #totalChanges = 0;
  #lastRowId = 0;
  #valid = true;
  #ignored = 0;

  // SQLite compiles all three anew after each change of the schema. As one SELECT from `pragma_page_count` and
  // `pragma_page_size` they would take twice as long.
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

  /** Spares asking SQLite after a run that has told all that it did. */
  add({ changes, lastInsertRowid }: SqliteDatabase.RunResult): void {
    this.#totalChanges += changes;
    this.#lastRowId = Number(lastInsertRowid);
  }

  /** To be called where anything else has run or failed. */
  invalidate(): void {
    this.#valid = false;
  }

  /** Leaves out as many changes, which the driver has made for itself. */
  ignore(changes: number): void {
    this.#ignored += changes;
    this.#valid = false;
  }

  /** How many pages the database has. It costs as much as a small statement. */
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
  if (counter === undefined) throw new Error('SQLite did not tell its counters.');
  return counter;
}

/** D1's `meta`: `changes` counts those of triggers too, and `last_row_id` is the connection's latest. */
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
