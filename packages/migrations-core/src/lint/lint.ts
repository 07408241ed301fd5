// Looks at every migration of a source without a database of its own: they are tried, in their order, on scratch
// databases. One holds the rows that they make, for what they read; another only the schema.
import { firstLine, splitStatements } from '@roostjs/internal-sql';
import { prepare } from '../database/d1.ts';
import { type FailedStatement, statementIndexOf } from '../database/failure.ts';
import { type DatabaseRules, noRules } from '../database/rules.ts';
import { isRoostError, messageOf } from '../errors.ts';
import { checkLedgerSettings } from '../ledger/check-settings.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { touchingLedger } from '../ledger/touches-ledger.ts';
import { type LoadedMigration, loadMigration } from '../migration/load.ts';
import type { Direction } from '../migration/migration.ts';
import {
  listMigrations,
  type MigrationMap,
  type MigrationSource,
  toMigrationSource,
} from '../migration/source.ts';
import { aFunction, aList, anOpener, aSource, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { touchesLedger } from '../record/errors.ts';
import { record, runDirectly } from '../record/record.ts';
import { unknownLintRules } from './errors.ts';
import { isBlocking, type LintFinding, type RuleName } from './finding.ts';
import { collectFindings, type LintConfig, unusedSuppressions } from './findings.ts';
import { isRuleName, lintRules } from './rules/catalog.ts';
import { errorOf } from './trace/error-of.ts';
import { relevantObjects } from './trace/relevant-objects.ts';
import { inOrder, type Schema } from './trace/schema.ts';
import {
  type OpenScratch,
  type ReplicaSettings,
  SchemaReplica,
  type ScratchDatabase,
  type StatementToTry,
} from './trace/schema-replica.ts';
import type { Failure, MigrationTrace, Step } from './trace/trace.ts';
import { verdictOf } from './trial/verdict.ts';

export type LintOptions = {
  readonly migrations: MigrationSource | MigrationMap;
  /** Opens an empty database, such as `openMemoryD1` of `@roostjs/d1-adapter/local`; each is closed again. */
  readonly openScratch: OpenScratch;
  /** What the database that the migrations are for is known to refuse; nothing unless given. */
  readonly rules?: DatabaseRules;
  /** Rules that are let pass in every migration. */
  readonly allow?: readonly string[];
  /** The ledger's table; `migrations` unless given. */
  readonly ledger?: string;
  /** Wrangler's own ledger; `d1_migrations` unless given. */
  readonly wranglerLedger?: string;
};

export type LintReport = {
  /** How many migrations were looked at. */
  readonly migrations: number;
  /** In the order of the migrations, up() before down(). */
  readonly findings: readonly LintFinding[];
  /** How many of them are errors, or lose data, and are not allowed. */
  readonly blocking: number;
};

const taken: OptionSpecs<LintOptions> = {
  migrations: aSource,
  openScratch: anOpener,
  rules: aFunction,
  allow: aList,
  ledger: aText,
  wranglerLedger: aText,
};

/**
 * What is to be said of the migrations, each run on what those before it have made. `up` and `down` are called, against
 * scratch databases only. Throws LINT.RULE_UNKNOWN, LEDGER.NAME_INVALID, OPTION.INVALID, and what listing and loading the migrations throws.
 */
export async function lintMigrations(options: LintOptions): Promise<LintReport> {
  checkOptions('lintMigrations()', options, taken);
  const { openScratch: open, rules = noRules, allow = [] } = options;
  const entries = await listMigrations(toMigrationSource(options.migrations));
  const texts = new Map(entries.map(({ name, text }) => [name, text ?? null]));
  const surroundings: LintConfig = {
    allow: knownRules(allow),
    textOf: (migration) => texts.get(migration) ?? null,
  };
  const trial = await Trial.start({ open, rules }, checkLedgerSettings(options));
  try {
    for (const entry of entries) {
      const { name, checksum = null } = entry;
      await trial.take({ name, checksum, migration: await loadMigration(entry) });
    }
  } finally {
    trial.close();
  }
  const found = Map.groupBy(
    collectFindings(trial.courses, trial.ending, surroundings),
    ({ migration }) => migration,
  );
  const findings = entries.flatMap(({ name }) => {
    const own = found.get(name) ?? [];
    return [...own, ...unusedSuppressions(name, own, surroundings)];
  });
  return { migrations: entries.length, findings, blocking: findings.filter(isBlocking).length };
}

/** Throws LINT.RULE_UNKNOWN. */
export function knownRules(names: readonly string[]): readonly RuleName[] {
  const unknown = names.filter((name) => !isRuleName(name));
  if (unknown.length > 0) {
    throw unknownLintRules(
      unknown,
      lintRules.map(({ name }) => name),
    );
  }
  return names.filter(isRuleName);
}

class Trial {
  readonly courses: MigrationTrace[] = [];
  readonly #setting: ReplicaSettings;
  readonly #ledger: LedgerSettings;
  /** With the rows that the migrations make. */
  readonly #rows: ScratchDatabase;
  /** With the schema alone. */
  readonly #scratch: SchemaReplica;

  private constructor(
    setting: ReplicaSettings,
    ledger: LedgerSettings,
    rows: ScratchDatabase,
    scratch: SchemaReplica,
  ) {
    this.#setting = setting;
    this.#ledger = ledger;
    this.#rows = rows;
    this.#scratch = scratch;
  }

  static async start(setting: ReplicaSettings, ledger: LedgerSettings): Promise<Trial> {
    const scratch = await SchemaReplica.like(setting, []);
    return new Trial(setting, ledger, setting.open(), scratch);
  }

  get ending(): { readonly schema: Schema; readonly broken: MigrationTrace['brokenAtEnd'] } {
    return { schema: this.#scratch.schema, broken: this.#scratch.broken };
  }

  close(): void {
    this.#scratch.close();
    this.#rows.close();
  }

  async take(loaded: LoadedMigration): Promise<void> {
    const schemaBeforeUp = this.#scratch.schema;
    const { asked, failure } = await this.#run(loaded);
    const up = await traceOn(this.#scratch, this.#setting.open, {
      loaded,
      direction: 'up',
      schemaBeforeUp,
      asked,
      failure,
    });
    this.courses.push(up);
    if (loaded.migration.down !== undefined) await this.#undo(loaded, up);
  }

  /** Runs up() on the database with the rows, whole or, where it asks for that, call by call. */
  async #run(loaded: LoadedMigration): Promise<Run> {
    if (loaded.migration.withinTransaction === false) return direct(loaded, 'up', this.#rows, this.#ledger);
    const recorded = await recordOn(loaded, 'up', this.#rows, this.#ledger);
    const failure = recorded.failure ?? (await commitOn(this.#rows, recorded.asked));
    // So that the next migration does not fail for want of what this one makes.
    if (failure !== null) await runEach(this.#rows, recorded.asked);
    return { asked: recorded.asked, failure };
  }

  /** Looks at down() on a copy of the schema as up() has left it. */
  async #undo(loaded: LoadedMigration, { schemaBeforeUp, steps: upSteps }: MigrationTrace): Promise<void> {
    const { asked, failure } =
      loaded.migration.withinTransaction === false
        ? await this.#directDown(loaded)
        : await recordOn(loaded, 'down', this.#rows, this.#ledger);
    const texts = asked.map(({ sql }) => sql);
    const relevant = inOrder(relevantObjects(this.#scratch.schema, texts));
    const copy = await SchemaReplica.like(this.#setting, relevant);
    try {
      const setting = { loaded, direction: 'down', schemaBeforeUp, upSteps, asked, failure } as const;
      this.courses.push(await traceOn(copy, this.#setting.open, setting));
    } finally {
      copy.close();
    }
  }

  async #directDown(loaded: LoadedMigration): Promise<Run> {
    const copy = this.#setting.open();
    try {
      const objects = this.#scratch.schema.objects.map(({ sql }) => ({
        sql: sql ?? '',
        values: [],
        number: 0,
      }));
      await runEach(copy, objects);
      return await direct(loaded, 'down', copy, this.#ledger);
    } finally {
      copy.close();
    }
  }
}

type Run = { readonly asked: readonly StatementToTry[]; readonly failure: Failure | null };

type CourseSetting = Run & {
  readonly loaded: LoadedMigration;
  readonly direction: Direction;
  readonly schemaBeforeUp: Schema;
  readonly upSteps?: readonly Step[];
};

/** Takes the statements to a scratch database, which then is as they leave it. */
export async function traceOn(
  scratch: SchemaReplica,
  open: OpenScratch,
  { loaded, direction, schemaBeforeUp, upSteps = [], asked, failure }: CourseSetting,
): Promise<MigrationTrace> {
  const { schema: start, broken: brokenAtStart } = scratch;
  const steps = await scratch.follow(asked);
  const { schema: end, broken: brokenAtEnd } = scratch;
  return {
    migration: loaded.name,
    direction,
    schemaBeforeUp,
    start,
    upSteps,
    steps,
    end,
    brokenAtStart,
    brokenAtEnd,
    failure,
    isComplete: scratch.missing.length === 0,
    verdict: await verdictOf({
      open,
      schemaBeforeUp,
      steps: [...upSteps, ...steps],
      from: upSteps.length,
      isAtomic: loaded.migration.withinTransaction !== false,
    }),
  };
}

async function recordOn(
  loaded: LoadedMigration,
  direction: Direction,
  database: ScratchDatabase,
  ledger: LedgerSettings,
): Promise<Run> {
  const recorded = await record(database, loaded, direction, 'allowed');
  if (recorded.kind === 'recorded') {
    const touching = touchingLedger(ledger, recorded.statements);
    if (touching === undefined) return { asked: recorded.statements, failure: null };
    const asked = recorded.statements.filter((one) => touchingLedger(ledger, [one]) === undefined);
    const { number } = touching;
    return {
      asked,
      failure: { number, words: `It cannot run: ${touchesLedger(touching)}`, isCertain: true },
    };
  }
  const { cause, statement } = recorded.failure;
  if (statement !== null && splitStatements(statement.sql).length === 0)
    return { asked: [], failure: noSql(statement, cause) };
  return { asked: [], failure: { number: null, words: messageOf(cause), isCertain: isRoostError(cause) } };
}

// No database takes what has no SQL, whatever is in it.
function noSql({ number, sql }: FailedStatement, cause: unknown): Failure {
  const words = `Statement ${number} (${firstLine(sql)}) fails: ${messageOf(cause)}`;
  return { number: null, words, isCertain: true };
}

async function direct(
  loaded: LoadedMigration,
  direction: Direction,
  database: ScratchDatabase,
  ledger: LedgerSettings,
): Promise<Run> {
  const { statements, failure } = await runDirectly(database, ledger, loaded, direction);
  if (failure === null) return { asked: statements, failure: null };
  const number = failure.statement?.number ?? null;
  return { asked: statements, failure: { number, words: messageOf(failure.cause), isCertain: false } };
}

/** As the migration commits: all of it or nothing. */
async function commitOn(
  database: ScratchDatabase,
  asked: readonly StatementToTry[],
): Promise<Failure | null> {
  if (asked.length === 0) return null;
  try {
    await database.batch(asked.map((sql) => prepare(database, sql)));
    return null;
  } catch (error) {
    const index = statementIndexOf(error);
    const number = (index === undefined ? asked.at(-1) : asked[index])?.number ?? null;
    return { number, words: messageOf(error), isCertain: false };
  }
}

/** Makes of the schema what can be made; why the rest cannot has been told by the batch. */
async function runEach(database: ScratchDatabase, asked: readonly StatementToTry[]): Promise<void> {
  for (const sql of asked) await errorOf(database, sql);
}
