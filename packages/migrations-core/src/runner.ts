// The public exports of @roostjs/migrations-core/runner, with which a Worker or a Durable Object migrates its database.

export type { Sql, SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database/d1.ts';
export type { FailedStatement } from './database/failure.ts';
export type { BrokenRule, DatabaseRules } from './database/rules.ts';
export type { SchemaChange } from './database/schema.ts';
export { RoostError } from './errors.ts';
export {
  detailsOf,
  isRoostError,
  type MigrationsError,
  type OtherError,
  type RunDetails,
} from './known-errors.ts';
export type { WranglerFile } from './ledger/ledger-settings.ts';
export type {
  Direction,
  Migration,
  MigrationContext,
  MigrationDatabase,
  SqlExecResult,
  SqlSession,
} from './migration/migration.ts';
export type { MigrationEntry, MigrationMap, MigrationSource } from './migration/source.ts';
export { migrationFromSql, type SqlFiles } from './migration/sql-migration.ts';
export type { PlanStep } from './migration/step.ts';
export { createRunner } from './migrator/create-runner.ts';
export type {
  RefreshOptions,
  RollbackOptions,
  Runner,
  RunnerMigrateOptions,
  RunnerOptions,
  SharedOptions,
  UndoOptions,
} from './migrator/runner-types.ts';
export type { AppliedElsewhere } from './plan/applied-elsewhere.ts';
export type { ChangedFile } from './plan/changed-files.ts';
export type { SchemaStatus } from './plan/drift.ts';
export type { EnvironmentSetting } from './plan/environment.ts';
export type { MigrationState, MigrationStatus, StatusReport } from './plan/status.ts';
export type { Action, DownSource, Plan, PlanWarning } from './plan/types.ts';
export type { MigrationEvent, MigrationListener } from './run/events.ts';
export type { RenamedFile, Repair } from './run/repair.ts';
export type { MigrationReport, SkippedStep, StepReport } from './run/report.ts';
export type { Wipe, WipedObject } from './wipe/wipe.ts';
