// The ledger table's shape: the columns it has, those it must have, and the statements that bring them about.
import type { Sql } from '../database.ts';
import { ledgerIncompatible, ledgerWithTriggers } from '../errors.ts';
import type { Ledger, LedgerColumn } from './ledger.ts';

const requiredColumns = ['id', 'migration', 'batch'];

// Added one by one to a table that lacks them, so each must be one that ALTER TABLE ADD COLUMN accepts.
const addedColumns: Readonly<Record<string, string>> = {
  checksum: 'TEXT',
  run_id: 'TEXT',
  applied_at: 'TEXT',
  state: "TEXT NOT NULL DEFAULT 'applied'",
  bookmark: 'TEXT',
  down_sql: 'TEXT',
  environment: 'TEXT',
  fingerprint: 'TEXT',
  schema: 'TEXT',
  statements: 'INTEGER',
};

/** The columns once `installStatements` have run. */
export const ledgerColumns: readonly LedgerColumn[] = [...requiredColumns, ...Object.keys(addedColumns)].map(
  (name) => ({ name, type: name === 'id' ? 'INTEGER' : '', pk: name === 'id' ? 1 : 0 }),
);

/** The columns again; throws LEDGER.INCOMPATIBLE where they are neither ours nor plainly id, migration, batch. */
export function checkLedgerColumns(table: string, columns: readonly LedgerColumn[]): readonly LedgerColumn[] {
  const names = columns.map((column) => column.name);
  const id = columns.find((column) => column.name === 'id');
  const isLedger =
    requiredColumns.every((name) => names.includes(name)) &&
    names.every((name) => requiredColumns.includes(name) || name in addedColumns) &&
    id?.pk === 1 &&
    id.type.toUpperCase() === 'INTEGER';
  if (!isLedger) throw ledgerIncompatible(table, names);
  return columns;
}

/**
 * Throws LEDGER.INCOMPATIBLE where the table has triggers: one can take back or change what is recorded, behind a batch
 * that commits all the same.
 */
export function checkTriggers({ table, triggers }: Ledger): void {
  if (triggers.length > 0) throw ledgerWithTriggers(table, triggers);
}

/** The statements that make the table what this version writes: none where it is that already. */
export function installStatements(table: string, columns: readonly LedgerColumn[]): readonly Sql[] {
  if (columns.length === 0) return [{ sql: createTable(table), values: [] }];
  return Object.entries(addedColumns)
    .filter(([name]) => !columns.some((column) => column.name === name))
    .map(([name, type]) => ({ sql: `ALTER TABLE "${table}" ADD COLUMN ${name} ${type}`, values: [] }));
}

function createTable(table: string): string {
  const added = Object.entries(addedColumns).map(([name, type]) => `  ${name} ${type}`);
  return [
    `CREATE TABLE IF NOT EXISTS "${table}" (`,
    [
      '  id INTEGER PRIMARY KEY AUTOINCREMENT',
      '  migration TEXT NOT NULL UNIQUE',
      '  batch INTEGER NOT NULL',
      ...added,
    ].join(',\n'),
    ')',
  ].join('\n');
}
