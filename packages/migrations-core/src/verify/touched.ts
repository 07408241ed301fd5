// The tables whose rows statements can have changed. Pure.
import { identifiersIn, nameKey, splitStatements, statementOf } from '@roostjs/internal-sql';
import { namesIn, type ObjectsByName } from '../database/schema-index.ts';

/**
 * The objects that the statements name; the objects that name these, for example a table with a foreign key; and what
 * a trigger among these names. Returns names, as `nameKey` does: possibly too many, never too few. A statement that
 * only creates something changes no other rows.
 */
export function touchedBy(statements: readonly string[], schema: ObjectsByName): ReadonlySet<string> {
  const isMaking = (sql: string): boolean =>
    statementOf(sql).verb === 'create' && splitStatements(sql).length === 1;
  // A Set iterates over elements that are added meanwhile.
  const names = new Set<string>();
  const add = (some: Iterable<string>): void => {
    for (const name of some) if (schema.has(name)) names.add(name);
  };
  for (const sql of statements) if (!isMaking(sql)) add(identifiersIn(sql));
  for (const name of names) {
    for (const object of schema.naming(name)) {
      if (object.type === 'index') continue;
      names.add(nameKey(object.name));
      if (object.type === 'trigger') add(namesIn(object));
    }
  }
  return names;
}
