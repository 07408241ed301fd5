// The facade: reads the ledger, plans, loads, checks, and only then runs.

import { type AdoptPlan, carryOutAdopt, planAdopt } from './adopt/adopt.ts';
import type { ForeignTool } from './adopt/foreign-ledgers.ts';
import { commitInstall } from './commit.ts';
import type { SqlDatabase } from './database.ts';
import { driftWarnings, schemaStatusOf } from './drift.ts';
import { type EnvironmentSetting, environmentWarnings, rememberedEnvironment } from './environment.ts';
import { installFailed, invalidOption } from './errors.ts';
import type { MigrationListener } from './events.ts';
import type { Ledger, LedgerSetting } from './ledger/ledger.ts';
import { readLedger } from './ledger/read.ts';
import { checkLedgerName, installStatements } from './ledger/table.ts';
import { loadSteps } from './load-steps.ts';
import { planFresh, planMigrate, planRefresh, planRollback } from './plan.ts';
import { pretendPlan } from './pretend.ts';
import { Progress } from './progress.ts';
import { isNothing, type Repair, recordRepair, repairOf } from './repair.ts';
import type { MigrationReport, PretendReport } from './report.ts';
import { resolvePartial } from './resolve.ts';
import { type DatabaseRules, noRules } from './rules.ts';
import { type Interruption, runPlan } from './run.ts';
import {
  listMigrations,
  type MigrationEntry,
  type MigrationRecord,
  type MigrationSource,
  toMigrationSource,
} from './source.ts';
import { type MigrationStatus, type StatusReport, statusOf } from './status.ts';
import type { Plan, PlanWarning, Refusable, RollbackSelection } from './steps.ts';
import { reasonOf } from './uncommitted.ts';
import { planWipe } from './wipe/plan-wipe.ts';
import { readUserSchema } from './wipe/user-schema.ts';

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
   * Asked once, with all that will be done, when everything has been checked and before the first write; not for a plan
   * without steps. What it throws ends the run with nothing written. A plan that was agreed to is not adapted: another
   * run may have applied a part of it meanwhile, and whatever else it did stops the run.
   */
  /**
   * The environment that the runs are for: noted on each ledger row, and compared with the one that the ledger remembers.
   * With `refuse` every method that writes throws LEDGER.ENVIRONMENT on another one's database, before anything is written.
   */
  readonly environment?: EnvironmentSetting;
  readonly approve?: (plan: Plan) => Promise<void>;
  /** Asked for after the approval; noted on each ledger row that the run adds. */
  readonly bookmark?: () => Promise<string>;
  /**
   * Asked before each step. A reason ends the run there with MIGRATION.INTERRUPTED and the report of what is left;
   * a step that is under way is never cut. An AbortSignal fits as `() => (signal.aborted ? 'a signal' : undefined)`.
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
};

/** At most one of them; without any the last batch is rolled back. */
export type RollbackOptions = {
  readonly step?: number;
  readonly batch?: number;
  /** Undoes all that was applied after this one: its name, its digits, or its title where no other has it. */
  readonly to?: string;
};

export type RefreshOptions = {
  /** How many of the last migrations are rolled back; all unless given. */
  readonly step?: number;
};

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

export type Pretend = { readonly pretend: true };

/**
 * Every method checks all it can before the first write and throws a `RoostError`: names, modules, `down()`,
 * missing files, the ledger's table. A failed run's error carries the complete report in `details.report`.
 */
export interface Migrator {
  /** Writes nothing. */
  status(): Promise<StatusReport>;
  /** Applies what is pending, each migration and its ledger row as one batch or not at all. */
  migrate(options: MigrateOptions & Pretend): Promise<PretendReport>;
  migrate(options?: MigrateOptions): Promise<MigrationReport>;
  /** Undoes the selected migrations, newest first; refuses before anything runs if one cannot be undone. */
  rollback(options: RollbackOptions & Pretend): Promise<PretendReport>;
  rollback(options?: RollbackOptions): Promise<MigrationReport>;
  /** Rolls every migration back and runs them all again. */
  reset(options: Pretend): Promise<PretendReport>;
  reset(): Promise<MigrationReport>;
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
  /** Settles a partial migration by what the caller has found in the schema. */
  resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void>;
  /**
   * Records what is so now, and gives it: the checksum of every changed file, and a schema that is not as it was left. It is
   * shown to `approve` before the write, where there is anything; what that throws leaves the ledger as it is.
   */
  repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair>;
}

/** Throws LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createMigrator(options: MigratorOptions): Migrator {
  const table = options.ledger ?? 'migrations';
  const wranglerTable = options.wranglerLedger ?? null;
  checkLedgerName(table);
  return new LedgerMigrator(options, { table, wranglerTable, batches: options.batches ?? 'atomic' });
}

type Situation = {
  readonly entries: readonly MigrationEntry[];
  readonly ledger: Ledger;
  readonly statuses: readonly MigrationStatus[];
};

class LedgerMigrator implements Migrator {
  readonly #options: MigratorOptions;
  readonly #source: MigrationSource;
  readonly #setting: LedgerSetting;

  constructor(options: MigratorOptions, setting: LedgerSetting) {
    this.#options = options;
    this.#source = toMigrationSource(options.migrations);
    this.#setting = setting;
  }

  async status(): Promise<StatusReport> {
    const { statuses, ledger } = await this.#look();
    return {
      migrations: statuses,
      pending: statuses.filter(({ state }) => state === 'pending').length,
      schema: schemaStatusOf(ledger),
      environment: rememberedEnvironment(ledger),
    };
  }

  async migrate(options: MigrateOptions & Partial<Pretend> = {}): Promise<never> {
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planMigrate(statuses, ledger, {
        step: options.step ?? false,
        refuse: options.refuse ?? [],
        to: options.to,
      }),
    );
  }

  async rollback(options: RollbackOptions & Partial<Pretend> = {}): Promise<never> {
    const selection = toSelection(options);
    return this.#carryOut(options, ({ statuses, ledger }) => planRollback(statuses, ledger, selection));
  }

  async reset(options: Partial<Pretend> = {}): Promise<never> {
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planRefresh('reset', statuses, ledger, ledger.rows.length),
    );
  }

  async refresh(options: RefreshOptions & Partial<Pretend> = {}): Promise<never> {
    const count = options.step === undefined ? undefined : positive('step', options.step);
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planRefresh('refresh', statuses, ledger, count ?? ledger.rows.length),
    );
  }

  async fresh(options: Partial<Pretend> = {}): Promise<never> {
    return this.#carryOut(options, async ({ entries, ledger }) => {
      const wipe = planWipe(await readUserSchema(this.#options.database, this.#setting));
      const files = entries.map(({ name }) => name);
      return planFresh(files, ledger, wipe);
    });
  }

  async install(approve?: () => Promise<void>): Promise<boolean> {
    const ledger = await this.#readLedger();
    this.#heedEnvironment(ledger);
    if (installStatements(ledger.table, ledger.columns).length === 0) return false;
    await approve?.();
    const outcome = await commitInstall(this.#options.database, ledger);
    if (outcome.kind !== 'committed') throw installFailed(ledger.table, reasonOf(outcome));
    return true;
  }

  async adopt(options: AdoptOptions): Promise<AdoptPlan> {
    const { from, to, scratch, force = false, pretend = false, approve } = options;
    if (from !== undefined && to !== undefined)
      throw invalidOption('from', 'cannot be given together with to');
    const { entries, ledger } = await this.#look();
    this.#heedEnvironment(ledger);
    const situation = { database: this.#options.database, entries, ledger };
    const selection =
      to === undefined ? ({ kind: 'history', tool: from } as const) : ({ kind: 'up-to', to } as const);
    const plan = await planAdopt(situation, selection, scratch, force || pretend);
    if (pretend || plan.migrations.length === 0) return plan;
    await approve?.(plan);
    await carryOutAdopt(situation, plan, {
      runId: crypto.randomUUID(),
      bookmark: (await this.#options.bookmark?.()) ?? null,
      environment: this.#options.environment?.name ?? null,
      isAgreedOn: true,
    });
    return plan;
  }

  async resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void> {
    const ledger = await this.#readLedger();
    this.#heedEnvironment(ledger);
    await resolvePartial(this.#options.database, ledger, name, outcome, crypto.randomUUID());
  }

  async repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair> {
    const { entries, ledger } = await this.#look();
    this.#heedEnvironment(ledger);
    const repair = repairOf(entries, ledger);
    if (isNothing(repair)) return repair;
    await approve?.(repair);
    await recordRepair(this.#options.database, ledger, repair);
    return repair;
  }

  async #look(): Promise<Situation> {
    const entries = await listMigrations(this.#source);
    const ledger = await this.#readLedger();
    return { entries, ledger, statuses: statusOf(entries, ledger) };
  }

  #readLedger(): Promise<Ledger> {
    return readLedger(this.#options.database, this.#setting);
  }

  #heedEnvironment(ledger: Ledger): readonly PlanWarning[] {
    return environmentWarnings(ledger, this.#options.environment);
  }

  // The overloads of `Migrator` say which report a caller gets; `never` fits both.
  async #carryOut(
    options: Partial<Pretend>,
    planFor: (situation: Situation) => Plan | Promise<Plan>,
  ): Promise<never> {
    const situation = await this.#look();
    const plan = this.#warned(situation.ledger, await planFor(situation));
    const loaded = await loadSteps(plan, situation.entries, situation.ledger);
    const { database, rules = noRules, onEvent = () => {}, now = Date.now } = this.#options;
    const { interruption = () => undefined } = this.#options;
    if (options.pretend) return (await pretendPlan(database, plan, loaded)) as never;
    const run = {
      runId: crypto.randomUUID(),
      bookmark: await this.#agreedOn(plan),
      environment: this.#options.environment?.name ?? null,
      isAgreedOn: this.#options.approve !== undefined,
    };
    const progress = new Progress(plan, run, now, onEvent);
    return (await runPlan(
      { database, rules, interruption },
      situation.ledger,
      plan,
      loaded,
      progress,
    )) as never;
  }

  #warned(ledger: Ledger, plan: Plan): Plan {
    // A fresh start makes nothing of what was there before.
    const drift = plan.action === 'fresh' ? [] : driftWarnings(ledger);
    return { ...plan, warnings: [...this.#heedEnvironment(ledger), ...plan.warnings, ...drift] };
  }

  async #agreedOn(plan: Plan): Promise<string | null> {
    const { approve, bookmark } = this.#options;
    if (plan.steps.length === 0 && plan.wipe === null) return null;
    if (approve !== undefined) await approve(plan);
    return bookmark === undefined ? null : await bookmark();
  }
}

function toSelection({ step, batch, to }: RollbackOptions): RollbackSelection {
  const [one, other] = Object.entries({ step, batch, to }).filter(([, value]) => value !== undefined);
  if (one !== undefined && other !== undefined)
    throw invalidOption(one[0], `cannot be given together with ${other[0]}`);
  if (to !== undefined) return { kind: 'since', to };
  if (step !== undefined) return { kind: 'last', count: positive('step', step) };
  if (batch !== undefined) return { kind: 'batch', batch: positive('batch', batch) };
  return { kind: 'last-batch' };
}

function positive(option: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw invalidOption(option, `is ${value}`);
  return value;
}
