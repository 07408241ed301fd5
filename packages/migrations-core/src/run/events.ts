// The events of a run, for a listener.
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Plan } from '../plan/types.ts';
import type { Wipe } from '../wipe/wipe.ts';
import type { MigrationReport, StepReport } from './report.ts';

export type MigrationEvent =
  | { readonly type: 'run-started'; readonly plan: Plan; readonly bookmark: string | null }
  /** Before the first step of a fresh start that has something to drop or apply. */
  | { readonly type: 'wipe-started'; readonly wipe: Wipe }
  | { readonly type: 'wipe-finished'; readonly wipe: Wipe; readonly durationMs: number }
  | { readonly type: 'wipe-failed'; readonly wipe: Wipe; readonly error: unknown }
  | { readonly type: 'step-started'; readonly step: PlanStep }
  /**
   * What lint reports about a step that could not be linted before the run: before any of its statements is sent, or
   * after it failed.
   */
  | { readonly type: 'step-findings'; readonly step: PlanStep; readonly findings: readonly LintFinding[] }
  | { readonly type: 'step-finished'; readonly step: StepReport }
  | { readonly type: 'step-failed'; readonly step: PlanStep; readonly error: unknown }
  /** Another run applied the step in the meantime. */
  | { readonly type: 'step-skipped'; readonly step: PlanStep; readonly runId: string | null }
  | { readonly type: 'run-finished'; readonly report: MigrationReport };

export type MigrationListener = (event: MigrationEvent) => void;
