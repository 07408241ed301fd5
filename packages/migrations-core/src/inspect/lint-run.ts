// Lints the migrations of a run on a scratch database with the schema that the run finds.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../database/d1.ts';
import { type DatabaseRules, noRemedy, noRules, type RemedyFor } from '../database/rules.ts';
import type { SchemaObject } from '../database/schema.ts';
import { asRead, type ObjectsByName, SchemaIndex } from '../database/schema-index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LintFinding, losesData, type RuleName } from '../lint/finding.ts';
import { collectFindings, type LintConfig, notLinted, textsIn } from '../lint/findings.ts';
import { traceOn } from '../lint/lint.ts';
import { isPlain } from '../lint/sql/plain.ts';
import type { MissingObject } from '../lint/trace/fill-schema.ts';
import { relevantObjects } from '../lint/trace/relevant-objects.ts';
import { type OpenScratch, type ReplicaSettings, SchemaReplica } from '../lint/trace/schema-replica.ts';
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
import { type DecidedLosses, decideLosses, type Turn } from './decide-losses.ts';
import { type EarlierMigration, statementsOf } from './earlier.ts';

/** What a caller asks of lint. */
export type LintSelection = { readonly allow: readonly RuleName[]; readonly refusesLoss: boolean };

/** The scratch database and rules to lint with, and whether the run ends before a loss of data. */
export type LintSettings = {
  readonly replica: ReplicaSettings;
  readonly config: LintConfig;
  readonly refusesLoss: boolean;
};

/** How to open the scratch database that runs are linted on, if they are, and what the database refuses. */
export type LintSetup = {
  readonly openScratch?: OpenScratch;
  readonly rules?: DatabaseRules;
  readonly remedyFor?: RemedyFor;
};

/** null if nothing is to be linted: it is not wanted, there are no steps, or no scratch database can be opened. */
export function lintSettings(
  { openScratch: open, rules = noRules, remedyFor = noRemedy }: LintSetup,
  { steps }: Plan,
  entries: readonly MigrationEntry[],
  selection: LintSelection | null,
): LintSettings | null {
  if (open === undefined || selection === null || steps.length === 0) return null;
  const { allow, refusesLoss } = selection;
  return { replica: { open, rules, remedyFor }, config: { allow, textsOf: textsIn(entries) }, refusesLoss };
}

/** Lints migrations one after the other on one scratch database. Close it after use. */
export class RunLinter {
  readonly #config: LintConfig;
  readonly #open: OpenScratch;
  readonly #replica: SchemaReplica;
  readonly #refusesLoss: boolean;
  readonly #traces: MigrationTrace[] = [];
  readonly #followed: EarlierMigration[] = [];

  private constructor({ config, replica, refusesLoss }: LintSettings, schema: SchemaReplica) {
    this.#config = config;
    this.#open = replica.open;
    this.#replica = schema;
    this.#refusesLoss = refusesLoss;
  }

  static async on(settings: LintSettings, objects: readonly SchemaObject[]): Promise<RunLinter> {
    return new RunLinter(settings, await SchemaReplica.like(settings.replica, objects));
  }

  async follow(loaded: LoadedMigration, statements: readonly RecordedStatement[]): Promise<void> {
    const schemaBeforeUp = this.#replica.schema;
    const given = { loaded, direction: 'up', schemaBeforeUp, asked: statements, failure: null } as const;
    this.#traces.push(await traceOn(this.#replica, this.#open, given));
    this.#followed.push({ migration: loaded, statements });
  }

  /** The findings for the first migrations of a run, of which none has run yet. `before`: the schema that is there. */
  decideAhead(database: SqlDatabase, before: () => ObjectsByName): Promise<DecidedLosses> {
    return this.decide(database, (name) => {
      const at = this.#followed.findIndex(({ migration }) => migration.name === name);
      const earlier = statementsOf(this.#followed.slice(0, at));
      const isBatch = this.#followed[at]?.migration.migration.withinTransaction !== false;
      return { earlier, unsent: earlier, before, isBatch };
    });
  }

  decide(database: SqlDatabase, turnOf: (migration: string) => Turn): Promise<DecidedLosses> {
    return decideLosses(database, this.#findings(), turnOf, this.#refusesLoss);
  }

  #findings(): readonly LintFinding[] {
    const { schema, broken, missing } = this.#replica;
    const found = collectFindings(this.#traces, { schema, broken }, this.#config);
    const [first] = this.#traces;
    const incomplete = this.#traces.flatMap((trace) => {
      const own = missing.filter((object) => {
        // An object that no migration names is reported only once, for the first.
        const naming = this.#traces.filter((one) => isNamed(object, one));
        return naming.length === 0 ? trace === first : naming.includes(trace);
      });
      return own.length === 0 ? [] : [this.#notReplicated(trace, own)];
    });
    return [...incomplete, ...found];
  }

  #notReplicated({ migration }: MigrationTrace, missing: readonly MissingObject[]): LintFinding {
    const named = missing.map(({ type, name, words }) => `${type} '${name}' (${words})`);
    const message = `Part of the schema could not be created on a scratch database: ${named.join(', ')}.`;
    // The migration names a missing table, so that what becomes of its rows is not known.
    const severity = missing.some(({ type }) => type === 'table') ? 'loss' : undefined;
    return notLinted(migration, message, this.#config, severity);
  }

  close(): void {
    this.#replica.close();
  }
}

function isNamed({ name }: MissingObject, { steps }: MigrationTrace): boolean {
  return steps.some(({ sql }) => identifiersIn(sql).has(nameKey(name)));
}

/** Calls `work` with a linter on the schema of the ledger's database; with null if nothing is to be linted. */
export async function withRunLinter<T>(
  ledger: Ledger,
  settings: LintSettings | null,
  work: (linter: RunLinter | null) => Promise<T>,
): Promise<T> {
  if (settings === null) return work(null);
  const linter = await RunLinter.on(settings, ledger.schema);
  try {
    return await work(linter);
  } finally {
    linter.close();
  }
}

/** `inOrder`: every migration that has been recorded. */
export type LintedPlan = PlanInspection & { readonly inOrder: readonly EarlierMigration[] };

/**
 * Throws MIGRATION.LOSES_DATA and MIGRATION.TOUCHES_LEDGER. Records up() before the run only if a loss of data is
 * refused: otherwise each migration is linted when its turn comes, unless its statements are known already.
 */
export async function lintPlan(
  database: SqlDatabase,
  ledger: Ledger,
  run: PlannedRun,
  settings: LintSettings | null,
): Promise<LintedPlan> {
  if (settings === null || !(settings.refusesLoss || run.known !== null))
    return { findings: [], empty: new Map(), inOrder: [], recorded: new Map() };
  const { steps } = run;
  const { recorded, unknown } =
    run.known === null ? await recordPlan(database, run, settings) : alreadyRecorded(run, run.known);
  refuseTouchingLedger(ledger, recorded, steps);
  const texts = recorded.flatMap(({ statements }) => statements.map(({ sql }) => sql));
  const index = new SchemaIndex(ledger.schema);
  const linter = await RunLinter.on(settings, asRead(relevantObjects(index, texts)));
  try {
    for (const { migration, statements } of recorded) await linter.follow(migration, statements);
    const decided = await linter.decideAhead(database, () => index);
    const findings = [...decided.findings, ...unknown];
    if (settings.refusesLoss) refuseLosses(findings, steps);
    const sent = recorded.filter(({ migration }) => migration.migration.withinTransaction !== false);
    return {
      findings,
      empty: decided.empty,
      inOrder: recorded,
      recorded: new Map(sent.map(({ migration, statements }) => [migration.name, statements])),
    };
  } finally {
    linter.close();
  }
}

/** A run to lint before it starts. `known`: what every step will run; null if that is still to be recorded. */
export type PlannedRun = {
  readonly steps: readonly PlanStep[];
  readonly loaded: LoadedMigrations;
  readonly known: readonly RecordedStep[] | null;
};

function alreadyRecorded({ loaded }: PlannedRun, known: readonly RecordedStep[]): RecordedPlan {
  const recorded = known.map(({ step, statements }) => ({ migration: loadedFor(step, loaded), statements }));
  return { recorded, unknown: [] };
}

/** `unknown`: findings about migrations whose statements are not known before the run. */
type RecordedPlan = {
  readonly recorded: readonly EarlierMigration[];
  readonly unknown: readonly LintFinding[];
};

/** Records up to the first migration that reads the database: after it nothing is known before the run. */
async function recordPlan(
  database: SqlDatabase,
  { steps, loaded }: PlannedRun,
  { config }: LintSettings,
): Promise<RecordedPlan> {
  const recorded: EarlierMigration[] = [];
  const unknown: LintFinding[] = [];
  let isKnown = true;
  // A migration that replaces applied ones does not run.
  for (const step of steps.filter(({ replaces }) => replaces === undefined)) {
    const migration = loadedFor(step, loaded);
    const outcome: RecordOutcome | undefined = isKnown
      ? await record(database, migration, step.direction, 'refused')
      : undefined;
    isKnown = outcome?.kind === 'recorded';
    if (outcome?.kind === 'recorded') recorded.push({ migration, statements: outcome.statements });
    else if (migration.migration.withinTransaction === false)
      unknown.push(notLinted(step.name, outsideTransaction, config));
  }
  return { recorded, unknown };
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

/** A run of which some migrations may have been applied. `before`: the schema before the first of them. */
export type RunSoFar = {
  readonly database: SqlDatabase;
  readonly isAtomic: boolean;
  readonly before: () => SchemaIndex;
  /** Null if not all of them are known. */
  readonly earlier: () => readonly EarlierMigration[] | null;
};

/** `ifRefused`: the findings to report only if the database refuses the migration; null if all have been reported. */
export type LintedStep = DecidedLosses & {
  readonly ifRefused: (() => Promise<readonly LintFinding[]>) | null;
};

/**
 * Lints one migration that has just been recorded, on the relevant part of the current schema. Plain statements have no
 * findings if the database accepts them: if batches are atomic, the real database shows that as well as a scratch
 * database, and nothing is linted before.
 */
export async function lintStep(
  { database, isAtomic, before, earlier }: RunSoFar,
  schema: SchemaIndex,
  loaded: LoadedMigration,
  statements: readonly RecordedStatement[],
  settings: LintSettings,
): Promise<LintedStep> {
  const lint = async (): Promise<DecidedLosses> => {
    const texts = statements.map(({ sql }) => sql);
    const linter = await RunLinter.on(settings, asRead(relevantObjects(schema, texts)));
    try {
      await linter.follow(loaded, statements);
      return await linter.decide(database, () => ({
        earlier: statementsOf(earlier()),
        unsent: [],
        before,
        isBatch: true,
      }));
    } finally {
      linter.close();
    }
  };
  const { rules } = settings.replica;
  const isDeferred = isAtomic && statements.every(({ sql }) => isPlain(sql) && rules(sql) === undefined);
  if (!isDeferred) return { ...(await lint()), ifRefused: null };
  return { findings: [], empty: new Map(), ifRefused: async () => (await lint()).findings };
}
