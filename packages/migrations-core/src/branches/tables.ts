// How the schemas of two orders differ. Columns that are only in another order are no difference: each ADD COLUMN comes last, so the order of
// columns follows from that of the migrations, and what uses it differs in what it makes.
import { comparableSql, nameKey } from '@roostjs/internal-sql';
import type { SchemaObject } from '../database/schema.ts';
import { type SchemaDifference, schemaDifferences } from '../database/schema-diff.ts';
import { isRoostError } from '../errors.ts';
import { readTableDefinition, type TableDefinition } from '../rebuild/parse-table.ts';

/** `columns`: of a table, those that are not the same. */
export type ObjectDifference = SchemaDifference & { readonly columns: readonly string[] };

export function objectDifferences(
  expected: readonly SchemaObject[],
  actual: readonly SchemaObject[],
): readonly ObjectDifference[] {
  return schemaDifferences(expected, actual).flatMap((difference) => {
    const [one, other] = [definitionOf(difference, 'expected'), definitionOf(difference, 'actual')];
    if (one === null || other === null) return [{ ...difference, columns: [] }];
    const columns = columnsBetween(one, other);
    return columns.length === 0 && restOf(one) === restOf(other) ? [] : [{ ...difference, columns }];
  });
}

/** null if it is no table that is read with certainty: then its text is compared. */
function definitionOf(difference: SchemaDifference, side: 'expected' | 'actual'): TableDefinition | null {
  const sql = difference[side];
  if (difference.type !== 'table' || sql === null) return null;
  try {
    return readTableDefinition(sql);
  } catch (error) {
    if (isRoostError(error) && error.code === 'REBUILD.UNREADABLE') return null;
    throw error;
  }
}

function columnsBetween(one: TableDefinition, other: TableDefinition): readonly string[] {
  const [texts, others] = [columnTexts(one), columnTexts(other)];
  const names = new Map(
    [...one.columns, ...other.columns].map(({ name }) => [nameKey(name.name), name.name]),
  );
  return [...names].filter(([key]) => texts.get(key) !== others.get(key)).map(([, name]) => name);
}

function columnTexts({ sql, columns }: TableDefinition): ReadonlyMap<string, string> {
  return new Map(
    columns.map(({ name, start, end }) => [nameKey(name.name), comparableSql(sql.slice(start, end))]),
  );
}

/** All but the columns. */
function restOf({ sql, name, columns, close, options }: TableDefinition): string {
  const last = columns.at(-1)?.end ?? close;
  return comparableSql(
    `${sql.slice(0, name.end)} ${sql.slice(last, close)} ${sql.slice(options.start, options.end)}`,
  );
}
