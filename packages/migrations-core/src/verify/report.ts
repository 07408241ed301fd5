// What a verification gives back: what became of each migration that was tried.

import type { FailedStatement } from '../database/failure.ts';
import type { SchemaDifference } from '../database/schema-diff.ts';
import type { RowChange } from './contents.ts';

/** The calls of a round trip, in this order; `up-again` is the second up(). */
export type VerifyStage = 'up' | 'down' | 'up-again';

/**
 * `ok`: down() restores what up() found, and the second up() makes what the first made. `irreversible`: there is no down().
 * `differs`: a schema is another, or rows are left behind. `loses`: rows or values are gone; without a down(), rows of a
 * table that no statement of up() names, as by a cascade. `failed`: a call failed.
 * `skipped`: one that was tried before it left nothing to try it on.
 */
export type VerifiedState = 'ok' | 'irreversible' | 'differs' | 'loses' | 'failed' | 'skipped';

/** `made` is the text that should be there after the call, `present` the one that is. */
export type StageDifference = SchemaDifference & { readonly after: VerifyStage };

export type StageRowChange = RowChange & { readonly after: VerifyStage };

/** The runner's own error, as data, but for its hint. */
export type StageFailure = {
  readonly during: VerifyStage;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly statement: FailedStatement | null;
};

export type VerifiedMigration = {
  readonly name: string;
  readonly state: VerifiedState;
  readonly differences: readonly StageDifference[];
  /** Of tables that the migration did not make. Of one without a down(): what up() alone took away. */
  readonly rows: readonly StageRowChange[];
  readonly failure: StageFailure | null;
};

export type VerifyReport = {
  /** Oldest first. */
  readonly migrations: readonly VerifiedMigration[];
  /** Recorded as applied by the database, and left as they are. */
  readonly notTested: readonly string[];
};
