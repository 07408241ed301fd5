// The statements of a whole run, ahead of it: of its first migrations, as far as they can be known.
import type { SqlDatabase } from '../database.ts';
import { commitsByItself, messageOf } from '../errors.ts';
import { type LoadedMigrations, loadedFor } from '../load.ts';
import type { RecordedStatement } from '../record/conduct.ts';
import { record } from '../record/record.ts';
import type { PlanStep } from '../steps.ts';
import type { Rehearsal } from './rehearsal.ts';

export type RecordedStep = { readonly step: PlanStep; readonly statements: readonly RecordedStatement[] };

export type RecordedRun = Pick<Rehearsal, 'left'> & { readonly steps: readonly RecordedStep[] };

/** Writes nothing. */
export async function recordRun(
  database: SqlDatabase,
  wanted: readonly PlanStep[],
  loaded: LoadedMigrations,
): Promise<RecordedRun> {
  const steps: RecordedStep[] = [];
  for (const [index, step] of wanted.entries()) {
    // One that takes the place of others is recorded and not run.
    if (step.replaces !== undefined) {
      steps.push({ step, statements: [] });
      continue;
    }
    const migration = loadedFor(step, loaded);
    const isFirstWrite = steps.every(({ statements }) => statements.length === 0);
    const outcome =
      migration.migration.withinTransaction === false
        ? commitsByItself
        : await record(migration, step.direction, database, isFirstWrite ? 'live' : 'ahead');
    if (typeof outcome === 'string' || outcome.kind === 'failed') {
      const reason = typeof outcome === 'string' ? outcome : messageOf(outcome.failure.cause);
      return { steps, left: leftFrom(wanted.slice(index), reason) };
    }
    steps.push({ step, statements: outcome.statements });
  }
  return { steps, left: [] };
}

function leftFrom([first, ...rest]: readonly PlanStep[], reason: string): Rehearsal['left'] {
  if (first === undefined) return [];
  const behind = rest.map((step) => ({ step, reason: `it comes behind '${first.name}'` }));
  return [{ step: first, reason }, ...behind];
}
