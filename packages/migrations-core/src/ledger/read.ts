// Reads the ledger: one request, which writes nothing, also where there is no table yet.
import type { SqlDatabase } from '../database.ts';
import { ledgerCorrupt, ledgerIncompatible, messageOf } from '../errors.ts';
import { checkLedgerColumns, type LedgerColumn } from './table.ts';

/** `partial`: an opted-out migration or roll-back that was started and has not been finished. */
export type LedgerState = 'applied' | 'partial';

export type LedgerRow = {
  readonly id: number;
  readonly migration: string;
  readonly batch: number;
  readonly state: LedgerState;
  /** Of the file as it was when it was applied; null where there was no file. */
  readonly checksum: string | null;
  /** The run that wrote the row; null in a table taken over. */
  readonly runId: string | null;
  /** ISO 8601, UTC, by the database's clock; null in a table taken over. */
  readonly appliedAt: string | null;
};

/** The ledger as it was read: its rows in order of id. A missing table has no columns and no rows. */
export type Ledger = {
  readonly table: string;
  readonly columns: readonly LedgerColumn[];
  readonly rows: readonly LedgerRow[];
};

/** Throws LEDGER.INCOMPATIBLE and LEDGER.CORRUPT; a table that cannot be taken over is never touched. */
export async function readLedger(database: SqlDatabase, table: string): Promise<Ledger> {
  const columns = `SELECT name, type, pk FROM pragma_table_info('${table}')`;
  const rows = `SELECT * FROM "${table}" ORDER BY id`;
  try {
    const [columnResult, rowResult] = await database.batch([
      database.prepare(columns),
      database.prepare(rows),
    ]);
    return toLedger(table, columnResult?.results as LedgerColumn[], rowResult?.results as RawRow[]);
  } catch (error) {
    if (isMissingTable(error, table)) return { table, columns: [], rows: [] };
    // `ORDER BY id` fails on a foreign table without an id: its columns tell.
    if (messageOf(error).includes('no such column: id')) throw await incompatible(database, table, columns);
    throw error;
  }
}

type RawRow = Readonly<Record<string, unknown>>;

function toLedger(table: string, columns: readonly LedgerColumn[], rawRows: readonly RawRow[]): Ledger {
  checkLedgerColumns(table, columns);
  const rows = rawRows.map((row) => toRow(table, row));
  const names = new Set<string>();
  for (const { migration } of rows) {
    if (names.has(migration)) throw ledgerCorrupt(table, `two rows name the migration '${migration}'`);
    names.add(migration);
  }
  return { table, columns, rows };
}

function toRow(table: string, raw: RawRow): LedgerRow {
  const { id, migration, batch } = raw;
  const state = raw['state'] ?? 'applied';
  if (typeof id !== 'number') throw ledgerCorrupt(table, `a row has no integer id but ${JSON.stringify(id)}`);
  if (typeof migration !== 'string' || migration === '')
    throw ledgerCorrupt(table, `row ${id} names no migration`);
  if (!Number.isInteger(batch)) throw ledgerCorrupt(table, `row ${id} ('${migration}') has no integer batch`);
  if (state !== 'applied' && state !== 'partial') {
    throw ledgerCorrupt(table, `row ${id} ('${migration}') has the unknown state ${JSON.stringify(state)}`);
  }
  return {
    id,
    migration,
    batch: batch as number,
    state,
    checksum: textOrNull(raw['checksum']),
    runId: textOrNull(raw['run_id']),
    appliedAt: textOrNull(raw['applied_at']),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

// SQLite's own text, which D1 keeps between its prefix and its code.
function isMissingTable(error: unknown, table: string): boolean {
  return new RegExp(`no such table: (main\\.)?${table}\\b`).test(messageOf(error));
}

async function incompatible(database: SqlDatabase, table: string, columns: string): Promise<Error> {
  const { results } = await database.prepare(columns).all<LedgerColumn>();
  return ledgerIncompatible(
    table,
    results.map((column) => column.name),
  );
}
