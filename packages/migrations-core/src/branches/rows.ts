// How the rows of two orders differ. Pure.
import { nameKey } from '@roostjs/internal-sql';
import { type Contents, type RowChange, rowChanges, type TableContent } from '../verify/contents.ts';
import type { BranchReport } from './report.ts';
import type { Observed } from './run-order.ts';

export type Unstable = BranchReport['unstable'];

/**
 * Rows are compared by their values in the columns that both tables have. A number that SQLite gives to a row follows from the order of
 * the inserts, and is compared only if a foreign key references the table.
 */
export function rowDifferences(
  expected: Observed,
  actual: Observed,
  unstable: Unstable,
): readonly RowChange[] {
  const compared = new Map(
    [...expected.contents].flatMap(([key, table]): readonly [string, TableContent][] =>
      actual.contents.has(key) ? [[key, { ...table, columns: comparedColumns(key, table) }]] : [],
    ),
  );
  return rowChanges(expected.contents, actual.contents, compared);

  function comparedColumns(key: string, { name, number, columns }: TableContent): readonly string[] {
    const isReferenced = expected.referenced.has(key) || actual.referenced.has(key);
    const left = new Set(unstable.filter(({ table }) => table === name).map(({ column }) => column));
    return columns.filter((column) => !left.has(column) && (isReferenced || column !== number));
  }
}

/** The columns in which two runs of the same order differ. */
export function unstableColumns(first: Contents, again: Contents): Unstable {
  return rowChanges(first, again).flatMap(({ table: name }) => {
    const table = first.get(nameKey(name));
    if (table === undefined) return [];
    const differs = table.columns.filter(
      (column) => rowChanges(first, again, onlyColumn(table, column)).length > 0,
    );
    // Each column has the same values, but in other rows.
    const columns = differs.length === 0 ? table.columns : differs;
    return columns.map((column) => ({ table: table.name, column }));
  });
}

function onlyColumn(table: TableContent, column: string): Contents {
  return new Map([[nameKey(table.name), { ...table, columns: [column] }]]);
}
