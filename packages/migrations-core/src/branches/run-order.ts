// Runs migrations on a scratch database as deploys do, one set of files after the other, and observes what is there then.
import { nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import type { FailedStatement } from '../database/failure.ts';
import { type ForeignKey, foreignKeysSql } from '../database/foreign-keys.ts';
import type { RefusedStatement } from '../database/rules.ts';
import { isRoostError } from '../errors.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import { createMigrator } from '../migrator/create-migrator.ts';
import type { MigratorOptions } from '../migrator/types.ts';
import { type Observation, Observer } from '../verify/observe.ts';
import { WatchedDatabase } from '../verify/watched-database.ts';
import type { BranchFailure } from './report.ts';
import type { Entries } from './sides.ts';

/** `open`: a database of its own to start from, empty or a copy. */
export type OrderSettings = {
  readonly open: OpenScratch;
  readonly ledger: LedgerSettings;
  readonly migrator: Pick<
    MigratorOptions,
    'ledger' | 'rules' | 'remedyFor' | 'wranglerLedger' | 'wranglerFile' | 'shouldStop'
  >;
};

export type Observed = Observation & {
  /** The tables that a foreign key references, as `nameKey` returns them. */
  readonly referenced: ReadonlySet<string>;
};

export type OrderRun =
  | { readonly kind: 'done'; readonly observed: Observed }
  /** `stage`: the number of the files that were being applied. */
  | { readonly kind: 'failed'; readonly stage: number; readonly failure: BranchFailure };

/** Applies the files of each stage that are not applied yet, in the order of names. */
export async function runStages(settings: OrderSettings, stages: readonly Entries[]): Promise<OrderRun> {
  const scratch = settings.open();
  try {
    const database = new WatchedDatabase(scratch);
    for (const [stage, entries] of stages.entries()) {
      const failure = await applyTo(database, settings, entries);
      if (failure !== null) return { kind: 'failed', stage, failure };
    }
    const observation = await new Observer(database, settings.ledger).observe();
    const { results } = await scratch.prepare(foreignKeysSql).all<ForeignKey>();
    const referenced = new Set(results.map(({ parent }) => nameKey(parent)));
    return { kind: 'done', observed: { ...observation, referenced } };
  } finally {
    scratch.close();
  }
}

/** Applies what is not applied yet. Returns what failed, or null. */
export function applyTo(
  database: SqlDatabase,
  { migrator }: OrderSettings,
  entries: Entries,
): Promise<BranchFailure | null> {
  return failureOf(() =>
    createMigrator({ ...migrator, database, migrations: { list: async () => entries } }).migrate(),
  );
}

/** Throws errors that are not a failure of a migration. */
async function failureOf(migrate: () => Promise<unknown>): Promise<BranchFailure | null> {
  try {
    await migrate();
    return null;
  } catch (error) {
    if (!isRoostError(error)) throw error;
    const { step, statement, refused } = error.details as FailureDetails;
    if (step === undefined) throw error;
    // The error of a refused migration lists all refused statements instead.
    const failed = refused?.[0] ?? statement ?? null;
    return {
      migration: step.name,
      code: error.code,
      message: error.message,
      statement: failed === null ? null : { number: failed.number, sql: failed.sql },
    };
  }
}

type FailureDetails = {
  readonly step?: { readonly name: string };
  readonly statement?: FailedStatement | null;
  readonly refused?: readonly RefusedStatement[];
};
