// What a migrator is asked and promises.

import type { AdoptPlan } from '../adopt/adopt.ts';
import type { ForeignTool } from '../adopt/foreign-ledgers.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { OpenScratch } from '../lint/trace/schema-replica.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { FailableWarning, Plan } from '../plan/types.ts';
import type { Rehearsal } from '../rehearse/rehearsal.ts';
import type { LossPreview } from '../run/data-loss.ts';
import type { MigrationReport, PretendReport } from '../run/report.ts';
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
   * Asked once, with all that will be done, and where it asks for them the rows that would go by it, when everything has been checked and before the first write; not for a plan
   * without steps. What it throws ends the run with nothing written. A plan that was agreed to is not adapted: another
   * run may have applied a part of it meanwhile, and whatever else it did stops the run.
   */
  readonly approve?: (plan: Plan, losses: () => Promise<LossPreview>) => Promise<void>;
  /**
   * Opens an empty database, such as `openMemoryD1` of `@roostjs/d1-adapter/local`: what migrate() applies is looked at on
   * it, by the rules of lint, before anything of it is sent. Without it nothing is looked at.
   */
  readonly openScratch?: OpenScratch;
};

export type MigrateOptions = Omit<RunnerMigrateOptions, 'failOn'> & {
  /** Which findings refuse the run before anything is written; unless given here they are the plan's warnings. */
  readonly failOn?: readonly FailableWarning[];
  /** Rules of lint that are let pass. */
  readonly allow?: readonly string[];
};

export type RehearseOptions = Pick<MigrateOptions, 'to' | 'failOn'>;

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

/** A runner that looks at what it runs, and all that is done ahead of a run. */
export interface Migrator extends Runner {
  /** As a runner's; with `pretend` it gives what would run, and writes nothing. */
  migrate(options: MigrateOptions & Pretend): Promise<PretendReport>;
  migrate(options?: MigrateOptions): Promise<MigrationReport>;
  /**
   * Runs what is pending on the real data, as one batch that is rolled back by its own last statement, and gives what would
   * have failed and how many rows each table holds before and after. Leaves nothing, but holds the database meanwhile; `approve`
   * is asked as for a migrate. Throws MIGRATION.REHEARSAL_UNSAFE where a failed batch leaves something.
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
  verifySquash(squash: Squash, squashed: MigrationEntry, scratch: SqlDatabase): Promise<void>;
}
