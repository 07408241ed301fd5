// Runs all steps of a plan as one commit: every migration with its ledger row, or none of them.
import type { NotCommitted } from '../commit/commit.ts';
import { commitUps, type Up } from '../commit/migration-commits.ts';
import { newRowOf } from '../commit/new-row.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import { type DatabaseRules, refusedBy } from '../database/rules.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import { serializeDown } from '../record/stored-down.ts';
import type { EmptyLossesByName } from './empty-losses.ts';
import { ledgerTouched, migrationRefused } from './errors.ts';
import type { RunInspection } from './inspector.ts';
import type { Progress } from './progress.ts';
import type { MigrationReport } from './report.ts';
import { stepError } from './step-error.ts';

type TogetherContext = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly empty: EmptyLossesByName;
  readonly inspection: RunInspection;
};

/** Throws what a run throws. Each error names the step that it is about; then nothing of any step was written. */
export async function runTogether(
  { database, rules, empty, inspection }: TogetherContext,
  ledger: Ledger,
  steps: readonly RecordedStep[],
  loaded: LoadedMigrations,
  progress: Progress,
): Promise<void> {
  const run = new RunTogether(progress, ledger, empty);
  run.refuseInvalid(rules, steps);
  const ups: Up[] = [];
  for (const { step, statements, asked } of steps) {
    const migration = loadedFor(step, loaded);
    const downSql = await serializeDown(database, migration);
    const row = { ...newRowOf(step, migration, progress), downSql, statements: asked };
    const assertions = empty.get(step.name)?.assertions ?? [];
    ups.push({
      row,
      statements: [...assertions, ...statements],
      replaces: migration.migration.replaces ?? [],
    });
  }
  progress.togetherStarted();
  const outcome = await commitUps(database, new HeldLedger(ledger), ups);
  if (outcome.kind !== 'committed')
    throw run.stopped(await explained(inspection, ledger, outcome, steps), steps);
  progress.togetherFinished(steps);
}

async function explained(
  inspection: RunInspection,
  { schema }: Ledger,
  outcome: NotCommitted,
  steps: readonly RecordedStep[],
): Promise<NotCommitted> {
  if (outcome.kind !== 'failed') return outcome;
  const statements = steps.flatMap((step) => step.statements);
  const place = { schema: new SchemaIndex(schema), statements };
  return { kind: 'failed', failure: await inspection.explain(outcome.failure, place) };
}

class RunTogether {
  readonly #progress: Progress;
  readonly #ledger: Ledger;
  readonly #empty: EmptyLossesByName;

  constructor(progress: Progress, ledger: Ledger, empty: EmptyLossesByName) {
    this.#progress = progress;
    this.#ledger = ledger;
    this.#empty = empty;
  }

  refuseInvalid(rules: DatabaseRules, steps: readonly RecordedStep[]): void {
    for (const { step, statements } of steps) {
      const touching = touchingLedger(this.#ledger, statements);
      if (touching !== undefined) throw this.#failed(step, (report) => ledgerTouched(step, touching, report));
      const [first, ...others] = refusedBy(rules, statements);
      if (first !== undefined)
        throw this.#failed(step, (report) => migrationRefused(step, [first, ...others], report));
    }
  }

  stopped(outcome: NotCommitted, steps: readonly RecordedStep[]): Error {
    const [first] = steps;
    if (first === undefined) throw new Error('A run without steps was not committed.');
    const failed =
      outcome.kind === 'failed' ? steps.find((one) => this.#isAbout(one, outcome.failure)) : first;
    const { step } = failed ?? first;
    const before = { ledger: this.#ledger, empty: this.#empty };
    return this.#failed(step, (report) => stepError(step, outcome, before, report));
  }

  #isAbout({ step, statements }: RecordedStep, { statement }: StepFailure): boolean {
    const own: readonly unknown[] = [...(this.#empty.get(step.name)?.assertions ?? []), ...statements];
    return own.includes(statement);
  }

  #failed(step: PlanStep, errorOf: (report: MigrationReport) => Error): Error {
    this.#progress.stepStarted(step);
    return this.#progress.stepFailed(step, errorOf);
  }
}
