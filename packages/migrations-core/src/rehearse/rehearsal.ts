// What a rehearsal has found, as data.
import type { FailedStatement } from '../database/failure.ts';
import type { PlanStep } from '../migration/step.ts';
import type { PlanWarning } from '../plan/types.ts';
import type { UnknownStep } from '../record/record-plan.ts';

/** null where the table is not there: before, or afterwards. */
export type RehearsedTable = {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
};

/** `step` and `statement` are null for what only the commit would have found: rows that violate a foreign key. */
export type RehearsalFailure = {
  readonly step: PlanStep | null;
  readonly statement: FailedStatement | null;
  readonly message: string;
};

export type Rehearsal = {
  /** Run on the real data, and rolled back. */
  readonly rehearsed: readonly PlanStep[];
  /** Not run, and why: what they would run is known only when those before them have been applied. */
  readonly notRehearsed: readonly UnknownStep[];
  /** null where all that was rehearsed would go through. */
  readonly failure: RehearsalFailure | null;
  /**
   * By name; empty where there is a failure of a statement, and without the virtual tables where one of them cannot be
   * counted.
   */
  readonly tables: readonly RehearsedTable[];
  /** Milliseconds for which the database was held, at least. */
  readonly durationMs: number;
  readonly warnings: readonly PlanWarning[];
};
