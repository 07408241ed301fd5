// The inspector of createMigrator(): lints what a run applies on a scratch database, and counts the existing rows
// that it would lose.
import type { StepFailure } from '../database/failure.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import { losesData } from '../lint/finding.ts';
import { knownRules } from '../lint/lint.ts';
import type { LoadedMigration } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { dataLost } from '../run/errors.ts';
import type {
  FailurePlace,
  InspectionSelection,
  Inspector,
  PlanInspection,
  PreparedRun,
  PreviewedLosses,
  RecordedByName,
  RunInspection,
  StepInspection,
} from '../run/inspector.ts';
import type { PretendReport } from '../run/report.ts';
import { pretendPlan } from './dry-run.ts';
import type { EarlierMigration } from './earlier.ts';
import { explain } from './explain.ts';
import {
  type LintSelection,
  type LintSettings,
  type LintSetup,
  lintPlan,
  lintSettings,
  lintStep,
  withRunLinter,
} from './lint-run.ts';
import { previewRun } from './loss-preview.ts';

/** Throws LINT.RULE_UNKNOWN. */
export function lintingInspector(setup: LintSetup): Inspector {
  return (selection) => {
    const lint = knownSelection(selection);
    return (run) => new LintingInspection(run, lintSettings(setup, run.plan, run.entries, lint), setup);
  };
}

/** What the run would do. Writes nothing. Throws LINT.RULE_UNKNOWN and MIGRATION.TOUCHES_LEDGER. */
export function dryRun(
  setup: LintSetup,
  { database, ledger, entries, plan, loaded }: PreparedRun,
  selection: InspectionSelection | null,
): Promise<PretendReport> {
  const lint = lintSettings(setup, plan, entries, knownSelection(selection));
  return withRunLinter(ledger, lint, (linter) => pretendPlan(database, ledger, plan, loaded, linter));
}

function knownSelection(selection: InspectionSelection | null): LintSelection | null {
  return selection === null ? null : { ...selection, allow: knownRules(selection.allow) };
}

class LintingInspection implements RunInspection {
  readonly #run: PreparedRun;
  /** null if nothing is to be linted, or nothing can be. */
  readonly #lint: LintSettings | null;
  readonly #setup: LintSetup;
  #recorded: RecordedByName = new Map();
  /** What has been inspected of the run, in order. */
  readonly #inspected: EarlierMigration[] = [];

  constructor(run: PreparedRun, lint: LintSettings | null, setup: LintSetup) {
    this.#run = run;
    this.#lint = lint;
    this.#setup = setup;
  }

  async inspectPlan(known: readonly RecordedStep[] | null): Promise<PlanInspection> {
    const { database, ledger, plan, loaded } = this.#run;
    const { steps } = plan;
    const inspection = await lintPlan(database, ledger, { steps, loaded, known }, this.#lint);
    this.#recorded = inspection.recorded;
    this.#inspected.push(...inspection.inOrder);
    return inspection;
  }

  async inspectStep(
    step: PlanStep,
    migration: LoadedMigration,
    statements: readonly RecordedStatement[],
    schema: SchemaIndex,
  ): Promise<StepInspection> {
    if (this.#lint === null) return { findings: [], empty: null, refusal: null, ifRefused: null };
    const { database, ledger } = this.#run;
    const run = {
      database,
      isAtomic: ledger.trustAtomicBatches,
      before: () => new SchemaIndex(ledger.schema),
      earlier: () => this.#earlierThan(step),
    };
    const { findings, empty, ifRefused } = await lintStep(run, schema, migration, statements, this.#lint);
    this.#inspected.push({ migration, statements });
    const losses = findings.filter(losesData);
    const isRefused = this.#lint.refusesLoss && losses.length > 0;
    return {
      findings,
      empty: empty.get(step.name) ?? null,
      refusal: isRefused ? (report) => dataLost(losses, step, report) : null,
      ifRefused,
    };
  }

  // What runs outside a transaction, or could not be recorded, is not among the inspected migrations.
  #earlierThan(step: PlanStep): readonly EarlierMigration[] | null {
    const { steps } = this.#run.plan;
    const before = steps.slice(
      0,
      steps.findIndex(({ name }) => name === step.name),
    );
    const own = before.filter(({ replaces }) => replaces === undefined);
    const earlier = this.#inspected.slice(0, own.length);
    const isComplete = own.every(({ name }, index) => earlier[index]?.migration.name === name);
    return isComplete ? earlier : null;
  }

  losses(): Promise<PreviewedLosses> {
    return previewRun(this.#run, this.#recorded);
  }

  explain(failure: StepFailure, place: FailurePlace): Promise<StepFailure> {
    return explain(failure, place, this.#setup);
  }
}
