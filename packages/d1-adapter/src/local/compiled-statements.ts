// The statements that a connection keeps compiled, with what was found out about them. None outlives what it was
// compiled and judged by: the schema, the settings of the connection and the databases attached to it.

import type { Parameters } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { type Binder, binderFor } from './bindings.ts';
import { changesOnlyItsOwn } from './own-changes.ts';
import type { Compiled } from './sqlite-error.ts';

/** A statement that may be run, and what holds of it for as long as it is kept. */
export class CompiledStatement {
  /** Gives its rows as lists. */
  readonly statement: SqliteDatabase.Statement;
  readonly parameters: Parameters;
  readonly bind: Binder;
  readonly #columnNames: () => readonly string[];
  #columns: readonly string[] | undefined;
  #changesOnlyItsOwn: boolean | undefined;

  constructor({ statement, columnNames }: Compiled, parameters: Parameters) {
    this.statement = statement;
    this.#columnNames = columnNames;
    this.parameters = parameters;
    this.bind = binderFor(parameters);
    if (statement.reader) statement.raw();
  }

  /** The names of the columns as it was last run: SQLite compiles anew what it then finds outdated. */
  get columns(): readonly string[] {
    this.#columns ??= this.#columnNames();
    return this.#columns;
  }

  get changesOnlyItsOwn(): boolean {
    this.#changesOnlyItsOwn ??= changesOnlyItsOwn(this.statement, this.bind(this.parameters.map(() => null)));
    return this.#changesOnlyItsOwn;
  }
}

const mostStatements = 200;
const longestText = 5_000;

/** Statements by their texts, of one connection. */
export class CompiledStatements {
  readonly #known = new Map<string, CompiledStatement>();
  readonly #readSchemaVersion: () => unknown;
  readonly #countDatabases: () => unknown;
  /** That of the schema which the statements were compiled by; undefined where they last for this transaction only. */
  #schemaVersion: unknown;
  #keeping = true;

  constructor(sqlite: SqliteDatabase.Database) {
    const schemaVersion = sqlite.prepare('PRAGMA schema_version').pluck();
    // It reads a table too, because SQLite finds out that its own copy of the schema is outdated when it runs a
    // statement on one, not when it compiles it.
    const databases = sqlite
      .prepare(
        "SELECT count(*), (SELECT max(1) FROM sqlite_schema) FROM pragma_database_list WHERE name <> 'temp'",
      )
      .pluck();
    this.#readSchemaVersion = () => schemaVersion.get();
    this.#countDatabases = () => databases.get();
  }

  /** To be called at the beginning of a transaction: another process, or a roll-back, may have changed the schema. */
  begin(): void {
    const schemaVersion = this.#readSchemaVersion();
    if (schemaVersion === this.#schemaVersion) return;
    this.#known.clear();
    this.#schemaVersion = schemaVersion;
    // The version is that of the file alone.
    this.#keeping = this.#countDatabases() === 1;
  }

  get(text: string): CompiledStatement | undefined {
    return this.#known.get(text);
  }

  /** Only what reads or changes rows may be kept: compiling other statements can already be running them. */
  keep(text: string, compiled: CompiledStatement): void {
    if (!this.#keeping || text.length > longestText) return;
    if (this.#known.size === mostStatements) this.#known.clear();
    this.#known.set(text, compiled);
  }

  /** To be called before a statement that may change more than rows; its transaction may be rolled back too. */
  forget(): void {
    this.#known.clear();
    this.#schemaVersion = undefined;
  }
}
