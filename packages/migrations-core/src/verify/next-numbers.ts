// The next AUTOINCREMENT numbers, which a verification does not compare.
import { literalOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { ledgerTables } from '../ledger/schema-query.ts';

/**
 * After this the next row of a table gets the number after its highest one, as if no row had ever been rolled back.
 */
export async function resetNumbers(database: SqlDatabase, settings: LedgerSettings): Promise<void> {
  const found = await database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").first();
  if (found === null) return;
  const ledgers = ledgerTables(settings)
    .map((name) => literalOf(name))
    .join(', ');
  await database.prepare(`DELETE FROM sqlite_sequence WHERE name COLLATE NOCASE NOT IN (${ledgers})`).run();
}
