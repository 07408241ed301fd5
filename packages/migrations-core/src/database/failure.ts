// What is known about a failure within a step: the cause, and the statement if there is one.
import { isRoostError, messageOf } from '@roostjs/internal-errors';
import type { StatementGroup } from './statement-group.ts';

export type FailedStatement = {
  /** Its place among everything the migration asked for, from 1. */
  readonly number: number;
  readonly sql: string;
  /** What its batch does, such as a rebuild, whose statements the author has not written. */
  readonly group?: StatementGroup;
};

export type StepFailure = {
  readonly cause: unknown;
  readonly statement: FailedStatement | null;
  /** What to do instead, as the rest of a sentence; absent if the error does not show it. */
  readonly remedy?: string;
};

/**
 * The index, from 0, of the statement that failed in a batch, if the driver reports it. D1 does not; the local
 * driver's errors have `statementIndex`.
 */
export function statementIndexOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statementIndex' in error)) return undefined;
  return typeof error.statementIndex === 'number' ? error.statementIndex : undefined;
}

/** Whether the database reports that the request never ran, which its errors may do in `details.outcome`. */
export function neverRan(error: unknown): boolean {
  return requestOutcomeOf(error) === 'not-run';
}

/** Whether the request that failed may have run, because its answer was lost. */
export function mayHaveRun(error: unknown): boolean {
  return requestOutcomeOf(error) === 'unknown';
}

/** Whether the same batch may succeed if it is sent again: its answer was lost, or there were too many requests. */
export function isRetryable(error: unknown): boolean {
  if (mayHaveRun(error)) return true;
  return isRoostError(error) && error.details['status'] === 429;
}

/** Whether the database asks for a pause that its driver did not wait for. Core has no clock to wait with. */
export function asksToWait(error: unknown): boolean {
  return isRoostError(error) && typeof error.details['retryAfterMs'] === 'number';
}

/** Whether SQLite could not parse the text, which it may find out before anything has run. */
export function isSyntaxError(error: unknown): boolean {
  return /syntax error|incomplete input|unrecognized token/.test(messageOf(error));
}

// A Worker's binding reports a lost answer with these texts (developers.cloudflare.com/d1/observability/debug-d1).
const lostAnswers =
  /Network connection lost|storage caused object to be reset|reset because its code was updated/;

function requestOutcomeOf(error: unknown): unknown {
  if (isRoostError(error)) return error.details['outcome'];
  return lostAnswers.test(messageOf(error)) ? 'unknown' : undefined;
}
