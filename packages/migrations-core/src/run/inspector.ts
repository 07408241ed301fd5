// What a run is told of its migrations by whoever looks at them, which is all that it knows of lint and of previews of loss.
import type { SqlDatabase } from '../database/d1.ts';
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
import type { MigrationReport } from './report.ts';

/**
 * What can look at runs. The first call reads nothing, and throws what nobody here can be asked for; `wish` is null where what
 * is applied is not to be looked at.
 */
export type Inspector = (wish: InspectionSelection | null) => (run: PreparedRun) => RunInspection;

export type InspectionSelection = {
  /** Rules of lint that are let pass. */
  readonly allow: readonly string[];
  /** Whether a loss of data ends the run before it. */
  readonly refusesLoss: boolean;
};

/** A run of which everything is known that can be known before anything of it is written. */
export type PreparedRun = {
  readonly database: SqlDatabase;
  readonly ledger: Ledger;
  readonly entries: readonly MigrationEntry[];
  readonly plan: Plan;
  readonly loaded: LoadedMigrations;
};

/** One run, looked at. Nothing is written. */
export interface RunInspection {
  /**
   * `known`: what every step will run, where that is known by now. Throws MIGRATION.LOSES_DATA and MIGRATION.TOUCHES_LEDGER.
   */
  inspectPlan(known: readonly RecordedStep[] | null): Promise<PlanInspection>;
  /** Of what has been recorded in its turn: an up() that is not among what was seen ahead. */
  inspectStep(
    step: PlanStep,
    migration: LoadedMigration,
    statements: readonly RecordedStatement[],
    schema: SchemaIndex,
  ): Promise<StepInspection>;
  /** Calls each down(). Throws MIGRATION.TOUCHES_LEDGER. */
  losses(): Promise<PreviewedLosses>;
}

/** The rows that would be lost, and what each down() was seen to run, which then is what is sent. */
export type PreviewedLosses = { readonly preview: LossPreview; readonly downs: RecordedByName };

/** By the name of the migration. */
export type RecordedByName = ReadonlyMap<string, readonly RecordedStatement[]>;

/** What was seen of a run before anything of it has run. */
export type PlanInspection = {
  readonly findings: readonly LintFinding[];
  /** What the run can send as it was recorded. What is not here is recorded, and looked at, when its turn comes. */
  readonly recorded: RecordedByName;
};

/**
 * What was seen of one migration. `refusal`: why it must not run, null where it may. `ifRefused`: what is to be said where the
 * database refuses it; null where all has been said.
 */
export type StepInspection = {
  readonly findings: readonly LintFinding[];
  readonly ifRefused: (() => Promise<readonly LintFinding[]>) | null;
  readonly refusal: ((report: MigrationReport) => Error) | null;
};
