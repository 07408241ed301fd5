// The public exports of @roostjs/migrations-core/durable-object, with which a Durable Object migrates its own storage.
export type { SqlDatabase, SqlMeta, SqlResult, SqlStatement } from './database/d1.ts';
export { RoostError } from './errors.ts';
export { isRoostError, type MigrationsError } from './known-errors.ts';
export type {
  Migration,
  MigrationContext,
  MigrationDatabase,
  SqlExecResult,
  SqlSession,
} from './migration/migration.ts';
export type { MigrationEntry, MigrationMap, MigrationSource } from './migration/source.ts';
export type { RollbackOptions } from './migrator/runner-types.ts';
export { type MigrateObjectOptions, migrateObject } from './object/migrate-object.ts';
export { objectDatabase } from './object/object-database.ts';
export {
  type ObjectMigrations,
  type ObjectMigrationsOptions,
  type ObjectRestore,
  objectMigrations,
} from './object/object-migrations.ts';
export { type ObjectReport, reportObjects } from './object/report-objects.ts';
export type { ObjectFailure, ObjectMigrationState, ObjectStatus } from './object/status.ts';
export type { ObjectCursor, ObjectState, ObjectStorage } from './object/storage.ts';
export type { MigrationStatus } from './plan/status.ts';
export type { MigrationReport, PretendReport, StepReport } from './run/report.ts';
