// The ledger in an object: the table that it has on D1, read and written at once.
import type { Sql } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { LedgerRow, LedgerRows } from '../ledger/ledger.ts';
import { newTable } from '../ledger/table.ts';
import type { NewLedgerRow } from '../ledger/write.ts';
import { ledgerUnreadable } from './errors.ts';
import { rowsOf } from './query.ts';
import type { ObjectStorage } from './storage.ts';

export type ObjectLedger = LedgerRows & {
  /** The statements that create it; empty if it exists. */
  readonly install: readonly Sql[];
};

/** One statement, which writes nothing. Throws LEDGER.UNREADABLE. */
export function readObjectLedger(storage: ObjectStorage, table: string): ObjectLedger {
  const rows = readRows(storage, table);
  return { table, rows: rows ?? [], install: rows === null ? newTable(table) : [] };
}

// As the fields of a LedgerRow: only objects themselves write their ledger.
const columns =
  'id, migration, batch, state, checksum, run_id AS runId, applied_at AS appliedAt, statements, environment, ' +
  "CASE WHEN down_sql IS NULL THEN 'none' WHEN down_sql = '' THEN 'empty' ELSE 'stored' END AS down";

// null if there is no table.
function readRows(storage: ObjectStorage, table: string): readonly LedgerRow[] | null {
  try {
    const cursor = storage.sql.exec(`SELECT ${columns} FROM "${table}" ORDER BY id`);
    return rowsOf({ columns: cursor.columnNames, rows: [...cursor.raw()] }) as LedgerRow[];
  } catch (error) {
    if (messageOf(error).includes(`no such table: ${table}`)) return null;
    throw ledgerUnreadable(table, error);
  }
}

/** A row to insert: without an id and a time it is the newest, applied now. */
export type InsertedRow = Omit<NewLedgerRow, 'environment' | 'formerly'> &
  Partial<Pick<LedgerRow, 'id' | 'appliedAt'>>;

export function insertRow(storage: ObjectStorage, table: string, row: InsertedRow): void {
  storage.sql.exec(
    `INSERT INTO "${table}" (migration, batch, checksum, run_id, bookmark, down_sql, statements, id, applied_at, state) ` +
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, coalesce(?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), 'applied')",
    row.migration,
    row.batch,
    row.checksum,
    row.runId,
    row.bookmark,
    row.downSql,
    row.statements,
    row.id,
    row.appliedAt,
  );
}

export function deleteRows(storage: ObjectStorage, table: string, names: readonly string[]): void {
  for (const name of names) storage.sql.exec(`DELETE FROM "${table}" WHERE migration = ?`, name);
}

/** The point before the run that applied the migration; undefined if its row has none. */
export function bookmarkOf(storage: ObjectStorage, table: string, migration: string): string | undefined {
  const [row] = storage.sql.exec(`SELECT bookmark FROM "${table}" WHERE migration = ?`, migration).raw();
  return typeof row?.[0] === 'string' ? row[0] : undefined;
}
