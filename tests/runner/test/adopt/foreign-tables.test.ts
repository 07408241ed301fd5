// The tables that other tools create for themselves belong to no schema, wherever one is compared or written.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, dumpSchema } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { sqlMigration } from '../support/migrations.ts';
import { build, migratorOf, names, scratch } from './support.ts';

const [first, second] = names;

const tables = [
  '_hub_migrations',
  '__drizzle_migrations',
  '_prisma_migrations',
  'knex_migrations',
  'knex_migrations_lock',
  'adonis_schema',
  'adonis_schema_versions',
  'kysely_migration',
  'kysely_migration_lock',
  'sequelizemeta',
  'effect_sql_migrations',
  'schema_migrations',
  'goose_db_version',
  'gorp_migrations',
];
const creations = tables.map((table) => `CREATE TABLE ${table} (a)`);

describe('the tables of other tools', () => {
  it('are no drift, when they come and when they go', async () => {
    const database = testDatabase();
    await migratorOf(database).migrate({ to: first });
    database.run(creations.join(';'));
    expect((await migratorOf(database).status()).schema).toEqual({ state: 'as-left', since: first });
    await migratorOf(database).migrate({ to: second });
    database.run(tables.map((table) => `DROP TABLE ${table}`).join(';'));
    expect((await migratorOf(database).status()).schema).toEqual({ state: 'as-left', since: second });
  });

  it('are not dumped, and do not change the fingerprint', async () => {
    const database = testDatabase();
    build(database, 1);
    const before = await dumpSchema({ database: database.d1 });
    database.run(creations.join(';'));
    expect(await dumpSchema({ database: database.d1 })).toEqual(before);
  });

  it('are the same table in a dump and in the ledger', async () => {
    const database = testDatabase();
    database.run(creations.join(';'));
    await migratorOf(database).migrate({ to: first });
    await migratorOf(database).migrate({ to: second });
    const [row] = database.rows('SELECT fingerprint FROM migrations ORDER BY id LIMIT 1');
    const other = testDatabase();
    build(other, 1);
    const { fingerprint } = await dumpSchema({ database: other.d1 });
    expect(row).toEqual({ fingerprint });
  });

  it('make no difference for an adoption, even if a migration creates them', async () => {
    const database = testDatabase();
    build(database, 1);
    database.run(creations.join(';'));
    const files = {
      [first]: sqlMigration(['CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)']),
    };
    for (const migrations of [files, { ...files, '0000_old': sqlMigration(creations) }])
      expect(
        await migratorOf(database, { migrations }).adopt({ to: first, scratch: scratch(), pretend: true }),
      ).toMatchObject({ differences: [] });
  });

  it('are not squashed', async () => {
    const database = testDatabase();
    const migrations = {
      [first]: sqlMigration(creations),
      [second]: sqlMigration(['CREATE TABLE posts (id)']),
    };
    await migratorOf(database, { migrations }).migrate();
    const squash = await migratorOf(database, { migrations }).squash({ scratch: scratch() });
    expect(squash.statements).toEqual(['CREATE TABLE posts (id)']);
  });

  it('can be dropped by a migration, and count as data that is lost', async () => {
    const database = testDatabase();
    database.run(`${creations.join(';')}; INSERT INTO knex_migrations VALUES (1)`);
    const migrations = { [first]: sqlMigration(tables.map((table) => `DROP TABLE ${table}`)) };
    const migrator = createMigrator({ database: database.d1, migrations, openScratch: () => openMemoryD1() });
    const { findings, losses } = await migrator.migrate({ pretend: true });
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['drop-table']));
    expect(losses).toEqual([{ table: 'knex_migrations', column: null, rows: 1 }]);
    await migrator.migrate();
    expect(tableNames(database)).toEqual([]);
  });
});

it("Payload's own table is created by its migrations, and so is compared", async () => {
  const database = testDatabase();
  await migratorOf(database).migrate({ to: first });
  database.run('CREATE TABLE payload_migrations (id)');
  expect((await migratorOf(database).status()).schema).toMatchObject({
    state: 'drifted',
    changes: [{ change: 'created', name: 'payload_migrations' }],
  });
});
