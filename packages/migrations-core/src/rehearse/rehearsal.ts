// The result of a rehearsal, as data.
import type { FailedStatement } from '../database/failure.ts';
import type { PlanStep } from '../migration/step.ts';
import type { PlanWarning } from '../plan/types.ts';
import type { UnknownStep } from '../record/record-plan.ts';

/** A count is null if the table does not exist at that time. */
export type RehearsedTable = {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
};

/**
 * `step` and `statement` are null for a failure that only the commit would have: rows that violate a foreign key.
 * `code`: that of the error with which migrate would end. `error`: the database's own words. `remedy`: what to do instead, as the rest of a sentence; null if the error does not
 * show it.
 */
export type RehearsalFailure = {
  readonly step: PlanStep | null;
  readonly statement: FailedStatement | null;
  readonly code: 'MIGRATION.FAILED' | 'MIGRATION.ASSERTION_FAILED' | 'MIGRATION.REFUSED';
  readonly message: string;
  readonly error: string;
  readonly remedy: string | null;
};

export type Rehearsal = {
  /** Run on the real data, and rolled back. */
  readonly rehearsed: readonly PlanStep[];
  /**
   * The steps that were not run, and why: their statements are known only after the earlier ones have been applied.
   */
  readonly notRehearsed: readonly UnknownStep[];
  /** null if everything that was rehearsed would succeed. */
  readonly failure: RehearsalFailure | null;
  /** By name; empty if a statement failed, and without the virtual tables if one of them cannot be counted. */
  readonly tables: readonly RehearsedTable[];
  /** The minimum time in milliseconds for which the database was blocked. */
  readonly durationMs: number;
  readonly warnings: readonly PlanWarning[];
};
