// What the statements of a rebuild are made from: the database as it is, and the table as it is to be.
import { isSameName } from '@roostjs/internal-sql';
import type { CopiedRows } from './copy-columns.ts';
import type { CurrentSchema } from './current-schema.ts';
import type { Dependants } from './dependents.ts';
import { guardsOf, referencesTo } from './guards.ts';
import type { TableDefinition } from './parse-table.ts';

export type PlannedRebuild = {
  readonly schema: CurrentSchema;
  /** The table as it is. */
  readonly old: TableDefinition;
  /** The table as it is to be, under the same name. */
  readonly definition: TableDefinition;
  readonly rows: CopiedRows;
  readonly dependants: Dependants;
  /** Whether an error may show a value. */
  readonly showExample: boolean;
};

/** The tables whose foreign keys do something to their rows when the table is dropped; their triggers must not see it. */
export function tablesWithDisabledTriggersIn(schema: CurrentSchema, table: string): readonly string[] {
  return [...new Set(guardsOf(referencesTo(schema, table)).map((guard) => guard.table))];
}

/** The tables whose foreign keys have to hold afterwards: this one and those that point to it. */
export function checkedTables(schema: CurrentSchema, table: string): readonly string[] {
  const others = referencesTo(schema, table).map((foreignKey) => foreignKey.table);
  return [table, ...new Set(others.filter((other) => !isSameName(other, table)))];
}
