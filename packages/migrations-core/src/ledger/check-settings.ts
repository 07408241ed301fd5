// Checks the names of the two ledgers before the database is read.
import { isSameName } from '@roostjs/internal-sql';
import { invalidOption } from '../errors.ts';
import { invalidLedgerName, ledgerOfWrangler } from './errors.ts';
import type { LedgerSettings, WranglerFile } from './ledger-settings.ts';

/** The ledgers' tables, as the options name them. */
export type LedgerNames = {
  readonly ledger?: string;
  readonly wranglerLedger?: string;
  readonly wranglerFile?: WranglerFile;
};

/**
 * Throws LEDGER.NAME_INVALID for a name that is not a plain identifier, is reserved by SQLite or D1, or is that of
 * wrangler's own ledger, and OPTION.INVALID if wrangler's ledger has an empty name.
 */
export function checkLedgerSettings(
  { ledger: table = 'migrations', wranglerLedger, wranglerFile = '.sql' }: LedgerNames,
  trustAtomicBatches = true,
): LedgerSettings {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(table) || /^(sqlite_|_cf_|pragma_)/i.test(table))
    throw invalidLedgerName(table);
  if (wranglerLedger === '')
    throw invalidOption('wranglerLedger', 'is empty', "Pass the table's name, or leave it out.");
  if (wranglerLedger !== undefined && isSameName(table, wranglerLedger)) throw ledgerOfWrangler(table);
  return { table, wranglerTable: wranglerLedger ?? null, wranglerFile, trustAtomicBatches };
}
