// The shape of the ledger's tables: what they have, what they must have, and the statements that install it.
import { isSameName, quotedText } from '@roostjs/internal-sql';
import type { Sql } from '../database/d1.ts';
import { foreignLedgerTables } from '../database/foreign-tables.ts';
import { ledgerIncompatible, ledgerWithTriggers } from './errors.ts';
import type { Ledger, LedgerColumn } from './ledger.ts';
import type { LedgerSettings } from './ledger-settings.ts';
import { snapshotTableOf, wranglerTableOf } from './schema-query.ts';
import { createSnapshotTable, snapshotColumns } from './schema-snapshot.ts';

const requiredColumns = ['id', 'migration', 'batch'];

// A table that lacks them gets them one by one, so that ALTER TABLE ADD COLUMN must accept each.
const addedColumns: Readonly<Record<string, string>> = {
  checksum: 'TEXT',
  run_id: 'TEXT',
  applied_at: 'TEXT',
  state: "TEXT NOT NULL DEFAULT 'applied'",
  bookmark: 'TEXT',
  down_sql: 'TEXT',
  environment: 'TEXT',
  fingerprint: 'TEXT',
  // Written by earlier versions, and by files that they exported.
  schema: 'TEXT',
  statements: 'INTEGER',
  // The names for which a row also counts, as JSON: only the gate in a Worker reads it.
  formerly: 'TEXT',
};

/** The columns and parts that the ledger's tables have. A missing table has no columns. */
export type LedgerShape = {
  readonly columns: readonly LedgerColumn[];
  readonly snapshotColumns: readonly LedgerColumn[];
  /** The indexes and triggers on the ledger, and any other object with the name of its index. */
  readonly parts: readonly { readonly type: string; readonly name: string }[];
  /** The columns of the tables that have the name of another tool's ledger. */
  readonly foreignColumns: readonly { readonly table: string; readonly name: string }[];
};

/** The queries that read a shape, in the order of its fields. */
export function shapeQueries(settings: LedgerSettings): readonly string[] {
  const columnsOf = (table: string): string => `SELECT name, type, pk FROM pragma_table_info('${table}')`;
  const { table } = settings;
  return [
    columnsOf(table),
    columnsOf(snapshotTableOf(settings)),
    `SELECT type, name FROM sqlite_schema WHERE type IN ('index', 'trigger') AND lower(tbl_name) = lower('${table}') OR lower(name) = lower('${stateIndexOf(table)}')`,
    foreignColumnsSql(settings),
  ];
}

function foreignColumnsSql(settings: LedgerSettings): string {
  const names = [...foreignLedgerTables, wranglerTableOf(settings)].filter(
    (name) => !isSameName(name, settings.table),
  );
  return (
    'SELECT s.name AS "table", c.name FROM sqlite_schema s, pragma_table_info(s.name) c ' +
    `WHERE s.type = 'table' AND s.name COLLATE NOCASE IN (${names.map(quotedText).join(', ')})`
  );
}

/** Throws LEDGER.INCOMPATIBLE unless the columns are ours, or id, migration and batch with some of ours. */
export function checkShape(
  settings: LedgerSettings,
  { columns, snapshotColumns: present }: LedgerShape,
): void {
  if (columns.length > 0) checkLedgerColumns(settings.table, columns);
  const names = present.map(({ name }) => name);
  if (names.length > 0 && names.join() !== snapshotColumns.join())
    throw ledgerIncompatible(snapshotTableOf(settings), names);
}

function checkLedgerColumns(table: string, columns: readonly LedgerColumn[]): void {
  const names = columns.map((column) => column.name);
  const id = columns.find((column) => column.name === 'id');
  const isLedger =
    requiredColumns.every((name) => names.includes(name)) &&
    names.every((name) => requiredColumns.includes(name) || name in addedColumns) &&
    id?.pk === 1 &&
    id.type.toUpperCase() === 'INTEGER';
  if (!isLedger) throw ledgerIncompatible(table, names);
}

/**
 * Throws LEDGER.INCOMPATIBLE if the table has triggers: a trigger can delete or change what a batch writes, although
 * the batch commits.
 */
export function checkTriggers({ table, triggers }: Ledger): void {
  if (triggers.length > 0) throw ledgerWithTriggers(table, triggers);
}

export const noShape: LedgerShape = { columns: [], snapshotColumns: [], parts: [], foreignColumns: [] };

/** The statements that bring the tables to this version; empty if they are up to date. */
export function installStatements(settings: LedgerSettings, shape: LedgerShape): readonly Sql[] {
  const { columns, snapshotColumns: present, parts } = shape;
  const isNew = columns.length === 0;
  const isIndexed = parts.some(({ name }) => isSameName(name, stateIndexOf(settings.table)));
  const texts = [
    ...(isNew ? [createTable(settings.table)] : missingColumns(settings.table, columns)),
    ...(isIndexed ? [] : [createStateIndex(settings.table)]),
    ...(present.length > 0 && !isNew ? [] : [createSnapshotTable(settings)]),
    // Its rows belong to a ledger that is gone.
    ...(present.length > 0 && isNew ? [`DELETE FROM "${snapshotTableOf(settings)}"`] : []),
  ];
  return texts.map((sql) => ({ sql, values: [] }));
}

/** The statements that create the ledger's own table where there is none. */
export function newTable(table: string): readonly Sql[] {
  return [createTable(table), createStateIndex(table)].map((sql) => ({ sql, values: [] }));
}

function missingColumns(table: string, columns: readonly LedgerColumn[]): readonly string[] {
  return Object.entries(addedColumns)
    .filter(([name]) => !columns.some((column) => column.name === name))
    .map(([name, type]) => `ALTER TABLE "${table}" ADD COLUMN ${name} ${type}`);
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

/** The index by which rows are counted, so that a batch does not read all of them. */
function stateIndexOf(table: string): string {
  return `${table}_by_state`;
}

function createStateIndex(table: string): string {
  return `CREATE INDEX IF NOT EXISTS "${stateIndexOf(table)}" ON "${table}" (state)`;
}
