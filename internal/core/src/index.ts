// What only the command takes from core, from its source: published, it would make core larger for everyone.

export { checkBranches } from '../../../packages/migrations-core/src/branches/check-branches.ts';
export type {
  BranchFinding,
  BranchOrder,
  BranchReport,
  BranchSide,
  FileState,
  OrderProblem,
} from '../../../packages/migrations-core/src/branches/report.ts';
export { isAssertion } from '../../../packages/migrations-core/src/database/assertion.ts';
export { statementIndexOf } from '../../../packages/migrations-core/src/database/failure.ts';
export type { SchemaObject } from '../../../packages/migrations-core/src/database/schema.ts';
export { userTables } from '../../../packages/migrations-core/src/database/user-tables.ts';
export { lossesBetween, type SchemaLoss } from '../../../packages/migrations-core/src/difference/losses.ts';
export { modelOf } from '../../../packages/migrations-core/src/difference/model.ts';
export {
  type PlannedMigration,
  planMigrations,
} from '../../../packages/migrations-core/src/difference/plan-migrations.ts';
export { type Proof, proveMigrations } from '../../../packages/migrations-core/src/difference/prove.ts';
export {
  isSameRename,
  type Rename,
  renameChoices,
} from '../../../packages/migrations-core/src/difference/renames.ts';
export type {
  Schema,
  ScratchSettings,
} from '../../../packages/migrations-core/src/difference/scratch-schema.ts';
export type { DifferenceStep } from '../../../packages/migrations-core/src/difference/step.ts';
export { type Dropped, schemaWithout } from '../../../packages/migrations-core/src/difference/without.ts';
export { readDumpable } from '../../../packages/migrations-core/src/dump/read-dumpable.ts';
export {
  judge,
  type Moved,
  type Moves,
  missingFrom,
  unknownTo,
} from '../../../packages/migrations-core/src/gate/compare.ts';
export { type CountedRow, readCountedRows } from '../../../packages/migrations-core/src/gate/counted-rows.ts';
export { checkManifest, type SchemaManifest } from '../../../packages/migrations-core/src/gate/manifest.ts';
export { planManifest } from '../../../packages/migrations-core/src/gate/plan-manifest.ts';
export {
  manifestFor,
  tagIn,
  tagOf,
  type VersionTag,
} from '../../../packages/migrations-core/src/gate/version-tag.ts';
export {
  type ImportedMigration,
  planImport,
} from '../../../packages/migrations-core/src/import/import.ts';
export type { ScriptItem, ScriptStatement } from '../../../packages/migrations-core/src/import/script.ts';
export { verifyImport } from '../../../packages/migrations-core/src/import/verify-import.ts';
export { checkLedgerSettings } from '../../../packages/migrations-core/src/ledger/check-settings.ts';
export { findMigration } from '../../../packages/migrations-core/src/migration/find-by-name.ts';
export { listMigrations } from '../../../packages/migrations-core/src/migration/source.ts';
export {
  markersIn,
  sectionsOf,
  statementsIn,
} from '../../../packages/migrations-core/src/migration/sql-sections.ts';
export { type ChosenPhase, choosePhase } from '../../../packages/migrations-core/src/phase/choose.ts';
export {
  type FolderMigration,
  folderPhases,
} from '../../../packages/migrations-core/src/phase/folder-phases.ts';
export {
  type PendingPhase,
  type PendingPhases,
  pendingPhases,
} from '../../../packages/migrations-core/src/phase/pending-phases.ts';
export { type DeployPhase, type Phase, phaseOf } from '../../../packages/migrations-core/src/phase/phase.ts';
export type { ReplayedMigration } from '../../../packages/migrations-core/src/phase/replay.ts';
export {
  isUniqueIndex,
  tableNameOf,
  uniqueKeysOf,
} from '../../../packages/migrations-core/src/phase/unique-keys.ts';
export { checkQueries } from '../../../packages/migrations-core/src/queries/check-queries.ts';
export type {
  Query,
  QueryFinding,
  QueryReport,
  UnreadableQuery,
} from '../../../packages/migrations-core/src/queries/query.ts';
export { isUnreadable } from '../../../packages/migrations-core/src/rebuild/errors.ts';
export {
  type ColumnDefinition,
  primaryKeyOf,
  readTableDefinition,
  type TableDefinition,
} from '../../../packages/migrations-core/src/rebuild/parse-table.ts';
export type { Reverse } from '../../../packages/migrations-core/src/reverse/plan-reverse.ts';
export { reverseStatements } from '../../../packages/migrations-core/src/reverse/reverse.ts';
export { schemaTypes } from '../../../packages/migrations-core/src/types/schema-types.ts';
export { type TypesTextOptions, typesText } from '../../../packages/migrations-core/src/types/write-types.ts';
