// Runs the steps of a plan one after the other, each as one commit. If another run changes the ledger meanwhile, a
// migrate continues with the rest of its own plan, and a rollback stops.
import type { CommitOutcome, NotCommitted } from '../commit/commit.ts';
import { commitInstall, commitReplaced } from '../commit/ledger-commits.ts';
import { commitDown, commitMark, commitStart, commitUp } from '../commit/migration-commits.ts';
import { newRowOf } from '../commit/new-row.ts';
import { notCommitted } from '../commit/not-committed.ts';
import { commitWipe } from '../commit/wipe-commit.ts';
import type { SqlDatabase } from '../database/d1.ts';
import { mayHaveRun, type StepFailure } from '../database/failure.ts';
import { type DatabaseRules, refusedBy } from '../database/rules.ts';
import { SchemaIndex } from '../database/schema-index.ts';
import { messageOf } from '../errors.ts';
import { ledgerDifference } from '../ledger/difference.ts';
import { HeldLedger } from '../ledger/held-ledger.ts';
import type { Ledger, LedgerRow, LedgerTexts } from '../ledger/ledger.ts';
import { readSchema } from '../ledger/schema-query.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { headOf, isSameHead, type NewLedgerRow } from '../ledger/write.ts';
import { type LoadedMigration, type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { PlanStep } from '../migration/step.ts';
import { partialMigrations } from '../plan/errors.ts';
import { nextBatch } from '../plan/plan.ts';
import type { Plan } from '../plan/types.ts';
import { record, runDirectly } from '../record/record.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { serializeDown, storedAs } from '../record/stored-down.ts';
import type { Wipe } from '../wipe/wipe.ts';
import type { EmptyLosses, EmptyLossesByName } from './empty-losses.ts';
import {
  type HalfRun,
  interrupted,
  ledgerTouched,
  migrationRefused,
  stoppedHalfway,
  wipeFailed,
} from './errors.ts';
import type { RecordedByName, RunInspection, StepInspection } from './inspector.ts';
import { ledgerConflict, ledgerUnstable } from './ledger-errors.ts';
import type { Progress } from './progress.ts';
import type { MigrationReport } from './report.ts';
import { runTogether } from './run-together.ts';
import { stepError } from './step-error.ts';

/** Why a run must stop, for example the name of a signal; undefined while it can continue. */
export type ShouldStop = () => string | undefined | Promise<string | undefined>;

/** What a run needs from outside. */
export type RunContext = {
  readonly database: SqlDatabase;
  readonly rules: DatabaseRules;
  readonly shouldStop: ShouldStop;
  readonly inspection: RunInspection;
  /** The statements of up() and of down() that were recorded and inspected before the run. */
  readonly recorded: { readonly up: RecordedByName; readonly down: RecordedByName };
  /** What the batches of migrations that were inspected before the run have to assert. */
  readonly empty: EmptyLossesByName;
  /** The steps of a run that is one batch; null if each step is a batch of its own. */
  readonly together: readonly RecordedStep[] | null;
  /** Called after each step that is a batch of its own, with the schema that it left. */
  readonly onSchema?: SchemaListener | undefined;
};

export type SchemaListener = (step: PlanStep, schema: SchemaIndex) => void;

export async function runPlan(
  context: RunContext,
  ledger: Ledger,
  plan: Plan,
  loaded: LoadedMigrations,
  progress: Progress,
): Promise<MigrationReport> {
  progress.runStarted();
  if (context.together !== null) {
    await stopIfInterrupted(context, progress);
    await runTogether(context, ledger, context.together, loaded, progress);
    return progress.runFinished();
  }
  const run = new Run(context, ledger, plan, loaded, progress);
  if (plan.wipe !== null) {
    await stopIfInterrupted(context, progress);
    await run.wipe(plan.wipe);
  }
  for (const step of plan.steps) {
    await stopIfInterrupted(context, progress);
    await run.runStep(step);
    context.onSchema?.(step, run.schema);
  }
  return progress.runFinished();
}

async function stopIfInterrupted({ shouldStop }: RunContext, progress: Progress): Promise<void> {
  const reason = await reasonOf(shouldStop);
  if (reason !== undefined) throw interrupted(reason, progress.report());
}

// An error in shouldStop() stops the run as well, with the report of what was done.
export async function reasonOf(shouldStop: ShouldStop): Promise<string | undefined> {
  try {
    return await shouldStop();
  } catch (cause) {
    return `shouldStop(), which failed (${messageOf(cause)})`;
  }
}

/** How many statements were written, and how many were passed to the database, reads included. */
type Extent = { readonly statements: number; readonly asked: number };

const nothingRun: Extent = { statements: 0, asked: 0 };

/** The recorded statements of a migration; `asked` as in `Extent`. */
type Recorded = { readonly statements: readonly RecordedStatement[]; readonly asked: number };

/** The result of one attempt at a step. After a conflict nothing has been written. */
type Attempt =
  | { readonly kind: 'done'; readonly extent: Extent }
  | { readonly kind: 'conflict'; readonly ledger: Ledger; readonly extent: Extent };

// How many conflicts in a row may leave no trace in the ledger. One is rare: another run has inserted rows and
// deleted them again. So many are not another run, but a row that never equals what was read from it.
const maxSilentConflicts = 10;

class Run {
  readonly #database: SqlDatabase;
  readonly #rules: DatabaseRules;
  readonly #inspection: RunInspection;
  readonly #recorded: RunContext['recorded'];
  readonly #empty: Map<string, EmptyLosses>;
  readonly #plan: Plan;
  readonly #loaded: LoadedMigrations;
  readonly #progress: Progress;
  #ledger: HeldLedger;
  /** The ledger as read after a lost answer if other runs have changed it, otherwise null. */
  #newerLedger: Ledger | null = null;
  /** The rows that other runs have added since the plan was made. */
  readonly #appliedByOthers = new Map<string, LedgerRow>();
  /** How far the batch numbers have moved since the plan was made. */
  #batchShift = 0;

  constructor(
    { database, rules, inspection, recorded, empty }: RunContext,
    ledger: Ledger,
    plan: Plan,
    loaded: LoadedMigrations,
    progress: Progress,
  ) {
    this.#database = database;
    this.#rules = rules;
    this.#inspection = inspection;
    this.#recorded = recorded;
    this.#empty = new Map(empty);
    this.#ledger = new HeldLedger(ledger);
    this.#plan = plan;
    this.#loaded = loaded;
    this.#progress = progress;
  }

  /** Of a text that is very long only the beginning may be known. */
  get schema(): SchemaIndex {
    return this.#ledger.schema;
  }

  async wipe(wipe: Wipe): Promise<void> {
    this.#progress.wipeStarted(wipe);
    const statements = wipe.statements.map((sql, index) => ({
      number: index + 1,
      sql,
      values: [],
      bound: this.#database.prepare(sql),
    }));
    const outcome = await commitWipe(this.#database, await this.#installed(wipe), statements);
    if (outcome.kind !== 'committed') throw this.#wipeStopped(wipe, outcome);
    this.#hold(outcome);
    this.#progress.wipeFinished(wipe);
  }

  // If the ledger is empty, only a ledger table that exists before the wipe shows what became of it.
  async #installed(wipe: Wipe): Promise<HeldLedger> {
    const { head, install } = this.#ledger;
    if (head.rows > 0 || install.length === 0) return this.#ledger;
    const outcome = await commitInstall(this.#database, this.#ledger);
    if (outcome.kind !== 'committed') throw this.#wipeStopped(wipe, outcome);
    this.#hold(outcome);
    return this.#ledger;
  }

  #wipeStopped(wipe: Wipe, outcome: NotCommitted): Error {
    const error =
      outcome.kind === 'conflict'
        ? this.#conflictWith(outcome.ledger)
        : wipeFailed(
            notCommitted(outcome),
            outcome.kind === 'failed' ? outcome.failure : null,
            outcome.kind === 'failed' &&
              (this.#ledger.settings.trustAtomicBatches || this.#ledger.head.rows > 0),
            this.#progress.report(),
          );
    return this.#progress.wipeFailed(wipe, error);
  }

  async runStep(planned: PlanStep): Promise<void> {
    const migration = loadedFor(planned, this.#loaded);
    this.#progress.stepStarted(planned);
    this.#acceptNewerLedger(this.#shifted(planned));
    let extent = nothingRun;
    for (let silentConflicts = 0; ; ) {
      const step = this.#shifted(planned);
      const other = this.#appliedByOthers.get(step.name);
      // An earlier reading did not show that this run's own commit had succeeded.
      if (other?.runId === this.#progress.runId) return this.#progress.stepFinished(step, extent);
      if (other !== undefined) return this.#progress.stepSkipped(step, other.runId);
      const result = await this.#attempt(step, migration);
      extent = result.extent;
      if (result.kind === 'done') return this.#progress.stepFinished(step, extent);
      silentConflicts = isSameHead(this.#ledger.head, headOf(result.ledger)) ? silentConflicts + 1 : 0;
      if (silentConflicts === maxSilentConflicts) throw this.#unstableLedger(step);
      this.#acceptLedgerChange(result.ledger, step);
    }
  }

  #shifted(planned: PlanStep): PlanStep {
    return { ...planned, batch: planned.batch + this.#batchShift };
  }

  #attempt(step: PlanStep, migration: LoadedMigration): Promise<Attempt> {
    if (step.replaces !== undefined) return this.#recordReplacement(step.replaces, step, migration);
    if (migration.migration.withinTransaction !== false) return this.#commitInBatch(step, migration);
    return step.direction === 'up' ? this.#upDirectly(step, migration) : this.#downDirectly(step, migration);
  }

  async #commitInBatch(step: PlanStep, migration: LoadedMigration): Promise<Attempt> {
    const { statements, asked, ifRefused } = await this.#statementsOf(step, migration);
    this.#refuseBrokenRules(step, statements);
    const batch = [...(this.#empty.get(step.name)?.assertions ?? []), ...statements];
    const outcome =
      step.direction === 'up'
        ? await commitUp(
            this.#database,
            this.#ledger,
            await this.#reversibleRow(step, migration, asked),
            batch,
            migration.migration.replaces,
          )
        : await commitDown(this.#database, this.#ledger, this.#ownRowOf(step), statements);
    const extent = { statements: statements.length, asked };
    if (outcome.kind !== 'failed') return this.#toAttempt(step, outcome, extent);
    if (ifRefused !== null) this.#progress.stepFindings(step, await ifRefused());
    const failure = await this.#explained(outcome.failure, statements);
    return this.#toAttempt(step, { kind: 'failed', failure }, extent);
  }

  // Statements that were inspected before the run are sent as they were recorded. Others are recorded and inspected
  // now.
  async #statementsOf(
    step: PlanStep,
    migration: LoadedMigration,
  ): Promise<Recorded & Pick<StepInspection, 'ifRefused'>> {
    const known = this.#recorded[step.direction].get(step.name);
    const recorded =
      known === undefined
        ? await this.#recordNow(step, migration)
        : { statements: known, asked: known.length };
    const { statements } = recorded;
    const touching = touchingLedger(this.#ledger.settings, statements);
    if (touching !== undefined)
      throw this.#progress.stepFailed(step, (report) => ledgerTouched(step, touching, report));
    if (known !== undefined || step.direction === 'down') return { ...recorded, ifRefused: null };
    return { ...recorded, ifRefused: await this.#inspectNow(step, migration, statements) };
  }

  async #recordNow(step: PlanStep, migration: LoadedMigration): Promise<Recorded> {
    const recorded = await record(this.#database, migration, step.direction, 'allowed');
    if (recorded.kind === 'recorded') return recorded;
    throw this.#stopped(step, { kind: 'failed', failure: await this.#explained(recorded.failure, []) });
  }

  /** `statements`: those of the migration, in order. */
  #explained(failure: StepFailure, statements: readonly RecordedStatement[]): Promise<StepFailure> {
    const { hasCutTexts, schema } = this.#ledger;
    return this.#inspection.explain(failure, { schema: hasCutTexts ? null : schema, statements });
  }

  async #inspectNow(
    step: PlanStep,
    migration: LoadedMigration,
    statements: readonly RecordedStatement[],
  ): Promise<StepInspection['ifRefused']> {
    const schema = await this.#schemaNow();
    const { findings, empty, refusal, ifRefused } = await this.#inspection.inspectStep(
      step,
      migration,
      statements,
      schema,
    );
    this.#progress.stepFindings(step, findings);
    if (empty === null) this.#empty.delete(step.name);
    else this.#empty.set(step.name, empty);
    if (refusal !== null) throw this.#progress.stepFailed(step, refusal);
    return ifRefused;
  }

  // If only the beginning of a text is known, the schema is read again.
  async #schemaNow(): Promise<SchemaIndex> {
    const { hasCutTexts, schema, settings } = this.#ledger;
    return hasCutTexts ? new SchemaIndex(await readSchema(this.#database, settings)) : schema;
  }

  async #recordReplacement(
    names: readonly string[],
    step: PlanStep,
    migration: LoadedMigration,
  ): Promise<Attempt> {
    const replaced = this.#ledger.reading().rows.filter((row) => names.includes(row.migration));
    const last = replaced.at(-1);
    if (last === undefined) throw new Error(`The ledger has lost the rows that '${step.name}' replaces.`);
    const { checksum, downSql, runId } = await this.#reversibleRow(step, migration, null);
    const row: LedgerRow & Pick<LedgerTexts, 'downSql'> & { readonly runId: string } = {
      ...last,
      migration: step.name,
      checksum,
      down: storedAs(downSql),
      downSql,
      // Nothing of it ran here, but what it replaces did.
      statements: null,
      runId: runId ?? this.#progress.runId,
    };
    const outcome = await commitReplaced(this.#database, this.#ledger, row, replaced);
    return this.#toAttempt(step, outcome, nothingRun);
  }

  // The database would refuse the statements itself, but only when it reaches the first of them.
  #refuseBrokenRules(step: PlanStep, statements: readonly RecordedStatement[]): void {
    const [first, ...others] = refusedBy(this.#rules, statements);
    if (first === undefined) return;
    throw this.#progress.stepFailed(step, (report) => migrationRefused(step, [first, ...others], report));
  }

  // The row is partial before the first statement and applied after the last, so that the next run sees a crash in
  // between.
  async #upDirectly(step: PlanStep, migration: LoadedMigration): Promise<Attempt> {
    const row = newRowOf(step, migration, this.#progress);
    const started = this.#toAttempt(step, await commitStart(this.#database, this.#ledger, row), nothingRun);
    if (started.kind === 'conflict') return started;
    this.#acceptNewerLedger(step);
    const extent = await this.#runDirectly(step, migration);
    const applied = { ...this.#ownRowOf(step), state: 'applied', statements: extent.asked } as const;
    const marked = await commitMark(this.#database, this.#ledger, applied);
    return this.#toDirectAttempt(step, marked, extent);
  }

  async #downDirectly(step: PlanStep, migration: LoadedMigration): Promise<Attempt> {
    const row = { ...this.#ownRowOf(step), state: 'partial' } as const;
    const started = this.#toAttempt(step, await commitMark(this.#database, this.#ledger, row), nothingRun);
    if (started.kind === 'conflict') return started;
    this.#acceptNewerLedger(step);
    const extent = await this.#runDirectly(step, migration);
    const removed = await commitDown(this.#database, this.#ledger, row, [], 'anything');
    return this.#toDirectAttempt(step, removed, extent);
  }

  async #runDirectly(step: PlanStep, migration: LoadedMigration): Promise<Extent> {
    const { failure, ...run } = await runDirectly(
      this.#database,
      this.#ledger.settings,
      migration,
      step.direction,
    );
    if (failure === null) return { statements: run.finished, asked: run.statements.length };
    throw this.#stoppedHalfway(step, run, await this.#explained(failure, run.statements));
  }

  #toAttempt(step: PlanStep, outcome: CommitOutcome, extent: Extent): Attempt {
    switch (outcome.kind) {
      case 'committed':
        this.#hold(outcome);
        return { kind: 'done', extent };
      case 'conflict':
        return { ...outcome, extent };
      default:
        throw this.#stopped(step, outcome);
    }
  }

  // Statements outside a transaction must not run a second time, whatever became of the ledger.
  #toDirectAttempt(step: PlanStep, outcome: CommitOutcome, extent: Extent): Attempt {
    if (outcome.kind === 'conflict') throw this.#stopped(step, outcome);
    if (outcome.kind === 'failed') {
      const isUnclear = mayHaveRun(outcome.failure.cause);
      const run = { finished: extent.statements, unawaited: 0, mayHaveRun: isUnclear };
      throw this.#stoppedHalfway(step, run, outcome.failure);
    }
    return this.#toAttempt(step, outcome, extent);
  }

  #stoppedHalfway(step: PlanStep, run: HalfRun, failure: StepFailure): Error {
    return this.#progress.stepFailed(step, (report) => stoppedHalfway(step, run, failure, report));
  }

  #stopped(step: PlanStep, outcome: NotCommitted): Error {
    return this.#progress.stepFailed(step, (report) =>
      stepError(step, outcome, { ledger: this.#ledger.reading(), empty: this.#empty }, report),
    );
  }

  #hold({ ledger, newerLedger }: Extract<CommitOutcome, { kind: 'committed' }>): void {
    this.#ledger = ledger;
    this.#newerLedger = newerLedger;
  }

  // What other runs did while an answer was lost is handled where a conflict would have shown it: at the next step.
  #acceptNewerLedger(step: PlanStep): void {
    const newerLedger = this.#newerLedger;
    this.#newerLedger = null;
    if (newerLedger !== null) this.#acceptLedgerChange(newerLedger, step);
  }

  // Handles what other runs did. Only a migrate continues, and only if they added rows to the ledger: the rest of
  // this plan may depend on a row that they deleted. An approved plan was approved for the ledger as it was, so that
  // then only the plan's own migrations may have been added.
  #acceptLedgerChange(now: Ledger, step: PlanStep): void {
    const { added, gone } = ledgerDifference(this.#ledger.reading(), now);
    const unplanned = added.filter(({ migration }) => !this.#isPlanned(migration));
    const isBlocked = gone.length > 0 || (this.#progress.isApproved && unplanned.length > 0);
    if (this.#plan.action !== 'migrate' || isBlocked)
      throw this.#stopped(step, { kind: 'conflict', ledger: now });
    const partial = added.filter((row) => row.state === 'partial').map((row) => row.migration);
    if (partial.length > 0) throw this.#progress.stepFailed(step, () => partialMigrations(partial));
    for (const row of added) this.#appliedByOthers.set(row.migration, row);
    this.#batchShift += nextBatch(now) - step.batch;
    this.#ledger = new HeldLedger(now);
  }

  #isPlanned(name: string): boolean {
    return this.#plan.steps.some((step) => step.name === name);
  }

  #unstableLedger(step: PlanStep): Error {
    const { table } = this.#ledger;
    return this.#progress.stepFailed(step, (report) => ledgerUnstable(table, step, report));
  }

  #conflictWith(now: Ledger): Error {
    const { added, gone } = ledgerDifference(this.#ledger.reading(), now);
    return ledgerConflict(added, gone, this.#progress.report());
  }

  async #reversibleRow(
    step: PlanStep,
    migration: LoadedMigration,
    statements: number | null,
  ): Promise<NewLedgerRow> {
    const downSql = await serializeDown(this.#database, migration);
    return { ...newRowOf(step, migration, this.#progress), downSql, statements };
  }

  /** The row as this run is about to change it. */
  #ownRowOf(step: PlanStep): LedgerRow & { readonly runId: string } {
    return { ...this.#rowOf(step), runId: this.#progress.runId };
  }

  #rowOf(step: PlanStep): LedgerRow {
    const row = this.#ledger.rowOf(step.name);
    if (row === undefined) throw new Error(`The ledger has lost the row of '${step.name}'.`);
    return row;
  }
}
