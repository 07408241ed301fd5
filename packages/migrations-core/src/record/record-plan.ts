// Records the statements of a whole run before it: those of its first migrations, as far as they can be known.
import type { SqlDatabase } from '../database/d1.ts';
import { messageOf } from '../errors.ts';
import { type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import { commitsByItself } from './errors.ts';
import { record } from './record.ts';
import type { RecordedStatement } from './statement-handler.ts';

/** `asked`: how many statements the migration passed to its database, reads included. */
export type RecordedStep = {
  readonly step: PlanStep;
  readonly statements: readonly RecordedStatement[];
  readonly asked: number;
};

/** A step whose statements cannot be known before it runs, and why. */
export type UnknownStep = { readonly step: PlanStep; readonly reason: string };

export type RecordedRun = {
  readonly steps: readonly RecordedStep[];
  readonly unknown: readonly UnknownStep[];
};

/** Writes nothing. */
export async function recordSteps(
  database: SqlDatabase,
  wanted: readonly PlanStep[],
  loaded: LoadedMigrations,
): Promise<RecordedRun> {
  const steps: RecordedStep[] = [];
  for (const [index, step] of wanted.entries()) {
    // A migration that replaces applied ones does not run.
    if (step.replaces !== undefined) {
      steps.push({ step, statements: [], asked: 0 });
      continue;
    }
    const migration = loadedFor(step, loaded);
    const isFirstWrite = steps.every(({ statements }) => statements.length === 0);
    const outcome =
      migration.migration.withinTransaction === false
        ? commitsByItself
        : await record(database, migration, step.direction, isFirstWrite ? 'allowed' : 'refused');
    if (typeof outcome === 'string' || outcome.kind === 'failed') {
      const reason = typeof outcome === 'string' ? outcome : messageOf(outcome.failure.cause);
      return { steps, unknown: unknownFrom(wanted.slice(index), reason) };
    }
    steps.push({ step, statements: outcome.statements, asked: outcome.asked });
  }
  return { steps, unknown: [] };
}

function unknownFrom([first, ...rest]: readonly PlanStep[], reason: string): readonly UnknownStep[] {
  if (first === undefined) return [];
  const later = rest.map((step) => ({ step, reason: `it comes after '${first.name}'` }));
  return [{ step: first, reason }, ...later];
}
