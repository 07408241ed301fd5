// Finds broken references in a scratch database's schema: views and triggers that SQLite cannot compile, and foreign
// keys without a target. A result is cached until something that it depends on changes.

import { nameKey, quotedName, statementOf } from '@roostjs/internal-sql';
import type { SqlDatabase } from '../../database/d1.ts';
import { keyOf } from '../../database/schema.ts';
import { tableOf } from '../../database/schema-index.ts';
import { errorOf } from './error-of.ts';
import {
  type CreatedObject,
  childrenOf,
  type ForeignKey,
  inOrder,
  refersToKey,
  type Schema,
  type Table,
  tableIn,
} from './schema.ts';
import type { BrokenReference } from './trace.ts';

/** A view or a trigger, and SQLite's message about it. */
type CompileError = { readonly object: CreatedObject; readonly problem: string };

export class BrokenReferences {
  readonly #database: SqlDatabase;
  #schema: Schema;
  #broken: readonly BrokenReference[] = [];
  readonly #compileErrors = new Map<string, CompileError>();
  /**
   * Tables by lower-case name: those with a foreign key to a missing table, and those with one to columns that may
   * not be a key.
   */
  readonly #missing = new Set<string>();
  readonly #suspect = new Set<string>();

  /** Expects a schema without broken references, for example an empty one. */
  constructor(database: SqlDatabase, schema: Schema) {
    this.#database = database;
    this.#schema = schema;
  }

  get found(): readonly BrokenReference[] {
    return this.#broken;
  }

  /** Checks what has changed since the last check, and what depends on that. */
  async update(schema: Schema): Promise<void> {
    const change = schema.changedSince(this.#schema);
    if (change === null) throw new Error('References are followed through one schema.');
    this.#schema = schema;
    for (const object of change.objects) this.#compileErrors.delete(keyOf(object));
    for (const object of dependentsOn(change.objects, schema)) await this.#try(object);
    for (const key of change.tables) {
      this.#classify(key);
      for (const { child } of childrenOf(schema, key)) this.#classify(nameKey(child.name));
    }
    const keys = [...this.#keysToMissing(), ...(await this.#mismatched())];
    const compileErrors = [...this.#compileErrors.values()].sort(
      (left, right) => left.object.place - right.object.place,
    );
    this.#broken = [
      ...compileErrors
        .filter((one) => !isForeignKeyError(one, keys))
        .map(({ object: { type, name, sql }, problem }) => ({
          type: type as BrokenReference['type'],
          name,
          sql: sql ?? '',
          problem,
        })),
      ...keys,
    ];
  }

  async #try(object: CreatedObject): Promise<void> {
    const problem = await errorOf(this.#database, { sql: statementUsing(object, this.#schema), values: [] });
    if (problem === null) this.#compileErrors.delete(keyOf(object));
    else this.#compileErrors.set(keyOf(object), { object, problem });
  }

  #classify(key: string): void {
    const keys = this.#schema.tables.get(key)?.foreignKeys ?? [];
    const exists = ({ parent }: ForeignKey): boolean => tableIn(this.#schema, parent) !== undefined;
    setMembership(this.#missing, key, !keys.every(exists));
    setMembership(this.#suspect, key, !keys.every((one) => this.#refersToKey(one)));
  }

  #refersToKey(key: ForeignKey): boolean {
    const parent = tableIn(this.#schema, key.parent);
    return parent === undefined || refersToKey(key, parent);
  }

  #keysToMissing(): readonly BrokenReference[] {
    return this.#inOrder(this.#missing).flatMap(({ name, sql, foreignKeys }) =>
      foreignKeys
        .filter(({ parent }) => tableIn(this.#schema, parent) === undefined)
        .map(({ parent }) => ({ type: 'foreign key' as const, name, sql, problem: parent })),
    );
  }

  /** Tables with a foreign key to columns that are not a key: SQLite checks that only when a row is written. */
  async #mismatched(): Promise<readonly BrokenReference[]> {
    const found: BrokenReference[] = [];
    for (const { name, sql, foreignKeys } of this.#inOrder(this.#suspect)) {
      const insert = { sql: `EXPLAIN INSERT INTO ${quotedName(name)} DEFAULT VALUES`, values: [] };
      const words = (await errorOf(this.#database, insert)) ?? '';
      const parent = foreignKeys.find((key) =>
        words.includes(`${mismatch}"${name}" referencing "${key.parent}"`),
      );
      if (parent !== undefined) found.push({ type: 'foreign key', name, sql, problem: parent.parent });
    }
    return found;
  }

  #inOrder(keys: ReadonlySet<string>): readonly Table[] {
    const objects = [...keys].flatMap((key) =>
      this.#schema.named(key).filter(({ type }) => type === 'table'),
    );
    return inOrder(objects).flatMap(({ name }) => tableIn(this.#schema, name) ?? []);
  }
}

function setMembership(keys: Set<string>, key: string, isIn: boolean): void {
  if (isIn) keys.add(key);
  else keys.delete(key);
}

const mismatch = 'foreign key mismatch - ';

// A statement on a table with a broken foreign key fails for that reason, whatever its triggers do.
function isForeignKeyError({ problem }: CompileError, keys: readonly BrokenReference[]): boolean {
  return (
    problem.includes(mismatch) || keys.some((key) => problem.includes(`no such table: main.${key.problem}:`))
  );
}

/** The views and triggers that may compile differently than before: possibly too many, never too few. */
function dependentsOn(changed: readonly CreatedObject[], schema: Schema): Iterable<CreatedObject> {
  const found = new Set<CreatedObject>();
  // Walked in the order of its growth.
  const names = new Set<string>();
  const written = new Set<string>();
  // A trigger is compiled with each statement that writes to its table, and so with each that deletes from a parent
  // of that table.
  const addWritten = (name: string): void => {
    if (written.has(nameKey(name))) return;
    written.add(nameKey(name));
    names.add(nameKey(name));
    for (const { parent } of tableIn(schema, name)?.foreignKeys ?? []) addWritten(parent);
  };
  for (const object of changed) {
    names.add(nameKey(object.name));
    if (object.type === 'trigger') addWritten(object.on);
    // An upsert depends on a unique index.
    if (object.type === 'index' && tableOf(object).length > 0) names.add(nameKey(object.on));
  }
  for (const name of names) {
    for (const object of schema.naming(name)) {
      if (object.type === 'index') continue;
      if (object.type !== 'table') found.add(object);
      if (object.type === 'trigger') addWritten(object.on);
      else names.add(nameKey(object.name));
    }
  }
  return inOrder(found);
}

/** A statement that compiles only if the view or the trigger is valid. */
function statementUsing({ type, name, on, sql }: CreatedObject, schema: Schema): string {
  if (type === 'view') return `EXPLAIN SELECT * FROM ${quotedName(name)}`;
  const words = statementOf(sql ?? '').lexemes.map(({ word }) => word);
  const event = words.find((word) => word === 'delete' || word === 'insert' || word === 'update');
  const table = quotedName(on);
  if (event === 'delete') return `EXPLAIN DELETE FROM ${table}`;
  if (event === 'insert') return `EXPLAIN INSERT INTO ${table} DEFAULT VALUES`;
  const column = columnOf(sql ?? '', tableIn(schema, on));
  // A view's columns are not known here, so only the view itself is tried.
  if (column === undefined) return `EXPLAIN SELECT * FROM ${table}`;
  return `EXPLAIN UPDATE ${table} SET ${quotedName(column)} = NULL`;
}

/** A column whose UPDATE fires the trigger. */
function columnOf(sql: string, table: Table | undefined): string | undefined {
  const { lexemes } = statementOf(sql);
  const update = lexemes.findIndex(({ word }) => word === 'update');
  if (lexemes[update + 1]?.word === 'of') return lexemes[update + 2]?.name;
  return table?.columns.find(({ isGenerated }) => !isGenerated)?.name;
}
