// A connection's cache of compiled statements, with facts about them. A statement is dropped when the settings of the
// connection or its attached databases change and, unless it survives that, when the schema changes.

import type { Parameters } from '@roostjs/internal-sql';
import type SqliteDatabase from 'better-sqlite3';
import { type Binder, binderFor } from './bindings.ts';
import { hasOnlyDirectChanges } from './direct-changes.ts';
import type { Compiled } from './sqlite-error.ts';

/** A statement that may run, and what is known about it. */
export class CompiledStatement {
  /** Returns its rows as arrays. */
  readonly statement: SqliteDatabase.Statement;
  readonly parameters: Parameters;
  readonly bind: Binder;
  /** Whether it may run after a change of the schema. SQLite recompiles it by itself. */
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

  /** The names of the columns at the last run: SQLite may have recompiled the statement then. */
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

  /** To be called before it runs with another schema: discards what is known about it. */
  reset(): void {
    this.#columns = undefined;
    this.#hasOnlyDirectChanges = undefined;
  }
}

const maxStatements = 200;
const maxTextLength = 5_000;

/** A statement, and the number of the schema that it was compiled or last reset for. */
type CachedStatement = { readonly compiled: CompiledStatement; schema: number };

/** The compiled statements of one connection, by their texts. */
export class CompiledStatements {
  readonly #cache = new Map<string, CachedStatement>();
  readonly #sqlite: SqliteDatabase.Database;
  #version: SqliteDatabase.Statement | undefined;
  #databases: SqliteDatabase.Statement | undefined;
  /** Counts the schemas that this connection has seen. */
  #schema = 0;
  /** SQLite's version of the schema; undefined if it has to be read again. */
  #schemaVersion: unknown;
  #connectionChanged = false;
  #enabled = true;

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
  }

  /** To be called when a transaction begins: another process, or a rollback, may have changed the schema. */
  begin(): void {
    const schemaVersion = this.#readSchemaVersion();
    if (schemaVersion === this.#schemaVersion) return;
    this.#schema += 1;
    this.#schemaVersion = schemaVersion;
    if (this.#sqlite.memory && !this.#connectionChanged) return;
    // The version only covers the main file, so that no statement is cached while another database is attached.
    this.#enabled = this.#countDatabases() === 1;
    this.#connectionChanged = false;
  }

  #readSchemaVersion(): unknown {
    // No other process can change a database in memory.
    if (this.#sqlite.memory) return 0;
    this.#version ??= this.#sqlite.prepare('PRAGMA schema_version').pluck();
    return this.#version.get();
  }

  /**
   * This also reads a table: SQLite notices that its copy of the schema is outdated when it runs a statement on a
   * table, not when it compiles one.
   */
  #countDatabases(): unknown {
    this.#databases ??= this.#sqlite
      .prepare(
        "SELECT count(*), (SELECT max(1) FROM sqlite_schema) FROM pragma_database_list WHERE name <> 'temp'",
      )
      .pluck();
    return this.#databases.get();
  }

  /** To be called when a transaction ends: stores the schema version after the connection's own changes. */
  end(): void {
    if (this.#schemaVersion !== undefined || this.#connectionChanged) return;
    this.#schemaVersion = this.#readSchemaVersion();
  }

  /** To be called when a transaction has failed: another process may reuse its schema version for another schema. */
  fail(): void {
    this.#schemaVersion = undefined;
  }

  /** The statement, if it was compiled for the current schema. */
  get(text: string): CompiledStatement | undefined {
    const cached = this.#cache.get(text);
    return cached?.schema === this.#schema ? cached.compiled : undefined;
  }

  /** A statement that was compiled for an earlier schema and may run with the current one. */
  renew(text: string): CompiledStatement | undefined {
    const cached = this.#cache.get(text);
    if (cached?.compiled.survivesSchemaChange !== true) return undefined;
    cached.schema = this.#schema;
    cached.compiled.reset();
    return cached.compiled;
  }

  /** Only for statements that read or change rows: compiling any other statement may already run it. */
  set(text: string, compiled: CompiledStatement): void {
    if (!this.#enabled || text.length > maxTextLength) return;
    if (this.#cache.size === maxStatements) this.#cache.clear();
    this.#cache.set(text, { compiled, schema: this.#schema });
  }

  /** To be called if a renewed statement fails. */
  delete(text: string): void {
    this.#cache.delete(text);
  }

  /** To be called before a statement that may change the schema. */
  changeSchema(): void {
    this.#schema += 1;
    this.#schemaVersion = undefined;
  }

  /** To be called before a statement that may change anything else that compiled statements depend on. */
  clear(): void {
    this.#cache.clear();
    this.#connectionChanged = true;
    this.#schemaVersion = undefined;
  }
}
