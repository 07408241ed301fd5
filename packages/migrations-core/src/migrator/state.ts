// What a runner reads before it plans: the files, the ledger, and the state of each migration.
import type { SqlDatabase } from '../database/d1.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { readLedger } from '../ledger/read.ts';
import { checkTriggers } from '../ledger/table.ts';
import { listMigrations, type MigrationEntry, type MigrationSource } from '../migration/source.ts';
import { readReplacements } from '../plan/replacements.ts';
import { type MigrationStatus, statusOf } from '../plan/status.ts';

/** Where a runner finds its migrations and its ledger. */
export type RunnerSetup = {
  readonly database: SqlDatabase;
  readonly source: MigrationSource;
  readonly settings: LedgerSettings;
};

export type MigrationState = {
  readonly entries: readonly MigrationEntry[];
  readonly ledger: Ledger;
  readonly statuses: readonly MigrationStatus[];
};

/** One request, which writes nothing. Throws what listing and reading throw. */
export async function readState(setup: RunnerSetup): Promise<MigrationState> {
  const entries = await listMigrations(setup.source);
  const ledger = await readUsableLedger(setup);
  const replacements = await readReplacements(entries, ledger);
  return { entries, ledger, statuses: statusOf(entries, ledger, replacements) };
}

/** Throws LEDGER.INCOMPATIBLE, LEDGER.CORRUPT and LEDGER.UNREADABLE. */
export async function readUsableLedger({ database, settings }: RunnerSetup): Promise<Ledger> {
  const ledger = await readLedger(database, settings);
  checkTriggers(ledger);
  return ledger;
}
