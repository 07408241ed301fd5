// What is known of a failure inside a step: the cause, and the statement where there is one.
import { isRoostError, messageOf } from '@roostjs/internal-errors';

export type FailedStatement = {
  /** Its place among everything the migration asked for, from 1. */
  readonly number: number;
  readonly sql: string;
};

export type StepFailure = { readonly cause: unknown; readonly statement: FailedStatement | null };

/**
 * Where in a batch a statement failed, from 0, if the driver says so. D1 does not; the local driver's errors
 * carry `statementIndex`.
 */
export function statementIndexOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statementIndex' in error)) return undefined;
  return typeof error.statementIndex === 'number' ? error.statementIndex : undefined;
}

/** Whether a database says that the request never ran: its errors may tell in `details.fate`. */
export function neverRan(error: unknown): boolean {
  return fateOf(error) === 'not-run';
}

/** Whether nobody can tell if what failed has run: its answer was lost. */
export function mayHaveRun(error: unknown): boolean {
  return fateOf(error) === 'unknown';
}

/** Whether the same batch may well succeed the next time: its answer was lost, or there were too many requests. */
export function isRetryable(error: unknown): boolean {
  if (mayHaveRun(error)) return true;
  return isRoostError(error) && error.details['status'] === 429;
}

/** Whether the database wants to be left alone for a time that its driver did not wait for. There is no clock here. */
export function asksToWait(error: unknown): boolean {
  return isRoostError(error) && typeof error.details['retryAfterMs'] === 'number';
}

/** Whether SQLite refused a text that it could not read, which it may do before anything has run. */
export function isSyntaxError(error: unknown): boolean {
  return /syntax error|incomplete input|unrecognized token/.test(messageOf(error));
}

// What a Worker's binding says of an answer that did not come (developers.cloudflare.com/d1/observability/debug-d1).
const lostAnswers =
  /Network connection lost|storage caused object to be reset|reset because its code was updated/;

function fateOf(error: unknown): unknown {
  if (isRoostError(error)) return error.details['fate'];
  return lostAnswers.test(messageOf(error)) ? 'unknown' : undefined;
}
