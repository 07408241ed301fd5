// Keeps the report of a run in progress, and notifies its listener.
import type { RunIdentity } from '../commit/new-row.ts';
import { messageOf } from '../errors.ts';
import type { LintFinding } from '../lint/finding.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Plan, PlanWarning } from '../plan/types.ts';
import type { Wipe, WipedObject } from '../wipe/wipe.ts';
import type { MigrationEvent, MigrationListener } from './events.ts';
import type { MigrationReport, SkippedStep, StepReport } from './report.ts';

export class Progress {
  readonly runId: string;
  readonly bookmark: string | null;
  readonly environment: string | null;
  readonly isApproved: boolean;
  readonly #plan: Plan;
  readonly #now: () => number;
  readonly #listener: MigrationListener;
  readonly #done: StepReport[] = [];
  readonly #skipped: SkippedStep[] = [];
  readonly #findings: LintFinding[] = [];
  readonly #listenerErrors: string[] = [];
  #wiped: readonly WipedObject[] = [];
  #startedAt = 0;

  constructor(plan: Plan, run: RunIdentity, now: () => number, listener: MigrationListener) {
    this.#plan = plan;
    this.runId = run.runId;
    this.bookmark = run.bookmark;
    this.environment = run.environment;
    this.isApproved = run.isApproved;
    this.#now = now;
    this.#listener = listener;
  }

  runStarted(): void {
    this.#emit({ type: 'run-started', plan: this.#plan, bookmark: this.bookmark });
  }

  wipeStarted(wipe: Wipe): void {
    this.#startedAt = this.#now();
    this.#emit({ type: 'wipe-started', wipe });
  }

  wipeFinished(wipe: Wipe): void {
    this.#wiped = wipe.objects;
    this.#emit({ type: 'wipe-finished', wipe, durationMs: this.#now() - this.#startedAt });
  }

  /** Returns the error, which the caller throws. */
  wipeFailed<E>(wipe: Wipe, error: E): E {
    this.#emit({ type: 'wipe-failed', wipe, error });
    return error;
  }

  stepStarted(step: PlanStep): void {
    this.#startedAt = this.#now();
    this.#emit({ type: 'step-started', step });
  }

  stepFindings(step: PlanStep, findings: readonly LintFinding[]): void {
    if (findings.length === 0) return;
    this.#findings.push(...findings);
    this.#emit({ type: 'step-findings', step, findings });
  }

  stepFinished(step: PlanStep, { statements, asked }: { statements: number; asked: number }): void {
    const isEmpty = step.direction === 'up' && step.replaces === undefined && asked === 0;
    const durationMs = this.#now() - this.#startedAt;
    const done: StepReport = { ...step, statements, ...(isEmpty ? { empty: true } : {}), durationMs };
    this.#done.push(done);
    this.#emit({ type: 'step-finished', step: done });
  }

  stepSkipped(step: PlanStep, runId: string | null): void {
    this.#skipped.push({ ...step, runId });
    this.#emit({ type: 'step-skipped', step, runId });
  }

  togetherStarted(): void {
    this.#startedAt = this.#now();
  }

  /** For steps that were committed as one batch: each has the duration of the whole batch. */
  togetherFinished(
    steps: readonly { step: PlanStep; statements: readonly unknown[]; asked: number }[],
  ): void {
    const startedAt = this.#startedAt;
    for (const { step, statements, asked } of steps) {
      this.stepStarted(step);
      this.#startedAt = startedAt;
      this.stepFinished(step, { statements: statements.length, asked });
    }
  }

  /** Returns the error, which the caller throws. */
  stepFailed(step: PlanStep, errorOf: (report: MigrationReport) => Error): Error {
    const error = errorOf(this.report());
    this.#emit({ type: 'step-failed', step, error });
    return error;
  }

  runFinished(): MigrationReport {
    this.#emit({ type: 'run-finished', report: this.report() });
    return this.report();
  }

  report(): MigrationReport {
    const { action, steps, warnings, findings } = this.#plan;
    return {
      action,
      pretend: false,
      runId: this.runId,
      bookmark: this.bookmark,
      wiped: this.#wiped,
      done: [...this.#done],
      skipped: [...this.#skipped],
      // Steps run in order, and each ends up done, skipped or here.
      remaining: steps.slice(this.#done.length + this.#skipped.length),
      warnings: [...warnings, ...this.#emptyOnes()],
      findings: [...findings, ...this.#findings],
      listenerErrors: [...this.#listenerErrors],
    };
  }

  #emptyOnes(): readonly PlanWarning[] {
    const names = this.#done.filter(({ empty }) => empty).map(({ name }) => name);
    return names.length === 0 ? [] : [{ code: 'MIGRATION.EMPTY', names }];
  }

  #emit(event: MigrationEvent): void {
    const note = (error: unknown): void => {
      this.#listenerErrors.push(`${event.type}: ${messageOf(error)}`);
    };
    try {
      // The type allows an async function. It is not awaited, but its rejection must not end the process.
      Promise.resolve<unknown>(this.#listener(event)).catch(note);
    } catch (error) {
      note(error);
    }
  }
}
