// The statements that a connection keeps compiled, with what was found out about them. None outlives what it was
// judged by: the settings of the connection, the databases attached to it and, unless it is the same by any, the schema.

import type { Parameters } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { type Binder, binderFor } from './bindings.ts';
import { hasOnlyDirectChanges } from './direct-changes.ts';
import type { Compiled } from './sqlite-error.ts';

/** A statement that may be run, and what holds of it for as long as it is kept. */
export class CompiledStatement {
  /** Gives its rows as lists. */
  readonly statement: SqliteDatabase.Statement;
  readonly parameters: Parameters;
  readonly bind: Binder;
  /** Whether it may be run by another schema: SQLite compiles it anew by itself. */
  readonly survivesSchemaChange: boolean;
  readonly #columnNames: (() => readonly string[]) | undefined;
  #columns: readonly string[] | undefined;
  #hasOnlyDirectChanges: boolean | undefined;

  constructor({ statement, columnNames }: Compiled, parameters: Parameters, survivesSchemaChange: boolean) {
    this.statement = statement;
    this.survivesSchemaChange = survivesSchemaChange;
    this.#columnNames = columnNames;
    this.parameters = parameters;
    this.bind = binderFor(parameters);
    if (statement.reader) statement.raw();
  }

  /** The names of the columns as it was last run: SQLite compiles anew what it then finds outdated. */
  get columns(): readonly string[] {
    this.#columns ??= this.#columnNames?.() ?? this.statement.columns().map(({ name }) => name);
    return this.#columns;
  }

  get hasOnlyDirectChanges(): boolean {
    this.#hasOnlyDirectChanges ??= hasOnlyDirectChanges(
      this.statement,
      this.bind(this.parameters.map(() => null)),
    );
    return this.#hasOnlyDirectChanges;
  }

  /** To be called where it is to run by another schema: what was found out by the one before is forgotten. */
  renew(): void {
    this.#columns = undefined;
    this.#hasOnlyDirectChanges = undefined;
  }
}

const maxStatements = 200;
const maxTextLength = 5_000;

/** A statement, and by which schema it was compiled or last renewed. */
type Kept = { readonly compiled: CompiledStatement; schema: number };

/** Statements by their texts, of one connection. */
export class CompiledStatements {
  readonly #known = new Map<string, Kept>();
  readonly #sqlite: SqliteDatabase.Database;
  #version: SqliteDatabase.Statement | undefined;
  #databases: SqliteDatabase.Statement | undefined;
  /** Which schema it is of those that this connection has seen. */
  #schema = 0;
  /** SQLite's number of the schema; undefined where it has to be looked at anew. */
  #schemaVersion: unknown;
  #connectionChanged = false;
  #keeping = true;

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
  }

  /** To be called at the beginning of a transaction: another process, or a roll-back, may have changed the schema. */
  begin(): void {
    const schemaVersion = this.#readSchemaVersion();
    if (schemaVersion === this.#schemaVersion) return;
    this.#schema += 1;
    this.#schemaVersion = schemaVersion;
    if (this.#sqlite.memory && !this.#connectionChanged) return;
    // The version is that of the file alone.
    this.#keeping = this.#countDatabases() === 1;
    this.#connectionChanged = false;
  }

  #readSchemaVersion(): unknown {
    // Nobody else changes what is in memory.
    if (this.#sqlite.memory) return 0;
    this.#version ??= this.#sqlite.prepare('PRAGMA schema_version').pluck();
    return this.#version.get();
  }

  /**
   * It reads a table too, because SQLite finds out that its own copy of the schema is outdated when it runs a statement on
   * one, not when it compiles it.
   */
  #countDatabases(): unknown {
    this.#databases ??= this.#sqlite
      .prepare(
        "SELECT count(*), (SELECT max(1) FROM sqlite_schema) FROM pragma_database_list WHERE name <> 'temp'",
      )
      .pluck();
    return this.#databases.get();
  }

  /** To be called at the end of a transaction: what this connection has changed itself need not be looked for. */
  end(): void {
    if (this.#schemaVersion !== undefined || this.#connectionChanged) return;
    this.#schemaVersion = this.#readSchemaVersion();
  }

  /** To be called where a transaction has failed: another process may give another schema the number of its own. */
  fail(): void {
    this.#schemaVersion = undefined;
  }

  /** The statement as it was compiled by the schema as it is. */
  get(text: string): CompiledStatement | undefined {
    const kept = this.#known.get(text);
    return kept?.schema === this.#schema ? kept.compiled : undefined;
  }

  /** A statement that was compiled by an earlier schema and may be tried by this one; it counts as compiled by it. */
  renewed(text: string): CompiledStatement | undefined {
    const kept = this.#known.get(text);
    if (kept?.compiled.survivesSchemaChange !== true) return undefined;
    kept.schema = this.#schema;
    kept.compiled.renew();
    return kept.compiled;
  }

  /** Only what reads or changes rows may be kept: compiling other statements can already be running them. */
  keep(text: string, compiled: CompiledStatement): void {
    if (!this.#keeping || text.length > maxTextLength) return;
    if (this.#known.size === maxStatements) this.#known.clear();
    this.#known.set(text, { compiled, schema: this.#schema });
  }

  /** To be called where a statement cannot be renewed. */
  drop(text: string): void {
    this.#known.delete(text);
  }

  /** To be called before a statement that may change the schema; its transaction may be rolled back too. */
  changeSchema(): void {
    this.#schema += 1;
    this.#schemaVersion = undefined;
  }

  /** To be called before a statement that may change anything else that a statement is compiled by. */
  forget(): void {
    this.#known.clear();
    this.#connectionChanged = true;
    this.#schemaVersion = undefined;
  }
}
