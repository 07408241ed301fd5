// Reads the ledger: one request, which writes nothing, also where there is no table yet.
import { prepare, type SqlDatabase } from '../database.ts';
import { ledgerCorrupt, ledgerIncompatible, messageOf } from '../errors.ts';
import { type SchemaObject, schemaQuery } from '../schema-objects.ts';
import { keptSchema } from './kept-schema.ts';
import type { Ledger, LedgerColumn, LedgerRow, LedgerSetting } from './ledger.ts';
import { checkLedgerColumns } from './table.ts';

/** Throws LEDGER.INCOMPATIBLE and LEDGER.CORRUPT; a table that cannot be taken over is never touched. */
export async function readLedger(database: SqlDatabase, setting: LedgerSetting): Promise<Ledger> {
  const { table } = setting;
  const columns = `SELECT name, type, pk FROM pragma_table_info('${table}')`;
  const rows = `SELECT * FROM "${table}" ORDER BY id`;
  try {
    const [columnResult, rowResult, schemaResult] = await database.batch([
      database.prepare(columns),
      database.prepare(rows),
      prepare(database, schemaQuery(setting)),
    ]);
    return {
      ...setting,
      columns: checkLedgerColumns(table, columnResult?.results as LedgerColumn[]),
      rows: toRows(table, rowResult?.results as RawRow[]),
      schema: schemaResult?.results as SchemaObject[],
      wranglerInStep: false,
    };
  } catch (error) {
    if (isMissingTable(error, table)) {
      return { ...setting, columns: [], rows: [], schema: null, wranglerInStep: false };
    }
    // `ORDER BY id` fails on a foreign table without an id: its columns tell.
    if (messageOf(error).includes('no such column: id')) throw await incompatible(database, table, columns);
    throw error;
  }
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
  if (typeof id !== 'number') throw ledgerCorrupt(table, `a row has no integer id but ${JSON.stringify(id)}`);
  if (typeof migration !== 'string' || migration === '')
    throw ledgerCorrupt(table, `row ${id} names no migration`);
  if (!Number.isInteger(batch)) throw ledgerCorrupt(table, `row ${id} ('${migration}') has no integer batch`);
  if (state !== 'applied' && state !== 'partial') {
    throw ledgerCorrupt(table, `row ${id} ('${migration}') has the unknown state ${JSON.stringify(state)}`);
  }
  const schema = keptSchema(raw['schema']);
  if (schema === undefined)
    throw ledgerCorrupt(table, `row ${id} ('${migration}') keeps a schema that cannot be read`);
  return {
    id,
    migration,
    batch: batch as number,
    state,
    checksum: textOrNull(raw['checksum']),
    runId: textOrNull(raw['run_id']),
    appliedAt: textOrNull(raw['applied_at']),
    bookmark: textOrNull(raw['bookmark']),
    downSql: textOrNull(raw['down_sql']),
    environment: textOrNull(raw['environment']),
    fingerprint: textOrNull(raw['fingerprint']),
    schema,
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
