// Compares the schema that migrations create with the schema of a database. Pure.
import { changesBetween, type SchemaObject } from './schema.ts';

/**
 * `missing`: the migrations create it, and the database does not have it. `extra`: the other way round. `different`:
 * both have it, with different texts. The texts are those of sqlite_schema.
 */
export type SchemaDifference = {
  readonly difference: 'missing' | 'extra' | 'different';
  readonly type: string;
  readonly name: string;
  readonly expected: string | null;
  readonly actual: string | null;
};

const differences = { created: 'extra', dropped: 'missing', changed: 'different' } as const;

export function schemaDifferences(
  expected: readonly SchemaObject[],
  actual: readonly SchemaObject[],
): readonly SchemaDifference[] {
  if (expected.length === actual.length && expected.every((object, at) => object === actual[at])) return [];
  return changesBetween(expected, actual).map(({ change, type, name }) => ({
    difference: differences[change],
    type,
    name,
    expected: sqlOf(expected, type, name),
    actual: sqlOf(actual, type, name),
  }));
}

function sqlOf(objects: readonly SchemaObject[], type: string, name: string): string | null {
  return objects.find((object) => object.type === type && object.name === name)?.sql ?? null;
}
