// The types of a column. Pure.
import { isSameName } from '@roostjs/internal-sql';
import { affinityOfType } from '../rebuild/affinity.ts';
import type { TableDefinition } from '../rebuild/parse-table.ts';
import { allowedValues } from './allowed-values.ts';
import { kindOf, type ValueTypes, valueTypes, viewTypes } from './column-kind.ts';
import { textLiteral } from './names.ts';
import type { StoredColumn } from './read-columns.ts';
import type { TypeComments } from './type-comments.ts';
import type { ColumnTypes } from './types.ts';

/** The text of a table and what its comments state; undefined for a virtual table, whose text declares no columns. */
export type Definition = { readonly table: TableDefinition; readonly comments: TypeComments };

export function tableColumn(column: StoredColumn, definition: Definition | undefined): ColumnTypes {
  const { name, type: declared, isNotNull, isRowId, isPrimaryKey, isGenerated, defaultText } = column;
  const isNullable = !isNotNull && !isRowId;
  const { row, insert } = writtenTypes(column, definition);
  return {
    name,
    declared,
    row: isNullable ? withNull(row) : row,
    insert: isGenerated ? null : isNullable ? withNull(insert) : insert,
    isOptional: isNullable || isRowId || defaultText !== null,
    isNullableKey: isNullable && isPrimaryKey,
  };
}

/** `isKnown`: whether SQLite derives the type of a column from all that it can hold. */
export function viewColumn({ name, type: declared }: StoredColumn, isKnown: boolean): ColumnTypes {
  const row = isKnown ? viewTypes(kindOf(declared, affinityOfType(declared, false))) : ['unknown'];
  return { name, declared, row: withNull(row), insert: null, isOptional: false, isNullableKey: false };
}

function writtenTypes(
  { name, type, defaultText }: StoredColumn,
  definition: Definition | undefined,
): ValueTypes {
  const stated = definition?.comments.of(name);
  if (stated !== undefined) return { row: [stated], insert: [stated] };
  const affinity = affinityOfType(type, definition?.table.strict ?? false);
  const kind = kindOf(type, affinity);
  const types = valueTypes(kind, defaultText);
  const column = definition?.table.columns.find((other) => isSameName(other.name.name, name));
  if (definition === undefined || column === undefined) return types;
  const values = allowedValues(definition.table, column, affinity)?.map(literal);
  if (values === undefined) return types;
  return { row: values, insert: kind === 'boolean' ? ['boolean', ...values] : values };
}

function literal(value: string | number): string {
  return typeof value === 'string' ? textLiteral(value) : String(value);
}

// A function or conditional type would take the rest of the union in.
function withNull(types: readonly string[]): readonly string[] {
  if (types.length === 1 && types[0] === 'unknown') return types;
  return [
    ...types.map((type) => (/=>|\bextends\b/.test(type) && !/^['"]/.test(type) ? `(${type})` : type)),
    'null',
  ];
}
