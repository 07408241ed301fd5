// A runner that inspects what it runs, with the methods that prepare or check a run.
import { type AdoptPlan, carryOutAdopt, planAdopt } from '../adopt/adopt.ts';
import { readElsewhere } from '../adopt/elsewhere.ts';
import { parseLedgerOf } from '../adopt/ledger-of.ts';
import type { AdoptSelection } from '../adopt/select.ts';
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import { noRules } from '../database/rules.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import { invalidOption } from '../errors.ts';
import { explain } from '../inspect/explain.ts';
import { dryRun, lintingInspector } from '../inspect/inspect-run.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MigrationEntry } from '../migration/source.ts';
import { checkOptions } from '../options.ts';
import type { AppliedElsewhere } from '../plan/applied-elsewhere.ts';
import { loadSteps } from '../plan/load-plan.ts';
import { planMigrate } from '../plan/plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import type { Rehearsal } from '../rehearse/rehearsal.ts';
import { rehearse } from '../rehearse/rehearse.ts';
import { noLosses } from '../run/data-loss.ts';
import type { MigrationReport, PretendReport } from '../run/report.ts';
import type { PretendedSeeding, SeedReport } from '../seed/report.ts';
import { withKeys } from '../seed/row-seeders.ts';
import { pretendSeeding, seed } from '../seed/seed.ts';
import { chooseReplaced, squashedName } from '../squash/select.ts';
import { type Squash, squashOf, verifySquash } from '../squash/squash.ts';
import { readUserSchema } from '../wipe/user-schema.ts';
import {
  adoptOptions,
  migrateOptions,
  migratorOptions,
  pretendOptions,
  refreshOptions,
  rehearseOptions,
  resetOptions,
  rollbackOptions,
  seedOptions,
  squashOptions,
} from './option-specs.ts';
import {
  freshRequest,
  migrateRequest,
  type RunRequest,
  refreshRequest,
  resetRequest,
  rollbackRequest,
} from './requests.ts';
import { assertNotFalse, DefaultRunner } from './runner.ts';
import { checkSetupOptions } from './runner-option-specs.ts';
import type { RefreshOptions, RollbackOptions, UndoOptions } from './runner-types.ts';
import { refuseUsed } from './scratch.ts';
import { readState, readUsableLedger } from './state.ts';
import type {
  AdoptOptions,
  MigrateOptions,
  Migrator,
  MigratorOptions,
  Pretend,
  RehearseOptions,
  SeedOptions,
  SquashOptions,
} from './types.ts';

/** Throws OPTION.INVALID and LEDGER.NAME_INVALID. Nothing is read before a method is called. */
export function createMigrator(options: MigratorOptions): Migrator {
  checkSetupOptions('createMigrator()', options, migratorOptions);
  return new DefaultMigrator(options);
}

type AnyReport = MigrationReport | PretendReport;

class DefaultMigrator extends DefaultRunner implements Migrator {
  readonly #options: MigratorOptions;

  constructor(options: MigratorOptions) {
    super(options, lintingInspector(options));
    this.#options = options;
  }

  override migrate(options: MigrateOptions & Pretend): Promise<PretendReport>;
  override migrate(options?: MigrateOptions): Promise<MigrationReport>;
  override async migrate(options: MigrateOptions & Partial<Pretend> = {}): Promise<AnyReport> {
    checkOptions('migrate()', options, migrateOptions);
    return this.#runOrPretend(options, migrateRequest(options));
  }

  override rollback(options: RollbackOptions & Pretend): Promise<PretendReport>;
  override rollback(options?: RollbackOptions): Promise<MigrationReport>;
  override async rollback(options: RollbackOptions & Partial<Pretend> = {}): Promise<AnyReport> {
    checkOptions('rollback()', options, rollbackOptions);
    return this.#runOrPretend(options, rollbackRequest(options));
  }

  override reset(options: UndoOptions & Pretend): Promise<PretendReport>;
  override reset(options?: UndoOptions): Promise<MigrationReport>;
  override async reset(options: UndoOptions & Partial<Pretend> = {}): Promise<AnyReport> {
    checkOptions('reset()', options, resetOptions);
    return this.#runOrPretend(options, resetRequest(options));
  }

  override refresh(options: RefreshOptions & Pretend): Promise<PretendReport>;
  override refresh(options?: RefreshOptions): Promise<MigrationReport>;
  override async refresh(options: RefreshOptions & Partial<Pretend> = {}): Promise<AnyReport> {
    checkOptions('refresh()', options, refreshOptions);
    return this.#runOrPretend(options, refreshRequest(options));
  }

  override fresh(options: Pretend): Promise<PretendReport>;
  override fresh(): Promise<MigrationReport>;
  override async fresh(options: Partial<Pretend> = {}): Promise<AnyReport> {
    checkOptions('fresh()', options, pretendOptions);
    return this.#runOrPretend(options, freshRequest(this.setup));
  }

  protected override async appliedElsewhere(
    ledger: Ledger,
    pending: readonly string[],
  ): Promise<readonly AppliedElsewhere[]> {
    const byWrangler = await super.appliedElsewhere(ledger, pending);
    return [...byWrangler, ...(await readElsewhere(this.setup.database, ledger, pending))];
  }

  async #runOrPretend({ pretend }: Partial<Pretend>, request: RunRequest): Promise<AnyReport> {
    if (!pretend) return this.run(request);
    return dryRun(this.#options, await this.prepare(request), request.inspection);
  }

  async rehearse(options: RehearseOptions = {}): Promise<Rehearsal> {
    checkOptions('rehearse()', options, rehearseOptions);
    const { to, failOn = [] } = options;
    const state = await readState(this.setup);
    const { ledger, entries, statuses } = state;
    const plan = await this.planned(state, () => planMigrate(statuses, ledger, { step: false, failOn, to }));
    const loaded = await loadSteps(this.setup.database, ledger, plan, entries);
    if (plan.steps.length > 0) assertNotFalse(await this.#options.approve?.(plan, async () => noLosses));
    const { database, rules = noRules, now = Date.now } = this.#options;
    const { objects } = await readUserSchema(database, ledger);
    const tables = objects
      .filter(({ type }) => type === 'table')
      .map(({ name, kind }) => ({ name, isVirtual: kind === 'virtual' }));
    const id = crypto.randomUUID().replaceAll('-', '');
    const schema = new SchemaIndex(ledger.schema);
    const context = {
      database,
      rules,
      now,
      id,
      settings: ledger,
      explain: (failure: StepFailure, statements: readonly RecordedStatement[]) =>
        explain(failure, { schema, statements }, this.#options),
    };
    return rehearse(context, plan, loaded, tables);
  }

  seed(options: SeedOptions & Pretend): Promise<PretendedSeeding>;
  seed(options: SeedOptions): Promise<SeedReport>;
  async seed(options: SeedOptions & Partial<Pretend>): Promise<SeedReport | PretendedSeeding> {
    checkOptions('seed()', options, seedOptions);
    const { database, settings } = this.setup;
    const { rules = noRules, shouldStop = () => undefined, now = Date.now, bookmark } = this.#options;
    const { pretend = false, approve, onEvent = () => {} } = options;
    this.checkEnvironment(await readUsableLedger(this.setup));
    const seeders = await withKeys(database, options.seeders);
    if (pretend) return pretendSeeding(database, seeders);
    const isEmpty = seeders.length === 0;
    if (!isEmpty) assertNotFalse(await approve?.());
    const point = isEmpty ? null : ((await bookmark?.()) ?? null);
    return seed({ database, rules, settings, shouldStop, now, onEvent, bookmark: point }, seeders);
  }

  async adopt(options: AdoptOptions): Promise<AdoptPlan> {
    checkOptions('adopt()', options, adoptOptions);
    const { scratch, force = false, pretend = false, approve } = options;
    const selection = adoptSelection(options);
    const { database } = this.setup;
    await refuseUsed(scratch, database);
    const { entries, ledger, statuses } = await readState(this.setup);
    this.checkEnvironment(ledger);
    const situation = { database, entries, ledger, statuses, scratch };
    const plan = await planAdopt(situation, selection, force || pretend);
    if (pretend || plan.migrations.length === 0) return plan;
    assertNotFalse(await approve?.(plan));
    await carryOutAdopt(situation, plan, {
      runId: crypto.randomUUID(),
      bookmark: (await this.#options.bookmark?.()) ?? null,
      environment: this.#options.environment?.name ?? null,
      isApproved: true,
    });
    return plan;
  }

  async squash(options: SquashOptions): Promise<Squash> {
    checkOptions('squash()', options, squashOptions);
    const { to, withoutRows = false, scratch } = options;
    await refuseUsed(scratch, this.setup.database);
    const { entries, statuses } = await readState(this.setup);
    const files = entries.map((entry) => entry.name);
    const replaced = chooseReplaced(statuses, files, to);
    const name = squashedName(replaced, files);
    const chosen = entries.filter((entry) => replaced.includes(entry.name));
    return squashOf(scratch, this.setup.settings, { name, entries: chosen, withoutRows });
  }

  async verifySquash(squash: Squash, squashed: MigrationEntry, scratch: SqlDatabase): Promise<void> {
    checkOptions('verifySquash()', { scratch }, { scratch: squashOptions.scratch });
    await refuseUsed(scratch, this.setup.database);
    await verifySquash(scratch, this.setup.settings, squash, squashed);
  }
}

/** Throws OPTION.INVALID. */
function adoptSelection({ ledgerOf, to }: AdoptOptions): AdoptSelection {
  if (ledgerOf !== undefined && to !== undefined)
    throw invalidOption('ledgerOf', 'cannot be given together with to', 'Pass one of them.');
  if (to !== undefined) return { kind: 'up-to', to };
  return { kind: 'history', ledger: ledgerOf === undefined ? undefined : parseLedgerOf(ledgerOf) };
}
