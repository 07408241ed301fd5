// The tables whose rows statements can have changed. Pure.
import { identifiersIn, nameKey, splitStatements, statementOf } from '@roostjs/internal-sql';
import { reachableFrom } from '../database/reachable.ts';
import type { SchemaObject } from '../database/schema.ts';
import { namesIn, type ObjectsByName } from '../database/schema-index.ts';

/**
 * The objects that the statements name; the objects that name these, for example a table with a foreign key; and what
 * a trigger among these names. Returns names, as `nameKey` does: possibly too many, never too few. A statement that
 * only creates something changes no other rows.
 */
export function touchedBy(statements: readonly string[], schema: ObjectsByName): ReadonlySet<string> {
  const isCreating = (sql: string): boolean =>
    statementOf(sql).verb === 'create' && splitStatements(sql).length === 1;
  const existing = (names: Iterable<string>): readonly string[] =>
    [...names].filter((name) => schema.has(name));
  const named = statements.filter((sql) => !isCreating(sql)).flatMap((sql) => existing(identifiersIn(sql)));
  const touchedThrough = (object: SchemaObject): readonly string[] => {
    if (object.type === 'index') return [];
    return [nameKey(object.name), ...(object.type === 'trigger' ? existing(namesIn(object)) : [])];
  };
  return reachableFrom(named, (name) => schema.naming(name).flatMap(touchedThrough));
}
