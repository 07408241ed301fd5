// What a migration file imports: only types, so that it does not load the command.
export type { Migration, MigrationContext, MigrationDatabase, Seeder } from '@roostjs/migrations-core';
