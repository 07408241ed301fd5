// One statement, run at once on an object's storage, with the values and counts that D1 gives.
import type { SqlValue } from '@roostjs/internal-sql';
import type { SqlMeta } from '../database/d1.ts';
import type { ObjectStorage } from './storage.ts';

/** A statement with its values as D1 binds them. */
export type Query = { readonly sql: string; readonly values: readonly SqlValue[] };

export type Answer = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly meta: SqlMeta;
};

export function query({ sql }: ObjectStorage, { sql: text, values }: Query): Answer {
  const [size, start, before] = [sql.databaseSize, Date.now(), countsOf(sql)];
  const cursor = sql.exec(text, ...values.map(bindable));
  const columns = [...cursor.columnNames];
  const rows = Array.from(cursor.raw(), (row) => row.map(fromStorage));
  const after = countsOf(sql);
  const meta = {
    // The clock of a Worker stands still while it computes.
    duration: Date.now() - start,
    size_after: sql.databaseSize,
    rows_read: cursor.rowsRead,
    rows_written: cursor.rowsWritten,
    last_row_id: after.lastRowId,
    changes: after.changes - before.changes,
    changed_db:
      after.changes !== before.changes || after.lastRowId !== before.lastRowId || sql.databaseSize !== size,
  };
  return { columns, rows, meta };
}

/** Runs it for what it does: nothing is counted, so that it is several times as fast. */
export function runOnly({ sql }: ObjectStorage, { sql: text, values }: Query): void {
  for (const _ of sql.exec(text, ...values.map(bindable)).raw());
}

/** Whether two answers are the same to who asked. `isWrite`: then the counts are part of them. */
export function isSameAnswer(left: Answer, right: Answer, isWrite: boolean): boolean {
  const comparable = ({ columns, rows, meta: { changes, last_row_id } }: Answer): string =>
    JSON.stringify([columns, rows, ...(isWrite ? [changes, last_row_id] : [])], (_, value) =>
      typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
    );
  return comparable(left) === comparable(right);
}

/** The rows as objects. Of several columns with one name the last is kept, as on D1. */
export function rowsOf({ columns, rows }: Pick<Answer, 'columns' | 'rows'>): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
}

type Counts = { readonly changes: number; readonly lastRowId: number };

function countsOf(sql: ObjectStorage['sql']): Counts {
  const [row = []] = sql.exec('SELECT total_changes(), last_insert_rowid()').raw();
  return { changes: Number(row[0]), lastRowId: Number(row[1]) };
}

// A list of bytes is a blob.
function bindable(value: SqlValue): unknown {
  return typeof value === 'object' && value !== null ? Uint8Array.from(value) : value;
}

function fromStorage(value: unknown): unknown {
  return value instanceof ArrayBuffer ? Array.from(new Uint8Array(value)) : value;
}
