// The facade: reads the ledger, plans, loads, checks, and only then runs.
import type { ChangedFile } from './changed.ts';
import type { SqlDatabase } from './database.ts';
import { invalidOption, irreversible, ledgerCorrupt, ledgerOfWrangler } from './errors.ts';
import type { MigrationListener } from './events.ts';
import type { Ledger, LedgerSetting } from './ledger/ledger.ts';
import { readLedger } from './ledger/read.ts';
import { checkLedgerName, checkTriggers } from './ledger/table.ts';
import { type LoadedMigration, type LoadedMigrations, loadMigration } from './load.ts';
import { planMigrate, planReset, planRollback } from './plan.ts';
import { pretendPlan } from './pretend.ts';
import { Progress } from './progress.ts';
import { changedFilesIn, recordChecksums } from './repair.ts';
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
import type { Plan, Refusable, RollbackSelection } from './steps.ts';
import { isUnreadable, storedMigration } from './stored-down.ts';

export type MigratorOptions = {
  /** Anything of D1's shape: a Worker's `env.DB`, `openLocalD1(…)`, a proxy's binding. */
  readonly database: SqlDatabase;
  readonly migrations: MigrationSource | MigrationRecord;
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /**
   * `unproven`: what the database promises of a batch has not been seen to hold. Each batch then brings the schema
   * along, so that after a failed one it can be told what of it has stayed.
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
  /** Settles a partial migration by what the caller has found in the schema. */
  resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void>;
  /**
   * Records the present checksum of every changed file, and gives these. They are shown to `approve` before the write,
   * where there are any; what it throws leaves the ledger as it is.
   */
  repair(approve?: (changed: readonly ChangedFile[]) => Promise<void>): Promise<readonly ChangedFile[]>;
}

/** Throws LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createMigrator(options: MigratorOptions): Migrator {
  const table = options.ledger ?? 'migrations';
  const wranglerTable = options.wranglerLedger ?? null;
  checkLedgerName(table);
  // Names of tables know no capitals (sqlite.org/lang_naming.html).
  if (table.toLowerCase() === wranglerTable?.toLowerCase()) throw ledgerOfWrangler(table);
  const watchesSchema = options.batches === 'unproven';
  return new LedgerMigrator(options, { table, wranglerTable, watchesSchema });
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
    const { statuses } = await this.#look();
    return { migrations: statuses, pending: statuses.filter(({ state }) => state === 'pending').length };
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
    return this.#carryOut(options, ({ statuses, ledger }) => planReset(statuses, ledger));
  }

  async resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void> {
    const ledger = await this.#readLedger();
    await resolvePartial(this.#options.database, ledger, name, outcome, crypto.randomUUID());
  }

  async repair(
    approve?: (changed: readonly ChangedFile[]) => Promise<void>,
  ): Promise<readonly ChangedFile[]> {
    const { entries, ledger } = await this.#look();
    const changed = changedFilesIn(entries, ledger);
    if (changed.length === 0) return changed;
    await approve?.(changed);
    await recordChecksums(this.#options.database, ledger, changed);
    return changed;
  }

  async #look(): Promise<Situation> {
    const entries = await listMigrations(this.#source);
    const ledger = await this.#readLedger();
    return { entries, ledger, statuses: statusOf(entries, ledger) };
  }

  async #readLedger(): Promise<Ledger> {
    const ledger = await readLedger(this.#options.database, this.#setting);
    checkTriggers(ledger);
    return ledger;
  }

  // The overloads of `Migrator` say which report a caller gets; `never` fits both.
  async #carryOut(options: Partial<Pretend>, planFor: (situation: Situation) => Plan): Promise<never> {
    const situation = await this.#look();
    const plan = planFor(situation);
    const loaded = await loadSteps(plan, situation);
    const { database, rules = noRules, onEvent = () => {}, now = Date.now } = this.#options;
    const { interruption = () => undefined } = this.#options;
    if (options.pretend) return (await pretendPlan(database, plan, loaded)) as never;
    const run = {
      runId: crypto.randomUUID(),
      bookmark: await this.#agreedOn(plan),
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

  async #agreedOn(plan: Plan): Promise<string | null> {
    const { approve, bookmark } = this.#options;
    if (plan.steps.length === 0) return null;
    if (approve !== undefined) await approve(plan);
    return bookmark === undefined ? null : await bookmark();
  }
}

async function loadSteps(plan: Plan, { entries, ledger }: Situation): Promise<LoadedMigrations> {
  const wanted = new Set(plan.steps.map((step) => step.name));
  const loaded = new Map<string, LoadedMigration>();
  for (const entry of entries.filter(({ name }) => wanted.has(name))) {
    const { name, checksum = null } = entry;
    loaded.set(name, { name, checksum, migration: await loadMigration(entry) });
  }
  for (const { migration: name, downSql } of ledger.rows) {
    if (!wanted.has(name) || loaded.has(name) || downSql === null) continue;
    if (isUnreadable(downSql))
      throw ledgerCorrupt(ledger.table, `the stored down() of '${name}' holds no statement`);
    loaded.set(name, { name, checksum: null, migration: storedMigration(name, downSql) });
  }
  const downs = plan.steps.filter((step) => step.direction === 'down').map((step) => step.name);
  const without = downs.filter((name) => loaded.get(name)?.migration.down === undefined);
  if (without.length > 0) throw irreversible(without);
  return loaded;
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
