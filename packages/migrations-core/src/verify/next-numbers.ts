// The numbers that AUTOINCREMENT gives next, which a verification does not compare.
import { literalOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { ledgerTables } from '../ledger/schema-query.ts';

/** The next row of a table gets the number behind its highest one, as if none had ever been taken back. */
export async function forgetNumbers(database: SqlDatabase, setting: LedgerSettings): Promise<void> {
  const found = await database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").first();
  if (found === null) return;
  const ledgers = ledgerTables(setting)
    .map((name) => literalOf(name))
    .join(', ');
  await database.prepare(`DELETE FROM sqlite_sequence WHERE name COLLATE NOCASE NOT IN (${ledgers})`).run();
}
