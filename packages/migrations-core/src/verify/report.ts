// The result of a verification, for each migration that was verified.

import type { RoostError } from '@roostjs/internal-errors';
import type { FailedStatement } from '../database/failure.ts';
import type { SchemaDifference } from '../database/schema-diff.ts';
import type { RowChange } from './contents.ts';

/** The calls of a round trip, in this order; `up-again` is the second up(). */
export type VerifyStage = 'up' | 'down' | 'up-again';

/**
 * `ok`: down() restores what up() found, and the second up() creates what the first did. `irreversible`: there is no
 * down(). `differs`: a schema differs, or rows are left behind. `loses`: rows or values are gone; without a down(),
 * rows of a table that no statement of up() names, for example through a cascade. `failed`: a call failed. `skipped`:
 * an earlier migration left no state to verify it on.
 */
export type VerifiedState = 'ok' | 'irreversible' | 'differs' | 'loses' | 'failed' | 'skipped';

/** `expected` is the text that should be there after the call, `actual` the one that is. */
export type StageDifference = SchemaDifference & { readonly after: VerifyStage };

export type StageRowChange = RowChange & { readonly after: VerifyStage };

/** The runner's own error as data, with a hint of its own, and the error itself. */
export type StageFailure = {
  readonly during: VerifyStage;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly statement: FailedStatement | null;
  readonly error: RoostError<string, object>;
};

export type VerifiedMigration = {
  readonly name: string;
  readonly state: VerifiedState;
  readonly differences: readonly StageDifference[];
  /** Changes in tables that the migration did not create; without a down(), only what up() alone deleted. */
  readonly rows: readonly StageRowChange[];
  readonly failure: StageFailure | null;
};

export type VerifyReport = {
  /** Oldest first. */
  readonly migrations: readonly VerifiedMigration[];
  /** Applied according to the ledger, and left as they are. */
  readonly notTested: readonly string[];
};

/** The events of a verification, in the order in which the migrations are verified. */
export type VerifyEvent =
  | {
      readonly type: 'migration-started';
      readonly name: string;
      /** From 1. */
      readonly number: number;
      /** How many there are; the newest may end a verification of the last batch. */
      readonly total: number;
    }
  | { readonly type: 'migration-verified'; readonly migration: VerifiedMigration };
