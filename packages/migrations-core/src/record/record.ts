// Runs one direction of a migration against its database: recorded, or at once where it opted out.
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { irreversible } from '../migration/errors.ts';
import type { Direction, Migration, MigrationDatabase } from '../migration/migration.ts';
import { Calls } from './calls.ts';
import { DirectRun } from './direct.ts';
import { unawaitedCall, unheardFailure } from './errors.ts';
import { migrationDatabase } from './migration-database.ts';
import { type ReadMode, Recording } from './recording.ts';
import type { FailedCall, RecordedStatement, StatementHandler } from './statement-handler.ts';

export type RecordOutcome =
  | {
      readonly kind: 'recorded';
      readonly statements: readonly RecordedStatement[];
      /** How many statements were asked for, reads included. */
      readonly asked: number;
    }
  | { readonly kind: 'failed'; readonly failure: StepFailure };

export type NamedMigration = { readonly name: string; readonly migration: Migration };

/** The statements that `up` or `down` would run on the database as it is; nothing is written. */
export async function record(
  named: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  moment: ReadMode,
): Promise<RecordOutcome> {
  const recording = new Recording(database, moment);
  const { thrown, calls } = await called(named, direction, database, recording);
  const { refusal } = recording;
  const cause = refusal === undefined ? thrown : { cause: refusal };
  const failure = failureOf(cause, calls.unheard, recording.failedReads);
  if (failure !== null) return { kind: 'failed', failure };
  return { kind: 'recorded', statements: recording.statements, asked: recording.asked };
}

export type DirectOutcome = {
  /** How many statements have run to their end. */
  readonly finished: number;
  /** All that were sent, those that failed among them. */
  readonly statements: readonly RecordedStatement[];
  /** How many calls nobody waited for when the migration ended. */
  readonly unawaited: number;
  /** Whether nobody can tell if something that failed has run all the same. */
  readonly mayHaveRun: boolean;
  readonly failure: StepFailure | null;
};

/**
 * Runs `up` or `down` call by call, each committed by itself, but for one that would change the ledger. Returns when all that it
 * has begun has ended.
 */
export async function runDirectly(
  named: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  ledger: LedgerSettings,
): Promise<DirectOutcome> {
  const run = new DirectRun(database, ledger);
  const { thrown, running, calls } = await called(named, direction, database, run);
  const refusal = running > 0 ? unawaitedCall(running) : run.refused;
  const unheard = calls.unheard.filter((error) => error !== run.refused);
  const failure =
    failureOf(thrown, unheard, run.failed) ?? (refusal ? { cause: refusal, statement: null } : null);
  const { finished, sent: statements, mayHaveRun } = run;
  return { finished, statements, unawaited: calls.unawaited, mayHaveRun, failure };
}

type Thrown = { readonly cause: unknown };

type Called = {
  /** What the migration threw; undefined where it returned. */
  readonly thrown: Thrown | undefined;
  /** How many of its calls were still running then. */
  readonly running: number;
  readonly calls: Calls;
};

async function called(
  named: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  conduct: StatementHandler & { close(hasThrown: boolean): void },
): Promise<Called> {
  const calls = new Calls();
  let thrown: Called['thrown'];
  try {
    await call(named, direction, migrationDatabase(database, conduct, calls));
  } catch (cause) {
    thrown = { cause };
  }
  const { running } = calls;
  conduct.close(thrown !== undefined);
  await calls.end();
  return { thrown, running, calls };
}

// A call that failed unheard is told where nothing else is.
function failureOf(
  thrown: Thrown | undefined,
  [unheard]: readonly unknown[],
  failed: readonly FailedCall[],
): StepFailure | null {
  if (thrown !== undefined) return { cause: thrown.cause, statement: statementOf(thrown.cause, failed) };
  if (unheard === undefined) return null;
  return { cause: unheardFailure(unheard), statement: statementOf(unheard, failed) };
}

function statementOf(error: unknown, failed: readonly FailedCall[]): RecordedStatement | null {
  return failed.find((call) => call.error === error)?.statement ?? null;
}

async function call(
  { name, migration }: NamedMigration,
  direction: Direction,
  db: MigrationDatabase,
): Promise<void> {
  const body = direction === 'up' ? migration.up : migration.down;
  if (body === undefined) throw irreversible([name]);
  // `this` keeps the migration's own properties beside `db`, also where the migration is frozen.
  await body.call(Object.create(migration, { db: { value: db, enumerable: true } }), db);
}
