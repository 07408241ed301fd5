// The facade: reads the ledger, plans, loads, checks, and only then runs.

import { type AdoptPlan, carryOutAdopt, planAdopt } from './adopt/adopt.ts';
import { commitInstall } from './commit/records.ts';
import type { SqlDatabase } from './database.ts';
import { driftWarnings, schemaStatusOf } from './drift.ts';
import { environmentWarnings, rememberedEnvironment } from './environment.ts';
import { installFailed, invalidOption } from './errors.ts';
import { HeldLedger } from './ledger/held.ts';
import type { Ledger, LedgerSetting } from './ledger/ledger.ts';
import { readLedger } from './ledger/read.ts';
import { ledgerSetting } from './ledger/setting.ts';
import { checkTriggers } from './ledger/table.ts';
import { knownRules } from './lint/lint.ts';
import { type LintWish, lintSetting, lookAhead, withLookout } from './lint/lookout.ts';
import { loadSteps } from './load-steps.ts';
import { Foresight } from './losses/foresight.ts';
import { type LossPreview, noLosses } from './losses/loss.ts';
import type {
  AdoptOptions,
  MigrateOptions,
  Migrator,
  MigratorOptions,
  Pretend,
  RefreshOptions,
  RehearseOptions,
  RollbackOptions,
  SquashOptions,
  UndoOptions,
} from './migrator.ts';
import { checkOptions } from './options.ts';
import { planFresh, planMigrate, planRefresh, planRollback } from './plan.ts';
import { pretendPlan } from './pretend.ts';
import { Progress } from './progress.ts';
import type { Rehearsal } from './rehearse/rehearsal.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { isNothing, type Repair, recordRepair, repairedRows, repairOf } from './repair.ts';
import { readReplacements } from './replacements.ts';
import { resolvePartial } from './resolve.ts';
import { noRules } from './rules.ts';
import { runPlan } from './run.ts';
import { refuseUsed } from './scratch-database.ts';
import { listMigrations, type MigrationEntry, type MigrationSource, toMigrationSource } from './source.ts';
import { chooseReplaced, squashedName } from './squash/choose.ts';
import { proveSquash, type Squash, squashOf } from './squash/squash.ts';
import { type MigrationStatus, type StatusReport, statusOf } from './status.ts';
import type { Plan, PlanWarning, RollbackSelection } from './steps.ts';
import {
  ofAdopt,
  ofEnvironment,
  ofMigrate,
  ofMigrator,
  ofPretend,
  ofRefresh,
  ofRehearse,
  ofReset,
  ofRollback,
  ofSquash,
} from './taken-options.ts';
import { uncommitted } from './uncommitted.ts';
import { planWipe } from './wipe/plan-wipe.ts';
import { readUserSchema } from './wipe/user-schema.ts';

/** Throws OPTION.INVALID and LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createMigrator(options: MigratorOptions): Migrator {
  checkOptions('createMigrator()', options, ofMigrator);
  const { environment } = options;
  if (environment !== undefined) checkOptions('environment', environment, ofEnvironment);
  return new LedgerMigrator(options, ledgerSetting(options, options.batches));
}

type Situation = {
  readonly entries: readonly MigrationEntry[];
  readonly ledger: Ledger;
  readonly statuses: readonly MigrationStatus[];
};

type PlanFor = (situation: Situation) => Plan | Promise<Plan>;

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
    checkOptions('migrate()', options, ofMigrate);
    const { step = false, refuse = [], to, allow = [] } = options;
    const lint = { allow: knownRules(allow), refusesLoss: refuse.includes('MIGRATION.LOSES_DATA') };
    return this.#carryOut(
      options,
      ({ statuses, ledger }) => planMigrate(statuses, ledger, { step, refuse, to }),
      lint,
    );
  }

  async rehearse(options: RehearseOptions = {}): Promise<Rehearsal> {
    checkOptions('rehearse()', options, ofRehearse);
    const { to, refuse = [] } = options;
    const situation = await this.#look();
    const { ledger, entries, statuses } = situation;
    const plan = await this.#planned(situation, () =>
      planMigrate(statuses, ledger, { step: false, refuse, to }),
    );
    const loaded = await loadSteps(plan, entries, ledger, this.#options.database);
    if (plan.steps.length > 0) refuseFalse(await this.#options.approve?.(plan, async () => noLosses));
    const { database, rules = noRules, now = Date.now } = this.#options;
    const { objects } = await readUserSchema(database, ledger);
    const tables = objects.filter(({ type }) => type === 'table');
    const id = crypto.randomUUID().replaceAll('-', '');
    return rehearse({ database, rules, now, id, setting: ledger }, plan, loaded, tables);
  }

  async rollback(options: RollbackOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('rollback()', options, ofRollback);
    const selection = toSelection(options);
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planRollback(statuses, ledger, selection, options.down),
    );
  }

  async reset(options: UndoOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('reset()', options, ofReset);
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planRefresh('reset', statuses, ledger, ledger.rows.length, options.down),
    );
  }

  async refresh(options: RefreshOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('refresh()', options, ofRefresh);
    const count = options.step === undefined ? undefined : positive('step', options.step);
    return this.#carryOut(options, ({ statuses, ledger }) =>
      planRefresh('refresh', statuses, ledger, count ?? ledger.rows.length, options.down),
    );
  }

  async fresh(options: Partial<Pretend> = {}): Promise<never> {
    checkOptions('fresh()', options, ofPretend);
    return this.#carryOut(options, async ({ entries, ledger }) => {
      const wipe = planWipe(await readUserSchema(this.#options.database, this.#setting));
      const files = entries.map(({ name }) => name);
      return planFresh(files, ledger, wipe);
    });
  }

  async install(approve?: () => Promise<void>): Promise<boolean> {
    const ledger = await this.#readLedger();
    this.#heedEnvironment(ledger);
    if (ledger.install.length === 0) return false;
    refuseFalse(await approve?.());
    const outcome = await commitInstall(this.#options.database, new HeldLedger(ledger));
    if (outcome.kind !== 'committed') throw installFailed(ledger.table, uncommitted(outcome));
    return true;
  }

  async adopt(options: AdoptOptions): Promise<AdoptPlan> {
    checkOptions('adopt()', options, ofAdopt);
    const { from, to, scratch, force = false, pretend = false, approve } = options;
    if (from !== undefined && to !== undefined)
      throw invalidOption('from', 'cannot be given together with to', 'Give one of them.');
    await refuseUsed(scratch, this.#options.database);
    const { entries, ledger, statuses } = await this.#look();
    this.#heedEnvironment(ledger);
    const situation = { database: this.#options.database, entries, ledger, statuses };
    const selection =
      to === undefined ? ({ kind: 'history', tool: from } as const) : ({ kind: 'up-to', to } as const);
    const plan = await planAdopt(situation, selection, scratch, force || pretend);
    if (pretend || plan.migrations.length === 0) return plan;
    refuseFalse(await approve?.(plan));
    await carryOutAdopt(situation, plan, {
      runId: crypto.randomUUID(),
      bookmark: (await this.#options.bookmark?.()) ?? null,
      environment: this.#options.environment?.name ?? null,
      isAgreedOn: true,
    });
    return plan;
  }

  async squash(options: SquashOptions): Promise<Squash> {
    checkOptions('squash()', options, ofSquash);
    const { to, withoutRows = false, scratch } = options;
    await refuseUsed(scratch, this.#options.database);
    const { entries, statuses } = await this.#look();
    const files = entries.map((entry) => entry.name);
    const replaced = chooseReplaced(statuses, files, to);
    const name = squashedName(replaced, files);
    const chosen = entries.filter((entry) => replaced.includes(entry.name));
    return squashOf({ name, entries: chosen, withoutRows }, scratch, this.#setting);
  }

  async proveSquash(squash: Squash, squashed: MigrationEntry, scratch: SqlDatabase): Promise<void> {
    checkOptions('proveSquash()', { scratch }, { scratch: ofSquash.scratch });
    await refuseUsed(scratch, this.#options.database);
    await proveSquash(squash, squashed, scratch, this.#setting);
  }

  async resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void> {
    // Either of them changes the ledger for good, and whatever else was meant is neither.
    if (outcome !== 'applied' && outcome !== 'rolled-back')
      throw invalidOption('outcome', `is ${JSON.stringify(outcome)}`, "Give 'applied' or 'rolled-back'.");
    const ledger = await this.#readLedger();
    this.#heedEnvironment(ledger);
    await resolvePartial(this.#options.database, ledger, name, outcome, crypto.randomUUID());
  }

  async repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair> {
    const { database } = this.#options;
    const { entries, ledger } = await this.#look();
    this.#heedEnvironment(ledger);
    const repair = repairOf(entries, ledger);
    if (isNothing(repair)) return repair;
    const rows = await repairedRows(database, entries, ledger, repair);
    refuseFalse(await approve?.(repair));
    await recordRepair(database, ledger, repair, rows);
    return repair;
  }

  async #look(): Promise<Situation> {
    const entries = await listMigrations(this.#source);
    const ledger = await this.#readLedger();
    const replacements = await readReplacements(entries, ledger);
    return { entries, ledger, statuses: statusOf(entries, ledger, replacements) };
  }

  async #readLedger(): Promise<Ledger> {
    const ledger = await readLedger(this.#options.database, this.#setting);
    checkTriggers(ledger);
    return ledger;
  }

  #heedEnvironment(ledger: Ledger): readonly PlanWarning[] {
    return environmentWarnings(ledger, this.#options.environment);
  }

  // The overloads of `Migrator` say which report a caller gets; `never` fits both.
  async #carryOut(
    options: Partial<Pretend>,
    planFor: PlanFor,
    wanted: LintWish | null = null,
  ): Promise<never> {
    const situation = await this.#look();
    const warned = await this.#planned(situation, planFor);
    const loaded = await loadSteps(warned, situation.entries, situation.ledger, this.#options.database);
    const lint = lintSetting(this.#options, warned, situation.entries, wanted);
    const { database, rules = noRules, onEvent = () => {}, now = Date.now } = this.#options;
    const { interruption = () => undefined } = this.#options;
    if (options.pretend) {
      return (await withLookout(lint, situation.ledger, (lookout) =>
        pretendPlan(database, warned, loaded, situation.ledger, lookout),
      )) as never;
    }
    const { findings, recorded } = await lookAhead(lint, database, situation.ledger, warned.steps, loaded);
    const plan = { ...warned, findings };
    const foresight = new Foresight(database, situation.ledger, plan, loaded, recorded);
    const run = {
      runId: crypto.randomUUID(),
      bookmark: await this.#agreedOn(plan, () => foresight.losses()),
      environment: this.#options.environment?.name ?? null,
      isAgreedOn: this.#options.approve !== undefined,
    };
    const progress = new Progress(plan, run, now, onEvent);
    return (await runPlan(
      { database, rules, interruption, lint, recorded: { up: recorded, down: foresight.downs } },
      situation.ledger,
      plan,
      loaded,
      progress,
    )) as never;
  }

  // The environment comes first: nothing more is asked of another one's database.
  async #planned(situation: Situation, planFor: PlanFor): Promise<Plan> {
    const environment = this.#heedEnvironment(situation.ledger);
    const plan = await planFor(situation);
    return { ...plan, warnings: [...environment, ...plan.warnings, ...driftOf(plan, situation)] };
  }

  async #agreedOn(plan: Plan, losses: () => Promise<LossPreview>): Promise<string | null> {
    const { approve, bookmark } = this.#options;
    if (plan.steps.length === 0 && plan.wipe === null) return null;
    if (approve !== undefined) refuseFalse(await approve(plan, losses));
    return bookmark === undefined ? null : await bookmark();
  }
}

// Somebody has said no, in a way that would else be taken for a yes.
function refuseFalse(answer: unknown): void {
  if (answer !== false) return;
  throw invalidOption(
    'approve',
    'gave false, and only what it throws refuses',
    'Throw an error there. Nothing was written.',
  );
}

// A fresh start makes nothing of what was there before.
function driftOf({ action }: Plan, { ledger }: Situation): readonly PlanWarning[] {
  return action === 'fresh' ? [] : driftWarnings(ledger);
}

function toSelection({ step, batch, to }: RollbackOptions): RollbackSelection {
  const [one, other] = Object.entries({ step, batch, to }).filter(([, value]) => value !== undefined);
  if (one !== undefined && other !== undefined)
    throw invalidOption(
      one[0],
      `cannot be given together with ${other[0]}`,
      'Give one of step, batch and to.',
    );
  if (to !== undefined) return { kind: 'since', to };
  if (step !== undefined) return { kind: 'last', count: positive('step', step) };
  if (batch !== undefined) return { kind: 'batch', batch: positive('batch', batch) };
  return { kind: 'last-batch' };
}

function positive(option: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw invalidOption(option, `is ${value}`, 'Give a whole number from 1 up.');
  return value;
}
