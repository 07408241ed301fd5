// Which tables statements can have changed the rows of. Pure.
import { identifiersIn, nameKey, splitStatements, statementOf } from '@roostjs/internal-sql';
import { namesIn, type ObjectsByName } from '../database/schema-index.ts';

/**
 * What the statements name, what names that in turn, as a table with a foreign key to it does, and whatever a trigger among it names: the
 * names of objects, as `nameKey` has them, too many and never too few. What only makes something changes no rows but its own.
 */
export function touchedBy(statements: readonly string[], schema: ObjectsByName): ReadonlySet<string> {
  const isMaking = (sql: string): boolean =>
    statementOf(sql).verb === 'create' && splitStatements(sql).length === 1;
  // Walked in the order of its growth.
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
