// The names of a schema, for what to do about one that is not there.
import type { SchemaNames } from '../../database/rules.ts';
import { type Schema, tableIn } from './schema.ts';

export function schemaNames(schema: Schema): SchemaNames {
  return {
    named: (wanted) =>
      schema.objects
        .filter(({ type }) => type === wanted || (type === 'view' && wanted === 'table'))
        .map(({ name }) => name),
    columnsOf: (table) => tableIn(schema, table)?.columns.map(({ name }) => name) ?? [],
  };
}
