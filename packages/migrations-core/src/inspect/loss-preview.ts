// What a run would do, for its approval: the statements of each down(), and the rows that would be lost.
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { loadedFor } from '../migration/load.ts';
import { record } from '../record/record.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { ledgerTouched } from '../run/errors.ts';
import type { PreparedRun, PreviewedLosses, RecordedByName } from '../run/inspector.ts';
import { previewLosses, type StepToPreview } from './count-losses.ts';

/** `ups`: the statements of each up(), as far as they have been recorded. Throws MIGRATION.TOUCHES_LEDGER. */
export async function previewRun(run: PreparedRun, ups: RecordedByName): Promise<PreviewedLosses> {
  const { database, ledger, plan } = run;
  const downs = await recordDowns(run);
  const steps = plan.steps.flatMap((step): readonly StepToPreview[] => {
    const statements = (step.direction === 'up' ? ups : downs).get(step.name) ?? null;
    // A migration that is applied again after a rollback or a wipe finds no rows to delete.
    return step.direction === 'up' && statements === null ? [] : [{ step, statements }];
  });
  return { preview: await previewLosses(database, ledger, plan.wipe, steps), downs };
}

/** Leaves out a down() that reads the database or throws. */
async function recordDowns({ database, ledger, plan, loaded }: PreparedRun): Promise<RecordedByName> {
  const downs = new Map<string, readonly RecordedStatement[]>();
  for (const step of plan.steps.filter(({ direction }) => direction === 'down')) {
    const outcome = await record(database, loadedFor(step, loaded), 'down', 'refused');
    if (outcome.kind === 'failed') continue;
    const touching = touchingLedger(ledger, outcome.statements);
    if (touching !== undefined) throw ledgerTouched(step, touching);
    downs.set(step.name, outcome.statements);
  }
  return downs;
}
