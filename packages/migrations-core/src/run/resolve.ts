// Resolves a partial migration: writes to the ledger what a person found in the schema.
import { commitDown, commitMark } from '../commit/migration-commits.ts';
import { notCommitted } from '../commit/not-committed.ts';
import type { SqlDatabase } from '../database/d1.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { notRecorded } from '../migration/errors.ts';
import { findMigration } from '../migration/find-by-name.ts';
import { notPartial } from '../plan/errors.ts';
import { resolveFailed } from './errors.ts';

/**
 * Accepts the names that `findMigration` does. Throws MIGRATION.NOT_FOUND, MIGRATION.NAME_AMBIGUOUS,
 * MIGRATION.NOT_PARTIAL, and MIGRATION.RESOLVE_FAILED if the ledger did not change.
 */
export async function resolvePartial(
  database: SqlDatabase,
  ledger: Ledger,
  name: string,
  outcome: 'applied' | 'rolled-back',
  runId: string,
): Promise<void> {
  const found = findMigration(
    name,
    ledger.rows.map(({ migration }) => migration),
    notRecorded,
  );
  const row = ledger.rows.find(({ migration }) => migration === found);
  if (row?.state !== 'partial') throw notPartial(found);
  const held = new HeldLedger(ledger);
  const committed =
    outcome === 'applied'
      ? await commitMark(database, held, { ...row, state: 'applied', statements: null, runId })
      : await commitDown(database, held, { ...row, runId }, [], 'anything');
  if (committed.kind === 'committed') return;
  throw resolveFailed(found, notCommitted(committed));
}
