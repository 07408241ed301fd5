// What is needed to replay the pending migrations: the schema of the real database, and their files.
import type { SqlDatabase } from '../database/d1.ts';
import type { SchemaObject } from '../database/schema.ts';
import { checkLedgerSettings, type LedgerNames } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import type { MigrationEntry, MigrationSource } from '../migration/source.ts';
import { readState } from '../migrator/state.ts';

export type PendingOptions = LedgerNames & {
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource;
  readonly openScratch: OpenScratch;
};

export type PendingMigrations = {
  readonly schema: readonly SchemaObject[];
  /** In the order in which they run. */
  readonly entries: readonly MigrationEntry[];
  readonly settings: LedgerSettings;
};

/** One request, which writes nothing. Throws what listing and reading throw. */
export async function readPending(options: PendingOptions): Promise<PendingMigrations> {
  const settings = checkLedgerSettings(options);
  const { database, migrations: source } = options;
  const { entries, ledger, statuses } = await readState({ database, source, settings });
  // One that replaces others is only recorded if they are applied.
  const names = new Set(
    statuses.flatMap(({ name, state, replaces }) =>
      state === 'pending' && replaces === undefined ? [name] : [],
    ),
  );
  return { schema: ledger.schema, entries: entries.filter(({ name }) => names.has(name)), settings };
}
