// The public list of @roostjs/migrations-core/runner: what a Worker or a Durable Object migrates its database with.
export type { ChangedFile } from './changed.ts';
export type { Sql, SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database.ts';
export type { SchemaStatus } from './drift.ts';
export type { EnvironmentSetting } from './environment.ts';
export { isRoostError, RoostError } from './errors.ts';
export type { MigrationEvent, MigrationListener } from './events.ts';
export type { FailedStatement } from './failure.ts';
export type {
  Direction,
  Migration,
  MigrationContext,
  MigrationDatabase,
  SqlExecResult,
  SqlSession,
} from './migration.ts';
export type { RenamedFile, Repair } from './repair.ts';
export type { MigrationReport, SkippedStep, StepReport } from './report.ts';
export type { BrokenRule, DatabaseRules } from './rules.ts';
export { createRunner } from './runner/create-runner.ts';
export type {
  RefreshOptions,
  RollbackOptions,
  Runner,
  RunnerMigrateOptions,
  RunnerOptions,
  UndoOptions,
} from './runner/runner.ts';
export type { SchemaChange } from './schema-objects.ts';
export type { MigrationEntry, MigrationRecord, MigrationSource } from './source.ts';
export type { MigrationState, MigrationStatus, StatusReport } from './status.ts';
export type { Action, DownSource, Plan, PlanStep, PlanWarning } from './steps.ts';
export type { Wipe, WipedObject } from './wipe/wipe.ts';
