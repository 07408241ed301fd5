// What a batch has left behind in the schema of a database that is not atomic.
import { identifiersIn, nameKey } from '@roostjs/internal-sql';
import type { Ledger } from './ledger/ledger.ts';
import type { RecordedStatement } from './record/conduct.ts';
import { changesBetween, type SchemaChange, type SchemaObject } from './schema-objects.ts';

/** null where the schema was not read: rows can never be told, and are not counted here. */
export function changesIn(
  before: Ledger,
  now: Ledger,
  statements: readonly RecordedStatement[],
): readonly SchemaChange[] | null {
  if (now.schema === null) return null;
  return changesBetween(before.schema ?? unnamed(now.schema, statements), now.schema);
}

// Before the ledger's table is there the schema has not been read: then it is what the batch names that has come.
function unnamed(
  schema: readonly SchemaObject[],
  statements: readonly RecordedStatement[],
): readonly SchemaObject[] {
  const named = new Set(statements.flatMap(({ sql }) => [...identifiersIn(sql)]));
  return schema.filter(({ name }) => !named.has(nameKey(name)));
}
