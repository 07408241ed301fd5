// Lints every migration of a source without a real database: it tries them in order on scratch databases. One of
// these holds the rows that the migrations write, for migrations that read them; another holds only the schema.
import { firstLine, splitStatements } from '@roostjs/internal-sql';
import { prepare } from '../database/d1.ts';
import { type FailedStatement, statementIndexOf } from '../database/failure.ts';
import { type DatabaseRules, noRemedy, noRules, type RemedyFor } from '../database/rules.ts';
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
import { isSql } from '../migration/sql-migration.ts';
import { aFunction, aList, anOpener, aSource, aText, checkOptions, type OptionSpecs } from '../options.ts';
import { touchesLedger } from '../record/errors.ts';
import { record, runDirectly } from '../record/record.ts';
import { unknownLintRules } from './errors.ts';
import { isBlocking, type LintFinding, type RuleName } from './finding.ts';
import { collectFindings, type FolderConfig, textsIn, unusedSuppressions } from './findings.ts';
import { isRuleName, lintRules } from './rules/catalog.ts';
import { sameNumbers } from './same-number.ts';
import { errorOf } from './trace/error-of.ts';
import { fillSchema } from './trace/fill-schema.ts';
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
  /** Opens an empty database, for example `openMemoryD1` of `@roostjs/d1-adapter/local`; each one is closed again. */
  readonly openScratch: OpenScratch;
  /** What the target database is known to refuse; nothing if omitted. */
  readonly rules?: DatabaseRules;
  /** What to do instead of a statement that fails, for example `remedyFor` of `@roostjs/d1-adapter/rules`. */
  readonly remedyFor?: RemedyFor;
  /** Rules that are allowed in every migration. */
  readonly allow?: readonly string[];
  /** The migrations whose files wrangler applies as they are; none if omitted. */
  readonly inPlace?: readonly string[];
  /** The ledger's table; `migrations` if omitted. */
  readonly ledger?: string;
  /** Wrangler's own ledger; `d1_migrations` if omitted. */
  readonly wranglerLedger?: string;
  readonly onEvent?: (event: LintEvent) => void;
};

/** Before each migration is tried. Its findings are known once all have been: a later one may resolve them. */
export type LintEvent = {
  readonly type: 'migration-started';
  readonly name: string;
  /** From 1. */
  readonly number: number;
  /** How many there are. */
  readonly total: number;
};

export type LintReport = {
  /** How many migrations were linted. */
  readonly migrations: number;
  /** In the order of the migrations, each up() before its down(). */
  readonly findings: readonly LintFinding[];
  /** How many findings are errors or losses that are not allowed. */
  readonly blocking: number;
};

const optionSpecs: OptionSpecs<LintOptions> = {
  migrations: aSource,
  openScratch: anOpener,
  rules: aFunction,
  remedyFor: aFunction,
  allow: aList,
  inPlace: aList,
  ledger: aText,
  wranglerLedger: aText,
  onEvent: aFunction,
};

/**
 * Lints the migrations, each on the schema that the earlier ones create. Calls `up` and `down`, but only against
 * scratch databases. Throws LINT.RULE_UNKNOWN, LEDGER.NAME_INVALID, OPTION.INVALID, and whatever listing and loading
 * the migrations throws.
 */
export async function lintMigrations(options: LintOptions): Promise<LintReport> {
  checkOptions('lintMigrations()', options, optionSpecs);
  const { openScratch: open, rules = noRules, remedyFor = noRemedy, allow = [], inPlace = [] } = options;
  const { onEvent = () => {} } = options;
  const entries = await listMigrations(toMigrationSource(options.migrations));
  const written = new Set<string>();
  const config: FolderConfig = {
    allow: knownRules(allow),
    textsOf: textsIn(entries),
    inPlace,
    isSql: (migration) => written.has(migration),
  };
  const linter = await MigrationLinter.start({ open, rules, remedyFor }, checkLedgerSettings(options));
  try {
    for (const [index, entry] of entries.entries()) {
      const { name, checksum = null } = entry;
      onEvent({ type: 'migration-started', name, number: index + 1, total: entries.length });
      const migration = await loadMigration(entry);
      if (isSql(migration)) written.add(name);
      await linter.lint({ name, checksum, migration });
    }
  } finally {
    linter.close();
  }
  const names = entries.map(({ name }) => name);
  const found = [...sameNumbers(names, config), ...collectFindings(linter.traces, linter.finalState, config)];
  const findingsByMigration = Map.groupBy(found, ({ migration }) => migration);
  const findings = names.flatMap((name) => {
    const own = findingsByMigration.get(name) ?? [];
    return [...own, ...unusedSuppressions(name, own, config)];
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

class MigrationLinter {
  readonly traces: MigrationTrace[] = [];
  readonly #settings: ReplicaSettings;
  readonly #ledger: LedgerSettings;
  /** Contains the rows that the migrations write. */
  readonly #rows: ScratchDatabase;
  /** Contains only the schema. */
  readonly #replica: SchemaReplica;

  private constructor(
    settings: ReplicaSettings,
    ledger: LedgerSettings,
    rows: ScratchDatabase,
    replica: SchemaReplica,
  ) {
    this.#settings = settings;
    this.#ledger = ledger;
    this.#rows = rows;
    this.#replica = replica;
  }

  static async start(settings: ReplicaSettings, ledger: LedgerSettings): Promise<MigrationLinter> {
    const replica = await SchemaReplica.like(settings, []);
    return new MigrationLinter(settings, ledger, settings.open(), replica);
  }

  get finalState(): { readonly schema: Schema; readonly broken: MigrationTrace['brokenAtEnd'] } {
    return { schema: this.#replica.schema, broken: this.#replica.broken };
  }

  close(): void {
    this.#replica.close();
    this.#rows.close();
  }

  async lint(loaded: LoadedMigration): Promise<void> {
    const schemaBeforeUp = this.#replica.schema;
    const { asked, failure } = await this.#run(loaded);
    const up = await traceOn(this.#replica, this.#settings.open, {
      loaded,
      direction: 'up',
      schemaBeforeUp,
      asked,
      failure,
    });
    this.traces.push(up);
    if (loaded.migration.down !== undefined) await this.#undo(loaded, up);
  }

  /** Runs up() on the database with rows: as one batch, or call by call if the migration asks for that. */
  async #run(loaded: LoadedMigration): Promise<Run> {
    if (loaded.migration.withinTransaction === false) return direct(this.#rows, this.#ledger, loaded, 'up');
    const recorded = await recordOn(this.#rows, this.#ledger, loaded, 'up');
    const failure = recorded.failure ?? (await commitOn(this.#rows, recorded.asked));
    // The next migration may need what this one creates.
    if (failure !== null) await runEach(this.#rows, recorded.asked);
    return { asked: recorded.asked, failure };
  }

  /** Traces down() on a copy of the schema that up() leaves. */
  async #undo(loaded: LoadedMigration, { schemaBeforeUp, steps: upSteps }: MigrationTrace): Promise<void> {
    const { asked, failure } =
      loaded.migration.withinTransaction === false
        ? await this.#directDown(loaded)
        : await recordOn(this.#rows, this.#ledger, loaded, 'down');
    const texts = asked.map(({ sql }) => sql);
    const relevant = inOrder(relevantObjects(this.#replica.schema, texts));
    const copy = await SchemaReplica.like(this.#settings, relevant, this.#replica.lacking);
    try {
      const input = { loaded, direction: 'down', schemaBeforeUp, upSteps, asked, failure } as const;
      this.traces.push(await traceOn(copy, this.#settings.open, input));
    } finally {
      copy.close();
    }
  }

  async #directDown(loaded: LoadedMigration): Promise<Run> {
    const copy = this.#settings.open();
    try {
      await fillSchema(copy, this.#replica.schema.objects);
      return await direct(copy, this.#ledger, loaded, 'down');
    } finally {
      copy.close();
    }
  }
}

type Run = { readonly asked: readonly StatementToTry[]; readonly failure: Failure | null };

type TraceInput = Run & {
  readonly loaded: LoadedMigration;
  readonly direction: Direction;
  readonly schemaBeforeUp: Schema;
  readonly upSteps?: readonly Step[];
};

/** Runs the statements on a scratch database, and leaves it in the state that they produce. */
export async function traceOn(
  replica: SchemaReplica,
  open: OpenScratch,
  { loaded, direction, schemaBeforeUp, upSteps = [], asked, failure }: TraceInput,
): Promise<MigrationTrace> {
  const { schema: start, broken: brokenAtStart } = replica;
  const steps = await replica.follow(asked);
  const { schema: end, broken: brokenAtEnd } = replica;
  return {
    migration: loaded.name,
    direction,
    isSql: isSql(loaded.migration),
    schemaBeforeUp,
    start,
    upSteps,
    steps,
    end,
    brokenAtStart,
    brokenAtEnd,
    failure,
    isComplete: replica.missing.length === 0,
    lacking: replica.lacking,
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
  database: ScratchDatabase,
  ledger: LedgerSettings,
  loaded: LoadedMigration,
  direction: Direction,
): Promise<Run> {
  const recorded = await record(database, loaded, direction, 'allowed');
  if (recorded.kind === 'recorded') {
    const touchingStatement = touchingLedger(ledger, recorded.statements);
    if (touchingStatement === undefined) return { asked: recorded.statements, failure: null };
    const asked = recorded.statements.filter((one) => touchingLedger(ledger, [one]) === undefined);
    const { number } = touchingStatement;
    return {
      asked,
      failure: { number, words: `It cannot run: ${touchesLedger(touchingStatement)}`, isCertain: true },
    };
  }
  const { cause, statement } = recorded.failure;
  if (statement !== null && splitStatements(statement.sql).length === 0)
    return { asked: [], failure: noSql(statement, cause) };
  return { asked: [], failure: { number: null, words: messageOf(cause), isCertain: isRoostError(cause) } };
}

// No database accepts a text without SQL, whatever its data.
function noSql({ number, sql }: FailedStatement, cause: unknown): Failure {
  const words = `Statement ${number} (${firstLine(sql)}) fails: ${messageOf(cause)}`;
  return { number: null, words, isCertain: true };
}

async function direct(
  database: ScratchDatabase,
  ledger: LedgerSettings,
  loaded: LoadedMigration,
  direction: Direction,
): Promise<Run> {
  const { statements, failure } = await runDirectly(database, ledger, loaded, direction);
  if (failure === null) return { asked: statements, failure: null };
  const number = failure.statement?.number ?? null;
  return { asked: statements, failure: { number, words: messageOf(failure.cause), isCertain: false } };
}

/** Commits as a migration does: all or nothing. */
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

/** Creates what can be created; the batch has already reported why the rest cannot. */
async function runEach(database: ScratchDatabase, asked: readonly StatementToTry[]): Promise<void> {
  for (const sql of asked) await errorOf(database, sql);
}
