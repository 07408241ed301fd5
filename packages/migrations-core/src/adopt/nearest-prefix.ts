// Finds how many of the first migrations create the schema that a database has, by one replay that compares after each.
import { changesBetween, isCompared, keyOf, type SchemaObject } from '../database/schema.ts';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import type { SchemaIndex } from '../database/schema-index.ts';
import { snapshotTextOf } from '../ledger/schema-snapshot.ts';

/** The first migrations, as many as create the schema with the fewest differences. */
export type NearestPrefix = {
  /** The last of them. */
  readonly to: string;
  readonly differences: readonly SchemaDifference[];
  /** The migrations after it that leave its schema as it is: the schema does not show whether they are applied. */
  readonly unclear: readonly string[];
};

/** Compares a schema with the one after each migration. A migration costs only what it has changed. */
export class PrefixSearch {
  readonly #actual: readonly SchemaObject[];
  readonly #byKey: ReadonlyMap<string, SchemaObject>;
  /** Whether an object is the same in the database, by its identity: most migrations leave most objects as they are. */
  readonly #verdicts = new WeakMap<SchemaObject, boolean>();
  #fewest: number;
  #nearest: { to: string; schema: readonly SchemaObject[]; unclear: string[] } | null = null;

  constructor(actual: readonly SchemaObject[]) {
    this.#actual = actual.filter(isCompared).map(asStored);
    this.#byKey = new Map(this.#actual.map((object) => [keyOf(object), object]));
    this.#fewest = this.#actual.length;
  }

  /** `schema`: as it is after the migration. */
  follow(name: string, schema: SchemaIndex): void {
    const objects = schema.objects.filter(isCompared);
    const count = this.#differencesOf(objects);
    if (count < this.#fewest) {
      this.#fewest = count;
      this.#nearest = { to: name, schema: objects, unclear: [] };
    } else if (count === this.#fewest && this.#nearest !== null && isSame(objects, this.#nearest.schema)) {
      this.#nearest.unclear.push(name);
    }
  }

  /** null if no migration has brought the schema nearer to that of the database. */
  get nearest(): NearestPrefix | null {
    if (this.#nearest === null) return null;
    const { to, schema, unclear } = this.#nearest;
    return { to, differences: schemaDifferences(schema.map(asStored), this.#actual), unclear };
  }

  #differencesOf(objects: readonly SchemaObject[]): number {
    const known = objects.filter((object) => this.#byKey.has(keyOf(object)));
    const same = known.filter((object) => this.#isSame(object)).length;
    return objects.length - same + (this.#actual.length - known.length);
  }

  #isSame(object: SchemaObject): boolean {
    const known = this.#verdicts.get(object);
    if (known !== undefined) return known;
    const isSame = isSameObject(asStored(object), this.#byKey.get(keyOf(object)), this.#actual);
    this.#verdicts.set(object, isSame);
    return isSame;
  }
}

function isSameObject(
  object: SchemaObject,
  other: SchemaObject | undefined,
  schema: readonly SchemaObject[],
): boolean {
  if (other === undefined) return false;
  return object.sql === other.sql || changesBetween([object], [other], schema).length === 0;
}

function isSame(one: readonly SchemaObject[], other: readonly SchemaObject[]): boolean {
  const others = new Set(other);
  return one.length === other.length && one.every((object) => others.has(object));
}

// A schema that is followed through a run has only the beginning of a very long text.
function asStored(object: SchemaObject): SchemaObject {
  return { ...object, sql: object.sql && snapshotTextOf(object.sql) };
}
