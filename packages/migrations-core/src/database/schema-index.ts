// The objects of a schema, found by their names and by the names in their texts. Pure.
import { identifiersIn, nameKey, statementOf, targetAt } from '@roostjs/internal-sql';
import { Groups } from './groups.ts';
import { keyOf, type ObjectName, type SchemaObject } from './schema.ts';

/** A schema whose objects can be looked up. Names are case-insensitive. */
export interface ObjectsByName<T extends SchemaObject = SchemaObject> {
  /** Whether an object has the name. */
  has(name: string): boolean;
  /** The objects that have the name. */
  named(name: string): readonly T[];
  /** The objects whose text contains the name: of a table or a column, as a keyword or in a string. */
  naming(name: string): readonly T[];
  triggersOn(table: string): readonly T[];
  uniqueIndexesOn(table: string): readonly T[];
}

/**
 * Follows a schema through its changes. A lookup costs only what it finds, and a change only what it changes. The
 * first lookup by text reads all texts, and no text is read twice.
 */
export class SchemaIndex implements ObjectsByName {
  readonly #objects = new Map<string, SchemaObject>();
  readonly #byName = new Groups<SchemaObject>();
  /** Built by the first lookup that needs them: most migrations only need names. */
  #byText: Groups<SchemaObject> | null = null;
  #byTable: Groups<SchemaObject> | null = null;

  constructor(objects: readonly SchemaObject[]) {
    for (const object of objects) this.#add(object);
  }

  get size(): number {
    return this.#objects.size;
  }

  /** The initial objects in their order, then those added since. */
  get objects(): readonly SchemaObject[] {
    return [...this.#objects.values()];
  }

  has(name: string): boolean {
    return this.#byName.has(nameKey(name));
  }

  named(name: string): readonly SchemaObject[] {
    return this.#byName.get(nameKey(name));
  }

  naming(name: string): readonly SchemaObject[] {
    this.#byText ??= Groups.of(this.#objects.values(), namesIn);
    return this.#byText.get(nameKey(name));
  }

  triggersOn(table: string): readonly SchemaObject[] {
    return this.#on(table).filter(({ type }) => type === 'trigger');
  }

  uniqueIndexesOn(table: string): readonly SchemaObject[] {
    return this.#on(table).filter(({ type }) => type === 'index');
  }

  /** Removes the objects that are gone, and adds or replaces those that are new or changed. */
  change(gone: readonly ObjectName[], now: readonly SchemaObject[]): void {
    for (const object of gone) this.#remove(object);
    for (const object of now) {
      const known = this.#objects.get(keyOf(object));
      if (known !== undefined) this.#forget(known);
      this.#add(object);
    }
  }

  #on(table: string): readonly SchemaObject[] {
    this.#byTable ??= Groups.of(this.#objects.values(), tableOf);
    return this.#byTable.get(nameKey(table));
  }

  #add(object: SchemaObject): void {
    this.#objects.set(keyOf(object), object);
    this.#byName.add(nameKey(object.name), object);
    for (const name of this.#byText === null ? [] : namesIn(object)) this.#byText?.add(name, object);
    for (const table of this.#byTable === null ? [] : tableOf(object)) this.#byTable?.add(table, object);
  }

  #remove(object: ObjectName): void {
    const known = this.#objects.get(keyOf(object));
    if (known === undefined) return;
    this.#objects.delete(keyOf(object));
    this.#forget(known);
  }

  #forget(object: SchemaObject): void {
    this.#byName.delete(nameKey(object.name), object);
    for (const name of this.#byText === null ? [] : namesIn(object)) this.#byText?.delete(name, object);
    for (const table of this.#byTable === null ? [] : tableOf(object)) this.#byTable?.delete(table, object);
  }
}

const known = new WeakMap<SchemaObject, ReadonlySet<string>>();

/** The names in an object's text, as `nameKey` returns them; its own name if it has no text. */
export function namesIn(object: SchemaObject): ReadonlySet<string> {
  const found = known.get(object) ?? identifiersIn(object.sql ?? object.name);
  known.set(object, found);
  return found;
}

/** The table of a trigger or a unique index, in lower case; empty for any other object. */
export function tableOf({ type, sql }: SchemaObject): readonly string[] {
  if (type !== 'trigger' && !(type === 'index' && /\bunique\b/i.test(sql ?? ''))) return [];
  const { lexemes } = statementOf(sql ?? '');
  if (type === 'index' && lexemes[1]?.word !== 'unique') return [];
  const on = lexemes.findIndex(({ word }) => word === 'on');
  const table = type === 'index' ? lexemes[on + 1]?.name : targetAt(lexemes, on + 1)?.name;
  return table === undefined ? [] : [nameKey(table)];
}

/** Sorted as `schemaObjectsSql` sorts them. */
export function asRead(objects: Iterable<SchemaObject>): readonly SchemaObject[] {
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return [...objects].sort((left, right) => order(left.type, right.type) || order(left.name, right.name));
}
