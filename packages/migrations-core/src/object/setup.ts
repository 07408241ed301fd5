// What every method reads first: the migrations, the ledger, and the state of each migration.
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import {
  entriesOf,
  inOrder,
  isSource,
  listMigrations,
  type MigrationEntry,
  type MigrationMap,
  type MigrationSource,
} from '../migration/source.ts';
import { noReplacements, readReplacements } from '../plan/replacements.ts';
import { type MigrationStatus, statusOf } from '../plan/status.ts';
import { type ObjectLedger, readObjectLedger } from './ledger.ts';
import type { ObjectStorage } from './storage.ts';

export type ObjectSetup = {
  readonly storage: ObjectStorage;
  readonly migrations: MigrationSource | MigrationMap;
  /** The ledger's. */
  readonly table: string;
};

export type ObjectRead = {
  readonly entries: readonly MigrationEntry[];
  readonly ledger: ObjectLedger;
  readonly statuses: readonly MigrationStatus[];
};

/** Throws LEDGER.NAME_INVALID. */
export function setupOf(
  storage: ObjectStorage,
  migrations: MigrationSource | MigrationMap,
  ledger: string | undefined,
): ObjectSetup {
  const { table } = checkLedgerSettings(ledger === undefined ? {} : { ledger });
  return { storage, migrations, table };
}

/** The state, or a promise of it if the migrations are listed by a source, or one that is pending must be loaded. */
export function readObject(setup: ObjectSetup): ObjectRead | Promise<ObjectRead> {
  const { migrations } = setup;
  return isSource(migrations)
    ? listMigrations(migrations).then((entries) => readState(setup, entries))
    : readState(setup, inOrder(entriesOf(migrations)));
}

function readState(
  { storage, table }: ObjectSetup,
  entries: readonly MigrationEntry[],
): ObjectRead | Promise<ObjectRead> {
  const ledger = readObjectLedger(storage, table);
  const recorded = new Set(ledger.rows.map(({ migration }) => migration));
  const withStates = (replacements = noReplacements): ObjectRead => ({
    entries,
    ledger,
    statuses: statusOf(entries, ledger, replacements),
  });
  const isAllRecorded = entries.every(({ name }) => recorded.has(name));
  return isAllRecorded ? withStates() : readReplacements(entries, ledger).then(withStates);
}
