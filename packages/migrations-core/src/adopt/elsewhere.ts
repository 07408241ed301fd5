// Which pending migrations another tool has applied, in a database that nothing is recorded for yet.
import { isSameName } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { wranglerTableOf } from '../ledger/schema-query.ts';
import type { AppliedElsewhere } from '../plan/applied-elsewhere.ts';
import { type ForeignLedger, recognized } from './foreign-ledgers.ts';
import { listedNames } from './match.ts';
import { readHistories } from './read-foreign.ts';

/**
 * One request, and none if nothing is pending, something is recorded, or there is no ledger but wrangler's that was
 * read with ours.
 */
export async function readElsewhere(
  database: SqlDatabase,
  ledger: Ledger,
  pending: readonly string[],
): Promise<readonly AppliedElsewhere[]> {
  if (pending.length === 0 || ledger.rows.length > 0) return [];
  const wranglerTable = wranglerTableOf(ledger);
  const isRead = ({ table }: ForeignLedger): boolean =>
    ledger.onlyInWranglers !== null && isSameName(table, wranglerTable);
  const unread = recognized(ledger.foreignLedgers, wranglerTable).filter((one) => !isRead(one));
  const histories = await readHistories(database, unread);
  return histories
    .filter(({ entries }) => entries.length > 0)
    .map(({ ledger: { tool, table }, entries }) => ({ tool, table, names: listedNames(entries, pending) }));
}
