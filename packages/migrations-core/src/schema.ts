// The public list of @roostjs/migrations-core/schema: what a migration can call beside its db. Runs wherever D1 does.
export {
  type AssertingDatabase,
  assertForeignKeysHold,
  assertNoRows,
  assertRowCount,
} from './schema/assertions.ts';
export type { NewDependants } from './schema/dependants.ts';
export { rebuildTable, type TableRebuild } from './schema/rebuild.ts';
export type { ColumnChange, TableChange } from './schema/table-change.ts';
