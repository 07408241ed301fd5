// Records the statements of a run that is one batch: all of them must be known before it, and fit into one request.
import type { SqlDatabase } from '../database/d1.ts';
import type { LoadedMigrations } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import { notTogether, tooManyTogether } from './errors.ts';
import { type RecordedStep, recordSteps } from './record-plan.ts';

// Each statement counts as a query of one invocation (developers.cloudflare.com/d1/platform/limits, paid plan),
// including those of the ledger for each migration and for the run.
export const maxStatements = 1_000;
const ledgerStatementsPerMigration = 4;
const ledgerStatementsPerRun = 20;

/**
 * Writes nothing. Throws MIGRATION.NOT_TOGETHER if a migration runs outside a transaction, replaces applied ones or
 * reads after an earlier one writes, and MIGRATION.TOO_MANY if one request does not accept all statements.
 */
export async function recordTogether(
  database: SqlDatabase,
  steps: readonly PlanStep[],
  loaded: LoadedMigrations,
): Promise<readonly RecordedStep[]> {
  const replacement = steps.findIndex(({ replaces }) => replaces !== undefined);
  if (replacement !== -1)
    throw notTogether(steps, replacement, 'it replaces applied migrations, and nothing of it runs');
  const run = await recordSteps(database, steps, loaded);
  const [unknown] = run.unknown;
  if (unknown !== undefined) throw notTogether(steps, run.steps.length, unknown.reason);
  let statements = ledgerStatementsPerRun;
  for (const [index, step] of run.steps.entries()) {
    statements += step.statements.length + ledgerStatementsPerMigration;
    if (statements > maxStatements) throw tooManyTogether(steps, index, maxStatements);
  }
  return run.steps;
}
