// Reads the ledger: one request, which writes nothing, also where there is no table yet.
import { prepare, type SqlDatabase } from '../database.ts';
import { isRoostError, ledgerCorrupt, ledgerIncompatible, ledgerUnreadable, messageOf } from '../errors.ts';
import { type SchemaObject, schemaQuery } from '../schema-objects.ts';
import { keptSchema } from './kept-schema.ts';
import type { Ledger, LedgerColumn, LedgerRow, LedgerSetting } from './ledger.ts';
import { checkLedgerColumns } from './table.ts';

/** Throws LEDGER.INCOMPATIBLE, LEDGER.CORRUPT and LEDGER.UNREADABLE; a table that cannot be taken over is never touched. */
export function readLedger(database: SqlDatabase, setting: LedgerSetting): Promise<Ledger> {
  return read(database, setting, []);
}

/**
 * As `readLedger`, of the database that is written to, and not of a copy of it: a request with a statement that writes, though
 * this one never finds a row, is for the former alone.
 */
export function readCurrentLedger(database: SqlDatabase, setting: LedgerSetting): Promise<Ledger> {
  return read(database, setting, [`DELETE FROM "${setting.table}" WHERE 0`]);
}

async function read(
  database: SqlDatabase,
  setting: LedgerSetting,
  ahead: readonly string[],
): Promise<Ledger> {
  const { table } = setting;
  const columns = `SELECT name, type, pk FROM pragma_table_info('${table}')`;
  const rows = `SELECT * FROM "${table}" ORDER BY id`;
  const triggers = `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND lower(tbl_name) = lower('${table}')`;
  try {
    const results = await database.batch([
      ...ahead.map((sql) => database.prepare(sql)),
      database.prepare(columns),
      database.prepare(rows),
      database.prepare(triggers),
      prepare(database, schemaQuery(setting)),
    ]);
    const [columnResult, rowResult, triggerResult, schemaResult] = results.slice(ahead.length);
    return {
      ...setting,
      columns: checkLedgerColumns(table, columnResult?.results as LedgerColumn[]),
      rows: toRows(table, rowResult?.results as RawRow[]),
      triggers: namesIn(triggerResult?.results as { name: string }[]),
      schema: schemaResult?.results as SchemaObject[],
      wranglerInStep: false,
    };
  } catch (error) {
    if (isMissingTable(error, table)) {
      return { ...setting, columns: [], rows: [], triggers: [], schema: null, wranglerInStep: false };
    }
    // `ORDER BY id` fails on a foreign table without an id: its columns tell.
    if (messageOf(error).includes('no such column: id')) throw await incompatible(database, table, columns);
    throw isRoostError(error) ? error : ledgerUnreadable(table, error);
  }
}

function namesIn(named: readonly { readonly name: string }[]): readonly string[] {
  return named.map(({ name }) => name);
}

type RawRow = Readonly<Record<string, unknown>>;

function toRows(table: string, rawRows: readonly RawRow[]): readonly LedgerRow[] {
  const rows = rawRows.map((row) => toRow(table, row));
  const names = new Set<string>();
  for (const { migration } of rows) {
    if (names.has(migration)) throw ledgerCorrupt(table, `two rows name the migration '${migration}'`);
    names.add(migration);
  }
  return rows;
}

function toRow(table: string, raw: RawRow): LedgerRow {
  const { id, migration, batch } = raw;
  const state = raw['state'] ?? 'applied';
  if (!isCountable(id)) throw ledgerCorrupt(table, `a row has no usable id but ${JSON.stringify(id)}`);
  if (typeof migration !== 'string' || migration === '')
    throw ledgerCorrupt(table, `row ${id} names no migration`);
  const row = `row ${id} ('${migration}')`;
  if (!isCountable(batch) || batch < 1)
    throw ledgerCorrupt(table, `${row} has no batch from 1 up but ${JSON.stringify(batch)}`);
  if (state !== 'applied' && state !== 'partial')
    throw ledgerCorrupt(table, `${row} has the unknown state ${JSON.stringify(state)}`);
  const text = (column: string): string | null => {
    const value = raw[column] ?? null;
    if (value === null || typeof value === 'string') return value;
    throw ledgerCorrupt(table, `the ${column} of ${row} is no text`);
  };
  const schema = keptSchema(raw['schema']);
  if (schema === undefined) throw ledgerCorrupt(table, `${row} keeps a schema that cannot be read`);
  return {
    id,
    migration,
    batch,
    state,
    checksum: text('checksum'),
    runId: text('run_id'),
    appliedAt: text('applied_at'),
    bookmark: text('bookmark'),
    downSql: text('down_sql'),
    statements: statementsOf(table, row, raw),
    environment: text('environment'),
    fingerprint: text('fingerprint'),
    schema,
  };
}

function statementsOf(table: string, row: string, raw: RawRow): number | null {
  const statements = raw['statements'] ?? null;
  if (statements === null || isCountable(statements)) return statements;
  throw ledgerCorrupt(table, `${row} has no usable number of statements but ${JSON.stringify(statements)}`);
}

// An integer of SQLite's that is larger than a double can tell from its neighbours is not the one that is stored.
function isCountable(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) < Number.MAX_SAFE_INTEGER;
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
