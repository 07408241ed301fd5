// Creates the objects of a schema in a database that is empty, as far as that accepts them.
import type { SqlDatabase } from '../../database/d1.ts';
import type { SchemaObject } from '../../database/schema.ts';
import { isVirtual } from '../../database/shadow-tables.ts';
import { messageOf } from '../../errors.ts';

/** An object of the schema, and the error with which a scratch database refused it. */
export type MissingObject = {
  readonly type: SchemaObject['type'];
  readonly name: string;
  readonly words: string;
};

/** Returns what the database does not accept. */
export async function fillSchema(
  database: SqlDatabase,
  objects: readonly SchemaObject[],
): Promise<readonly MissingObject[]> {
  const missing: MissingObject[] = [];
  const created = new Set<string>();
  const addShadowTables = async (): Promise<void> => {
    const { results } = await database.prepare('SELECT name FROM sqlite_schema').all<{ name: string }>();
    for (const { name } of results) created.add(name);
  };
  for (const { type, name, sql } of inCreationOrder(objects)) {
    if (sql === null || created.has(name)) continue;
    try {
      await database.prepare(sql).run();
      if (isVirtual({ sql })) await addShadowTables();
    } catch (error) {
      missing.push({ type, name, words: messageOf(error) });
    }
  }
  return missing;
}

/** A virtual table comes first, since it creates its shadow tables; other objects come after their table. */
function inCreationOrder(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  const ranks = ['table', 'view', 'index', 'trigger'];
  const rank = (object: SchemaObject): number => (isVirtual(object) ? -1 : ranks.indexOf(object.type));
  return objects.toSorted((left, right) => rank(left) - rank(right));
}
