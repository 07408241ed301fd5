// Runs one direction of a migration against its database: recorded, or at once where it opted out.
import type { SqlDatabase } from '../database.ts';
import { irreversible } from '../errors.ts';
import type { StepFailure } from '../failure.ts';
import type { LedgerSetting } from '../ledger/ledger.ts';
import type { Direction, Migration } from '../migration.ts';
import type { Conduct, FailedCall, RecordedStatement } from './conduct.ts';
import { DirectRun } from './direct.ts';
import { migrationDatabase } from './migration-database.ts';
import { Recording, type RecordingMoment } from './recording.ts';

export type RecordOutcome =
  | { readonly kind: 'recorded'; readonly statements: readonly RecordedStatement[] }
  | { readonly kind: 'failed'; readonly failure: StepFailure };

export type NamedMigration = { readonly name: string; readonly migration: Migration };

/** The statements that `up` or `down` would run on the database as it is; nothing is written. */
export async function record(
  named: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  moment: RecordingMoment,
): Promise<RecordOutcome> {
  const recording = new Recording(database, moment);
  try {
    await call(named, direction, database, recording);
    return { kind: 'recorded', statements: await recording.close() };
  } catch (cause) {
    recording.abandon();
    return { kind: 'failed', failure: failureOf(recording.refusal ?? cause, recording.failedRead) };
  }
}

export type DirectOutcome = {
  readonly finished: number;
  /** All that were sent, the one that failed among them. */
  readonly statements: readonly RecordedStatement[];
  readonly failure: StepFailure | null;
};

/** Runs `up` or `down` call by call, each committed by itself, but for one that would change the ledger. */
export async function runDirectly(
  named: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  ledger: LedgerSetting,
): Promise<DirectOutcome> {
  const run = new DirectRun(database, ledger);
  try {
    await call(named, direction, database, run);
    run.close();
    return { finished: run.finished, statements: run.sent, failure: null };
  } catch (cause) {
    return { finished: run.finished, statements: run.sent, failure: failureOf(cause, run.failed) };
  }
}

function failureOf(cause: unknown, failed: FailedCall | undefined): StepFailure {
  return { cause, statement: failed !== undefined && failed.error === cause ? failed.statement : null };
}

async function call(
  { name, migration }: NamedMigration,
  direction: Direction,
  database: SqlDatabase,
  conduct: Conduct,
): Promise<void> {
  const body = direction === 'up' ? migration.up : migration.down;
  if (body === undefined) throw irreversible([name]);
  const db = migrationDatabase(database, conduct);
  // `this` keeps the migration's own properties beside `db`, also where the migration is frozen.
  await body.call(Object.create(migration, { db: { value: db, enumerable: true } }), db);
}
