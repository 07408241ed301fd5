// Calls up() or down() of a migration: records its statements, or runs them at once if it opted out of the transaction.
import { parametersOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { irreversible } from '../migration/errors.ts';
import type { Direction, Migration, MigrationDatabase } from '../migration/migration.ts';
import { Calls } from './calls.ts';
import { DirectRun } from './direct.ts';
import {
  type FunctionName,
  neverRun,
  returnedInsteadOfRun,
  unawaitedCall,
  unawaitedFailure,
} from './errors.ts';
import { migrationDatabase, preparedSql } from './migration-database.ts';
import { explainMissingDatabase } from './missing-database.ts';
import { type ReadMode, Recording } from './recording.ts';
import type { FailedCall, RecordedStatement, StatementHandler } from './statement-handler.ts';

export type RecordOutcome =
  | {
      readonly kind: 'recorded';
      readonly statements: readonly RecordedStatement[];
      /** How many statements the migration passed to its database, reads included. */
      readonly asked: number;
    }
  | { readonly kind: 'failed'; readonly failure: StepFailure };

export type NamedMigration = {
  readonly name: string;
  readonly migration: Migration;
  /** What its author calls the function, if not by the direction. */
  readonly fn?: FunctionName;
};

/** Records the statements that `up` or `down` would run on the database as it is. Writes nothing. */
export async function record(
  database: SqlDatabase,
  named: NamedMigration,
  direction: Direction,
  reads: ReadMode,
): Promise<RecordOutcome> {
  const recording = new Recording(database, reads);
  const { thrown, calls } = await callMigration(database, named, direction, recording);
  const { refusal } = recording;
  const cause = refusal === undefined ? thrown : { cause: refusal };
  const failure = failureOf(cause, calls.unawaitedErrors, recording.failedReads);
  if (failure !== null) return { kind: 'failed', failure };
  return { kind: 'recorded', statements: recording.statements, asked: recording.asked };
}

export type DirectOutcome = {
  /** How many statements ran to their end. */
  readonly finished: number;
  /** All statements that were sent, including those that failed. */
  readonly statements: readonly RecordedStatement[];
  /** How many calls were not awaited when the migration ended. */
  readonly unawaited: number;
  /** Whether a call that failed may still have run. */
  readonly mayHaveRun: boolean;
  readonly failure: StepFailure | null;
};

/**
 * Runs `up` or `down` call by call, and commits each by itself; refuses a call that would change the ledger. Returns
 * when every call has ended.
 */
export async function runDirectly(
  database: SqlDatabase,
  ledger: LedgerSettings,
  named: NamedMigration,
  direction: Direction,
): Promise<DirectOutcome> {
  const run = new DirectRun(database, ledger);
  const { thrown, running, calls } = await callMigration(database, named, direction, run);
  const refusal = running > 0 ? unawaitedCall(running) : run.refused;
  const unawaited = calls.unawaitedErrors.filter((error) => error !== run.refused);
  const failure =
    failureOf(thrown, unawaited, run.failed) ?? (refusal ? { cause: refusal, statement: null } : null);
  const { finished, sent: statements, mayHaveRun } = run;
  return { finished, statements, unawaited: calls.unawaited, mayHaveRun, failure };
}

type Thrown = { readonly cause: unknown };

type Called = {
  /** What the migration threw; undefined if it returned. */
  readonly thrown: Thrown | undefined;
  /** How many of its calls were still running then. */
  readonly running: number;
  readonly calls: Calls;
};

async function callMigration(
  database: SqlDatabase,
  named: NamedMigration,
  direction: Direction,
  handler: StatementHandler & { close(hasThrown: boolean): void },
): Promise<Called> {
  const calls = new Calls();
  let thrown: Called['thrown'];
  try {
    await callBody(named, direction, migrationDatabase(database, handler, calls));
    const idle = [...calls.idle].find(({ sql, values }) => parametersOf(sql).length === values.length);
    if (idle !== undefined) throw neverRun(named.fn ?? direction, idle.sql);
  } catch (cause) {
    thrown = { cause: explainMissingDatabase(cause, named.fn ?? direction, named.migration[direction]) };
  }
  const { running } = calls;
  handler.close(thrown !== undefined);
  await calls.end();
  return { thrown, running, calls };
}

// A failed call that was not awaited is reported if nothing else is.
function failureOf(
  thrown: Thrown | undefined,
  [unawaited]: readonly unknown[],
  failed: readonly FailedCall[],
): StepFailure | null {
  if (thrown !== undefined) return { cause: thrown.cause, statement: statementOf(thrown.cause, failed) };
  if (unawaited === undefined) return null;
  return { cause: unawaitedFailure(unawaited), statement: statementOf(unawaited, failed) };
}

function statementOf(error: unknown, failed: readonly FailedCall[]): RecordedStatement | null {
  return failed.find((call) => call.error === error)?.statement ?? null;
}

async function callBody(
  { name, migration, fn }: NamedMigration,
  direction: Direction,
  db: MigrationDatabase,
): Promise<void> {
  const body = direction === 'up' ? migration.up : migration.down;
  if (body === undefined) throw irreversible([name]);
  // `this` has the migration's own properties and `db`, even if the migration is frozen.
  const returned: unknown = await body.call(
    Object.create(migration, { db: { value: db, enumerable: true } }),
    db,
  );
  const sql = returnedSql(returned);
  if (sql !== null) throw returnedInsteadOfRun(fn ?? direction, sql);
}

// Nothing else would run it, and the migration would be recorded as applied.
function returnedSql(returned: unknown): string | null {
  const values = Array.isArray(returned) ? returned : [returned];
  for (const value of values) {
    const sql = typeof value === 'string' ? value : preparedSql(value);
    if (sql !== null) return sql;
  }
  return null;
}
