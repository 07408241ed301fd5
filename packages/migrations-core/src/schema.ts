// The public exports of @roostjs/migrations-core/schema: functions that a migration can call with its db. They run
// wherever D1 does.
export {
  type AssertingDatabase,
  assertForeignKeysHold,
  assertNoRows,
  assertRowCount,
} from './rebuild/assertions.ts';
export type { NewDependants } from './rebuild/dependents.ts';
export { rebuildTable } from './rebuild/rebuild.ts';
export type { SqlExpression } from './rebuild/sql-expression.ts';
export type { ColumnChange, TableChange } from './rebuild/table-change.ts';
export type { TableRebuild } from './rebuild/table-rebuild.ts';
export { type UpsertOptions, type UpsertRow, upsert } from './seed/upsert.ts';
