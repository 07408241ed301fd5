// What only the command takes from core, from its source: published, it would make core larger for everyone.
export {
  type ImportedMigration,
  planImport,
} from '../../../packages/migrations-core/src/import/import.ts';
export type { ScriptItem, ScriptStatement } from '../../../packages/migrations-core/src/import/script.ts';
export { verifyImport } from '../../../packages/migrations-core/src/import/verify-import.ts';
export { markersIn, statementsIn } from '../../../packages/migrations-core/src/migration/sql-sections.ts';
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
