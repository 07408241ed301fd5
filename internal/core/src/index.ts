// What only the command takes from core, from its source: published, it would make core larger for everyone.

export { statementIndexOf } from '../../../packages/migrations-core/src/database/failure.ts';
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
export {
  type ImportedMigration,
  planImport,
} from '../../../packages/migrations-core/src/import/import.ts';
export type { ScriptItem, ScriptStatement } from '../../../packages/migrations-core/src/import/script.ts';
export { verifyImport } from '../../../packages/migrations-core/src/import/verify-import.ts';
export { checkLedgerSettings } from '../../../packages/migrations-core/src/ledger/check-settings.ts';
export { listMigrations } from '../../../packages/migrations-core/src/migration/source.ts';
export {
  markersIn,
  sectionsOf,
  statementsIn,
} from '../../../packages/migrations-core/src/migration/sql-sections.ts';
export { type ChosenPhase, choosePhase } from '../../../packages/migrations-core/src/phase/choose.ts';
export {
  type PendingPhase,
  type PendingPhases,
  pendingPhases,
} from '../../../packages/migrations-core/src/phase/pending-phases.ts';
export { type DeployPhase, type Phase, phaseOf } from '../../../packages/migrations-core/src/phase/phase.ts';
export type { Reverse } from '../../../packages/migrations-core/src/reverse/plan-reverse.ts';
export { reverseStatements } from '../../../packages/migrations-core/src/reverse/reverse.ts';
export { schemaTypes } from '../../../packages/migrations-core/src/types/schema-types.ts';
export { type TypesTextOptions, typesText } from '../../../packages/migrations-core/src/types/write-types.ts';
