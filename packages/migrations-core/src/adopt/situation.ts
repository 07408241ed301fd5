// A database to adopt, as it was read.
import type { SqlDatabase } from '../database/d1.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { MigrationStatus } from '../plan/status.ts';

export type AdoptSituation = {
  readonly database: SqlDatabase;
  /** In the order in which they run. */
  readonly entries: readonly MigrationEntry[];
  readonly statuses: readonly MigrationStatus[];
  readonly ledger: Ledger;
  /** An empty database, on which the migrations are replayed. */
  readonly scratch: SqlDatabase;
};
