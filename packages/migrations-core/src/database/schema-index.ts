// The objects of a schema, found by their names and by the names in their texts. Pure.
import { identifiersIn, nameKey, statementOf, targetAt } from '@roostjs/internal-sql';
import { Groups } from './groups.ts';
import { keyOf, type ObjectName, type SchemaObject } from './schema.ts';

/** A schema whose objects can be found. Names are taken in any case. */
export interface ObjectsByName<T extends SchemaObject = SchemaObject> {
  /** Whether anything bears the name. */
  has(name: string): boolean;
  /** What bears the name. */
  named(name: string): readonly T[];
  /** What has the name in its text: as that of a table, of a column, as a keyword or a text. */
  naming(name: string): readonly T[];
  triggersOn(table: string): readonly T[];
  uniqueIndexesOn(table: string): readonly T[];
}

/**
 * Follows a schema through its changes. To find something costs what is found, and a change what has changed; only the first question
 * about the texts reads all of them, and no text is read twice.
 */
export class SchemaIndex implements ObjectsByName {
  readonly #objects = new Map<string, SchemaObject>();
  readonly #byName = new Groups<SchemaObject>();
  /** These are made by the first question that needs them: most migrations ask for names alone. */
  #byText: Groups<SchemaObject> | null = null;
  #byTable: Groups<SchemaObject> | null = null;

  constructor(objects: readonly SchemaObject[]) {
    for (const object of objects) this.#add(object);
  }

  get size(): number {
    return this.#objects.size;
  }

  /** All of them: the objects of the beginning in their order, and behind them what has come since. */
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

  /** Takes away what is gone, and takes in what is there now, also in the place of what was there under the same name. */
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

/** The names in an object's text, as `nameKey` has them; where it has no text, its own. */
export function namesIn(object: SchemaObject): ReadonlySet<string> {
  const found = known.get(object) ?? identifiersIn(object.sql ?? object.name);
  known.set(object, found);
  return found;
}

/** The table that a trigger or a unique index is on, in lower case; none of anything else. */
export function tableOf({ type, sql }: SchemaObject): readonly string[] {
  if (type !== 'trigger' && !(type === 'index' && /\bunique\b/i.test(sql ?? ''))) return [];
  const { lexemes } = statementOf(sql ?? '');
  if (type === 'index' && lexemes[1]?.word !== 'unique') return [];
  const on = lexemes.findIndex(({ word }) => word === 'on');
  const table = type === 'index' ? lexemes[on + 1]?.name : targetAt(lexemes, on + 1)?.name;
  return table === undefined ? [] : [nameKey(table)];
}

/** In the order in which a schema is read. */
export function asRead(objects: Iterable<SchemaObject>): readonly SchemaObject[] {
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return [...objects].sort((left, right) => order(left.type, right.type) || order(left.name, right.name));
}
