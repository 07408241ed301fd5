// An applied migration whose file has another name: it was missing and pending at once, and ran a second time.
import { createMigrator, type MigrationSource, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { type Files, source } from '../support/file-source.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';

const prices = sqlMigration(
  ['CREATE TABLE prices (cents)', 'INSERT INTO prices VALUES (100)'],
  ['DROP TABLE prices'],
);
const doubles = sqlMigration(
  ['UPDATE prices SET cents = cents * 2'],
  ['UPDATE prices SET cents = cents / 2'],
);
const [one, two, three] = [
  ['one', prices],
  ['two', doubles],
  ['three', createsTable('c')],
] as const;

const before: Files = { '1_prices': one, '7_double': two };
const after: Files = { '1_prices': one, '12_double': two };

async function applied(files: Files = before): Promise<TestDatabase> {
  const database = testDatabase();
  await migratorOf(database, files).migrate();
  return database;
}

function migratorOf(
  { d1 }: Pick<TestDatabase, 'd1'>,
  files: Files | MigrationSource,
  options = {},
): Migrator {
  const migrations = 'list' in files ? (files as MigrationSource) : source(files as Files);
  return createMigrator({ database: d1, migrations, ...options });
}

async function statesOf(migrator: Migrator): Promise<readonly string[]> {
  const { migrations } = await migrator.status();
  return migrations.map(({ name, state, renamedFrom = [] }) => [name, state, ...renamedFrom].join(' '));
}

const cents = (database: TestDatabase) => database.rows('SELECT cents FROM prices');
const names = (database: TestDatabase) =>
  database
    .rows('SELECT migration FROM migrations ORDER BY id')
    .map((row) => (row as { migration: string }).migration);

describe('a renamed file', () => {
  it('is one migration in the status, with the name under which it was applied', async () => {
    const database = await applied();
    const { migrations, pending } = await migratorOf(database, after).status();
    expect(pending).toBe(0);
    expect(migrations).toMatchObject([
      { name: '1_prices', state: 'applied' },
      { name: '12_double', state: 'renamed', renamedFrom: ['7_double'], batch: 1 },
    ]);
  });

  it.each([
    ['migrate', (migrator: Migrator) => migrator.migrate()],
    ['migrate --pretend', (migrator: Migrator) => migrator.migrate({ pretend: true })],
    ['migrate --to another', (migrator: Migrator) => migrator.migrate({ to: '1_prices' })],
    ['a rehearsal', (migrator: Migrator) => migrator.rehearse()],
    ['rollback', (migrator: Migrator) => migrator.rollback()],
    ['rollback to it', (migrator: Migrator) => migrator.rollback({ to: '12_double' })],
    ['reset', (migrator: Migrator) => migrator.reset()],
    ['refresh', (migrator: Migrator) => migrator.refresh({ step: 1 })],
  ])('is refused by %s before anything runs', async (_, run) => {
    const database = await applied();
    const content = database.content();
    expect(await failureOf(run(migratorOf(database, after)))).toMatchObject({
      code: 'MIGRATION.RENAMED',
      message:
        "Applied migrations would run a second time, under another name: '12_double' was applied as '7_double'.",
      hint: expect.stringContaining('roost migrate:repair'),
      details: { names: ['12_double'], renamed: [{ name: '12_double', from: ['7_double'] }] },
    });
    expect(database.content()).toBe(content);
    expect(cents(database)).toEqual([{ cents: 200 }]);
  });

  it('does not prevent a fresh start or the rollback of others', async () => {
    const database = await applied();
    await migratorOf(database, { ...before, '8_c': three }).migrate();
    await migratorOf(database, { ...after, '8_c': three }).rollback();
    expect(tableNames(database)).toEqual(['prices']);
    await migratorOf(database, after).fresh();
    expect(cents(database)).toEqual([{ cents: 200 }]);
  });

  it('is not adopted in addition to its row', async () => {
    const database = await applied();
    const scratch = testDatabase().d1;
    const error = await failureOf(
      migratorOf(database, after).adopt({ to: '12_double', scratch, force: true }),
    );
    expect(error.code).toBe('MIGRATION.RENAMED');
  });

  it('is no rename if the old file still exists, or the text differs', async () => {
    const database = await applied();
    expect(await statesOf(migratorOf(database, { ...before, '12_double': two }))).toEqual([
      '1_prices applied',
      '7_double applied',
      '12_double pending',
    ]);
    const rewritten = { '1_prices': one, '12_double': ['other', doubles] } as const;
    expect(await statesOf(migratorOf(database, rewritten))).toEqual([
      '1_prices applied',
      '7_double missing',
      '12_double pending',
    ]);
  });

  it('is not detected if the source has no checksum', async () => {
    const database = await applied();
    const states = await statesOf(
      migratorOf(database, { '1_prices': one, '12_double': [undefined, doubles] }),
    );
    expect(states).toEqual(['1_prices applied', '7_double missing', '12_double pending']);
  });

  it('must be resolved first if it is partial', async () => {
    const database = await applied();
    database.run("UPDATE migrations SET state = 'partial' WHERE migration = '7_double'");
    const migrator = migratorOf(database, after);
    expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.PARTIAL');
    await migrator.resolve('7_double', 'applied');
    expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.RENAMED');
  });

  it.each([
    [
      'two copies of one',
      { '1_prices': one, '8_x': two, '9_y': two },
      ['8_x renamed 7_double', '9_y renamed 7_double'],
    ],
    [
      'a copy beside a changed file of another name',
      { '1_prices': two, '9_y': two },
      ['9_y renamed 7_double'],
    ],
  ] as const)('is refused where it is not clear which one it is: %s', async (_, files, renamed) => {
    const database = await applied();
    const migrator = migratorOf(database, files);
    expect(await statesOf(migrator)).toEqual(expect.arrayContaining([...renamed]));
    const error = await failureOf(migrator.migrate());
    expect(error.code).toBe('MIGRATION.RENAMED');
    expect(error.hint).toContain('the name it was applied under');
    expect((await migrator.repair()).renamed).toEqual([]);
    expect(cents(database)).toEqual([{ cents: 200 }]);
  });

  it('is refused if it is one of two equal texts, and both together are recorded in their order', async () => {
    const files = { '1_prices': one, '7_double': two, '8_again': two } as const;
    const database = await applied(files);
    const less = { '1_prices': one, '12_double': two } as const;
    expect((await failureOf(migratorOf(database, less).migrate())).code).toBe('MIGRATION.RENAMED');
    const migrator = migratorOf(database, { '1_prices': one, '12_double': two, '13_again': two });
    expect((await migrator.repair()).renamed).toEqual([
      { name: '12_double', from: '7_double' },
      { name: '13_again', from: '8_again' },
    ]);
    expect(await migrator.migrate()).toMatchObject({ done: [] });
    expect(cents(database)).toEqual([{ cents: 400 }]);
  });
});

describe('a repair', () => {
  it('gives the row the new name, shows it first, and keeps everything else', async () => {
    const database = await applied();
    const migrator = migratorOf(database, after);
    const kept = () =>
      database.rows(
        'SELECT id, batch, checksum, run_id, down_sql, applied_at, statements, fingerprint FROM migrations',
      );
    const rows = kept();
    const shown: unknown[] = [];
    const repair = { files: [], renamed: [{ name: '12_double', from: '7_double' }], schema: [] };
    expect(await migrator.repair(async (it) => void shown.push(names(database), it))).toEqual(repair);
    expect(shown).toEqual([['1_prices', '7_double'], repair]);
    expect(kept()).toEqual(rows);
    expect(names(database)).toEqual(['1_prices', '12_double']);
    expect(await migrator.migrate()).toMatchObject({ done: [], warnings: [] });
    await migrator.rollback({ step: 1 });
    expect(cents(database)).toEqual([{ cents: 100 }]);
  });

  it.each([
    ['two that have changed names', { '1_prices': two, '7_double': one }, ['7_double', '1_prices']],
    ['a chain', { '7_double': one, '12_double': two }, ['7_double', '12_double']],
    [
      'one beside a changed file',
      { '1_prices': ['new', prices], '12_double': two },
      ['1_prices', '12_double'],
    ],
  ] as const)('settles %s', async (_, files, expected) => {
    const database = await applied();
    const migrator = migratorOf(database, files);
    await migrator.repair();
    expect(names(database)).toEqual(expected);
    expect(new Set((await migrator.status()).migrations.map(({ state }) => state))).toEqual(
      new Set(['applied']),
    );
    expect(await migrator.migrate()).toMatchObject({ done: [], warnings: [] });
    expect(cents(database)).toEqual([{ cents: 200 }]);
  });

  it('replaces a row under the new name that ran no statement', async () => {
    const empty = ['empty', sqlMigration([], [])] as const;
    const database = await applied({ ...before, '12_double': empty });
    const migrator = migratorOf(database, after);
    expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.RENAMED');
    await migrator.repair();
    expect(names(database)).toEqual(['1_prices', '12_double']);
    expect(await migrator.migrate()).toMatchObject({ done: [] });
  });

  it('reports a file that overwrites another applied one as changed', async () => {
    const database = await applied();
    expect(await statesOf(migratorOf(database, { '1_prices': two }))).toEqual([
      '1_prices changed',
      '7_double missing',
    ]);
  });

  it("adds the new name to wrangler's ledger, and leaves the old one there for exported files", async () => {
    const database = testDatabase();
    const wranglerLedger = 'd1_migrations';
    await migratorOf(database, before, { wranglerLedger }).migrate();
    await migratorOf(database, after, { wranglerLedger }).repair();
    expect(database.rows('SELECT name FROM d1_migrations ORDER BY id')).toEqual(
      ['1_prices', '7_double', '12_double'].map((name) => ({ name: `${name}.sql` })),
    );
  });

  it.each(['lost-before', 'lost-after', 'too-many', 'lost-and-late'] as const)(
    'of a name runs once if a batch is %s',
    async (fate) => {
      const database = await applied();
      const migrator = createMigrator({ database: losing(database.d1, fate), migrations: source(after) });
      expect((await migrator.repair()).renamed).toHaveLength(1);
      expect(names(database)).toEqual(['1_prices', '12_double']);
    },
  );
});
