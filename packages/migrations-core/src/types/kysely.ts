// The types of a schema as Kysely's `Database` (https://kysely.dev/docs/getting-started#types). Pure.
import { genericProperty, interfaceText, property } from './layout.ts';
import { propertyKey } from './names.ts';
import type { ColumnTypes, TableTypes } from './types.ts';

/** What it imports; empty if nothing. */
export function kyselyImport(tables: readonly TableTypes[]): string {
  const used = new Set(tables.flatMap(({ columns }) => columns.map(wrapperOf)));
  const names = (['ColumnType', 'Generated', 'GeneratedAlways'] as const).filter((name) => used.has(name));
  return names.length === 0 ? '' : `import type { ${names.join(', ')} } from 'kysely';\n`;
}

/** An interface for each table and view, and the one of all. */
export function kyselyTypes(tables: readonly TableTypes[]): readonly string[] {
  const interfaces = tables.map(({ typeName, columns }) =>
    interfaceText(`${typeName}Table`, columns.map(columnProperty)),
  );
  const all = tables.map(({ name, typeName }) => property(propertyKey(name), [`${typeName}Table`]));
  return [...interfaces, interfaceText('Database', all)];
}

function columnProperty(column: ColumnTypes): string {
  const { name, row, insert, isOptional } = column;
  const key = propertyKey(name);
  const wrapper = wrapperOf(column);
  if (wrapper === null || insert === null) {
    return wrapper === null ? property(key, row) : genericProperty(key, wrapper, [row]);
  }
  if (wrapper === 'Generated') return genericProperty(key, wrapper, [row]);
  // Kysely lets an insert omit a column whose type includes null.
  const isUndefined = isOptional && !insert.includes('null');
  return genericProperty(key, wrapper, [row, isUndefined ? [...insert, 'undefined'] : insert, insert]);
}

/** null: rows, inserts and updates have the same type, and only null can be omitted. */
function wrapperOf({
  row,
  insert,
  isOptional,
}: ColumnTypes): 'ColumnType' | 'Generated' | 'GeneratedAlways' | null {
  if (insert === null) return 'GeneratedAlways';
  if (row.join() !== insert.join()) return 'ColumnType';
  return isOptional && !row.includes('null') ? 'Generated' : null;
}
