// What a migration file imports: types only, so that nothing of the command is loaded with it.
export type { Migration, MigrationContext, MigrationDatabase } from '@roostjs/migrations-core';
