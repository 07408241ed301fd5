// The values to which a CHECK limits a column: `status IN ('draft', 'live')`. Pure.
import { isSameName, unquoted } from '@roostjs/internal-sql';
import type { Affinity } from '../rebuild/affinity.ts';
import { allConstraints, type ColumnDefinition, type TableDefinition } from '../rebuild/parse-table.ts';
import { Cursor } from '../rebuild/token-cursor.ts';

/** undefined if no CHECK lists all values that the column can have, or D1 may return others than those listed. */
export function allowedValues(
  table: TableDefinition,
  column: ColumnDefinition,
  affinity: Affinity,
): readonly (string | number)[] | undefined {
  if (comparesLoosely(table, column)) return undefined;
  for (const { kind, expression } of allConstraints(table)) {
    if (kind !== 'check' || expression === undefined) continue;
    const list = readList(new Cursor(table.sql.slice(expression.start, expression.end)));
    if (list === undefined || !isSameName(list.column, column.name.name)) continue;
    if (list.values.every((value) => isKept(value, affinity))) return [...new Set(list.values)];
  }
  return undefined;
}

// With another collation than BINARY, other texts are equal to the listed ones.
function comparesLoosely({ sql }: TableDefinition, { constraints }: ColumnDefinition): boolean {
  return constraints.some(
    ({ kind, start, end }) => kind === 'collate' && !/\bbinary\W?$/i.test(sql.slice(start, end)),
  );
}

/** Whether a column with this affinity stores the value as it is. */
function isKept(value: string | number, affinity: Affinity): boolean {
  if (affinity === 'none') return true;
  if (typeof value === 'number') return affinity !== 'text';
  return affinity === 'text' || !/^\s*[\d.+-]/.test(value);
}

type List = { readonly column: string; readonly values: readonly (string | number)[] };

// Also `status IS NULL OR status IN (…)`. Nothing else is understood, and so limits nothing.
function readList(cursor: Cursor): List | undefined {
  let open = 0;
  while (cursor.take('(')) open += 1;
  let column = readColumn(cursor);
  if (cursor.take('is', 'null', 'or')) {
    const other = readColumn(cursor);
    if (column === undefined || other === undefined || !isSameName(column, other)) return undefined;
    column = other;
  }
  if (column === undefined || !cursor.take('in', '(')) return undefined;
  const values: (string | number)[] = [];
  do {
    const value = readLiteral(cursor);
    // NULL in the list lets every value pass.
    if (value === undefined) return undefined;
    values.push(value);
  } while (cursor.take(','));
  for (let close = -1; close < open; close += 1) if (!cursor.take(')')) return undefined;
  return cursor.peek() === '' ? { column, values } : undefined;
}

function readColumn(cursor: Cursor): string | undefined {
  return cursor.isName() && !cursor.peek().startsWith("'") ? cursor.takeName().name : undefined;
}

function readLiteral(cursor: Cursor): string | number | undefined {
  const isNegative = cursor.take('-');
  const text = cursor.peek();
  if (text === '') return undefined;
  cursor.skip();
  if (text.startsWith("'")) return isNegative ? undefined : unquoted(text);
  const number = /^[.\d]/.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN;
  // D1 returns larger integers inexactly.
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER || Number.isNaN(number)) return undefined;
  return isNegative && number !== 0 ? -number : number;
}
