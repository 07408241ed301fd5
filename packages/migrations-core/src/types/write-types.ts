// Writes the types of a schema as a TypeScript file, as formatters leave it in 80 columns. Pure.
import { bytes } from './column-kind.ts';
import { kyselyImport, kyselyTypes } from './kysely.ts';
import { interfaceText, property } from './layout.ts';
import { propertyKey } from './names.ts';
import type { ColumnTypes, SchemaTypes, TableTypes } from './types.ts';

export type TypesTextOptions = {
  /** Whether to add the `Database` interface of Kysely; false if omitted. */
  readonly kysely?: boolean;
};

/** The text of a TypeScript module: the same bytes for the same types. */
export function typesText({ tables }: SchemaTypes, { kysely = false }: TypesTextOptions = {}): string {
  const command = `roost schema:types${kysely ? ' --kysely' : ''}`;
  const header = `// Written by ${command} from the migrations. Do not edit: run it again.\n`;
  const imports = kysely ? kyselyImport(tables) : '';
  const types = [...tables.flatMap(tableTypes), ...(kysely ? kyselyTypes(tables) : [])];
  const body = types.length === 0 ? ['export {};\n'] : types;
  return [header, imports, bytesType(tables), ...body].filter((part) => part !== '').join('\n');
}

/** Empty if no column takes bytes. */
function bytesType(tables: readonly TableTypes[]): string {
  const isUsed = tables.some(({ columns }) => columns.some(({ insert }) => insert?.includes(bytes.name)));
  if (!isUsed) return '';
  return `/** What D1 takes for a BLOB, which it returns as number[]. */\nexport type ${bytes.name} = ${bytes.type};\n`;
}

function tableTypes({ kind, typeName, columns }: TableTypes): readonly string[] {
  const row = interfaceText(`${typeName}Row`, columns.map(rowProperty));
  if (kind === 'view') return [row];
  const insert = interfaceText(`${typeName}Insert`, columns.flatMap(insertProperty));
  return [row, insert, interfaceText(`${typeName}Update`, columns.flatMap(updateProperty))];
}

const nullableKey = '  /** NOT NULL is missing: SQLite allows NULL in this primary key. */\n';

function rowProperty({ name, row, isNullableKey }: ColumnTypes): string {
  return (isNullableKey ? nullableKey : '') + property(propertyKey(name), row);
}

function insertProperty({ name, insert, isOptional }: ColumnTypes): readonly string[] {
  return insert === null ? [] : [property(propertyKey(name) + (isOptional ? '?' : ''), insert)];
}

function updateProperty({ name, insert }: ColumnTypes): readonly string[] {
  return insert === null ? [] : [property(`${propertyKey(name)}?`, insert)];
}
