// What an object says of its migrations, as plain data that an RPC call can return.
import type { MigrationStatus } from '../plan/status.ts';
import type { ObjectRead } from './setup.ts';

/**
 * `migrated`: nothing is pending. `pending`: something is, and nothing has failed yet. `failed`: a migration failed, or
 * was rolled back and is pending. `newer`: nothing is pending, and the ledger has migrations that this code does not
 * have, as after a deploy that was rolled back.
 */
export type ObjectMigrationState = 'migrated' | 'pending' | 'failed' | 'newer';

export type ObjectFailure = { readonly code: string; readonly message: string; readonly hint: string };

export type ObjectStatus = {
  readonly state: ObjectMigrationState;
  /** The newest migration that is applied; null if none is. */
  readonly head: string | null;
  readonly pending: number;
  /** Why the object is not served; null if it is. */
  readonly failure: ObjectFailure | null;
  readonly migrations: readonly MigrationStatus[];
};

export function objectStatus({ statuses, ledger }: ObjectRead, failure: ObjectFailure | null): ObjectStatus {
  const pending = statuses.filter(({ state }) => state === 'pending').length;
  const isNewer = statuses.some(({ state }) => state === 'missing');
  const settled = isNewer ? 'newer' : 'migrated';
  return {
    state: failure !== null ? 'failed' : pending > 0 ? 'pending' : settled,
    head: ledger.rows.at(-1)?.migration ?? null,
    pending,
    failure,
    migrations: statuses,
  };
}
