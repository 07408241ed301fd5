// Takes the steps of a plan without taking them: the statements that each would run.
import type { SqlDatabase } from './database.ts';
import { messageOf } from './errors.ts';
import { type LoadedMigrations, loadedFor } from './load.ts';
import { record } from './record/record.ts';
import type { PretendedStep, PretendReport } from './report.ts';
import type { Plan } from './steps.ts';

/** Writes nothing. A step that fails while it is recorded is reported with the reason, and the rest goes on. */
export async function pretendPlan(
  database: SqlDatabase,
  plan: Plan,
  loaded: LoadedMigrations,
): Promise<PretendReport> {
  const steps: PretendedStep[] = [];
  for (const step of plan.steps) {
    const migration = loadedFor(step, loaded);
    if (step.replaces !== undefined) {
      steps.push({ ...step, statements: [], unknown: null });
      continue;
    }
    // Until a step writes, the database is as the next one will find it.
    const isUntouched = plan.wipe === null && steps.every((before) => before.statements?.length === 0);
    const moment = isUntouched ? 'live' : 'ahead';
    const recorded = await record(migration, step.direction, database, moment);
    if (recorded.kind === 'recorded') {
      const statements = recorded.statements.map(({ sql, values }) => ({ sql, values }));
      steps.push({ ...step, statements, unknown: null });
    } else {
      steps.push({ ...step, statements: null, unknown: messageOf(recorded.failure.cause) });
    }
  }
  return { action: plan.action, pretend: true, wipe: plan.wipe, steps, warnings: plan.warnings };
}
