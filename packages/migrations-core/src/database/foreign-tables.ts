// The tables of other migration tools, by the names that the tools give them.
import { nameKey } from '@roostjs/internal-sql';

/** Those in which they record what they have applied. */
export const foreignLedgerTables = [
  'd1_migrations',
  '_hub_migrations',
  '__drizzle_migrations',
  'payload_migrations',
  '_prisma_migrations',
  'knex_migrations',
  'adonis_schema',
  'kysely_migration',
  'SequelizeMeta',
  'effect_sql_migrations',
  'schema_migrations',
  'goose_db_version',
  'gorp_migrations',
] as const;

const tablesBeside = ['knex_migrations_lock', 'adonis_schema_versions', 'kysely_migration_lock'];

// Payload's table is created by Payload's first migration, and so belongs to the schema. Which table is wrangler's is
// known from its configuration.
const notCompared = new Set(
  [...foreignLedgerTables, ...tablesBeside]
    .filter((name) => name !== 'payload_migrations' && name !== 'd1_migrations')
    .map(nameKey),
);

/**
 * Whether it is a table that a tool creates for itself. It belongs to no schema: it is neither compared nor dumped.
 * Otherwise it is a table like any other, which a migration may drop.
 */
export function isForeignTable({ type, name }: { readonly type: string; readonly name: string }): boolean {
  return type === 'table' && notCompared.has(nameKey(name));
}
