// The ledger in an object: the table that it has on D1, read and written at once.
import { messageOf } from '../errors.ts';
import { ledgerUnreadable } from '../ledger/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { type RawRow, readColumns, toRows } from '../ledger/read.ts';
import { installStatements, noShape } from '../ledger/table.ts';
import type { NewLedgerRow } from '../ledger/write.ts';
import type { ObjectStorage } from './storage.ts';

/** One statement, which writes nothing. Throws LEDGER.CORRUPT and LEDGER.UNREADABLE. */
export function readObjectLedger(storage: ObjectStorage, settings: LedgerSettings): Ledger {
  const found = rawRows(storage, settings);
  return {
    ...settings,
    install: found === null ? installStatements(settings, noShape) : [],
    rows: toRows(settings.table, found ?? []),
    triggers: [],
    schema: [],
    snapshotDifference: { before: [], now: [] },
    drift: null,
    isWranglerSynced: false,
    onlyInWranglers: null,
    foreignLedgers: [],
  };
}

// null if there is no table.
function rawRows(storage: ObjectStorage, { table }: LedgerSettings): readonly RawRow[] | null {
  try {
    const cursor = storage.sql.exec(`SELECT ${readColumns.join(', ')} FROM "${table}" ORDER BY id`);
    const { columnNames } = cursor;
    return Array.from(cursor.raw(), (row) =>
      Object.fromEntries(columnNames.map((name, index) => [name, row[index]])),
    );
  } catch (error) {
    if (messageOf(error).includes(`no such table: ${table}`)) return null;
    throw ledgerUnreadable(table, error);
  }
}

/** Inserts the row of a migration that is applied now. */
export function insertRow(storage: ObjectStorage, table: string, row: NewLedgerRow): void {
  storage.sql.exec(
    `INSERT INTO "${table}" (migration, batch, checksum, run_id, bookmark, down_sql, environment, statements, applied_at, state) ` +
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 'applied')",
    row.migration,
    row.batch,
    row.checksum,
    row.runId,
    row.bookmark,
    row.downSql,
    row.environment,
    row.statements,
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
