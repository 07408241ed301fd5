// How a run asks for an inspection of its migrations: all that it knows of lint and of previews of data loss.
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import type { SchemaIndex } from '../database/schema-index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { LoadedMigration, LoadedMigrations } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Plan } from '../plan/types.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { LossPreview } from './data-loss.ts';
import type { EmptyLosses, EmptyLossesByName } from './empty-losses.ts';
import type { MigrationReport } from './report.ts';

/**
 * Prepares the inspection of runs. The first call reads nothing, and throws for an invalid selection; `selection` is
 * null if what the run applies is not linted.
 */
export type Inspector = (selection: InspectionSelection | null) => (run: PreparedRun) => RunInspection;

export type InspectionSelection = {
  /** Rules of lint whose findings are allowed. */
  readonly allow: readonly string[];
  /** Whether the run ends before a loss of data. */
  readonly refusesLoss: boolean;
};

/** A run that is planned, loaded and checked. Nothing has been written. */
export type PreparedRun = {
  readonly database: SqlDatabase;
  readonly ledger: Ledger;
  readonly entries: readonly MigrationEntry[];
  readonly plan: Plan;
  readonly loaded: LoadedMigrations;
};

/** The inspection of one run. Writes nothing. */
export interface RunInspection {
  /**
   * `known`: what every step will run; null if that is still to be recorded. Throws MIGRATION.LOSES_DATA and
   * MIGRATION.TOUCHES_LEDGER.
   */
  inspectPlan(known: readonly RecordedStep[] | null): Promise<PlanInspection>;
  /** Inspects an up() that could not be recorded before the run, and has been recorded now. */
  inspectStep(
    step: PlanStep,
    migration: LoadedMigration,
    statements: readonly RecordedStatement[],
    schema: SchemaIndex,
  ): Promise<StepInspection>;
  /** Calls each down(). Throws MIGRATION.TOUCHES_LEDGER. */
  losses(): Promise<PreviewedLosses>;
  /** Adds the statement that failed, if the error shows it, and what to do instead of it. */
  explain(failure: StepFailure, place: FailurePlace): Promise<StepFailure>;
}

/** Where a statement failed: the schema before the statements, null if it is not known, and all of them in order. */
export type FailurePlace = {
  readonly schema: SchemaIndex | null;
  readonly statements: readonly RecordedStatement[];
};

/** The rows that would be lost, and the recorded statements of each down(), which the run then sends. */
export type PreviewedLosses = { readonly preview: LossPreview; readonly downs: RecordedByName };

/** By the name of the migration. */
export type RecordedByName = ReadonlyMap<string, readonly RecordedStatement[]>;

/** The result of the inspection before the run. */
export type PlanInspection = {
  readonly findings: readonly LintFinding[];
  /** What each batch has to assert. */
  readonly empty: EmptyLossesByName;
  /**
   * The statements that the run sends as they were recorded. A step that is not here is recorded and inspected just
   * before it runs.
   */
  readonly recorded: RecordedByName;
};

/**
 * The result of the inspection of one migration. `refusal`: the error if it must not run, otherwise null.
 * `ifRefused`: the findings to report if the database refuses it; null if all have been reported.
 */
export type StepInspection = {
  readonly findings: readonly LintFinding[];
  /** What its batch has to assert; null if nothing. */
  readonly empty: EmptyLosses | null;
  readonly ifRefused: (() => Promise<readonly LintFinding[]>) | null;
  readonly refusal: ((report: MigrationReport) => Error) | null;
};
