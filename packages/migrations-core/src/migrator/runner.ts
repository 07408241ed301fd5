// The runner: reads the ledger, plans, loads, checks, and only then runs.
import { commitInstall } from '../commit/ledger-commits.ts';
import { notCommitted } from '../commit/not-committed.ts';
import { noRules } from '../database/rules.ts';
import { invalidOption } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import { installFailed } from '../ledger/errors.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { toMigrationSource } from '../migration/source.ts';
import {
  type AppliedElsewhere,
  appliedByWrangler,
  elsewhereWarnings,
  namesToRun,
} from '../plan/applied-elsewhere.ts';
import { driftWarnings, schemaStatusOf } from '../plan/drift.ts';
import { environmentWarnings, rememberedEnvironment } from '../plan/environment.ts';
import { loadSteps } from '../plan/load-plan.ts';
import type { StatusReport } from '../plan/status.ts';
import type { Plan, PlanWarning } from '../plan/types.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import { recordTogether } from '../record/record-together.ts';
import type { LossPreview } from '../run/data-loss.ts';
import { withEmpty } from '../run/empty-losses.ts';
import type { Inspector, PreparedRun, RecordedByName, RunInspection } from '../run/inspector.ts';
import { Progress } from '../run/progress.ts';
import { isNothing, type Repair, repairedRows, repairOf, writeRepair } from '../run/repair.ts';
import type { MigrationReport } from '../run/report.ts';
import { resolvePartial } from '../run/resolve.ts';
import { runPlan } from '../run/run.ts';
import {
  freshRequest,
  migrateRequest,
  type RunRequest,
  refreshRequest,
  resetRequest,
  rollbackRequest,
} from './requests.ts';
import {
  checkRunOptions,
  migrateOptions,
  noOptions,
  refreshOptions,
  resetOptions,
  rollbackOptions,
} from './runner-option-specs.ts';
import type {
  RefreshOptions,
  RollbackOptions,
  Runner,
  RunnerMigrateOptions,
  SharedOptions,
  UndoOptions,
} from './runner-types.ts';
import { type MigrationState, type RunnerSetup, readState, readUsableLedger } from './state.ts';

/** `losses` throws without an inspector that can preview them. */
export type DefaultRunnerOptions = SharedOptions & {
  readonly approve?: (plan: Plan, losses: () => Promise<LossPreview>) => Promise<void>;
};

/** A run that can be inspected and carried out. `together`: its recorded steps if it is one batch, otherwise null. */
export type ReadyRun = PreparedRun & {
  readonly inspection: RunInspection;
  readonly together: readonly RecordedStep[] | null;
};

/** `downs`: the statements of each down(), if the approval asked for the losses. */
type Approval = { readonly bookmark: string | null; readonly downs: RecordedByName };

export class DefaultRunner implements Runner {
  protected readonly setup: RunnerSetup;
  readonly #options: DefaultRunnerOptions;
  readonly #inspector: Inspector;

  /** Throws LEDGER.NAME_INVALID. */
  constructor(options: DefaultRunnerOptions, inspector: Inspector) {
    this.#options = options;
    this.#inspector = inspector;
    const { database, migrations, trustAtomicBatches } = options;
    const settings = checkLedgerSettings(options, trustAtomicBatches);
    this.setup = { database, source: toMigrationSource(migrations), settings };
  }

  async status(): Promise<StatusReport> {
    const { statuses, ledger } = await readState(this.setup);
    const pending = statuses.flatMap(({ state, name }) => (state === 'pending' ? [name] : []));
    return {
      migrations: statuses,
      pending: pending.length,
      schema: schemaStatusOf(ledger),
      appliedElsewhere: await this.appliedElsewhere(ledger, pending),
      environment: rememberedEnvironment(ledger),
    };
  }

  async migrate(options: RunnerMigrateOptions = {}): Promise<MigrationReport> {
    checkRunOptions('migrate()', options, migrateOptions);
    return this.run(migrateRequest(options));
  }

  async rollback(options: RollbackOptions = {}): Promise<MigrationReport> {
    checkRunOptions('rollback()', options, rollbackOptions);
    return this.run(rollbackRequest(options));
  }

  async reset(options: UndoOptions = {}): Promise<MigrationReport> {
    checkRunOptions('reset()', options, resetOptions);
    return this.run(resetRequest(options));
  }

  async refresh(options: RefreshOptions = {}): Promise<MigrationReport> {
    checkRunOptions('refresh()', options, refreshOptions);
    return this.run(refreshRequest(options));
  }

  async fresh(options: Record<never, never> = {}): Promise<MigrationReport> {
    checkRunOptions('fresh()', options, noOptions);
    return this.run(freshRequest(this.setup));
  }

  async install(approve?: () => Promise<void>): Promise<boolean> {
    const ledger = await readUsableLedger(this.setup);
    this.checkEnvironment(ledger);
    if (ledger.install.length === 0) return false;
    assertNotFalse(await approve?.());
    const outcome = await commitInstall(this.setup.database, new HeldLedger(ledger));
    if (outcome.kind !== 'committed') throw installFailed(ledger.table, notCommitted(outcome));
    return true;
  }

  async resolve(name: string, outcome: 'applied' | 'rolled-back'): Promise<void> {
    // Any other value would be treated as 'rolled-back', and the ledger row would be gone.
    if (outcome !== 'applied' && outcome !== 'rolled-back')
      throw invalidOption('outcome', `is ${JSON.stringify(outcome)}`, "Pass 'applied' or 'rolled-back'.");
    const ledger = await readUsableLedger(this.setup);
    this.checkEnvironment(ledger);
    await resolvePartial(this.setup.database, ledger, name, outcome, crypto.randomUUID());
  }

  async repair(approve?: (repair: Repair) => Promise<void>): Promise<Repair> {
    const { database } = this.setup;
    const { entries, ledger } = await readState(this.setup);
    this.checkEnvironment(ledger);
    const repair = repairOf(ledger, entries);
    if (isNothing(repair)) return repair;
    const rows = await repairedRows(database, ledger, entries, repair);
    assertNotFalse(await approve?.(repair));
    await writeRepair(database, ledger, repair, rows);
    return repair;
  }

  /** Throws LEDGER.ENVIRONMENT. */
  protected checkEnvironment(ledger: Ledger): readonly PlanWarning[] {
    return environmentWarnings(ledger, this.#options.environment);
  }

  // Checks the environment first: nothing more is read from another environment's database.
  protected async planned(state: MigrationState, planFor: RunRequest['planFor']): Promise<Plan> {
    const environment = this.checkEnvironment(state.ledger);
    const plan = await planFor(state);
    const elsewhere = await this.#elsewhereWarnings(plan, state.ledger);
    return { ...plan, warnings: [...environment, ...elsewhere, ...plan.warnings, ...driftOf(plan, state)] };
  }

  // A fresh start drops what other tools have created.
  async #elsewhereWarnings(plan: Plan, ledger: Ledger): Promise<readonly PlanWarning[]> {
    if (plan.action === 'fresh') return [];
    return elsewhereWarnings(await this.appliedElsewhere(ledger, namesToRun(plan)));
  }

  /** The ledgers of other tools, as far as they are known, with those of the pending migrations that they list. */
  protected async appliedElsewhere(
    ledger: Ledger,
    pending: readonly string[],
  ): Promise<readonly AppliedElsewhere[]> {
    return appliedByWrangler(ledger, pending);
  }

  /** Writes nothing. */
  protected async prepare({ planFor, atomic, inspection: selection }: RunRequest): Promise<ReadyRun> {
    const inspect = this.#inspector(selection);
    const state = await readState(this.setup);
    const { entries, ledger } = state;
    const { database } = this.setup;
    const plan = await this.planned(state, planFor);
    const loaded = await loadSteps(database, ledger, plan, entries);
    const prepared = { database, ledger, entries, plan, loaded };
    const isOneBatch = atomic && plan.steps.length > 0;
    return {
      ...prepared,
      inspection: inspect(prepared),
      together: isOneBatch ? await recordTogether(database, plan.steps, loaded) : null,
    };
  }

  protected async run(request: RunRequest): Promise<MigrationReport> {
    const { database, ledger, loaded, inspection, together, ...prepared } = await this.prepare(request);
    const { findings, empty, recorded } = await inspection.inspectPlan(together);
    const plan = { ...prepared.plan, steps: withEmpty(prepared.plan.steps, empty), findings };
    const { bookmark, downs } = await this.#requestApproval(plan, inspection);
    const { rules = noRules, shouldStop = () => undefined } = this.#options;
    const { onEvent = () => {}, now = Date.now, environment, approve } = this.#options;
    const identity = {
      runId: crypto.randomUUID(),
      bookmark,
      environment: environment?.name ?? null,
      isApproved: approve !== undefined,
    };
    const context = {
      database,
      rules,
      shouldStop,
      inspection,
      recorded: { up: recorded, down: downs },
      empty,
      together,
    };
    return runPlan(context, ledger, plan, loaded, new Progress(plan, identity, now, onEvent));
  }

  // If the approval does not ask for the losses, no down() is called before its turn.
  async #requestApproval(plan: Plan, inspection: RunInspection): Promise<Approval> {
    const { approve, bookmark } = this.#options;
    let downs: RecordedByName = new Map();
    if (plan.steps.length === 0 && plan.wipe === null) return { bookmark: null, downs };
    const losses = async (): Promise<LossPreview> => {
      const recorded = await inspection.losses();
      downs = recorded.downs;
      return recorded.preview;
    };
    if (approve !== undefined) assertNotFalse(await approve(plan, losses));
    return { bookmark: bookmark === undefined ? null : await bookmark(), downs };
  }
}

/** Throws OPTION.INVALID for false: it means no, but would be taken for a yes. */
export function assertNotFalse(answer: unknown): void {
  if (answer !== false) return;
  throw invalidOption(
    'approve',
    'returned false, but only an error refuses',
    'Throw an error there. Nothing was written.',
  );
}

// A fresh start drops the schema, so that its drift does not matter.
function driftOf({ action }: Plan, { ledger }: MigrationState): readonly PlanWarning[] {
  return action === 'fresh' ? [] : driftWarnings(ledger);
}
