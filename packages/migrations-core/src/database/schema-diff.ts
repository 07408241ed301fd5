// The schema that migrations make, and the one that a database has. Pure.
import { changesBetween, type SchemaObject } from './schema.ts';

/**
 * `missing`: the migrations make it, and the database does not have it. `extra`: the other way round. `different`: both
 * have it, with another text. The texts are those of sqlite_schema.
 */
export type SchemaDifference = {
  readonly difference: 'missing' | 'extra' | 'different';
  readonly type: string;
  readonly name: string;
  readonly made: string | null;
  readonly present: string | null;
};

const differences = { created: 'extra', dropped: 'missing', changed: 'different' } as const;

export function schemaDifferences(
  made: readonly SchemaObject[],
  present: readonly SchemaObject[],
): readonly SchemaDifference[] {
  if (made.length === present.length && made.every((object, at) => object === present[at])) return [];
  return changesBetween(made, present).map(({ change, type, name }) => ({
    difference: differences[change],
    type,
    name,
    made: sqlOf(made, type, name),
    present: sqlOf(present, type, name),
  }));
}

function sqlOf(objects: readonly SchemaObject[], type: string, name: string): string | null {
  return objects.find((object) => object.type === type && object.name === name)?.sql ?? null;
}
