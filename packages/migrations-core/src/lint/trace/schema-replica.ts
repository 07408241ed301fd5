// A scratch database with a schema and no rows. It runs statements that change the schema and only explains all
// others, which finds the errors that need no row.
import { quotedName, type Statement, splitStatements, statementOf } from '@roostjs/internal-sql';
import { prepare, type Sql, type SqlDatabase } from '../../database/d1.ts';
import { statementIndexOf } from '../../database/failure.ts';
import { alwaysFailing, isExpectedFailure } from '../../database/rollback-probe.ts';
import type { DatabaseRules, RemedyFor } from '../../database/rules.ts';
import type { SchemaObject } from '../../database/schema.ts';
import { messageOf } from '../../errors.ts';
import { type ParsedStatement, parseStatement } from '../sql/statement-kind.ts';
import { BrokenReferences } from './broken-references.ts';
import { errorOf } from './error-of.ts';
import { fillSchema, type MissingObject } from './fill-schema.ts';
import { followsFrom, type Lacking, lackingAfter } from './lacking.ts';
import { quotedTextsIn } from './quoted-texts.ts';
import { type Reach, reachOf } from './reach.ts';
import { SchemaReader } from './read-schema.ts';
import { scansPerRow } from './scans.ts';
import { type Schema, type Table, tableIn } from './schema.ts';
import { schemaNames } from './schema-names.ts';
import type { BrokenReference, Step } from './trace.ts';

/** An empty database of its own, in memory or in a file that is deleted with it. */
export type ScratchDatabase = SqlDatabase & { close(): void };

export type OpenScratch = () => ScratchDatabase;

/** How scratch databases are opened, and what the database that they replicate refuses. */
export type ReplicaSettings = {
  readonly open: OpenScratch;
  readonly rules: DatabaseRules;
  readonly remedyFor: RemedyFor;
};

export type StatementToTry = Sql & { readonly number: number };

export class SchemaReplica {
  readonly #database: ScratchDatabase;
  readonly #settings: ReplicaSettings;
  readonly #reader: SchemaReader;
  readonly #broken: BrokenReferences;
  /** The objects of the other database's schema that this one did not accept. */
  readonly missing: readonly MissingObject[];
  #lacking: Lacking;

  private constructor(
    database: ScratchDatabase,
    settings: ReplicaSettings,
    missing: readonly MissingObject[],
    lacking: Lacking,
  ) {
    this.#database = database;
    this.#lacking = lacking;
    this.#settings = settings;
    this.#reader = new SchemaReader(database);
    this.#broken = new BrokenReferences(database, this.#reader.schema);
    this.missing = missing;
  }

  /**
   * Expects objects whose names are not reserved by SQLite or D1. `lacking`: what the schema lacks because earlier
   * statements failed.
   */
  static async like(
    settings: ReplicaSettings,
    objects: readonly SchemaObject[],
    lacking: Lacking = new Set(),
  ): Promise<SchemaReplica> {
    const database = settings.open();
    const missing = await fillSchema(database, objects);
    const replica = new SchemaReplica(database, settings, missing, lacking);
    if (objects.length === 0) return replica;
    await replica.#reader.readAll();
    await replica.#broken.update(replica.schema);
    return replica;
  }

  get schema(): Schema {
    return this.#reader.schema;
  }

  get broken(): readonly BrokenReference[] {
    return this.#broken.found;
  }

  /** What the schema lacks because statements failed, as it is now. */
  get lacking(): Lacking {
    return this.#lacking;
  }

  close(): void {
    this.#database.close();
  }

  /** Tries the statements in order; one that fails changes nothing, and the next is still tried. */
  async follow(statements: readonly StatementToTry[]): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for (const statement of statements) steps.push(await this.#try(statement));
    if (steps.some(({ statement }) => isLegacyAlterPragma(statement)))
      await errorOf(this.#database, resetPragma);
    if (steps.some(({ before, after }) => before !== after)) await this.#broken.update(this.#reader.schema);
    return steps;
  }

  async #try({ sql, values, number }: StatementToTry): Promise<Step> {
    const statement = statementOf(sql);
    const form = parseStatement(statement);
    const before = this.schema;
    const errorWithRow = await this.#errorWithRow(sql, form);
    const asked = (texts: readonly string[]): Promise<string | null> => this.#errorOfTrial(texts, values);
    const texts = await quotedTextsIn(statement, form, before, asked);
    const error = await this.#errorOf(statement, form, values);
    const follows = error !== null && followsFrom(this.#lacking, error);
    this.#lacking = lackingAfter(this.#lacking, form, error);
    const { rules, remedyFor } = this.#settings;
    const refused = rules(sql) ?? null;
    const remedy = error === null ? undefined : remedyFor(sql, error, schemaNames(before));
    const after = this.schema;
    const quotedTexts = error === null ? texts : [];
    const scans = error === null ? await scansPerRow(this.#database, statement, form, values, before) : [];
    return {
      number,
      sql,
      values,
      statement,
      form,
      before,
      after,
      refused,
      error,
      remedy: remedy ?? null,
      follows,
      errorWithRow,
      quotedTexts,
      scans,
    };
  }

  /** Runs a statement that may change the schema, and reads the result; only explains all others. */
  async #errorOf(
    statement: Statement,
    form: ParsedStatement,
    values: readonly unknown[],
  ): Promise<string | null> {
    const asked = { sql: statement.text, values };
    if (changesSchema(statement)) return this.#errorOfChange(asked, reachOf(statement, form, this.schema));
    return statement.explained || statement.lexemes.length === 0
      ? errorOf(this.#database, asked)
      : errorOfExplain(this.#database, asked);
  }

  async #errorOfChange(asked: Sql, reach: Reach): Promise<string | null> {
    try {
      await this.#reader.run(asked, reach);
      return null;
    } catch (error) {
      // If a query after the statement fails, the statement is not the cause.
      if ((statementIndexOf(error) ?? 0) > 0) throw error;
      return messageOf(error);
    }
  }

  // SQLite checks most restrictions of ADD COLUMN only if the table has a row, and this one is empty.
  async #errorWithRow(sql: string, form: ParsedStatement): Promise<string | null> {
    const table = form.kind === 'add-column' ? tableIn(this.schema, form.table) : undefined;
    if (table === undefined) return null;
    const variant = onTrialTable(sql);
    const words = await this.#errorOfTrial([...tableWithRow(table), variant], []);
    return words === null ? null : withOriginalOffset(sql, variant, words);
  }

  /** The database's error for statements that are rolled back; the values are for a single statement. */
  async #errorOfTrial(texts: readonly string[], values: readonly unknown[]): Promise<string | null> {
    const statements = [...texts, alwaysFailing].map((sql, at) =>
      prepare(this.#database, { sql, values: at === 0 && texts.length === 1 ? values : [] }),
    );
    try {
      await this.#database.batch(statements);
    } catch (error) {
      return isExpectedFailure(error) ? null : messageOf(error);
    }
    throw new Error(`A trial was committed although its last statement must fail: ${alwaysFailing}`);
  }
}

const schemaVerbs: ReadonlySet<string> = new Set(['create', 'drop', 'alter']);

function changesSchema(statement: Statement): boolean {
  return schemaVerbs.has(statement.verb) || isLegacyAlterPragma(statement);
}

/** The only PRAGMA that changes how a later statement affects the schema; on D1 it ends with its batch. */
function isLegacyAlterPragma({ verb, lexemes }: Statement): boolean {
  return verb === 'pragma' && lexemes.some(({ word }) => word === 'legacy_alter_table');
}

const resetPragma: Sql = { sql: 'PRAGMA legacy_alter_table = OFF', values: [] };

/** The database's error for a statement that it only explains. */
async function errorOfExplain(database: SqlDatabase, { sql, values }: Sql): Promise<string | null> {
  const explained = (text: string): string => `EXPLAIN ${text}`;
  const error = await errorOf(database, { sql: explained(sql), values });
  if (error === null) return null;
  const [first = sql, ...others] = splitStatements(sql);
  // SQLite counts offsets from the start of the failing statement, and only the first one is explained.
  const isAboutFirst =
    others.length === 0 || error === (await errorOf(database, { sql: explained(first), values: [] }));
  return isAboutFirst ? withOriginalOffset(sql, explained(sql), error) : error;
}

/**
 * An error about a variant of the statement that differs before the offset, with the offset in the original
 * statement.
 */
function withOriginalOffset(sql: string, variant: string, error: string): string {
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  const shift = bytes(variant) - bytes(sql);
  return error.replace(
    /^(.* at offset )(\d+)(: SQLITE_.*)$/s,
    (_, words: string, offset: string, code: string) => words + (Number(offset) - shift) + code,
  );
}

const trialTable = 'roost_lint_trial';

function tableWithRow({ columns }: Table): readonly string[] {
  const names = columns.map(({ name }) => quotedName(name));
  return [`CREATE TABLE ${trialTable} (${names.join(', ')})`, `INSERT INTO ${trialTable} DEFAULT VALUES`];
}

/** The ALTER TABLE, on the trial table instead of its own. */
function onTrialTable(sql: string): string {
  const { lexemes } = statementOf(sql);
  const isQualified = lexemes[3]?.word === '.';
  const [from, to] = [lexemes[2], lexemes[isQualified ? 4 : 2]];
  if (from === undefined || to === undefined) return sql;
  return `${sql.slice(0, from.start)}${trialTable}${sql.slice(to.end)}`;
}
