// What a migrator is asked and promises.

import type { AdoptPlan } from './adopt/adopt.ts';
import type { ForeignTool } from './adopt/foreign-ledgers.ts';
import type { SqlDatabase } from './database.ts';
import type { EnvironmentSetting } from './environment.ts';
import type { MigrationListener } from './events.ts';
import type { OpenScratch } from './lint/scratch.ts';
import type { LossPreview } from './losses/loss.ts';
import type { Rehearsal } from './rehearse/rehearsal.ts';
import type { Repair } from './repair.ts';
import type { MigrationReport, PretendReport } from './report.ts';
import type { DatabaseRules } from './rules.ts';
import type { Interruption } from './run.ts';
import type { MigrationEntry, MigrationRecord, MigrationSource } from './source.ts';
import type { Squash } from './squash/squash.ts';
import type { StatusReport } from './status.ts';
import type { DownSource, Plan, Refusable } from './steps.ts';

export type MigratorOptions = {
  /** Anything of D1's shape: a Worker's `env.DB`, `openLocalD1(…)`, a proxy's binding. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationRecord;
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /**
   * `unproven`: what the database promises of a batch has not been seen to hold, so that a failed one is not taken for
   * undone, nor for tried.
   */
  readonly batches?: 'atomic' | 'unproven';
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
  /**
   * Asked once, with all that will be done, and where it asks for them the rows that would go by it, when everything has been checked and before the first write; not for a plan
   * without steps. What it throws ends the run with nothing written. A plan that was agreed to is not adapted: another
   * run may have applied a part of it meanwhile, and whatever else it did stops the run.
   */
  readonly approve?: (plan: Plan, losses: () => Promise<LossPreview>) => Promise<void>;
  /** Asked for after the approval; noted on each ledger row that the run adds. */
  readonly bookmark?: () => Promise<string>;
  /**
   * Opens an empty database, such as `openMemoryD1` of `@roostjs/d1-adapter/local`: what migrate() applies is looked at on
   * it, by the rules of lint, before anything of it is sent. Without it nothing is looked at.
   */
  readonly scratch?: OpenScratch;
  /**
   * Asked before each step. A reason ends the run there with MIGRATION.INTERRUPTED and the report of what is left;
   * a step that is under way is never cut. What it throws is a reason too. An AbortSignal fits as `() => (signal.aborted ? 'a signal' : undefined)`.
   */
  readonly interruption?: Interruption;
  readonly onEvent?: MigrationListener;
  /** Milliseconds, for durations. */
  readonly now?: () => number;
};

export type MigrateOptions = {
  /** Gives each migration a batch of its own. */
  readonly step?: boolean;
  /** Which findings refuse the run before anything is written; unless given here they are the plan's warnings. */
  readonly refuse?: readonly Refusable[];
  /** Takes what is pending up to and with this one: its name, its digits, or its title where no other has it. */
  readonly to?: string;
  /** Rules of lint that are let pass. */
  readonly allow?: readonly string[];
};

export type RehearseOptions = Pick<MigrateOptions, 'to' | 'refuse'>;

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

/** Whose ledger is adopted from, the only one there is unless given; or the last migration that holds already. */
export type AdoptOptions = {
  readonly from?: ForeignTool;
  readonly to?: string;
  /** An empty database that the migrations are replayed on, such as `openMemoryD1()` of `@roostjs/d1-adapter/local`. */
  readonly scratch: SqlDatabase;
  /** Records also what the database differs from. */
  readonly force?: boolean;
  /** Gives the plan and writes nothing. */
  readonly pretend?: boolean;
  /** Asked before the write, where there is something to record; what it throws leaves the ledger as it is. */
  readonly approve?: (plan: AdoptPlan) => Promise<void>;
};

/** Which migrations are replaced by one: those up to `to`, else all that are applied. */
export type SquashOptions = {
  readonly to?: string;
  /** Leaves out the rows that the migrations write; unless given, what cannot be written is refused. */
  readonly withoutRows?: boolean;
  /** An empty database that the migrations are replayed on, such as `openMemoryD1()` of `@roostjs/d1-adapter/local`. */
  readonly scratch: SqlDatabase;
};

export type Pretend = { readonly pretend: true };

/**
 * Every method checks all it can before the first write and throws a `RoostError`: names, modules, `down()`,
 * missing files, the ledger's table. A failed run's error carries the complete report in `details.report`.
 */
export interface Migrator {
  /** Writes nothing. */
  status(): Promise<StatusReport>;
  /**
   * Applies what is pending, each migration and its ledger row as one batch or not at all. Throws MIGRATION.RENAMED where a
   * file was applied under another name.
   */
  migrate(options: MigrateOptions & Pretend): Promise<PretendReport>;
  migrate(options?: MigrateOptions): Promise<MigrationReport>;
  /**
   * Runs what is pending on the real data, as one batch that is rolled back by its own last statement, and gives what would
   * have failed and how many rows each table holds before and after. Leaves nothing, but holds the database meanwhile; `approve`
   * is asked as for a migrate. Throws MIGRATION.REHEARSAL_UNSAFE where a failed batch leaves something.
   */
  rehearse(options?: RehearseOptions): Promise<Rehearsal>;
  /** Undoes the selected migrations, newest first; refuses before anything runs if one cannot be undone. */
  rollback(options: RollbackOptions & Pretend): Promise<PretendReport>;
  rollback(options?: RollbackOptions): Promise<MigrationReport>;
  /** Rolls every migration back and runs them all again. */
  reset(options: UndoOptions & Pretend): Promise<PretendReport>;
  reset(options?: UndoOptions): Promise<MigrationReport>;
  /** Rolls the last migrations back, all unless told how many, and applies what is pending by then. */
  refresh(options: RefreshOptions & Pretend): Promise<PretendReport>;
  refresh(options?: RefreshOptions): Promise<MigrationReport>;
  /**
   * Drops every table, view and trigger but those of SQLite, D1 and the ledgers, all of them as one batch with the ledger's
   * rows, then applies every migration. No down() is run, and no state of a migration is in the way.
   * Throws MIGRATION.WIPE_FAILED.
   */
  fresh(options: Pretend): Promise<PretendReport>;
  fresh(): Promise<MigrationReport>;
  /**
   * Makes the ledger's table where there is none, or adds what it lacks, and gives whether that was to be done: then
   * `approve` is asked first. Throws LEDGER.INSTALL_FAILED.
   */
  install(approve?: () => Promise<void>): Promise<boolean>;
  /**
   * Takes over a database that was built before: records migrations as applied without running them, after the schema that
   * they make on an empty database was found to be the database's own. Throws ADOPT.SCHEMA_DIFFERS with each difference.
   */
  adopt(options: AdoptOptions): Promise<AdoptPlan>;
  /**
   * What one migration would have to do to stand for many: nothing is written, neither in the database nor a file. Throws the
   * SQUASH codes.
   */
  squash(options: SquashOptions): Promise<Squash>;
  /**
   * Holds a squashed migration, as a source gives it, to its plan, by running it on an empty database. Throws SQUASH.DIFFERS.
   */
  proveSquash(squash: Squash, squashed: MigrationEntry, scratch: SqlDatabase): Promise<void>;
  /** Settles a partial migration by what the caller has found in the schema. */
  resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void>;
  /**
   * Records what is so now, and gives it: the checksum and the down() of every changed file, the name of every renamed one, and a schema that is not as it
   * was left. It is shown to `approve` before the write, where there is anything; what that throws, or a file that cannot be
   * loaded, leaves the ledger as it is.
   */
  repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair>;
}
