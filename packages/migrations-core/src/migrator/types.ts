// The interface of a migrator: its options, its methods and what they guarantee.
import type { AdoptPlan } from '../adopt/adopt.ts';
import type { LedgerOf } from '../adopt/ledger-of.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { RemedyFor } from '../database/rules.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { FailableWarning, Plan } from '../plan/types.ts';
import type { Rehearsal } from '../rehearse/rehearsal.ts';
import type { LossPreview } from '../run/data-loss.ts';
import type { MigrationReport, PretendReport } from '../run/report.ts';
import type { PretendedSeeding, SeedEvent, SeedReport } from '../seed/report.ts';
import type { LoadedSeeder } from '../seed/seeder.ts';
import type { Squash } from '../squash/squash.ts';
import type {
  RefreshOptions,
  RollbackOptions,
  Runner,
  RunnerMigrateOptions,
  SharedOptions,
  UndoOptions,
} from './runner-types.ts';

export type MigratorOptions = SharedOptions & {
  /**
   * Called once, with all that will be done, after everything has been checked and before the first write; not for a
   * plan without steps. `losses()` counts the rows that would be lost. An error that it throws ends the run with
   * nothing written. An approved plan is not adapted: another run may have applied a part of it meanwhile, and
   * anything else that it did stops the run.
   */
  readonly approve?: (plan: Plan, losses: () => Promise<LossPreview>) => Promise<void>;
  /**
   * Opens an empty database, for example `openMemoryD1` of `@roostjs/d1-adapter/local`: what migrate() applies is
   * linted on it before it is sent. Without it nothing is linted.
   */
  readonly openScratch?: OpenScratch;
  /**
   * What to do instead of a statement that fails, for example `remedyFor` of `@roostjs/d1-adapter/rules`: the hint of
   * the error and the findings of lint say it.
   */
  readonly remedyFor?: RemedyFor;
};

export type MigrateOptions = Omit<RunnerMigrateOptions, 'failOn'> & {
  /** Which warnings refuse the run before anything is written; the others are the plan's warnings. */
  readonly failOn?: readonly FailableWarning[];
  /** Rules of lint whose findings are allowed. */
  readonly allow?: readonly string[];
  /** The names of the migrations to apply, of those that are pending; all by default. */
  readonly only?: readonly string[];
};

export type RehearseOptions = Pick<MigrateOptions, 'to' | 'failOn'>;

/** At most one of `ledgerOf` and `to`. */
export type AdoptOptions = {
  /**
   * The tool whose ledger is adopted, and its table if it has another name: `drizzle`, `drizzle:my_table`. By default
   * the only ledger that lists anything.
   */
  readonly ledgerOf?: LedgerOf;
  /** The last migration that is already applied. */
  readonly to?: string;
  /** An empty database that the migrations are replayed on, such as `openMemoryD1()` of `@roostjs/d1-adapter/local`. */
  readonly scratch: SqlDatabase;
  /** Adopts even if the schema differs. */
  readonly force?: boolean;
  /** Returns the plan and writes nothing. */
  readonly pretend?: boolean;
  /** Called before the write, if there is something to adopt; an error that it throws leaves the ledger unchanged. */
  readonly approve?: (plan: AdoptPlan) => Promise<void>;
};

export type SquashOptions = {
  /** The last migration to replace; by default all applied migrations are replaced. */
  readonly to?: string;
  /** Leaves out the rows that the migrations write; otherwise rows that cannot be written as SQL are refused. */
  readonly withoutRows?: boolean;
  /** An empty database that the migrations are replayed on, such as `openMemoryD1()` of `@roostjs/d1-adapter/local`. */
  readonly scratch: SqlDatabase;
};

export type SeedOptions = {
  /** What `loadSeeders` returns, in the order in which they run. */
  readonly seeders: readonly LoadedSeeder[];
  /** Called before the first write, if there is a seeder; an error that it throws leaves the database unchanged. */
  readonly approve?: () => Promise<void>;
  /** An error that it throws ends the seeding. */
  readonly onEvent?: (event: SeedEvent) => void;
};

export type Pretend = { readonly pretend: true };

/** A runner that inspects what it runs, with the methods that prepare or check a run. */
export interface Migrator extends Runner {
  /** As a runner's; with `pretend` it returns what would run, and writes nothing. */
  migrate(options: MigrateOptions & Pretend): Promise<PretendReport>;
  migrate(options?: MigrateOptions): Promise<MigrationReport>;
  /**
   * Runs what is pending on the real data, as one batch that its own last statement rolls back. Returns what would
   * have failed, and how many rows each table has before and after. Changes nothing, but blocks the database
   * meanwhile. `approve` is called as for migrate(). Throws MIGRATION.REHEARSAL_UNSAFE if a failed batch may not be
   * undone.
   */
  rehearse(options?: RehearseOptions): Promise<Rehearsal>;
  rollback(options: RollbackOptions & Pretend): Promise<PretendReport>;
  rollback(options?: RollbackOptions): Promise<MigrationReport>;
  reset(options: UndoOptions & Pretend): Promise<PretendReport>;
  reset(options?: UndoOptions): Promise<MigrationReport>;
  refresh(options: RefreshOptions & Pretend): Promise<PretendReport>;
  refresh(options?: RefreshOptions): Promise<MigrationReport>;
  fresh(options: Pretend): Promise<PretendReport>;
  fresh(): Promise<MigrationReport>;
  /**
   * Runs seeders, each as one atomic batch, and writes nothing about them into the ledger. The tables and keys of all
   * rows are checked before the first write. Throws SEED.INVALID, SEED.REFUSED, SEED.FAILED, SEED.INTERRUPTED and, if
   * an answer was lost, SEED.OUTCOME_UNKNOWN.
   */
  seed(options: SeedOptions & Pretend): Promise<PretendedSeeding>;
  seed(options: SeedOptions): Promise<SeedReport>;
  /**
   * Marks migrations as applied on an existing database without running them, if they create the database's schema on
   * an empty one. Throws ADOPT.SCHEMA_DIFFERS with each difference.
   */
  adopt(options: AdoptOptions): Promise<AdoptPlan>;
  /**
   * Plans one migration that replaces many. Writes nothing, neither to the database nor to a file. Throws the SQUASH
   * codes.
   */
  squash(options: SquashOptions): Promise<Squash>;
  /**
   * Checks a squashed migration, as a source lists it, against its plan by running it on an empty database. Throws
   * SQUASH.DIFFERS.
   */
  verifySquash(squash: Squash, squashed: MigrationEntry, scratch: SqlDatabase): Promise<void>;
}
