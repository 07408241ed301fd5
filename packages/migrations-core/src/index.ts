// The public exports of @roostjs/migrations-core.
export type { AdoptPlan } from './adopt/adopt.ts';
export { proposalOf } from './adopt/errors.ts';
export { type ForeignTool, foreignTools } from './adopt/foreign-ledgers.ts';
export type { LedgerOf } from './adopt/ledger-of.ts';
export type { NearestPrefix } from './adopt/nearest-prefix.ts';
export type { Sql, SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database/d1.ts';
export type { FailedStatement } from './database/failure.ts';
export type { BrokenRule, DatabaseRules, RemedyFor, SchemaNames } from './database/rules.ts';
export type { SchemaChange } from './database/schema.ts';
export type { SchemaDifference } from './database/schema-diff.ts';
export {
  checkDatabase,
  type DatabaseCheckOptions,
} from './doctor/examine.ts';
export type { CheckResult, CheckState } from './doctor/finding.ts';
export { type DumpedObject, type DumpOptions, dumpSchema, type SchemaDump } from './dump/dump.ts';
export { RoostError } from './errors.ts';
export { type ExportedMigration, type ExportOptions, exportMigrations } from './export/export.ts';
export {
  detailsOf,
  isRoostError,
  type MigrationsError,
  type OtherError,
  type RunDetails,
} from './known-errors.ts';
export type { WranglerFile } from './ledger/ledger-settings.ts';
export {
  isBlocking,
  type LintFinding,
  type LostValues,
  losesData,
  type RuleName,
  type Severity,
} from './lint/finding.ts';
export { allowedByFlag } from './lint/findings.ts';
export { type LintEvent, type LintOptions, type LintReport, lintMigrations } from './lint/lint.ts';
export { type LintRule, lintRules } from './lint/rules/catalog.ts';
export { placeOf, type SourcePlace } from './lint/source-line.ts';
export type { OpenScratch, ScratchDatabase } from './lint/trace/schema-replica.ts';
export {
  compareMigrationNames,
  type Direction,
  type Migration,
  type MigrationContext,
  type MigrationDatabase,
  parseMigrationName,
  type SqlExecResult,
  type SqlSession,
} from './migration/migration.ts';
export type { MigrationEntry, MigrationMap, MigrationSource } from './migration/source.ts';
export { migrationFromSql, type SqlFiles } from './migration/sql-migration.ts';
export type { PlanStep } from './migration/step.ts';
export { createMigrator } from './migrator/create-migrator.ts';
export type {
  RefreshOptions,
  RollbackOptions,
  Runner,
  SharedOptions,
  UndoOptions,
} from './migrator/runner-types.ts';
export type {
  AdoptOptions,
  MigrateOptions,
  Migrator,
  MigratorOptions,
  Pretend,
  RehearseOptions,
  SeedOptions,
  SquashOptions,
} from './migrator/types.ts';
export type { AppliedElsewhere } from './plan/applied-elsewhere.ts';
export type { ChangedFile } from './plan/changed-files.ts';
export type { SchemaStatus } from './plan/drift.ts';
export type { EnvironmentSetting } from './plan/environment.ts';
export type { MigrationState, MigrationStatus, StatusReport } from './plan/status.ts';
export type { Action, DownSource, FailableWarning, Plan, PlanWarning } from './plan/types.ts';
export type { Rehearsal, RehearsalFailure, RehearsedTable } from './rehearse/rehearsal.ts';
export type { Loss, LossPreview } from './run/data-loss.ts';
export type { MigrationEvent, MigrationListener } from './run/events.ts';
export type { RenamedFile, Repair } from './run/repair.ts';
export type {
  MigrationReport,
  PretendedGroup,
  PretendedStep,
  PretendReport,
  SkippedStep,
  StepReport,
} from './run/report.ts';
export type {
  PretendedSeeder,
  PretendedSeeding,
  SeedEvent,
  SeededStep,
  SeedReport,
} from './seed/report.ts';
export {
  type LoadedSeeder,
  loadSeeders,
  type RowSeeder,
  type Seeder,
  type SeederEntry,
} from './seed/seeder.ts';
export type { UpsertRow } from './seed/upsert.ts';
export type { Squash, SquashedRows } from './squash/squash.ts';
export type { RowChange } from './verify/contents.ts';
export type {
  StageDifference,
  StageFailure,
  StageRowChange,
  VerifiedMigration,
  VerifiedState,
  VerifyEvent,
  VerifyReport,
  VerifyStage,
} from './verify/report.ts';
export { type VerifyOptions, verifyMigrations } from './verify/verify.ts';
export type { Wipe, WipedObject } from './wipe/wipe.ts';
