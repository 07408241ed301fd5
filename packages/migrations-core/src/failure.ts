// What is known of a failure inside a step: the cause, and the statement where there is one.

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
