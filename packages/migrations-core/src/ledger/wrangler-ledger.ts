// Wrangler's own ledger, synced with ours in the same batch, so that `wrangler d1 migrations list` and `apply` see
// what Roost applied and rolled back. Wrangler identifies a migration by its file's name (wrangler, d1/migrations).
import { quotedName } from '@roostjs/internal-sql';
import type { Sql, SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { HeldLedger } from './held-ledger.ts';
import type { LedgerSettings } from './ledger-settings.ts';

/**
 * The statements that add an applied migration, and those that it replaces: otherwise wrangler would also apply a
 * replaced file that an earlier export wrote.
 */
export function insertStatements(
  ledger: HeldLedger,
  migration: string,
  replaces: readonly string[] = [],
): readonly Sql[] {
  const { wranglerTable, wranglerFile } = ledger.settings;
  if (wranglerTable === null) return [];
  const sql = insertMissing(ledger, wranglerTable, 'SELECT ? AS name');
  const inserts = [...replaces, migration].map((name) => ({ sql, values: [name + wranglerFile] }));
  return [...syncStatements(ledger, wranglerTable), ...inserts];
}

/** The statements that remove a migration that is rolled back. */
export function deleteStatements(ledger: HeldLedger, migration: string): readonly Sql[] {
  const { wranglerTable, wranglerFile } = ledger.settings;
  if (wranglerTable === null) return [];
  const remove = `DELETE FROM ${quotedName(wranglerTable)} WHERE name = ?`;
  return [...syncStatements(ledger, wranglerTable), { sql: remove, values: [migration + wranglerFile] }];
}

/** The statements that remove every migration. */
export function clearStatements({ settings: { wranglerTable } }: HeldLedger): readonly Sql[] {
  if (wranglerTable === null) return [];
  return [
    { sql: createTable(wranglerTable), values: [] },
    { sql: `DELETE FROM ${quotedName(wranglerTable)}`, values: [] },
  ];
}

/** What wrangler's ledger contains and ours does not, as it is there; fails if wrangler's is missing. */
export function onlyInWranglersSql({ table, wranglerFile }: LedgerSettings, wranglerTable: string): string {
  return (
    `SELECT w.name FROM ${quotedName(wranglerTable)} w WHERE w.name IS NOT NULL AND NOT EXISTS ` +
    `(SELECT 1 FROM "${table}" m WHERE m.migration = substr(w.name, 1, length(w.name) - ${wranglerFile.length}))`
  );
}

/** Whether this is the database's error for a table that wrangler would not have created, or that is missing. */
export function lacksWranglerLedger(error: unknown, wranglerTable: string): boolean {
  return [`no such table: ${wranglerTable}`, 'no such column: w.name'].some((text) =>
    messageOf(error).includes(text),
  );
}

/** The files that wrangler's ledger lists as applied; null if its table does not exist. Writes nothing. */
export async function readWranglerLedger(
  database: SqlDatabase,
  table: string,
): Promise<readonly string[] | null> {
  try {
    const { results } = await database.prepare(`SELECT name FROM ${quotedName(table)} ORDER BY id`).all();
    return results.map(({ name }) => String(name));
  } catch (error) {
    if (messageOf(error).includes(`no such table: ${table}`)) return null;
    throw error;
  }
}

// Once per run: adds what was applied while wrangler's ledger was not written, or what somebody removed from it.
function syncStatements(ledger: HeldLedger, wranglerTable: string): readonly Sql[] {
  if (ledger.isWranglerSynced) return [];
  const applied = `SELECT migration || '${ledger.settings.wranglerFile}' AS name FROM "${ledger.table}" WHERE state = 'applied' ORDER BY id`;
  return [
    { sql: createTable(wranglerTable), values: [] },
    { sql: insertMissing(ledger, wranglerTable, applied), values: [] },
  ];
}

// Alchemy has a table of the same name: its names need not be unique, its times have no default, and its rows have a
// type (alchemy, cloudflare/d1-migrations).
function insertMissing({ wranglerColumns }: HeldLedger, wranglerTable: string, names: string): string {
  const table = quotedName(wranglerTable);
  const values = { name: 'n.name', applied_at: 'CURRENT_TIMESTAMP', type: "'migration'" };
  const columns = (['name', 'applied_at', 'type'] as const).filter((column) =>
    wranglerColumns.includes(column),
  );
  return (
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((column) => values[column]).join(', ')} ` +
    `FROM (${names}) n WHERE NOT EXISTS (SELECT 1 FROM ${table} w WHERE w.name = n.name)`
  );
}

// As wrangler itself creates it, so that the schema is the same whichever of the two comes first.
function createTable(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${quotedName(table)}(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;
}
