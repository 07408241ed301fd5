// Settles a partial migration: the ledger learns what a person has found in the schema.
import { commitDown, commitMark } from './commit.ts';
import type { SqlDatabase } from './database.ts';
import { notFound, notPartial, resolveFailed } from './errors.ts';
import type { Ledger } from './ledger/ledger.ts';
import { nearestTo } from './named.ts';
import { reasonOf } from './uncommitted.ts';

/** Throws MIGRATION.NOT_FOUND, MIGRATION.NOT_PARTIAL, and MIGRATION.RESOLVE_FAILED where the ledger did not change. */
export async function resolvePartial(
  database: SqlDatabase,
  ledger: Ledger,
  name: string,
  outcome: 'applied' | 'rolled-back',
  runId: string,
): Promise<void> {
  const row = ledger.rows.find((other) => other.migration === name);
  if (row === undefined)
    throw notFound(
      name,
      nearestTo(
        name,
        ledger.rows.map(({ migration }) => migration),
      ),
    );
  if (row.state !== 'partial') throw notPartial(name);
  const settled =
    outcome === 'applied'
      ? await commitMark(database, ledger, { ...row, state: 'applied', runId })
      : await commitDown(database, ledger, { ...row, runId }, []);
  if (settled.kind === 'committed') return;
  throw resolveFailed(name, reasonOf(settled));
}
