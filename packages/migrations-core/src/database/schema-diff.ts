// Compares the schema that migrations create with the schema of a database. Pure.
import { plainTrigger } from '@roostjs/internal-sql';
import { changesBetween, type SchemaObject } from './schema.ts';

/**
 * `missing`: the migrations create it, and the database does not have it. `extra`: the other way round. `different`:
 * both have it, with different texts. The texts are those of sqlite_schema. A trigger may have the form that
 * migrate:export gives it.
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
  return changesBetween(expected.map(asExported), actual.map(asExported)).map(({ change, type, name }) => ({
    difference: differences[change],
    type,
    name,
    expected: sqlOf(expected, type, name),
    actual: sqlOf(actual, type, name),
  }));
}

function asExported(object: SchemaObject): SchemaObject {
  return object.sql === null ? object : { ...object, sql: plainTrigger(object.sql).text };
}

function sqlOf(objects: readonly SchemaObject[], type: string, name: string): string | null {
  return objects.find((object) => object.type === type && object.name === name)?.sql ?? null;
}
