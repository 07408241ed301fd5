// Every error that core throws, as one type: a comparison of `code` narrows `details` to the type that belongs to it.

import { isRoostError as isAnyRoostError, type RoostError } from '@roostjs/internal-errors';
import type * as adopt from './adopt/errors.ts';
import type { FailedStatement } from './database/failure.ts';
import type { RefusedStatement } from './database/rules.ts';
import type { SchemaDifference } from './database/schema-diff.ts';
import type * as general from './errors.ts';
import type * as ledger from './ledger/errors.ts';
import type * as lint from './lint/errors.ts';
import type { LintFinding } from './lint/finding.ts';
import type * as migration from './migration/errors.ts';
import type { PlanStep } from './migration/step.ts';
import type * as plan from './plan/errors.ts';
import type * as rebuild from './rebuild/errors.ts';
import type * as record from './record/errors.ts';
import type * as rehearse from './rehearse/errors.ts';
import type * as run from './run/errors.ts';
import type * as runLedger from './run/ledger-errors.ts';
import type { MigrationReport } from './run/report.ts';
import type * as squash from './squash/errors.ts';
import type * as verify from './verify/errors.ts';

/** The errors that a module's functions return, except those whose code is only `string`. */
type ErrorsOf<Feature> = {
  [Name in keyof Feature]: Feature[Name] extends (...given: never[]) => infer Returned
    ? Coded<Returned>
    : never;
}[keyof Feature];

type Coded<Returned> =
  Returned extends RoostError<infer Code, infer Details>
    ? string extends Code
      ? never
      : RoostError<Code, Details>
    : never;

/** Any error that core throws. */
export type MigrationsError =
  | ErrorsOf<typeof adopt>
  | ErrorsOf<typeof general>
  | ErrorsOf<typeof ledger>
  | ErrorsOf<typeof lint>
  | ErrorsOf<typeof migration>
  | ErrorsOf<typeof plan>
  | ErrorsOf<typeof rebuild>
  | ErrorsOf<typeof record>
  | ErrorsOf<typeof rehearse>
  | ErrorsOf<typeof run>
  | ErrorsOf<typeof runLedger>
  | ErrorsOf<typeof squash>
  | ErrorsOf<typeof verify>;

/** Errors from migration files, from the databases of `@roostjs/d1-adapter` and from the command. */
export type OtherError = RoostError<
  | `${'CLI' | 'CONFIG' | 'CONSENT' | 'DATABASE' | 'DUMP' | 'EXPORT' | 'MIGRATIONS' | 'REMOTE'}.${string}`
  | `MIGRATION.${'IMPORT_FAILED' | 'IMPORT_THREW' | 'SYNTAX' | 'UNREADABLE'}`
>;

/** The keys that the details of core's errors may have, whatever the code: a key has the same type in all of them. */
export type RunDetails = {
  readonly step?: PlanStep;
  readonly statement?: FailedStatement | null;
  readonly refused?: readonly RefusedStatement[];
  readonly findings?: readonly LintFinding[];
  readonly differences?: readonly SchemaDifference[];
  readonly state?: 'partial';
  /** What was done and what is left; null or undefined if the run had not begun. */
  readonly report?: MigrationReport | null;
};

/** The details of an error whatever its code, for example the report of a run that failed. */
export function detailsOf(error: RoostError<string, object>): RunDetails {
  return error.details;
}

/** Whether a value is a `RoostError`. After a comparison of its `code`, `details` has the type that belongs to it. */
export const isRoostError: (value: unknown) => value is MigrationsError | OtherError =
  isAnyRoostError as typeof isRoostError;
