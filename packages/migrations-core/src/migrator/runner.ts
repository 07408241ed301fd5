// The runner over a ledger: reads it, plans, loads, checks, and only then runs.
import { commitInstall } from '../commit/ledger-commits.ts';
import { notCommitted } from '../commit/not-committed.ts';
import { noRules } from '../database/rules.ts';
import { invalidOption } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { installFailed } from '../ledger/errors.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { toMigrationSource } from '../migration/source.ts';
import { checkOptions } from '../options.ts';
import { driftWarnings, schemaStatusOf } from '../plan/drift.ts';
import { environmentWarnings, rememberedEnvironment } from '../plan/environment.ts';
import { loadSteps } from '../plan/load-plan.ts';
import { planFresh, planMigrate, planRefresh, planRollback } from '../plan/plan.ts';
import type { StatusReport } from '../plan/status.ts';
import type { Plan, PlanWarning, RollbackSelection } from '../plan/types.ts';
import { recordTogether } from '../record/record-together.ts';
import type { LossPreview } from '../run/data-loss.ts';
import type { InspectionSelection, Inspector, RunInspection } from '../run/inspector.ts';
import { Progress } from '../run/progress.ts';
import { isNothing, type Repair, recordRepair, repairedRows, repairOf } from '../run/repair.ts';
import { resolvePartial } from '../run/resolve.ts';
import { runPlan } from '../run/run.ts';
import { planWipe } from '../wipe/plan-wipe.ts';
import { readUserSchema } from '../wipe/user-schema.ts';
import { ofMigrate, ofPretend, ofRefresh, ofReset, ofRollback } from './runner-option-specs.ts';
import type { RefreshOptions, RollbackOptions, Runner, SharedOptions, UndoOptions } from './runner-types.ts';
import { type MigrationState, type RunnerSetup, readState, readUsableLedger } from './state.ts';
import type { MigrateOptions, Pretend } from './types.ts';

/** `losses` is for an inspector that can tell them. */
export type DefaultRunnerOptions = SharedOptions & {
  readonly approve?: (plan: Plan, losses: () => Promise<LossPreview>) => Promise<void>;
};

type PlanFor = (situation: MigrationState) => Plan | Promise<Plan>;

export class DefaultRunner implements Runner {
  protected readonly surroundings: RunnerSetup;
  readonly #options: DefaultRunnerOptions;
  readonly #inspector: Inspector;

  /** Throws LEDGER.NAME_INVALID. */
  constructor(options: DefaultRunnerOptions, inspector: Inspector) {
    this.#options = options;
    this.#inspector = inspector;
    const { database, migrations, batches } = options;
    const setting = checkLedgerSettings(options, batches);
    this.surroundings = { database, source: toMigrationSource(migrations), setting };
  }

  async status(): Promise<StatusReport> {
    const { statuses, ledger } = await readState(this.surroundings);
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
    return this.#execute(
      options,
      ({ statuses, ledger }) => planMigrate(statuses, ledger, { step, refuse, to }),
      { allow, refusesLoss: refuse.includes('MIGRATION.LOSES_DATA') },
    );
  }

  async rollback(options: RollbackOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('rollback()', options, ofRollback);
    const selection = toSelection(options);
    return this.#execute(options, ({ statuses, ledger }) =>
      planRollback(statuses, ledger, selection, options.down),
    );
  }

  async reset(options: UndoOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('reset()', options, ofReset);
    return this.#execute(options, ({ statuses, ledger }) =>
      planRefresh('reset', statuses, ledger, ledger.rows.length, options.down),
    );
  }

  async refresh(options: RefreshOptions & Partial<Pretend> = {}): Promise<never> {
    checkOptions('refresh()', options, ofRefresh);
    const count = options.step === undefined ? undefined : positive('step', options.step);
    return this.#execute(options, ({ statuses, ledger }) =>
      planRefresh('refresh', statuses, ledger, count ?? ledger.rows.length, options.down),
    );
  }

  async fresh(options: Partial<Pretend> = {}): Promise<never> {
    checkOptions('fresh()', options, ofPretend);
    const { database, setting } = this.surroundings;
    return this.#execute(options, async ({ entries, ledger }) => {
      const wipe = planWipe(await readUserSchema(database, setting));
      const files = entries.map(({ name }) => name);
      return planFresh(files, ledger, wipe);
    });
  }

  async install(approve?: () => Promise<void>): Promise<boolean> {
    const ledger = await readUsableLedger(this.surroundings);
    this.heedEnvironment(ledger);
    if (ledger.install.length === 0) return false;
    assertNotFalse(await approve?.());
    const outcome = await commitInstall(this.surroundings.database, new HeldLedger(ledger));
    if (outcome.kind !== 'committed') throw installFailed(ledger.table, notCommitted(outcome));
    return true;
  }

  async resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void> {
    // Either of them changes the ledger for good, and whatever else was meant is neither.
    if (outcome !== 'applied' && outcome !== 'rolled-back')
      throw invalidOption('outcome', `is ${JSON.stringify(outcome)}`, "Give 'applied' or 'rolled-back'.");
    const ledger = await readUsableLedger(this.surroundings);
    this.heedEnvironment(ledger);
    await resolvePartial(this.surroundings.database, ledger, name, outcome, crypto.randomUUID());
  }

  async repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair> {
    const { database } = this.surroundings;
    const { entries, ledger } = await readState(this.surroundings);
    this.heedEnvironment(ledger);
    const repair = repairOf(entries, ledger);
    if (isNothing(repair)) return repair;
    const rows = await repairedRows(database, entries, ledger, repair);
    assertNotFalse(await approve?.(repair));
    await recordRepair(database, ledger, repair, rows);
    return repair;
  }

  /** Throws LEDGER.ENVIRONMENT. */
  protected heedEnvironment(ledger: Ledger): readonly PlanWarning[] {
    return environmentWarnings(ledger, this.#options.environment);
  }

  // The environment comes first: nothing more is asked of another one's database.
  protected async planned(situation: MigrationState, planFor: PlanFor): Promise<Plan> {
    const environment = this.heedEnvironment(situation.ledger);
    const plan = await planFor(situation);
    return { ...plan, warnings: [...environment, ...plan.warnings, ...driftOf(plan, situation)] };
  }

  // Which report it is, a caller is told by the overloads of `Migrator`; `never` fits both.
  async #execute(
    options: Partial<Pretend> & { readonly atomic?: boolean },
    planFor: PlanFor,
    wish: InspectionSelection | null = null,
  ): Promise<never> {
    const inspect = this.#inspector(wish);
    const situation = await readState(this.surroundings);
    const { entries, ledger } = situation;
    const { database } = this.surroundings;
    const warned = await this.planned(situation, planFor);
    const loaded = await loadSteps(warned, entries, ledger, database);
    const inspection = inspect({ database, ledger, entries, plan: warned, loaded });
    const isOne = options.atomic === true && warned.steps.length > 0;
    const together = isOne ? await recordTogether(database, warned.steps, loaded) : null;
    if (options.pretend) return (await inspection.pretend()) as never;
    const { rules = noRules, onEvent = () => {}, now = Date.now, environment } = this.#options;
    const { interruption = () => undefined } = this.#options;
    const { findings, recorded } = await inspection.inspectPlan(together);
    const plan = { ...warned, findings };
    const run = {
      runId: crypto.randomUUID(),
      bookmark: await this.#requestApproval(plan, inspection),
      environment: environment?.name ?? null,
      isApproved: this.#options.approve !== undefined,
    };
    return (await runPlan(
      {
        database,
        rules,
        interruption,
        inspection,
        recorded: { up: recorded, down: inspection.downs },
        together,
      },
      ledger,
      plan,
      loaded,
      new Progress(plan, run, now, onEvent),
    )) as never;
  }

  async #requestApproval(plan: Plan, inspection: RunInspection): Promise<string | null> {
    const { approve, bookmark } = this.#options;
    if (plan.steps.length === 0 && plan.wipe === null) return null;
    if (approve !== undefined) assertNotFalse(await approve(plan, () => inspection.losses()));
    return bookmark === undefined ? null : await bookmark();
  }
}

/** Somebody has said no, in a way that would else be taken for a yes. Throws OPTION.INVALID. */
export function assertNotFalse(answer: unknown): void {
  if (answer !== false) return;
  throw invalidOption(
    'approve',
    'gave false, and only what it throws refuses',
    'Throw an error there. Nothing was written.',
  );
}

// A fresh start makes nothing of what was there before.
function driftOf({ action }: Plan, { ledger }: MigrationState): readonly PlanWarning[] {
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
