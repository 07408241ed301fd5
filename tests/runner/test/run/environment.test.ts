// The ledger remembers for which environment its database was migrated.
import { createMigrator, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { failureOf, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b', 'c');
const [first = '', second = ''] = Object.keys(migrations);

function migratorFor(
  database: TestDatabase,
  name?: string,
  onMismatch: 'warn' | 'refuse' = 'refuse',
): Migrator {
  const environment = name === undefined ? {} : { environment: { name, onMismatch } };
  return createMigrator({ database: database.d1, migrations, ...environment });
}

async function ofProduction(): Promise<TestDatabase> {
  const database = testDatabase();
  await migratorFor(database, 'production').migrate({ to: second });
  return database;
}

describe('the environment', () => {
  it('is in each row and in the status', async () => {
    const database = await ofProduction();
    expect(database.rows('SELECT DISTINCT environment FROM migrations')).toEqual([
      { environment: 'production' },
    ]);
    expect((await migratorFor(database).status()).environment).toBe('production');
    expect((await migratorFor(testDatabase()).status()).environment).toBeNull();
  });

  it.each([
    ['migrate', (migrator: Migrator) => migrator.migrate()],
    ['migrate that only pretends', (migrator: Migrator) => migrator.migrate({ pretend: true })],
    ['rollback', (migrator: Migrator) => migrator.rollback()],
    ['reset', (migrator: Migrator) => migrator.reset()],
    ['refresh', (migrator: Migrator) => migrator.refresh()],
    ['fresh', (migrator: Migrator) => migrator.fresh()],
    ['install', (migrator: Migrator) => migrator.install()],
    ['repair', (migrator: Migrator) => migrator.repair()],
    ['resolve', (migrator: Migrator) => migrator.resolve(first, 'applied')],
  ])('of another database refuses a %s, and nothing is written', async (_, command) => {
    const database = await ofProduction();
    const before = database.content();
    expect(await failureOf(command(migratorFor(database, 'staging')))).toMatchObject({
      code: 'LEDGER.ENVIRONMENT',
      details: { remembered: 'production', present: 'staging' },
    });
    expect(database.content()).toBe(before);
  });

  it('of another database can be a warning, and the newest row decides from then on', async () => {
    const database = await ofProduction();
    const report = await migratorFor(database, 'staging', 'warn').migrate();
    expect(report.warnings).toEqual([{ code: 'LEDGER.ENVIRONMENT', names: ['production'] }]);
    expect((await migratorFor(database).status()).environment).toBe('staging');
  });

  it('is not checked if none is named, and rows without one keep the older one', async () => {
    const database = await ofProduction();
    await migratorFor(database).migrate();
    expect((await migratorFor(database).status()).environment).toBe('production');
    expect(await failureOf(migratorFor(database, 'staging').rollback())).toMatchObject({
      code: 'LEDGER.ENVIRONMENT',
    });
  });
});
