// The public list of @roostjs/migrations-core.
export type { AdoptPlan } from './adopt/adopt.ts';
export { type ForeignTool, foreignTools } from './adopt/foreign-ledgers.ts';
export type { ChangedFile } from './changed.ts';
export type { Sql, SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database.ts';
export { type ExaminationOptions, examineDatabase } from './doctor/examine.ts';
export type { Finding, FindingState } from './doctor/finding.ts';
export type { SchemaStatus } from './drift.ts';
export { type DumpedObject, type DumpOptions, dumpSchema, type SchemaDump } from './dump/dump.ts';
export type { EnvironmentSetting } from './environment.ts';
export { isRoostError, RoostError } from './errors.ts';
export type { MigrationEvent, MigrationListener } from './events.ts';
export { type ExportedMigration, type ExportOptions, exportMigrations } from './export/export.ts';
export type { FailedStatement } from './failure.ts';
export { createMigrator } from './ledger-migrator.ts';
export {
  isFault,
  type LintFinding,
  type LostValues,
  losesData,
  type RuleName,
  type Severity,
} from './lint/finding.ts';
export { allowedForRun } from './lint/judge.ts';
export { type LintOptions, type LintReport, lintMigrations } from './lint/lint.ts';
export { type LintRule, lintRules } from './lint/rule-list.ts';
export type { OpenScratch, ScratchDatabase } from './lint/scratch.ts';
export type { Loss, LossPreview } from './losses/loss.ts';
export {
  compareMigrationNames,
  type Direction,
  type Migration,
  type MigrationContext,
  type MigrationDatabase,
  parseMigrationName,
  type SqlExecResult,
  type SqlSession,
} from './migration.ts';
export type {
  AdoptOptions,
  MigrateOptions,
  Migrator,
  MigratorOptions,
  Pretend,
  RehearseOptions,
  SquashOptions,
} from './migrator.ts';
export type { Rehearsal, RehearsalFailure, RehearsedTable } from './rehearse/rehearsal.ts';
export type { RenamedFile, Repair } from './repair.ts';
export type {
  MigrationReport,
  PretendedStep,
  PretendReport,
  SkippedStep,
  StepReport,
} from './report.ts';
export type { BrokenRule, DatabaseRules } from './rules.ts';
export type { RefreshOptions, RollbackOptions, Runner, UndoOptions } from './runner/runner.ts';
export type { SchemaDifference } from './schema-differences.ts';
export type { SchemaChange } from './schema-objects.ts';
export type { MigrationEntry, MigrationRecord, MigrationSource } from './source.ts';
export type { Squash, SquashedRows } from './squash/squash.ts';
export type { MigrationState, MigrationStatus, StatusReport } from './status.ts';
export type { Action, DownSource, Plan, PlanStep, PlanWarning, Refusable } from './steps.ts';
export type { RowChange } from './verify/contents.ts';
export type {
  StageDifference,
  StageFailure,
  StageRowChange,
  VerifiedMigration,
  VerifiedState,
  VerifyReport,
  VerifyStage,
} from './verify/report.ts';
export { type VerifyOptions, verifyMigrations } from './verify/verify.ts';
export type { Wipe, WipedObject } from './wipe/wipe.ts';
