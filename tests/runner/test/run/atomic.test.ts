// A run as one batch: every pending migration with its row, or none of them.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  type Migration,
  type MigrationEvent,
  type SqlDatabase,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

type Migrations = Readonly<Record<string, Migration>>;

const three = tableMigrations('a', 'b', 'c');
const [first = '', second = '', third = ''] = Object.keys(three);

function migratorOf(database: TestDatabase, migrations: Migrations, more: object = {}) {
  return createMigrator({ database: database.d1, migrations, openScratch: openMemoryD1, ...more });
}

const rowsOf = (database: TestDatabase) =>
  database.rows('SELECT migration, batch, state FROM migrations ORDER BY id');

/** The same database, and how often something was asked of it. */
function counted(d1: SqlDatabase): { readonly database: SqlDatabase; readonly requests: () => number } {
  let requests = 0;
  const database: SqlDatabase = {
    prepare: (sql) => d1.prepare(sql),
    batch: (statements) => {
      requests += 1;
      return d1.batch(statements);
    },
  };
  return { database, requests: () => requests };
}

describe('a run as one batch', () => {
  it('applies everything pending in one request, with a row for each', async () => {
    const database = testDatabase();
    await migratorOf(database, tableMigrations('z')).migrate();
    const { database: seen, requests } = counted(database.d1);
    const migrations = { ...tableMigrations('z'), '2_a': createsTable('a'), '3_b': createsTable('b') };
    const renamed = Object.fromEntries(Object.entries(migrations).map(([name, it]) => [name, it]));
    const report = await createMigrator({ database: seen, migrations: renamed }).migrate({ atomic: true });
    expect(requests()).toBe(2);
    expect(report.done.map(({ name, statements }) => [name, statements])).toEqual([
      ['2_a', 1],
      ['3_b', 1],
    ]);
    expect(tableNames(database)).toEqual(['a', 'b', 'z']);
  });

  it('leaves what the same run leaves step by step, except the fingerprints in between', async () => {
    const [together, apart] = [testDatabase(), testDatabase()];
    await migratorOf(together, three).migrate({ atomic: true });
    await migratorOf(apart, three).migrate();
    const content = 'SELECT id, migration, batch, state, checksum, down_sql, statements FROM migrations';
    expect(together.rows(content)).toEqual(apart.rows(content));
    expect(together.rows('SELECT * FROM migrations_schema')).toEqual(
      apart.rows('SELECT * FROM migrations_schema'),
    );
    expect(together.schema()).toEqual(apart.schema());
    expect((await migratorOf(together, three).status()).schema).toEqual({ state: 'as-left', since: third });
    await migratorOf(together, three).rollback();
    expect(tableNames(together)).toEqual([]);
  });

  it('gives each migration a batch of its own if that is requested', async () => {
    const database = testDatabase();
    await migratorOf(database, three).migrate({ atomic: true, step: true });
    expect(rowsOf(database)).toEqual(
      [first, second, third].map((migration, index) => ({ migration, batch: index + 1, state: 'applied' })),
    );
  });

  it('is undone as a whole by a failing statement, which is named', async () => {
    const database = testDatabase();
    const before = database.content();
    const broken = {
      '1_a': createsTable('a'),
      '2_b': sqlMigration(['CREATE TABLE b (id)', 'INSERT INTO c VALUES (1)']),
    };
    const events: MigrationEvent[] = [];
    const migrator = migratorOf(database, broken, { onEvent: (event: MigrationEvent) => events.push(event) });
    const error = await failureOf(migrator.migrate({ atomic: true }));
    expect(error).toMatchObject({
      code: 'MIGRATION.FAILED',
      details: { step: { name: '2_b' }, statement: { number: 2 }, report: { done: [], remaining: [{}, {}] } },
    });
    expect(database.content()).toBe(before);
    expect(events.map(({ type }) => type)).toEqual(['run-started', 'step-started', 'step-failed']);
  });

  it('is linted in order, each migration on the schema of those before it', async () => {
    const database = testDatabase();
    const following = {
      '1_a': createsTable('a'),
      '2_b': sqlMigration(['ALTER TABLE a ADD COLUMN more TEXT']),
      '3_c': sqlMigration(['DROP TABLE a']),
    };
    const { findings } = await migratorOf(database, following).migrate({ atomic: true });
    expect(findings.filter(({ rule }) => rule === 'failing-statement')).toEqual([]);
    expect(tableNames(database)).toEqual([]);
  });

  it('is refused before anything runs if it would lose rows', async () => {
    const database = testDatabase();
    await migratorOf(database, { '1_a': createsTable('a') }).migrate();
    database.run("INSERT INTO a (note) VALUES ('kept')");
    const before = database.content();
    const losing = {
      '1_a': createsTable('a'),
      '2_b': createsTable('b'),
      '3_c': sqlMigration(['DROP TABLE a']),
    };
    const run = migratorOf(database, losing).migrate({ atomic: true, failOn: ['MIGRATION.LOSES_DATA'] });
    expect(await failureOf(run)).toMatchObject({
      code: 'MIGRATION.LOSES_DATA',
      details: { step: { name: '3_c' } },
    });
    expect(database.content()).toBe(before);
  });

  it('may read the database before any of its writes', async () => {
    const database = testDatabase();
    const reading: Migration = {
      async up(db) {
        const { n } = (await db.prepare('SELECT 3 AS n').first<{ n: number }>()) ?? { n: 0 };
        await db.run(`CREATE TABLE t${n} (id)`);
      },
    };
    await migratorOf(database, { '1_a': reading, '2_b': createsTable('b') }).migrate({ atomic: true });
    expect(tableNames(database)).toEqual(['b', 't3']);
  });

  it.each<[string, Migration, string]>([
    [
      'reads after one that writes',
      {
        async up(db) {
          await db.prepare('SELECT * FROM a').all();
        },
      },
      'Run it with --to 1_a first, or run all without --atomic. Nothing was written.',
    ],
    [
      'runs outside a transaction',
      { ...createsTable('b'), withinTransaction: false },
      'Run it with --to 1_a first, or run all without --atomic. Nothing was written.',
    ],
  ])('is refused if a migration %s, and says how far it could go', async (_, migration, hint) => {
    const database = testDatabase();
    const before = database.content();
    const run = migratorOf(database, {
      '1_a': createsTable('a'),
      '2_b': migration,
      '3_c': createsTable('c'),
    });
    expect(await failureOf(run.migrate({ atomic: true }))).toMatchObject({
      code: 'MIGRATION.NOT_TOGETHER',
      message: expect.stringContaining("'2_b'"),
      hint,
    });
    expect(database.content()).toBe(before);
  });

  it('is refused if it has more statements than one request allows, and says how far it could go', async () => {
    const database = testDatabase();
    const filling = sqlMigration(
      Array.from({ length: 500 }, (_, index) => `INSERT INTO a (id) VALUES (${index})`),
    );
    const migrations = { '1_a': createsTable('a'), '2_b': filling, '3_c': filling };
    expect(await failureOf(migratorOf(database, migrations).migrate({ atomic: true }))).toMatchObject({
      code: 'MIGRATION.TOO_MANY',
      message: expect.stringContaining("'3_c' exceeds it"),
      hint: 'Run it with --to 2_b first, or run all without --atomic. Nothing was written.',
      details: { most: 1_000 },
    });
    await migratorOf(database, migrations).migrate({ atomic: true, to: '2_b' });
    expect(database.rows('SELECT count(*) AS n FROM a')).toEqual([{ n: 500 }]);
  });

  it('stops without writing if another run comes first', async () => {
    const database = testDatabase();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: { '1_a': createsTable('a') },
    });
    const run = migratorOf(database, three, { approve: async () => void (await other.migrate()) });
    expect(await failureOf(run.migrate({ atomic: true }))).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect(tableNames(database)).toEqual(['a']);
  });

  it('fills the row of a migration that had run no statement', async () => {
    const database = testDatabase();
    const empty = [{ name: '1_a', checksum: 'old', load: async () => sqlMigration([]) }];
    await createMigrator({ database: database.d1, migrations: { list: async () => empty } }).migrate();
    const written = [
      { name: '1_a', checksum: 'new', load: async () => createsTable('a') },
      { name: '2_b', checksum: 'b', load: async () => createsTable('b') },
    ];
    await createMigrator({ database: database.d1, migrations: { list: async () => written } }).migrate({
      atomic: true,
    });
    expect(rowsOf(database)).toEqual([
      { migration: '1_a', batch: 2, state: 'applied' },
      { migration: '2_b', batch: 2, state: 'applied' },
    ]);
  });

  it('does nothing if nothing is pending', async () => {
    const database = testDatabase();
    await migratorOf(database, three).migrate({ atomic: true });
    expect((await migratorOf(database, three).migrate({ atomic: true })).done).toEqual([]);
  });
});
