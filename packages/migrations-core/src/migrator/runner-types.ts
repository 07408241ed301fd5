// What a runner is asked and promises.
import type { SqlDatabase } from '../database/d1.ts';
import type { DatabaseRules } from '../database/rules.ts';
import type { MigrationMap, MigrationSource } from '../migration/source.ts';
import type { EnvironmentSetting } from '../plan/environment.ts';
import type { StatusReport } from '../plan/status.ts';
import type { DownSource, FailableWarning, Plan } from '../plan/types.ts';
import type { MigrationListener } from '../run/events.ts';
import type { Repair } from '../run/repair.ts';
import type { MigrationReport } from '../run/report.ts';
import type { ShouldStop } from '../run/run.ts';

/** What a runner and a migrator are made of alike. */
export type SharedOptions = {
  /** Anything of D1's shape: a Worker's `env.DB`, `openLocalD1(…)`, a proxy's binding. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationMap;
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /**
   * Whether a batch that failed is known to have been tried and undone; true by default. With `false` the ledger is read
   * before either is assumed, as over a network.
   */
  readonly trustAtomicBatches?: boolean;
  /**
   * What the database is known to refuse, such as `brokenRule` of `@roostjs/d1-adapter/rules`. A migration with a
   * statement that breaks a rule is refused before anything of it is sent; one outside a transaction is left to the database.
   */
  readonly rules?: DatabaseRules;
  /** Wrangler's own ledger (`d1_migrations`), kept in step in the same batch; not touched unless given. */
  readonly wranglerLedger?: string;
  /**
   * The environment that the runs are for: noted on each ledger row, and compared with the one that the ledger remembers.
   * With `refuse` every method that writes throws LEDGER.ENVIRONMENT on another one's database, before anything is written.
   */
  readonly environment?: EnvironmentSetting;
  /** Asked for after the approval; noted on each ledger row that the run adds. */
  readonly bookmark?: () => Promise<string>;
  /**
   * Asked before each step. A reason ends the run there with MIGRATION.INTERRUPTED and the report of what is left;
   * a step that is under way is never cut. What it throws is a reason too. An AbortSignal fits as `() => (signal.aborted ? 'a signal' : undefined)`.
   */
  readonly shouldStop?: ShouldStop;
  readonly onEvent?: MigrationListener;
  /** Milliseconds, for durations. */
  readonly now?: () => number;
};

export type RunnerOptions = SharedOptions & {
  /**
   * Asked once, with all that will be done, when everything has been checked and before the first write; not for a plan
   * without steps. What it throws ends the run with nothing written. A plan that was agreed to is not adapted: another
   * run may have applied a part of it meanwhile, and whatever else it did stops the run.
   */
  readonly approve?: (plan: Plan) => Promise<void>;
};

export type RunnerMigrateOptions = {
  /** Gives each migration a batch of its own. */
  readonly step?: boolean;
  /** Which findings refuse the run before anything is written; unless given here they are the plan's warnings. */
  readonly failOn?: readonly Exclude<FailableWarning, 'MIGRATION.LOSES_DATA'>[];
  /** Takes what is pending up to and with this one: its name, its digits, or its title where no other has it. */
  readonly to?: string;
  /**
   * The whole run is one batch: all of it or nothing, and three requests however many migrations there are. Throws
   * MIGRATION.NOT_TOGETHER and MIGRATION.TOO_MANY before anything runs.
   */
  readonly atomic?: boolean;
};

/** At most one of them; without any the last batch is rolled back. */
export type RollbackOptions = {
  readonly step?: number;
  readonly batch?: number;
  /** Undoes all that was applied after this one: its name, its digits, or its title where no other has it. */
  readonly to?: string;
} & UndoOptions;

export type UndoOptions = {
  /**
   * Whose down() undoes a migration whose file has changed since it was applied: the one stored then, unless given, or the
   * file's present one, which also runs where none is stored.
   */
  readonly down?: DownSource;
};

export type RefreshOptions = {
  /** How many of the last migrations are rolled back; all unless given. */
  readonly step?: number;
} & UndoOptions;

/**
 * Every method checks all it can before the first write and throws a `RoostError`: names, modules, `down()`,
 * missing files, the ledger's table. A failed run's error carries the complete report in `details.report`.
 */
export interface Runner {
  /** Writes nothing. */
  status(): Promise<StatusReport>;
  /**
   * Applies what is pending, each migration and its ledger row as one batch or not at all. Throws MIGRATION.RENAMED where a
   * file was applied under another name.
   */
  migrate(options?: RunnerMigrateOptions): Promise<MigrationReport>;
  /** Undoes the selected migrations, newest first; refuses before anything runs if one cannot be undone. */
  rollback(options?: RollbackOptions): Promise<MigrationReport>;
  /** Rolls every migration back and runs them all again. */
  reset(options?: UndoOptions): Promise<MigrationReport>;
  /** Rolls the last migrations back, all unless told how many, and applies what is pending by then. */
  refresh(options?: RefreshOptions): Promise<MigrationReport>;
  /**
   * Drops every table, view and trigger but those of SQLite, D1 and the ledgers, all of them as one batch with the ledger's
   * rows, then applies every migration. No down() is run, and no state of a migration is in the way.
   * Throws MIGRATION.WIPE_FAILED.
   */
  fresh(): Promise<MigrationReport>;
  /**
   * Makes the ledger's table where there is none, or adds what it lacks, and gives whether that was to be done: then
   * `approve` is asked first. Throws LEDGER.INSTALL_FAILED.
   */
  install(approve?: () => Promise<void>): Promise<boolean>;
  /** Settles a partial migration by what the caller has found in the schema. */
  resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void>;
  /**
   * Records what is so now, and gives it: the checksum and the down() of every changed file, the name of every renamed one, and a schema that is not as it
   * was left. It is shown to `approve` before the write, where there is anything; what that throws, or a file that cannot be
   * loaded, leaves the ledger as it is.
   */
  repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair>;
}
