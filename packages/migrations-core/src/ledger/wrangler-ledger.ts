// Wrangler's own ledger, synced with ours in the same batch, so that `wrangler d1 migrations list` and `apply` see
// what Roost applied and rolled back. Wrangler identifies a migration by its file's name (wrangler, d1/migrations).
import { quotedName } from '@roostjs/internal-sql';
import type { Sql, SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { HeldLedger } from './held-ledger.ts';

/**
 * The statements that add an applied migration, and those that it replaces: otherwise wrangler would also apply a
 * replaced file that an earlier export wrote.
 */
export function insertStatements(
  ledger: HeldLedger,
  migration: string,
  replaces: readonly string[] = [],
): readonly Sql[] {
  const { wranglerTable } = ledger.settings;
  if (wranglerTable === null) return [];
  const insert = `INSERT OR IGNORE INTO ${quotedName(wranglerTable)} (name) VALUES (?)`;
  const inserts = [...replaces, migration].map((name) => ({ sql: insert, values: [fileName(name)] }));
  return [...syncStatements(ledger, wranglerTable), ...inserts];
}

/** The statements that remove a migration that is rolled back. */
export function deleteStatements(ledger: HeldLedger, migration: string): readonly Sql[] {
  const { wranglerTable } = ledger.settings;
  if (wranglerTable === null) return [];
  const remove = `DELETE FROM ${quotedName(wranglerTable)} WHERE name = ?`;
  return [...syncStatements(ledger, wranglerTable), { sql: remove, values: [fileName(migration)] }];
}

/** The statements that remove every migration. */
export function clearStatements({ settings: { wranglerTable } }: HeldLedger): readonly Sql[] {
  if (wranglerTable === null) return [];
  return [
    { sql: createTable(wranglerTable), values: [] },
    { sql: `DELETE FROM ${quotedName(wranglerTable)}`, values: [] },
  ];
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
function syncStatements({ table, isWranglerSynced }: HeldLedger, wranglerTable: string): readonly Sql[] {
  if (isWranglerSynced) return [];
  const missing =
    `INSERT OR IGNORE INTO ${quotedName(wranglerTable)} (name) ` +
    `SELECT migration || '.sql' FROM "${table}" WHERE state = 'applied' ORDER BY id`;
  return [
    { sql: createTable(wranglerTable), values: [] },
    { sql: missing, values: [] },
  ];
}

function fileName(migration: string): string {
  return `${migration}.sql`;
}

// As wrangler itself creates it, so that the schema is the same whichever of the two comes first.
function createTable(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${quotedName(table)}(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;
}
