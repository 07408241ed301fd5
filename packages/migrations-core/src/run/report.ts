// What a run returns: always complete, also in the error of a run that failed.
import type { Sql } from '../database/d1.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Action, PlanWarning } from '../plan/types.ts';
import type { Wipe, WipedObject } from '../wipe/wipe.ts';
import type { Loss } from './data-loss.ts';

/** `statements` counts what the migration wrote, the ledger's own statements not included. */
export type StepReport = PlanStep & {
  readonly statements: number;
  /** Set if it was applied and ran no statement at all, reads included. */
  readonly empty?: true;
  readonly durationMs: number;
};

export type SkippedStep = PlanStep & { readonly runId: string | null };

export type MigrationReport = {
  readonly action: Action;
  readonly pretend: false;
  /** Also in the ledger, on every row that this run wrote. */
  readonly runId: string;
  /** What was dropped before the first step, in this order; empty unless the action is a fresh start. */
  readonly wiped: readonly WipedObject[];
  /** The point before the run to which the database can be restored; null if the database has none. */
  readonly bookmark: string | null;
  readonly done: readonly StepReport[];
  /** Applied by another run since the plan was made. */
  readonly skipped: readonly SkippedStep[];
  /** Not done; empty unless the run failed. The first is the step that failed, or before which the run stopped. */
  readonly remaining: readonly PlanStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint reports about the migrations; empty if none were linted. */
  readonly findings: readonly LintFinding[];
  /** Errors that the listener has thrown or rejected with so far; they never change what a run does. */
  readonly listenerErrors: readonly string[];
};

/** One step of a dry run. `statements` is null if they are only known when the step runs; `unknown` says why. */
export type PretendedStep = PlanStep & {
  readonly statements: readonly Sql[] | null;
  readonly unknown: string | null;
  /** Statements that do one thing together, such as a rebuild; missing if there are none. */
  readonly groups?: readonly PretendedGroup[];
};

/** `does`: in one line. `first`: the index of its first statement, of `count`. */
export type PretendedGroup = { readonly does: string; readonly first: number; readonly count: number };

export type PretendReport = {
  readonly action: Action;
  readonly pretend: true;
  /** What would be dropped before the first step; null if nothing would. */
  readonly wipe: Wipe | null;
  readonly steps: readonly PretendedStep[];
  readonly warnings: readonly PlanWarning[];
  /** What lint reports about the steps up to the first whose statements are not known. */
  readonly findings: readonly LintFinding[];
  /** The existing rows that would be lost, as far as that is known before the run. */
  readonly losses: readonly Loss[];
};
