// Tracks the schema of a database while it is written to: reads again only what the writes can have changed.
import { identifiersIn, nameKey, rowVerbs, splitStatements, statementOf } from '@roostjs/internal-sql';
import { prepare, type SqlDatabase } from '../database/d1.ts';
import { keyOf, type SchemaObject } from '../database/schema.ts';
import { asRead, SchemaIndex } from '../database/schema-index.ts';
import { isVirtual } from '../database/shadow-tables.ts';
import type { LedgerSettings } from '../ledger/ledger-settings.ts';
import { readSchema, schemaObjectsSql } from '../ledger/schema-query.ts';
import { touchedBy } from './touched.ts';

export class TrackedSchema {
  readonly index: SchemaIndex = new SchemaIndex([]);
  readonly #database: SqlDatabase;
  readonly #settings: LedgerSettings;
  /** Every object as it was last read, even if it is gone: one that comes back unchanged is the same object again. */
  readonly #known = new Map<string, SchemaObject>();
  #objects: readonly SchemaObject[] | null = null;

  constructor(database: SqlDatabase, settings: LedgerSettings) {
    this.#database = database;
    this.#settings = settings;
  }

  /** In the order in which a schema is read. An unchanged object keeps its identity. */
  get objects(): readonly SchemaObject[] {
    return this.#objects ?? [];
  }

  /**
   * Reads what these statements can have changed, and returns the names of all tables that they can have touched, as
   * `nameKey` returns them.
   */
  async follow(written: readonly string[]): Promise<ReadonlySet<string>> {
    const touched = new Set(touchedBy(written, this.index));
    const names = this.#objects === null ? null : this.#namesChanged(written);
    const found = (await this.#read(names)).map((object) => this.#asKnown(object));
    const before = names === null ? this.objects : [...names].flatMap((name) => this.index.named(name));
    const present = new Set(found.map(keyOf));
    const removed = before.filter((object) => !present.has(keyOf(object)));
    const known = new Set(before);
    const current = found.filter((object) => !known.has(object));
    this.#objects = changed(this.objects, removed, current);
    this.index.change(removed, current);
    for (const name of touchedBy(written, this.index)) touched.add(name);
    for (const { name } of [...removed, ...current]) touched.add(nameKey(name));
    // A virtual table creates shadow tables, and uses existing ones, under other names.
    if ([...removed, ...current].some(isVirtual))
      for (const { name } of this.#objects) touched.add(nameKey(name));
    return touched;
  }

  /** The names of all objects that can be new, gone or changed; null if any can be. */
  #namesChanged(written: readonly string[]): ReadonlySet<string> | null {
    const statements = written.flatMap(splitStatements).map(statementOf);
    const names = new Set<string>();
    for (const { verb, text } of statements) {
      if (rowVerbs.has(verb)) continue;
      if ((verb !== 'create' && verb !== 'drop') || /virtual/i.test(text)) return null;
      for (const name of identifiersIn(text)) {
        const concerned = [
          ...this.index.named(name),
          ...(this.index.has(name) ? this.index.naming(name) : []),
        ];
        if (concerned.some(isVirtual)) return null;
        names.add(name);
        for (const object of concerned) names.add(nameKey(object.name));
      }
    }
    return names;
  }

  async #read(names: ReadonlySet<string> | null): Promise<readonly SchemaObject[]> {
    if (names === null) return readSchema(this.#database, this.#settings);
    if (names.size === 0) return [];
    const sql =
      `SELECT type, name, sql FROM (${schemaObjectsSql(this.#settings)}) ` +
      'WHERE name COLLATE NOCASE IN (SELECT value FROM json_each(?))';
    const values = [JSON.stringify([...names])];
    return (await prepare(this.#database, { sql, values }).all<SchemaObject>()).results;
  }

  #asKnown(object: SchemaObject): SchemaObject {
    const known = this.#known.get(keyOf(object));
    if (known !== undefined && known.sql === object.sql) return known;
    this.#known.set(keyOf(object), object);
    return object;
  }
}

function changed(
  objects: readonly SchemaObject[],
  removed: readonly SchemaObject[],
  current: readonly SchemaObject[],
): readonly SchemaObject[] {
  if (removed.length + current.length === 0) return objects;
  const replaced = new Set([...removed, ...current].map(keyOf));
  return asRead([...objects.filter((object) => !replaced.has(keyOf(object))), ...current]);
}
