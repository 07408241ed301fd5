// The interface of a runner: its options, its methods and what they guarantee.
import type { SqlDatabase } from '../database/d1.ts';
import type { DatabaseRules } from '../database/rules.ts';
import type { WranglerFile } from '../ledger/ledger-settings.ts';
import type { MigrationMap, MigrationSource } from '../migration/source.ts';
import type { EnvironmentSetting } from '../plan/environment.ts';
import type { StatusReport } from '../plan/status.ts';
import type { DownSource, FailableWarning, Plan } from '../plan/types.ts';
import type { MigrationListener } from '../run/events.ts';
import type { Repair } from '../run/repair.ts';
import type { MigrationReport } from '../run/report.ts';
import type { ShouldStop } from '../run/run.ts';

/** The options that a runner and a migrator share. */
export type SharedOptions = {
  /** Anything with D1's shape: a Worker's `env.DB`, `openLocalD1(…)`, a proxy's binding. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationMap;
  /** The ledger's table; `migrations` by default. */
  readonly ledger?: string;
  /**
   * Whether a batch that failed is known to have been tried and undone; true by default. With `false` the ledger is
   * read before either is assumed, as is needed over a network.
   */
  readonly trustAtomicBatches?: boolean;
  /**
   * What the database is known to refuse, for example `brokenRule` of `@roostjs/d1-adapter/rules`. A migration with a
   * statement that breaks a rule is refused before any of its statements is sent; one outside a transaction is left
   * to the database.
   */
  readonly rules?: DatabaseRules;
  /** Wrangler's own ledger (`d1_migrations`), synced in the same batch; not touched by default. */
  readonly wranglerLedger?: string;
  /**
   * What follows a migration's name in it: `.sql` by default, `/migration.sql` or `.up.sql` if wrangler's
   * `migrations_pattern` selects such files.
   */
  readonly wranglerFile?: WranglerFile;
  /**
   * The environment that the runs are for: written on each ledger row, and compared with the one that the ledger
   * remembers. With `refuse` every method that writes throws LEDGER.ENVIRONMENT for another environment's database,
   * before anything is written.
   */
  readonly environment?: EnvironmentSetting;
  /** Called after the approval; its result is written on each ledger row that the run adds. */
  readonly bookmark?: () => Promise<string>;
  /**
   * Called before each step. If it returns a reason or throws, the run ends there with MIGRATION.INTERRUPTED and the
   * report of what is left; a step in progress is never cut. For an AbortSignal: `() => (signal.aborted ? 'a signal'
   * : undefined)`.
   */
  readonly shouldStop?: ShouldStop;
  readonly onEvent?: MigrationListener;
  /** Milliseconds, for durations. */
  readonly now?: () => number;
};

export type RunnerOptions = SharedOptions & {
  /**
   * Called once, with all that will be done, after everything has been checked and before the first write; not for a
   * plan without steps. An error that it throws ends the run with nothing written. An approved plan is not adapted:
   * another run may have applied a part of it meanwhile, and anything else that it did stops the run.
   */
  readonly approve?: (plan: Plan) => Promise<void>;
};

export type RunnerMigrateOptions = {
  /** Whether each migration gets a batch number of its own. */
  readonly step?: boolean;
  /** Which warnings refuse the run before anything is written; the others are the plan's warnings. */
  readonly failOn?: readonly Exclude<FailableWarning, 'MIGRATION.LOSES_DATA'>[];
  /** Applies what is pending up to and including this one: its name, its digits, or its title if no other has it. */
  readonly to?: string;
  /**
   * Whether the whole run is one batch: all of it or nothing, in three requests for any number of migrations. Throws
   * MIGRATION.NOT_TOGETHER and MIGRATION.TOO_MANY before anything runs.
   */
  readonly atomic?: boolean;
};

/** At most one of `step`, `batch` and `to`; without them the last batch is rolled back. */
export type RollbackOptions = {
  /** How many of the last migrations are rolled back. */
  readonly step?: number;
  /** The number of the batch that is rolled back. */
  readonly batch?: number;
  /** Rolls back all that was applied after this one: its name, its digits, or its title if no other has it. */
  readonly to?: string;
} & UndoOptions;

export type UndoOptions = {
  /**
   * Which down() undoes a migration whose file has changed since it was applied: by default the one stored then, or
   * the file's current one, which also runs if none is stored.
   */
  readonly down?: DownSource;
};

export type RefreshOptions = {
  /** How many of the last migrations are rolled back; all by default. */
  readonly step?: number;
} & UndoOptions;

/**
 * Every method checks all it can before the first write, and throws a `RoostError`: names, modules, `down()`, missing
 * files, the ledger's table. The error of a failed run has the complete report in `details.report`.
 */
export interface Runner {
  /** Writes nothing. */
  status(): Promise<StatusReport>;
  /**
   * Applies what is pending, each migration and its ledger row as one batch or not at all. Throws MIGRATION.RENAMED
   * if a file was applied under another name.
   */
  migrate(options?: RunnerMigrateOptions): Promise<MigrationReport>;
  /** Rolls back the selected migrations, newest first; refuses before anything runs if one cannot be rolled back. */
  rollback(options?: RollbackOptions): Promise<MigrationReport>;
  /** Rolls back every migration and applies them all again. */
  reset(options?: UndoOptions): Promise<MigrationReport>;
  /** Rolls back the last migrations, all by default, and then applies what is pending. */
  refresh(options?: RefreshOptions): Promise<MigrationReport>;
  /**
   * Drops every table, view and trigger except those of SQLite, D1 and the ledgers, in one batch with the ledger's
   * rows, then applies every migration. Runs no down(), whatever the migrations' states. Throws
   * MIGRATION.WIPE_FAILED.
   */
  fresh(): Promise<MigrationReport>;
  /**
   * Creates the ledger's tables, or adds what they lack, after calling `approve`; returns false if they were up to
   * date. Throws LEDGER.INSTALL_FAILED.
   */
  install(approve?: () => Promise<void>): Promise<boolean>;
  /** Resolves a partial migration by what the caller found in the schema. Throws MIGRATION.RESOLVE_FAILED. */
  resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void>;
  /**
   * Accepts the current state and returns what differed: the checksum and down() of every changed file, the name of
   * every renamed one, and the changes of the schema since the last run. If there is anything, `approve` is called
   * with it before the write; an error that it throws, or a file that cannot be loaded, leaves the ledger unchanged.
   * Throws MIGRATION.REPAIR_FAILED.
   */
  repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair>;
}
