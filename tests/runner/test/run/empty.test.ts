// A migration that ran no statement, such as a template that was applied too early: it was applied for good.
import { createMigrator, type Migration, type MigratorOptions } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { type Files, source } from '../support/file-source.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';

const template = ['template', sqlMigration([], [])] as const;
const written = ['written', createsTable('a')] as const;
const b = ['b', createsTable('b')] as const;

const migratorOf = (d1: MigratorOptions['database'], files: Files, options = {}) =>
  createMigrator({ database: d1, migrations: source(files), ...options });

async function applied(files: Files): Promise<TestDatabase> {
  const database = testDatabase();
  await migratorOf(database.d1, files).migrate();
  return database;
}

const rows = (database: TestDatabase) =>
  database.rows('SELECT migration, batch, state, checksum, statements FROM migrations ORDER BY id');
const statesOf = async (database: TestDatabase, files: Files) =>
  (await migratorOf(database.d1, files).status()).migrations.map(({ state }) => state);

describe('a migration that runs no statement', () => {
  it('is recorded with a warning', async () => {
    const database = testDatabase();
    const report = await migratorOf(database.d1, { '1_a': template, '2_b': b }).migrate();
    expect(report.warnings).toEqual([{ code: 'MIGRATION.EMPTY', names: ['1_a'] }]);
    expect(report.done).toMatchObject([{ name: '1_a', statements: 0, empty: true }, { name: '2_b' }]);
    expect(report.done[1]).not.toHaveProperty('empty');
    expect(rows(database)).toMatchObject([{ statements: 0 }, { statements: 1 }]);
    expect(await statesOf(database, { '1_a': template, '2_b': b })).toEqual(['applied', 'applied']);
  });

  it('is pending again when its file has statements, and applied in its existing row, as the newest', async () => {
    const database = await applied({ '1_a': template, '2_b': b });
    const files = { '1_a': written, '2_b': b };
    expect((await migratorOf(database.d1, files).status()).migrations).toMatchObject([
      { name: '1_a', state: 'pending', batch: null, appliedAt: null },
      { name: '2_b', state: 'applied' },
    ]);
    const report = await migratorOf(database.d1, files).migrate();
    expect(report.warnings).toEqual([{ code: 'MIGRATION.OUT_OF_ORDER', names: ['1_a'] }]);
    expect(rows(database)).toMatchObject([
      { migration: '2_b', batch: 1 },
      { migration: '1_a', batch: 2, state: 'applied', checksum: 'written', statements: 1 },
    ]);
    expect(tableNames(database)).toEqual(['a', 'b']);
    expect(await statesOf(database, files)).toEqual(['applied', 'applied']);
    await migratorOf(database.d1, files).rollback();
    expect(tableNames(database)).toEqual(['b']);
    expect(rows(database)).toHaveLength(1);
  });

  it('does not count as changed if a migrate refuses changed files, and is not recorded by a repair', async () => {
    const database = await applied({ '1_a': template });
    const migrator = migratorOf(database.d1, { '1_a': written });
    expect(await migrator.repair()).toEqual({ files: [], renamed: [], schema: [] });
    const report = await migrator.migrate({ failOn: ['MIGRATION.CHANGED', 'MIGRATION.OUT_OF_ORDER'] });
    expect(report).toMatchObject({ done: [{ name: '1_a', batch: 2 }], warnings: [] });
  });

  it('is rolled back by its stored down(), whatever its file contains now', async () => {
    const database = await applied({ '1_a': template, '2_b': b });
    const report = await migratorOf(database.d1, { '1_a': written, '2_b': b }).rollback();
    expect(report.done).toMatchObject([{ name: '2_b' }, { name: '1_a', down: 'stored', statements: 0 }]);
    expect(rows(database)).toEqual([]);
  });

  it('is reset, refreshed and shown as its file is now', async () => {
    const files = { '1_a': written };
    for (const again of ['reset', 'refresh'] as const) {
      const database = await applied({ '1_a': template });
      const { steps } = await migratorOf(database.d1, files).migrate({ pretend: true });
      expect(steps[0]?.statements).toHaveLength(1);
      await migratorOf(database.d1, files)[again]();
      expect(tableNames(database)).toEqual(['a']);
      expect(rows(database)).toMatchObject([{ migration: '1_a', batch: 1, statements: 1 }]);
    }
  });

  it('is recorded again if it still runs none', async () => {
    const database = await applied({ '1_a': template });
    const report = await migratorOf(database.d1, { '1_a': ['comment', template[1]] }).migrate();
    expect(report.warnings).toEqual([{ code: 'MIGRATION.EMPTY', names: ['1_a'] }]);
    expect(rows(database)).toMatchObject([{ checksum: 'comment', statements: 0 }]);
  });

  it('is pending again outside a transaction too', async () => {
    const direct = (migration: Migration): Migration => ({ ...migration, withinTransaction: false });
    const database = await applied({ '1_a': ['template', direct(template[1])] });
    expect(rows(database)).toMatchObject([{ state: 'applied', statements: 0 }]);
    const files = { '1_a': ['written', direct(written[1])] } as const;
    expect((await migratorOf(database.d1, files).migrate()).done).toMatchObject([{ name: '1_a', batch: 2 }]);
    expect(rows(database)).toMatchObject([{ state: 'applied', statements: 1, batch: 2 }]);
    expect(tableNames(database)).toEqual(['a']);
  });

  it('is unchanged and pending if its new statements fail', async () => {
    const database = await applied({ '1_a': template });
    const content = database.content();
    const broken = { '1_a': ['broken', sqlMigration(['CREATE TABLE a (x)', 'OOPS'])] } as const;
    expect((await failureOf(migratorOf(database.d1, broken).migrate())).code).toBe('MIGRATION.FAILED');
    expect(database.content()).toBe(content);
    expect(await statesOf(database, broken)).toEqual(['pending']);
  });

  it.each(['lost-before', 'lost-after', 'too-many', 'lost-and-late'] as const)(
    'is applied once if an answer is %s',
    async (fate) => {
      const database = await applied({ '1_a': template, '2_b': b });
      const counted = sqlMigration(['CREATE TABLE a (n)', 'INSERT INTO a VALUES (1)']);
      const files = { '1_a': ['counted', counted], '2_b': b } as const;
      await migratorOf(losing(database.d1, fate), files).migrate();
      expect(database.rows('SELECT n FROM a')).toEqual([{ n: 1 }]);
      expect(rows(database)).toMatchObject([{ migration: '2_b' }, { migration: '1_a', statements: 2 }]);
    },
  );

  it('is skipped if another run has applied it meanwhile', async () => {
    const database = await applied({ '1_a': template, '2_b': b });
    const files = { '1_a': written, '2_b': b, '3_c': ['c', createsTable('c')] } as const;
    const other = migratorOf(secondConnection(database), files);
    let isFirst = true;
    const report = await migratorOf(database.d1, files, {
      shouldStop: async () => {
        if (isFirst) await other.migrate();
        isFirst = false;
        return undefined;
      },
    }).migrate();
    expect(report.skipped.map(({ name }) => name)).toEqual(['1_a', '3_c']);
    expect(rows(database)).toHaveLength(3);
  });

  it('is applied in a ledger that was taken over without AUTOINCREMENT', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT)');
    await migratorOf(database.d1, { '1_a': template }).migrate();
    await migratorOf(database.d1, { '1_a': written, '2_b': b }).migrate();
    expect(rows(database)).toMatchObject([
      { migration: '1_a', batch: 2 },
      { migration: '2_b', batch: 2 },
    ]);
    expect(tableNames(database)).toEqual(['a', 'b']);
  });

  it('leaves no drift when it is applied, and keeps the schema with the newest row', async () => {
    const database = await applied({ '1_a': template });
    const files = { '1_a': written };
    await migratorOf(database.d1, files).migrate();
    expect((await migratorOf(database.d1, files).status()).schema.state).toBe('as-left');
  });

  it('does not prevent a new migration or its own rollback if its file is gone', async () => {
    const database = await applied({ '1_a': ['template', { async up() {} }] });
    const files = { '2_new': ['template', template[1]] } as const;
    expect(await statesOf(database, files)).toEqual(['missing', 'pending']);
    expect((await migratorOf(database.d1, files).migrate()).done).toMatchObject([{ name: '2_new' }]);
    await migratorOf(database.d1, {}).rollback({ step: 2 });
    expect(rows(database)).toEqual([]);
  });
});

describe('a migration that ran elsewhere, or may have run, is not pending again if it', () => {
  const changed = { '1_a': written };

  it('only read', async () => {
    const reads: Migration = {
      async up(db) {
        await db.prepare('SELECT 1').all();
      },
    };
    const database = testDatabase();
    const report = await migratorOf(database.d1, { '1_a': ['reads', reads] }).migrate();
    expect(report.warnings).toEqual([]);
    expect(rows(database)).toMatchObject([{ statements: 1 }]);
    expect(await statesOf(database, changed)).toEqual(['changed']);
  });

  it('caught the failure of each of its statements', async () => {
    const catches: Migration = {
      withinTransaction: false,
      async up(db) {
        await db.run('OOPS').catch(() => {});
      },
    };
    const database = testDatabase();
    const report = await migratorOf(database.d1, { '1_a': ['catches', catches] }).migrate();
    expect(report.warnings).toEqual([]);
    expect(await statesOf(database, changed)).toEqual(['changed']);
  });

  it('was recorded by an earlier version, whose ledger lacks the column', async () => {
    const database = await applied({ '1_a': template });
    database.run('ALTER TABLE migrations DROP COLUMN statements');
    expect(await statesOf(database, changed)).toEqual(['changed']);
    await migratorOf(database.d1, { ...changed, '2_b': b }).migrate();
    expect(rows(database)).toMatchObject([{ statements: null }, { statements: 1 }]);
  });

  it('was adopted', async () => {
    const database = testDatabase();
    await migratorOf(database.d1, { '1_a': template }).adopt({ to: '1_a', scratch: testDatabase().d1 });
    expect(rows(database)).toMatchObject([{ statements: null }]);
    expect(await statesOf(database, changed)).toEqual(['changed']);
  });

  it('was resolved as applied', async () => {
    const failing = {
      '1_a': ['template', { withinTransaction: false, up: () => Promise.reject(new Error('no')) }],
    };
    const database = testDatabase();
    await failureOf(migratorOf(database.d1, failing as unknown as Files).migrate());
    await migratorOf(database.d1, { '1_a': template }).resolve('1_a', 'applied');
    expect(await statesOf(database, changed)).toEqual(['changed']);
  });

  it('was resolved as applied after it had been recorded without a statement', async () => {
    const database = await applied({ '1_a': template });
    database.run("UPDATE migrations SET state = 'partial'");
    await migratorOf(database.d1, { '1_a': template }).resolve('1_a', 'applied');
    expect(await statesOf(database, changed)).toEqual(['changed']);
  });

  it('replaces others', async () => {
    const database = await applied({ '1_a': template, '2_b': template });
    const squashed = (checksum: string) =>
      source({ '2_squashed': [checksum, { ...template[1], replaces: ['1_a', '2_b'] }] });
    await createMigrator({ database: database.d1, migrations: squashed('one') }).migrate();
    const migrator = createMigrator({ database: database.d1, migrations: squashed('two') });
    expect((await migrator.status()).migrations).toMatchObject([{ name: '2_squashed', state: 'changed' }]);
  });

  it('has a source without checksums', async () => {
    const database = testDatabase();
    await migratorOf(database.d1, { '1_a': [undefined, template[1]] }).migrate();
    expect(await statesOf(database, { '1_a': [undefined, written[1]] })).toEqual(['applied']);
  });
});

it('an invalid number of statements is refused', async () => {
  const database = await applied({ '1_a': template });
  database.run("UPDATE migrations SET statements = 'none'");
  const error = await failureOf(migratorOf(database.d1, { '1_a': template }).status());
  expect(error.code).toBe('LEDGER.CORRUPT');
});
