// Looks at the migrations of a run, on a scratch database with the schema that the run finds.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { type DatabaseRules, noRules } from '../database/rules.ts';
import type { SchemaObject } from '../database/schema.ts';
import { asRead, SchemaIndex } from '../database/schema-index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LintFinding, losesData, type RuleName } from '../lint/finding.ts';
import { collectFindings, type LintConfig, notLinted } from '../lint/findings.ts';
import { traceOn } from '../lint/lint.ts';
import { isPlain } from '../lint/sql/plain.ts';
import { relevantObjects } from '../lint/trace/relevant-objects.ts';
import {
  type MissingObject,
  type OpenScratch,
  type ReplicaSettings,
  SchemaReplica,
  type StatementToTry,
} from '../lint/trace/schema-replica.ts';
import type { MigrationTrace } from '../lint/trace/trace.ts';
import { type LoadedMigration, type LoadedMigrations, loadedFor } from '../migration/load.ts';
import type { MigrationEntry } from '../migration/source.ts';
import type { PlanStep } from '../migration/step.ts';
import type { Plan } from '../plan/types.ts';
import { type RecordOutcome, record } from '../record/record.ts';
import type { RecordedStep } from '../record/record-plan.ts';
import type { RecordedStatement } from '../record/statement-handler.ts';
import { dataLost, ledgerTouched } from '../run/errors.ts';
import type { PlanInspection } from '../run/inspector.ts';
import { onRealRows } from './real-rows.ts';

/** What a caller wants of it. */
export type LintSelection = { readonly allow: readonly RuleName[]; readonly refusesLoss: boolean };

/** What is looked at on, by which rules, and whether a loss of data ends the run before it. */
export type LintSettings = {
  readonly scratch: ReplicaSettings;
  readonly surroundings: LintConfig;
  readonly refusesLoss: boolean;
};

/** What runs are linted on, if anything, and what the database refuses. */
export type LintSetup = { readonly openScratch?: OpenScratch; readonly rules?: DatabaseRules };

/** null where nothing is to be looked at: nobody has asked, there is nothing to run, or nothing to look on. */
export function lintSettings(
  { openScratch: open, rules = noRules }: LintSetup,
  { steps }: Plan,
  entries: readonly MigrationEntry[],
  wish: LintSelection | null,
): LintSettings | null {
  if (open === undefined || wish === null || steps.length === 0) return null;
  const texts = new Map(entries.map(({ name, text }) => [name, text ?? null]));
  const textOf = (migration: string): string | null => texts.get(migration) ?? null;
  const { allow, refusesLoss } = wish;
  return { scratch: { open, rules }, surroundings: { allow, textOf }, refusesLoss };
}

/** One look at some migrations, one behind the other. To be closed. */
export class RunLinter {
  readonly #surroundings: LintConfig;
  readonly #open: OpenScratch;
  readonly #scratch: SchemaReplica;
  readonly #traces: MigrationTrace[] = [];

  private constructor({ surroundings, scratch: { open } }: LintSettings, scratch: SchemaReplica) {
    this.#surroundings = surroundings;
    this.#open = open;
    this.#scratch = scratch;
  }

  static async on(setting: LintSettings, objects: readonly SchemaObject[]): Promise<RunLinter> {
    return new RunLinter(setting, await SchemaReplica.like(setting.scratch, objects));
  }

  async follow(loaded: LoadedMigration, asked: readonly StatementToTry[]): Promise<void> {
    const schemaBeforeUp = this.#scratch.schema;
    const given = { loaded, direction: 'up', schemaBeforeUp, asked, failure: null } as const;
    this.#traces.push(await traceOn(this.#scratch, this.#open, given));
  }

  findings(): readonly LintFinding[] {
    const { schema, broken, missing } = this.#scratch;
    const found = collectFindings(this.#traces, { schema, broken }, this.#surroundings);
    const [first] = this.#traces;
    const unseen = this.#traces.flatMap((course) => {
      const own = missing.filter((lack) => {
        // What is only named by something else of the schema is told once.
        const naming = this.#traces.filter((one) => isNamed(lack, one));
        return naming.length === 0 ? course === first : naming.includes(course);
      });
      return own.length === 0 ? [] : [this.#notReplicated(course, own)];
    });
    return [...unseen, ...found];
  }

  #notReplicated({ migration }: MigrationTrace, missing: readonly MissingObject[]): LintFinding {
    const named = missing.map(({ type, name, words }) => `${type} '${name}' (${words})`);
    const message = `Part of the schema could not be created on a scratch database: ${named.join(', ')}.`;
    // The migration names it, and what becomes of its rows was not seen.
    const severity = missing.some(({ type }) => type === 'table') ? 'loss' : undefined;
    return notLinted(migration, message, this.#surroundings, severity);
  }

  close(): void {
    this.#scratch.close();
  }
}

function isNamed({ name }: MissingObject, { steps }: MigrationTrace): boolean {
  return steps.some(({ sql }) => identifiersIn(sql).has(nameKey(name)));
}

/** Does the work with a lookout on the schema of the ledger's database; with null where nothing is to be looked at. */
export async function withRunLinter<T>(
  setting: LintSettings | null,
  ledger: Ledger,
  work: (lookout: RunLinter | null) => Promise<T>,
): Promise<T> {
  if (setting === null) return work(null);
  const lookout = await RunLinter.on(setting, ledger.schema);
  try {
    return await work(lookout);
  } finally {
    lookout.close();
  }
}

/**
 * Throws MIGRATION.LOSES_DATA and MIGRATION.TOUCHES_LEDGER. Only what is refused has to be known ahead of the run: where nothing is, each migration is looked at
 * when it has been recorded, so that up() is called in its turn.
 */
export async function lintPlan(
  setting: LintSettings | null,
  database: SqlDatabase,
  ledger: Ledger,
  run: PlannedRun,
): Promise<PlanInspection> {
  if (setting === null || !(setting.refusesLoss || run.known !== null))
    return { findings: [], recorded: new Map() };
  const { steps } = run;
  const { recorded, unseen } =
    run.known === null ? await recordPlan(setting, database, run) : alreadyRecorded(run, run.known);
  refuseTouchingLedger(ledger, recorded, steps);
  const texts = recorded.flatMap(({ statements }) => statements.map(({ sql }) => sql));
  const index = new SchemaIndex(ledger.schema);
  const lookout = await RunLinter.on(setting, asRead(relevantObjects(index, texts)));
  try {
    for (const { migration, statements } of recorded) await lookout.follow(migration, statements);
    const seen = [...lookout.findings(), ...unseen];
    if (setting.refusesLoss) refuseLosses(seen, steps);
    const findings = setting.refusesLoss
      ? seen
      : await onRealRows(database, seen, (table) => index.has(table));
    const sent = recorded.filter(({ migration }) => migration.migration.withinTransaction !== false);
    return {
      findings,
      recorded: new Map(sent.map(({ migration, statements }) => [migration.name, statements])),
    };
  } finally {
    lookout.close();
  }
}

/** A run that is looked at ahead. `known`: what every step will run; null where that is still to be recorded. */
export type PlannedRun = {
  readonly steps: readonly PlanStep[];
  readonly loaded: LoadedMigrations;
  readonly known: readonly RecordedStep[] | null;
};

function alreadyRecorded({ loaded }: PlannedRun, known: readonly RecordedStep[]): RecordedPlan {
  const recorded = known.map(({ step, statements }) => ({ migration: loadedFor(step, loaded), statements }));
  return { recorded, unseen: [] };
}

type RecordedPlan = {
  readonly recorded: readonly {
    readonly migration: LoadedMigration;
    readonly statements: readonly RecordedStatement[];
  }[];
  readonly unseen: readonly LintFinding[];
};

/** Records up to the first migration that reads the database: from there on nothing can be known ahead. */
async function recordPlan(
  { surroundings }: LintSettings,
  database: SqlDatabase,
  { steps, loaded }: PlannedRun,
): Promise<RecordedPlan> {
  const recorded: { migration: LoadedMigration; statements: readonly RecordedStatement[] }[] = [];
  const unseen: LintFinding[] = [];
  let isKnown = true;
  // One that takes the place of others is recorded and not run.
  for (const step of steps.filter(({ replaces }) => replaces === undefined)) {
    const migration = loadedFor(step, loaded);
    const outcome: RecordOutcome | undefined = isKnown
      ? await record(migration, step.direction, database, 'ahead')
      : undefined;
    isKnown = outcome?.kind === 'recorded';
    if (outcome?.kind === 'recorded') recorded.push({ migration, statements: outcome.statements });
    else if (migration.migration.withinTransaction === false)
      unseen.push(notLinted(step.name, outsideTransaction, surroundings));
  }
  return { recorded, unseen };
}

const outsideTransaction =
  'It runs outside a transaction, and its statements are not known in advance, because it or an earlier one reads the database.';

function refuseTouchingLedger(
  ledger: Ledger,
  recorded: RecordedPlan['recorded'],
  steps: readonly PlanStep[],
): void {
  for (const { migration, statements } of recorded) {
    const step = steps.find(({ name }) => name === migration.name);
    const touching = touchingLedger(ledger, statements);
    if (step !== undefined && touching !== undefined) throw ledgerTouched(step, touching);
  }
}

function refuseLosses(findings: readonly LintFinding[], steps: readonly PlanStep[]): void {
  const losses = findings.filter(losesData);
  const step = steps.find(({ name }) => name === losses[0]?.migration);
  if (losses.length > 0) throw dataLost(losses, step);
}

/** `ifRefused`: what is to be said only where the database refuses the migration; null where all has been said. */
export type LintedStep = {
  readonly findings: readonly LintFinding[];
  readonly ifRefused: (() => Promise<readonly LintFinding[]>) | null;
};

/**
 * Looks at one migration that has just been recorded, on as much of the schema that it finds as it can have to do with. What is only told
 * of is told by the rows that are there; what is to be refused must not depend on rows that others may write meanwhile. Of what is plain
 * there is nothing to say once a database has taken it, and the one that it is for tells as well as a scratch database, where a batch is
 * all or nothing.
 */
export async function lintStep(
  setting: LintSettings,
  { database, isAtomic }: { readonly database: SqlDatabase; readonly isAtomic: boolean },
  schema: SchemaIndex,
  loaded: LoadedMigration,
  statements: readonly RecordedStatement[],
): Promise<LintedStep> {
  const look = async (): Promise<readonly LintFinding[]> => {
    const texts = statements.map(({ sql }) => sql);
    const lookout = await RunLinter.on(setting, asRead(relevantObjects(schema, texts)));
    try {
      await lookout.follow(loaded, statements);
      const findings = lookout.findings();
      return setting.refusesLoss ? findings : await onRealRows(database, findings);
    } finally {
      lookout.close();
    }
  };
  const { rules } = setting.scratch;
  const isLeft = isAtomic && statements.every(({ sql }) => isPlain(sql) && rules(sql) === undefined);
  return isLeft ? { findings: [], ifRefused: look } : { findings: await look(), ifRefused: null };
}
