// A server that keeps half a batch, although D1 promises that none does.
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { notAtomic } from '../support/far-database.ts';
import { failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

const first = tableMigrations('a');
const half = sqlMigration(
  ['CREATE TABLE half (id)', 'CREATE INDEX half_id ON half (id)', 'INSERT INTO nowhere VALUES (1)'],
  ['DROP INDEX half_id', 'DROP TABLE nowhere'],
);
const migrations = { ...first, '20260102000000_half': half };

describe.each([{ applied: first }, { applied: {} }])(
  'a migration that fails, after $applied',
  ({ applied }) => {
    it('is partial, and what remains of it is reported', async () => {
      const database = testDatabase();
      await createMigrator({ database: database.d1, migrations: applied }).migrate();
      const migrator = createMigrator({
        database: notAtomic(database.d1),
        migrations: { ...applied, '20260102000000_half': half },
        trustAtomicBatches: false,
      });
      const failure = await failureOf(migrator.migrate());
      expect(failure.code).toBe('MIGRATION.PARTLY_APPLIED');
      expect(failure.details['changes']).toEqual([
        { change: 'created', type: 'index', name: 'half_id' },
        { change: 'created', type: 'table', name: 'half' },
      ]);
      expect(failure.message).toContain("created index 'half_id', created table 'half'");
      expect((await migrator.status()).migrations.at(-1)).toMatchObject({ state: 'partial' });
      expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.PARTIAL');

      database.run('DROP TABLE half');
      await migrator.resolve('20260102000000_half', 'rolled-back');
      expect((await migrator.status()).migrations.at(-1)).toMatchObject({ state: 'pending' });
    });
  },
);

describe('a rollback that fails', () => {
  it('is partial, and what it removed is reported', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE nowhere (id)');
    await createMigrator({ database: database.d1, migrations }).migrate();
    database.run('DROP TABLE nowhere');
    const migrator = createMigrator({
      database: notAtomic(database.d1),
      migrations,
      trustAtomicBatches: false,
    });
    const failure = await failureOf(migrator.rollback());
    expect(failure.code).toBe('MIGRATION.PARTLY_APPLIED');
    expect(failure.details['changes']).toEqual([{ change: 'dropped', type: 'index', name: 'half_id' }]);
    await migrator.resolve('20260102000000_half', 'applied');
    expect((await migrator.status()).pending).toBe(0);
  });
});

describe('a failure that left nothing', () => {
  it('is an ordinary one even if batches are not trusted to be atomic', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations, trustAtomicBatches: false });
    const failure = await failureOf(migrator.migrate());
    expect(failure.code).toBe('MIGRATION.FAILED');
    expect(tableNames(database)).toEqual(['a']);
  });

  it('is located by the words of the error, and by no probe, if the text was refused unread', async () => {
    const database = testDatabase();
    const broken = { '20260101000000_broken': sqlMigration(['CREATE TABLE whole (id)', 'CREATE TABEL x']) };
    const migrator = createMigrator({
      database: { prepare: (sql) => database.d1.prepare(sql) as never, batch: refusingUnread(database) },
      migrations: broken,
      trustAtomicBatches: false,
    });
    expect((await failureOf(migrator.migrate())).details['statement']).toEqual({
      number: 2,
      sql: 'CREATE TABEL x',
    });
    expect(tableNames(database)).toEqual([]);
  });
});

// Commits statement by statement, but compiles the whole batch first.
function refusingUnread(database: ReturnType<typeof testDatabase>): (statements: never) => Promise<never> {
  return async (statements) => {
    const bound = statements as { statement: string; all(): Promise<unknown> }[];
    if (bound.some(({ statement }) => statement.includes('TABEL')))
      throw new Error('D1_ERROR: near "TABEL": syntax error at offset 7: SQLITE_ERROR');
    return notAtomic(database.d1).batch(bound as never) as never;
  };
}
