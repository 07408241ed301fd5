// What a run gives back: always complete, also inside the error of a run that failed.
import type { Sql } from '../database/d1.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Action, PlanWarning } from '../plan/types.ts';
import type { Wipe, WipedObject } from '../wipe/wipe.ts';
import type { Loss } from './data-loss.ts';

/** `statements` counts what the migration wrote, the ledger's own statements not included. */
export type StepReport = PlanStep & {
  readonly statements: number;
  /** It was applied, and ran no statement at all, reads included. */
  readonly empty?: true;
  readonly durationMs: number;
};

export type SkippedStep = PlanStep & { readonly runId: string | null };

export type MigrationReport = {
  readonly action: Action;
  readonly pretend: false;
  /** Also in the ledger, on every row that this run wrote. */
  readonly runId: string;
  /** What was dropped before the first step, in this order: by a fresh start, and else nothing. */
  readonly wiped: readonly WipedObject[];
  /** The point in time before the run, to restore the database to; null where it keeps none. */
  readonly bookmark: string | null;
  readonly done: readonly StepReport[];
  /** Applied by another run since the plan was made. */
  readonly skipped: readonly SkippedStep[];
  /** Not done: empty unless the run failed, and then the first is the one that failed, or was stopped. */
  readonly remaining: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint says of the migrations; nothing where none were looked at. */
  readonly findings: readonly LintFinding[];
  /** Errors that a listener threw, or was rejected with by then; they never change what a run does. */
  readonly listenerErrors: readonly string[];
};

/** One step of a pretended run. `statements` is null where they can only be known when the step runs: `unknown` says why. */
export type PretendedStep = PlanStep & {
  readonly statements: readonly Sql[] | null;
  readonly unknown: string | null;
};

export type PretendReport = {
  readonly action: Action;
  readonly pretend: true;
  /** What would run before the first step; null where nothing would. */
  readonly wipe: Wipe | null;
  readonly steps: readonly PretendedStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint says of the steps up to the first whose statements are not known. */
  readonly findings: readonly LintFinding[];
  /** The rows that are there and would go, as far as it is known ahead. */
  readonly losses: readonly Loss[];
};
