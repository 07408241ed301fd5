// Wrangler's own ledger, kept in step with ours in the same batch, so that `wrangler d1 migrations list` and `apply` see
// what Roost has applied and rolled back. Wrangler knows a migration by its file's name (wrangler, d1/migrations).
import { quotedName } from '@roostjs/internal-sql';
import type { Sql, SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { HeldLedger } from './held-ledger.ts';

/**
 * The statements that tell wrangler of a migration that is applied now, and of what it stands for: a file that an earlier
 * export has left behind would be applied beside it.
 */
export function insertStatements(
  ledger: HeldLedger,
  migration: string,
  replaces: readonly string[] = [],
): readonly Sql[] {
  const { wranglerTable } = ledger.setting;
  if (wranglerTable === null) return [];
  const insert = `INSERT OR IGNORE INTO ${quotedName(wranglerTable)} (name) VALUES (?)`;
  const told = [...replaces, migration].map((name) => ({ sql: insert, values: [fileName(name)] }));
  return [...syncStatements(ledger, wranglerTable), ...told];
}

/** The statements that tell wrangler of a migration that is rolled back now. */
export function deleteStatements(ledger: HeldLedger, migration: string): readonly Sql[] {
  const { wranglerTable } = ledger.setting;
  if (wranglerTable === null) return [];
  const forget = `DELETE FROM ${quotedName(wranglerTable)} WHERE name = ?`;
  return [...syncStatements(ledger, wranglerTable), { sql: forget, values: [fileName(migration)] }];
}

/** The statements that tell wrangler that nothing is applied any more. */
export function clearStatements({ setting: { wranglerTable } }: HeldLedger): readonly Sql[] {
  if (wranglerTable === null) return [];
  return [
    { sql: createTable(wranglerTable), values: [] },
    { sql: `DELETE FROM ${quotedName(wranglerTable)}`, values: [] },
  ];
}

/** The files that wrangler takes for applied; null where its table is still to be made. Writes nothing. */
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

// Once a run: what was applied while wrangler was not told, or what somebody took out of its ledger.
function syncStatements({ table, wranglerInStep }: HeldLedger, wranglerTable: string): readonly Sql[] {
  if (wranglerInStep) return [];
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

// As wrangler itself makes it, so that the schema is the same whichever of the two comes first.
function createTable(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${quotedName(table)}(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;
}
