// The statements of a run that is to be one batch: all of them have to be known ahead of it, and fit one request.
import type { SqlDatabase } from '../database/d1.ts';
import type { LoadedMigrations } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import { notTogether, tooManyTogether } from './errors.ts';
import { type RecordedStep, recordSteps } from './record-plan.ts';

// Each counts as a query of one invocation (developers.cloudflare.com/d1/platform/limits, of a paid plan), those of the ledger
// among them: for a migration, and for the run.
const mostStatements = 1_000;
const ofLedgerPerMigration = 4;
const ofLedger = 20;

/**
 * Writes nothing. Throws MIGRATION.NOT_TOGETHER where one is not run in a transaction, takes the place of others or reads what
 * an earlier one writes, and MIGRATION.TOO_MANY where all of them are more than one request takes.
 */
export async function recordTogether(
  database: SqlDatabase,
  steps: readonly PlanStep[],
  loaded: LoadedMigrations,
): Promise<readonly RecordedStep[]> {
  const standIn = steps.findIndex(({ replaces }) => replaces !== undefined);
  if (standIn !== -1)
    throw notTogether(steps, standIn, 'it replaces applied migrations, and nothing of it runs');
  const run = await recordSteps(database, steps, loaded);
  const [left] = run.left;
  if (left !== undefined) throw notTogether(steps, run.steps.length, left.reason);
  let statements = ofLedger;
  for (const [index, step] of run.steps.entries()) {
    statements += step.statements.length + ofLedgerPerMigration;
    if (statements > mostStatements) throw tooManyTogether(steps, index, mostStatements);
  }
  return run.steps;
}
