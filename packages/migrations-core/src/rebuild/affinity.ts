// The type to which SQLite converts a value that is stored in a column
// (https://sqlite.org/datatype3.html#determination_of_column_affinity). Pure.
import type { ColumnDefinition, TableDefinition } from './parse-table.ts';

/** INTEGER and NUMERIC store values alike. */
export type Affinity = 'text' | 'numeric' | 'real' | 'none';

export function affinityOf({ sql, strict }: TableDefinition, { type }: ColumnDefinition): Affinity {
  return affinityOfType(sql.slice(type.start, type.end), strict);
}

/** `strict`: whether the table is. */
export function affinityOfType(type: string, strict: boolean): Affinity {
  const text = type.toLowerCase();
  if (/int/.test(text)) return 'numeric';
  if (/char|clob|text/.test(text)) return 'text';
  if (text === '' || /blob/.test(text) || (strict && text === 'any')) return 'none';
  return /real|floa|doub/.test(text) ? 'real' : 'numeric';
}
