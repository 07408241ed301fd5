// Runs the steps of a plan in an object, each as one transaction.
import type { SqlDatabase } from '../database/d1.ts';
import type { StepFailure } from '../database/failure.ts';
import { type LoadedMigration, type LoadedMigrations, loadedFor } from '../migration/load.ts';
import { type PlanStep, stepKey } from '../migration/step.ts';
import { loadFiles } from '../plan/load-plan.ts';
import type { Plan } from '../plan/types.ts';
import { record } from '../record/record.ts';
import { serializeDown } from '../record/stored-down.ts';
import type { MigrationReport, StepReport } from '../run/report.ts';
import { Answers, type Asked } from './answers.ts';
import { answerChanged, ledgerChanged, orphansLeft, overtaken, stepFailed } from './errors.ts';
import { type ObjectLedger, readObjectLedger } from './ledger.ts';
import { sqlDatabase } from './object-database.ts';
import type { ObjectRead, ObjectSetup } from './setup.ts';
import type { ObjectStorage } from './storage.ts';
import { commitStep, type Outcome, type Step } from './transaction.ts';

/**
 * The plan is run whole, or up to the step that fails: its error has the report. Without steps the report is there at
 * once.
 */
export function runPlan(
  setup: ObjectSetup,
  plan: Plan,
  load: () => Promise<LoadedMigrations>,
): MigrationReport | Promise<MigrationReport> {
  const run = new ObjectRun(setup.storage, setup.table, plan);
  return plan.steps.length === 0 ? run.report() : runSteps(run, setup, plan, load);
}

/** The modules of a plan that applies migrations. */
export async function loadUps(plan: Plan, { entries }: ObjectRead): Promise<LoadedMigrations> {
  const files = await loadFiles(plan, entries);
  return new Map([...files.values()].map((file) => [stepKey({ direction: 'up', name: file.name }), file]));
}

async function runSteps(
  run: ObjectRun,
  { storage, table }: ObjectSetup,
  plan: Plan,
  load: () => Promise<LoadedMigrations>,
): Promise<MigrationReport> {
  const loaded = await load();
  run.bookmark = await currentBookmark(storage);
  for (const step of plan.steps) {
    await run.step(step, loadedFor(step, loaded), readObjectLedger(storage, table));
  }
  return run.report();
}

// A runtime without point-in-time recovery refuses: then there is nothing to restore to.
async function currentBookmark(storage: ObjectStorage): Promise<string | null> {
  try {
    return (await storage.getCurrentBookmark?.()) ?? null;
  } catch {
    return null;
  }
}

class ObjectRun {
  bookmark: string | null = null;
  readonly #storage: ObjectStorage;
  readonly #database: SqlDatabase;
  readonly #table: string;
  readonly #plan: Plan;
  readonly #runId: string = crypto.randomUUID();
  readonly #done: StepReport[] = [];

  constructor(storage: ObjectStorage, table: string, plan: Plan) {
    this.#storage = storage;
    this.#database = sqlDatabase(storage);
    this.#table = table;
    this.#plan = plan;
  }

  report(): MigrationReport {
    const { action, steps, warnings } = this.#plan;
    return {
      action,
      pretend: false,
      runId: this.#runId,
      wiped: [],
      bookmark: this.bookmark,
      done: [...this.#done],
      skipped: [],
      remaining: steps.slice(this.#done.length),
      warnings,
      findings: [],
      listenerErrors: [],
    };
  }

  async step(step: PlanStep, migration: LoadedMigration, ledger: ObjectLedger): Promise<void> {
    const start = Date.now();
    // Without blockConcurrencyWhile() another request may write between the two passes.
    const first = await this.#attempt(step, migration, ledger);
    const outcome = first.kind === 'differs' ? await this.#attempt(step, migration, ledger) : first;
    if (outcome.kind !== 'committed') throw this.#errorOf(step, outcome);
    const { asked } = outcome;
    this.#done.push({
      ...step,
      statements: asked.filter(({ isWrite }) => isWrite).length,
      ...(asked.length === 0 && step.direction === 'up' && step.replaces === undefined
        ? { empty: true }
        : {}),
      durationMs: Date.now() - start,
    });
  }

  async #attempt(step: PlanStep, migration: LoadedMigration, ledger: ObjectLedger): Promise<Attempt> {
    const recorded: Recorded =
      step.replaces === undefined
        ? await recordStep(this.#storage, this.#database, step, migration)
        : { kind: 'recorded', asked: [] };
    if (recorded.kind === 'failed') return recorded;
    const { asked } = recorded;
    const change = await this.#ledgerChange(step, migration, ledger, asked.length);
    const outcome = commitStep(this.#storage, ledger, { asked, ...change });
    return outcome.kind === 'committed' ? { ...outcome, asked } : outcome;
  }

  async #ledgerChange(
    step: PlanStep,
    migration: LoadedMigration,
    { rows }: ObjectLedger,
    asked: number,
  ): Promise<Omit<Step, 'asked'>> {
    if (step.direction === 'down') return { gone: [step.name], row: null };
    const { replaces = [] } = step;
    const replaced = rows.filter((row) => replaces.includes(row.migration));
    const last = replaced.at(-1);
    const row = {
      migration: step.name,
      batch: step.batch,
      checksum: migration.checksum,
      runId: this.#runId,
      bookmark: this.bookmark,
      downSql: await serializeDown(this.#database, migration),
      statements: asked,
      // Nothing of a migration that replaces others ran here: it has the place and the time of the last of them.
      ...(last && { id: last.id, appliedAt: last.appliedAt, bookmark: null, statements: null }),
    };
    // A migration that ran no statement has a row, and is applied again if its file has changed.
    return { gone: [step.name, ...replaced.map(({ migration: name }) => name)], row };
  }

  #errorOf(step: PlanStep, outcome: Exclude<Attempt, { readonly kind: 'committed' }>): Error {
    const report = this.report();
    const table = this.#table;
    switch (outcome.kind) {
      case 'failed':
        return stepFailed(step, outcome.failure, report);
      case 'differs':
        return answerChanged(step, outcome.statement, report);
      case 'orphans':
        return orphansLeft(step, outcome.orphans, report);
      case 'ledger-changed':
        return ledgerChanged(step, table, outcome.cause, report);
      case 'overtaken':
        return overtaken(step, table, report);
    }
  }
}

type Recorded =
  | { readonly kind: 'recorded'; readonly asked: readonly Asked[] }
  | { readonly kind: 'failed'; readonly failure: StepFailure };

type Attempt =
  | Exclude<Outcome, { readonly kind: 'committed' }>
  | { readonly kind: 'committed'; readonly asked: readonly Asked[] };

/** `before`: what earlier steps asked for, which have not run. */
export async function recordStep(
  storage: ObjectStorage,
  database: SqlDatabase,
  { direction }: PlanStep,
  migration: LoadedMigration,
  before: readonly Asked[] = [],
): Promise<Recorded> {
  const answers = new Answers(storage, before);
  const outcome = await record(database, migration, direction, answers);
  if (outcome.kind === 'recorded') return { kind: 'recorded', asked: answers.asked };
  const { cause, statement } = outcome.failure;
  const { failed } = answers;
  const place = failed !== undefined && failed.error === cause ? failed.statement : statement;
  return { kind: 'failed', failure: { cause, statement: place } };
}
