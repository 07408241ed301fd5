// The input of a rebuild's statements: the current schema, and the new table.
import { isSameName } from '@roostjs/internal-sql';
import type { CopiedRows } from './copy-columns.ts';
import type { CurrentSchema } from './current-schema.ts';
import type { Dependants } from './dependents.ts';
import { guardsOf, referencesTo } from './guards.ts';
import type { TableDefinition } from './parse-table.ts';

export type PlannedRebuild = {
  readonly schema: CurrentSchema;
  /** The current table. */
  readonly old: TableDefinition;
  /** The new table, under the same name. */
  readonly definition: TableDefinition;
  readonly rows: CopiedRows;
  readonly dependants: Dependants;
  /** Whether an error may show a value. */
  readonly showExample: boolean;
};

/** The tables whose foreign keys act on their rows when the table is dropped; their triggers must not fire then. */
export function tablesWithDisabledTriggersIn(schema: CurrentSchema, table: string): readonly string[] {
  return [...new Set(guardsOf(referencesTo(schema, table)).map((guard) => guard.table))];
}

/** The tables whose foreign keys must hold afterwards: this one and those that refer to it. */
export function checkedTables(schema: CurrentSchema, table: string): readonly string[] {
  const others = referencesTo(schema, table).map((foreignKey) => foreignKey.table);
  return [table, ...new Set(others.filter((other) => !isSameName(other, table)))];
}
