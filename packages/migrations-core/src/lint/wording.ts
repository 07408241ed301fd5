// How findings name things, and the pieces of code that they offer.
import { quotedName } from '@roostjs/internal-sql';
import type { Schema } from './schema.ts';
import { tableIn } from './schema.ts';

/** A name as SQL takes it, in quotes only where it needs them. */
export function sqlName(name: string): string {
  return /^[a-z_][\w]*$/i.test(name) ? name : quotedName(name);
}

export function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

/** The call that takes a table to this definition and keeps what refers to it. */
function rebuild(table: string, definition: string): string {
  return [
    "import { rebuildTable } from '@roostjs/cli/schema'; // or @roostjs/migrations-core/schema",
    '',
    `await rebuildTable(db, {`,
    `  table: '${table.replace(/[\\']/g, '\\$&')}',`,
    `  create: \`${definition.replace(/[\\`$]/g, '\\$&')}\`,`,
    '});',
  ].join('\n');
}

/** As `rebuild`, to the definition that the table has there; where it is not there, with a place for one. */
export function rebuildAs(table: string, schema: Schema): string {
  return rebuild(table, tableIn(schema, table)?.sql ?? `CREATE TABLE ${sqlName(table)} (…)`);
}
