// What a caller can listen to while a run goes on.

import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Plan } from '../plan/types.ts';
import type { Wipe } from '../wipe/wipe.ts';
import type { MigrationReport, StepReport } from './report.ts';

export type MigrationEvent =
  | { readonly type: 'run-started'; readonly plan: Plan; readonly bookmark: string | null }
  /** Before the first step of a fresh start, where there is something to take away. */
  | { readonly type: 'wipe-started'; readonly wipe: Wipe }
  | { readonly type: 'wipe-finished'; readonly wipe: Wipe; readonly durationMs: number }
  | { readonly type: 'wipe-failed'; readonly wipe: Wipe; readonly error: unknown }
  | { readonly type: 'step-started'; readonly step: PlanStep }
  /** What lint says of a step that could not be looked at before the run, ahead of anything that is sent of it. */
  | { readonly type: 'step-findings'; readonly step: PlanStep; readonly findings: readonly LintFinding[] }
  | { readonly type: 'step-finished'; readonly step: StepReport }
  | { readonly type: 'step-failed'; readonly step: PlanStep; readonly error: unknown }
  /** Another run has applied the step meanwhile. */
  | { readonly type: 'step-skipped'; readonly step: PlanStep; readonly runId: string | null }
  | { readonly type: 'run-finished'; readonly report: MigrationReport };

export type MigrationListener = (event: MigrationEvent) => void;
