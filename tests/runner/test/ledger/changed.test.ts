// Files that have changed since they were applied, according to the ledger.
import { createMigrator, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { type Files, source } from '../support/file-source.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';

const before: Files = { '1_a': ['one', createsTable('a')], '2_b': ['two', createsTable('b')] };
const after: Files = { ...before, '2_b': ['other', sqlMigration([], ['DROP TABLE b'])] };

async function changedProject() {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: source(before) }).migrate();
  return { database, migrator: createMigrator({ database: database.d1, migrations: source(after) }) };
}

const nothing = { files: [], renamed: [], schema: [] };
const checksums = (database: TestDatabase) => database.rows('SELECT checksum FROM migrations ORDER BY id');

describe('a changed file', () => {
  it('is a state of its own', async () => {
    const { migrator } = await changedProject();
    expect((await migrator.status()).migrations.map(({ state }) => state)).toEqual(['applied', 'changed']);
  });

  it('is not reported if either side has no checksum', async () => {
    const database = testDatabase();
    const migrations = (checksum: string | undefined) => source({ '1_a': [checksum, createsTable('a')] });
    const migrator = (checksum: string | undefined) =>
      createMigrator({ database: database.d1, migrations: migrations(checksum) });
    await migrator(undefined).migrate();
    expect((await migrator('one').status()).migrations[0]?.state).toBe('applied');
    database.run("UPDATE migrations SET checksum = 'one'");
    expect((await migrator(undefined).status()).migrations[0]?.state).toBe('applied');
  });

  it('stays partial if it is partial', async () => {
    const { database, migrator } = await changedProject();
    database.run("UPDATE migrations SET state = 'partial' WHERE migration = '2_b'");
    expect((await migrator.status()).migrations[1]?.state).toBe('partial');
    expect(await migrator.repair()).toEqual(nothing);
  });

  it('is a warning of a migrate, or a refusal before anything is written', async () => {
    const { database } = await changedProject();
    const migrations = source({ ...after, '3_c': ['three', createsTable('c')] });
    const migrator = createMigrator({ database: database.d1, migrations });
    const content = database.content();
    for (const pretend of [{}, { pretend: true } as const]) {
      const error = await failureOf(migrator.migrate({ failOn: ['MIGRATION.CHANGED'], ...pretend }));
      expect([error.code, error.details['names']]).toEqual(['MIGRATION.CHANGED', ['2_b']]);
    }
    expect(database.content()).toBe(content);
    const report = await migrator.migrate({ failOn: ['MIGRATION.OUT_OF_ORDER'] });
    expect(report.warnings).toEqual([{ code: 'MIGRATION.CHANGED', names: ['2_b'] }]);
    expect(tableNames(database)).toEqual(['a', 'b', 'c']);
  });

  it('is rolled back by its stored down(), with a warning for it alone', async () => {
    const { database, migrator } = await changedProject();
    const warnings = [{ code: 'MIGRATION.CHANGED', names: ['2_b'], down: 'stored' }];
    expect((await migrator.rollback({ pretend: true })).warnings).toEqual(warnings);
    const report = await migrator.rollback({ step: 1 });
    expect(report).toMatchObject({ warnings, done: [{ name: '2_b', down: 'stored' }] });
    expect(tableNames(database)).toEqual(['a']);
    expect((await migrator.rollback()).warnings).toEqual([]);
  });

  it.each([
    ['of its file if that is requested', "'DROP TABLE b'", 'file', ['a']],
    ['that is stored, whatever its file would run', "'DROP TABLE b'", 'stored', ['a']],
    ['of its file if none is stored', 'NULL', 'stored', ['a']],
  ] as const)('is rolled back by the down() %s', async (_, stored, down, left) => {
    const { database } = await changedProject();
    database.run(`UPDATE migrations SET down_sql = ${stored} WHERE migration = '2_b'`);
    database.run('CREATE TABLE mark (id)');
    const migrations = source({
      ...after,
      '2_b': ['other', sqlMigration([], ['DROP TABLE b', 'DROP TABLE mark'])],
    });
    const report = await createMigrator({ database: database.d1, migrations }).rollback({ step: 1, down });
    const isStored = down === 'stored' && stored !== 'NULL';
    expect(tableNames(database)).toEqual(isStored ? [...left, 'mark'] : left);
    expect(report.warnings).toContainEqual({
      code: 'MIGRATION.CHANGED',
      names: ['2_b'],
      down: isStored ? 'stored' : 'file',
    });
  });

  it('is rolled back by a down() that was written after it had been applied', async () => {
    const database = testDatabase();
    const unwritten = { '1_a': ['one', sqlMigration(['CREATE TABLE a (id)'], [])] } as const;
    const written = { '1_a': ['two', sqlMigration(['CREATE TABLE a (id)'], ['DROP TABLE a'])] } as const;
    await createMigrator({ database: database.d1, migrations: source(unwritten) }).migrate();
    const report = await createMigrator({ database: database.d1, migrations: source(written) }).rollback();
    expect(report.warnings).toEqual([{ code: 'MIGRATION.CHANGED', names: ['1_a'], down: 'file' }]);
    expect(tableNames(database)).toEqual([]);
  });

  it('is reset by its stored down(), and applied from its current file', async () => {
    const database = testDatabase();
    const old = { '1_a': ['one', createsTable('a')] } as const;
    const renewed = { '1_a': ['two', createsTable('b')] } as const;
    await createMigrator({ database: database.d1, migrations: source(old) }).migrate();
    await createMigrator({ database: database.d1, migrations: source(renewed) }).reset();
    expect(tableNames(database)).toEqual(['b']);
  });

  it('is reset with a warning, and applied again', async () => {
    const { migrator } = await changedProject();
    expect((await migrator.reset()).warnings).toEqual([
      { code: 'MIGRATION.CHANGED', names: ['2_b'], down: 'stored' },
      { code: 'MIGRATION.EMPTY', names: ['2_b'] },
    ]);
    expect((await migrator.status()).migrations.map(({ state }) => state)).toEqual(['applied', 'applied']);
  });
});

describe('repair', () => {
  const change = { name: '2_b', recorded: 'two', present: 'other' };

  it('records the current checksums and nothing else, and finds nothing the second time', async () => {
    const { database, migrator } = await changedProject();
    const untouched = 'SELECT id, migration, batch, run_id, applied_at, state, bookmark FROM migrations';
    const rows = database.rows(untouched);
    expect(await migrator.repair()).toEqual({ files: [change], renamed: [], schema: [] });
    expect(checksums(database)).toEqual([{ checksum: 'one' }, { checksum: 'other' }]);
    expect(database.rows(untouched)).toEqual(rows);
    const content = database.content();
    expect(await migrator.repair()).toEqual(nothing);
    expect(database.content()).toBe(content);
  });

  it('stores the current down(), which rolls a repaired migration back if its file goes missing', async () => {
    const { database, migrator } = await changedProject();
    await migrator.repair();
    expect(database.rows("SELECT down_sql FROM migrations WHERE migration = '2_b'")).toEqual([
      { down_sql: 'DROP TABLE b;' },
    ]);
    const without = createMigrator({
      database: database.d1,
      migrations: source({ '1_a': ['one', createsTable('a')] }),
    });
    await without.rollback({ step: 1 });
    expect(tableNames(database)).toEqual(['a']);
  });

  it('removes a stored down() that the file no longer has', async () => {
    const database = testDatabase();
    const migratorOf = (...down: string[][]) =>
      createMigrator({
        database: database.d1,
        migrations: source({ '1_a': [String(down.length), sqlMigration(['CREATE TABLE a (id)'], ...down)] }),
      });
    await migratorOf(['DROP TABLE a']).migrate();
    await migratorOf().repair();
    expect(database.rows('SELECT down_sql FROM migrations')).toEqual([{ down_sql: null }]);
  });

  it('records nothing if a changed file cannot be loaded', async () => {
    const { database } = await changedProject();
    const broken = {
      ...source(before),
      list: async () => [{ name: '2_b', checksum: 'other', load: async () => ({}) }],
    };
    const content = database.content();
    const error = await failureOf(createMigrator({ database: database.d1, migrations: broken }).repair());
    expect(error.code).toBe('MIGRATION.EXPORT_INVALID');
    expect(database.content()).toBe(content);
  });

  it('shows what it will record before it does, and does not ask if there is nothing', async () => {
    const { database, migrator } = await changedProject();
    const refuse = (changed: unknown) => Promise.reject(new Error(JSON.stringify(changed)));
    expect((await failureOf(migrator.repair(refuse))).message).toBe(
      JSON.stringify({ files: [change], renamed: [], schema: [] }),
    );
    expect(checksums(database)).toEqual([{ checksum: 'one' }, { checksum: 'two' }]);
    await migrator.repair();
    await migrator.repair(refuse);
  });

  const others = [
    ['migrate', (migrator: Migrator) => migrator.migrate()],
    ['rollback', (migrator: Migrator) => migrator.rollback()],
  ] as const;

  it.each(others)('refuses if a %s comes in between', async (_, comesBetween) => {
    const { database, migrator } = await changedProject();
    const migrations = source({ ...after, '3_c': ['three', createsTable('c')] });
    const other = createMigrator({ database: secondConnection(database), migrations });
    const error = await failureOf(migrator.repair(async () => void (await comesBetween(other))));
    expect(error.code).toBe('MIGRATION.REPAIR_FAILED');
    expect(error.message).toContain('another run has changed the ledger meanwhile');
    expect(checksums(database)).not.toContainEqual({ checksum: 'other' });
  });

  it.each(['lost-before', 'lost-after', 'too-many'] as const)('runs once if a batch is %s', async (fate) => {
    const { database } = await changedProject();
    const far = losing(database.d1, fate);
    const repair = await createMigrator({ database: far, migrations: source(after) }).repair();
    expect(repair).toEqual({ files: [change], renamed: [], schema: [] });
    expect(checksums(database)).toEqual([{ checksum: 'one' }, { checksum: 'other' }]);
  });
});
