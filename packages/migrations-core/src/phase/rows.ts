// Which tables' rows a migration writes, of those that were there before and are there after it. Pure.
import { nameKey } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import type { ParsedStatement } from '../lint/sql/statement-kind.ts';
import type { Effect } from './effect.ts';

export function rowEffects(
  statements: readonly ParsedStatement[],
  before: readonly SchemaObject[],
  after: readonly SchemaObject[],
): readonly Effect[] {
  const [old, now] = [tablesByKey(before), tablesByKey(after)];
  return [...new Set(writtenTables(statements).map(nameKey))].flatMap((key) => {
    const table = now.get(key);
    return table === undefined || !old.has(key)
      ? []
      : [{ phase: 'data', subject: table.name, what: 'gets other rows' } as const];
  });
}

/** The tables and views whose rows the statements write. */
export function writtenTables(statements: readonly ParsedStatement[]): readonly string[] {
  return statements.flatMap((statement) =>
    statement.kind === 'insert' || statement.kind === 'update' || statement.kind === 'delete'
      ? [statement.table]
      : [],
  );
}

function tablesByKey(objects: readonly SchemaObject[]): ReadonlyMap<string, SchemaObject> {
  return new Map(
    objects
      .filter(({ type }) => type === 'table' || type === 'view')
      .map((object) => [nameKey(object.name), object]),
  );
}
