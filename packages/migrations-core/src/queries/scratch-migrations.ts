// Applies migrations to a scratch database that has the schema of the real one, and keeps their statements to do so again.
import { readError } from '@roostjs/internal-sql';
import { prepare, type Sql } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { errorOf } from '../lint/trace/error-of.ts';
import type { ScratchDatabase } from '../lint/trace/schema-replica.ts';
import type { LoadedMigration } from '../migration/load.ts';
import { record, runDirectly } from '../record/record.ts';

/** The statements of a migration that was applied. */
export type AppliedMigration = { readonly name: string; readonly statements: readonly Sql[] };

/** Returns why it fails, if it does; an atomic one has changed nothing then. */
export async function apply(
  scratch: ScratchDatabase,
  ledger: LedgerSettings,
  loaded: LoadedMigration,
): Promise<AppliedMigration | { readonly problem: string }> {
  if (loaded.migration.withinTransaction === false) {
    const { statements, failure } = await runDirectly(scratch, ledger, loaded, 'up');
    return failure === null ? { name: loaded.name, statements } : { problem: wordsOf(failure.cause) };
  }
  const recorded = await record(scratch, loaded, 'up', 'allowed');
  if (recorded.kind === 'failed') return { problem: wordsOf(recorded.failure.cause) };
  const { statements } = recorded;
  try {
    if (statements.length > 0) await scratch.batch(statements.map((sql) => prepare(scratch, sql)));
    return { name: loaded.name, statements };
  } catch (error) {
    return { problem: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  return readError(messageOf(error)).words;
}

/** The same on another scratch database, on which everything before it was applied too. */
export async function applyAgain(scratch: ScratchDatabase, { statements }: AppliedMigration): Promise<void> {
  for (const sql of statements) await errorOf(scratch, sql);
}
