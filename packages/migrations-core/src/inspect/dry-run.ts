// Takes the steps of a plan without taking them: the statements that each would run.
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { Plan } from '../plan/types.ts';
import { record } from '../record/record.ts';
import { ledgerTouched } from '../run/errors.ts';
import type { PretendedStep, PretendReport } from '../run/report.ts';
import { previewLosses } from './count-losses.ts';
import type { RunLinter } from './lint-run.ts';

/** Writes nothing. Throws MIGRATION.TOUCHES_LEDGER. A step that fails while it is recorded is reported with the reason, and the rest goes on. */
export async function pretendPlan(
  database: SqlDatabase,
  plan: Plan,
  loaded: LoadedMigrations,
  ledger: Ledger,
  lookout: RunLinter | null,
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
      const touching = touchingLedger(ledger, recorded.statements);
      if (touching !== undefined) throw ledgerTouched(step, touching);
      const isKnown = steps.every((before) => before.statements !== null);
      if (lookout !== null && isKnown) await lookout.follow(migration, recorded.statements);
      const statements = recorded.statements.map(({ sql, values }) => ({ sql, values }));
      steps.push({ ...step, statements, unknown: null });
    } else {
      steps.push({ ...step, statements: null, unknown: messageOf(recorded.failure.cause) });
    }
  }
  const findings = lookout === null ? [] : lookout.findings();
  const { action, wipe, warnings } = plan;
  const foreseen = steps.map((step) => ({ step, statements: step.statements }));
  const { losses } = await previewLosses(database, ledger, wipe, foreseen);
  return { action, pretend: true, wipe, steps, warnings, findings, losses };
}
