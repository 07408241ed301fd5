// A rehearsal runs everything on the real data, and leaves nothing.
import { createMigrator, type Migration, type Migrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { losing, notAtomic } from './support/far-database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from './support/migrations.ts';

const applied = tableMigrations('a', 'b');

const migratorOf = (database: TestDatabase, migrations: Readonly<Record<string, Migration>>): Migrator =>
  createMigrator({ database: database.d1, migrations });

/** a and b with rows; a.note is NULL in one of them, and b has an orphan-to-be. */
async function inUse(): Promise<TestDatabase> {
  const database = testDatabase();
  await migratorOf(database, applied).migrate();
  database.run("INSERT INTO a VALUES (1, 'x'), (2, NULL), (3, 'x'); INSERT INTO b VALUES (1, 'y')");
  return database;
}

const pending = (...statements: readonly string[]) => ({
  ...applied,
  '20270101000000_next': sqlMigration(statements),
});

describe('a rehearsal', () => {
  it('counts the rows before and after, and leaves nothing', async () => {
    const database = await inUse();
    const before = database.content();
    const rehearsal = await migratorOf(database, {
      ...pending(
        "DELETE FROM a WHERE note = 'x'",
        'ALTER TABLE b RENAME TO bb',
        'CREATE TABLE c (id INTEGER PRIMARY KEY)',
        'INSERT INTO c (id) SELECT id FROM a',
      ),
      '20270102000000_then': sqlMigration([
        'CREATE TABLE "d ""1""" (id)',
        'CREATE VIRTUAL TABLE f USING fts5(t)',
      ]),
    }).rehearse();
    expect(rehearsal).toMatchObject({
      failure: null,
      notRehearsed: [],
      rehearsed: [{ batch: 2 }, { batch: 2 }],
    });
    expect(rehearsal.tables).toEqual([
      { name: 'a', before: 3, after: 1 },
      { name: 'b', before: 1, after: null },
      { name: 'bb', before: null, after: 1 },
      { name: 'c', before: null, after: 1 },
      { name: 'd "1"', before: null, after: 0 },
      { name: 'f', before: null, after: 0 },
    ]);
    expect(database.content()).toBe(before);
  });

  it('does not fail if a virtual table cannot be counted because the table it reads from is gone', async () => {
    const database = await inUse();
    database.run("CREATE VIRTUAL TABLE search USING fts5(note, content='a')");
    const migrations = pending('DROP TABLE a', 'INSERT INTO b VALUES (2, NULL)');
    const rehearsal = await migratorOf(database, migrations).rehearse();
    expect(rehearsal).toMatchObject({ failure: null, notRehearsed: [] });
    expect(rehearsal.tables).toEqual([
      { name: 'a', before: 3, after: null },
      { name: 'b', before: 1, after: 2 },
    ]);
  });

  it.each([
    ['the first sending', ['lost-before']],
    ['the second sending', ['arrives', 'lost-before']],
    ['a refusal that is not about a statement', ['refused']],
  ] as const)('does not call a lost connection a failure of the run: %s', async (_, fates) => {
    const database = await inUse();
    const before = database.content();
    const far = losing(database.d1, ...fates);
    const migrations = pending('DROP TABLE b');
    const failure = await failureOf(createMigrator({ database: far, migrations }).rehearse());
    expect(failure.code).toBe('TEST.FAR');
    expect(database.content()).toBe(before);
  });

  it.each([
    [
      'NOT NULL',
      'CREATE TABLE c (note TEXT NOT NULL); INSERT INTO c SELECT note FROM a',
      'NOT NULL constraint failed: c.note',
    ],
    ['UNIQUE', 'CREATE UNIQUE INDEX a_note ON a (note)', 'UNIQUE constraint failed: a.note'],
    [
      'a CHECK',
      "CREATE TABLE c (note CHECK (note <> 'y')); INSERT INTO c SELECT note FROM b",
      'CHECK constraint failed',
    ],
    [
      'a foreign key',
      'CREATE TABLE c (a REFERENCES a (id)); INSERT INTO c SELECT id + 2 FROM a',
      'FOREIGN KEY constraint failed',
    ],
    [
      'a type',
      'CREATE TABLE c (n INTEGER) STRICT; INSERT INTO c SELECT note FROM b',
      'cannot store TEXT value in INTEGER',
    ],
    ['an existing table', 'CREATE TABLE b (id)', 'table b already exists'],
  ])('finds what would fail because of the data: %s', async (_, script, message) => {
    const database = await inUse();
    const before = database.content();
    const statements = script.split('; ');
    const { failure, tables, rehearsed } = await migratorOf(database, pending(...statements)).rehearse();
    expect(failure).toEqual({
      step: rehearsed[0],
      statement: { number: statements.length, sql: statements.at(-1) },
      message: expect.stringContaining(message),
      code: 'MIGRATION.FAILED',
      error: expect.stringContaining(message),
      remedy: null,
    });
    expect(tables).toEqual([]);
    expect(database.content()).toBe(before);
    expect(await failureOf(migratorOf(database, pending(...statements)).migrate())).toMatchObject({
      code: 'MIGRATION.FAILED',
    });
  });

  it('finds what only the commit would refuse', async () => {
    const database = await inUse();
    const statements = [
      'CREATE TABLE c (a REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED)',
      'INSERT INTO c VALUES (8), (9)',
    ];
    const before = database.content();
    const { failure } = await migratorOf(database, pending(...statements)).rehearse();
    expect(failure).toEqual({
      step: null,
      statement: null,
      message: '2 rows violate a foreign key at the end, so the commit would fail.',
      code: 'MIGRATION.FAILED',
      error: expect.any(String),
      remedy: null,
    });
    expect(database.content()).toBe(before);
    expect(await failureOf(migratorOf(database, pending(...statements)).migrate())).toMatchObject({
      code: 'MIGRATION.FAILED',
    });
  });

  it('does not blame a run for existing violations', async () => {
    const database = await inUse();
    database.run('CREATE TABLE c (a REFERENCES a (id)); PRAGMA foreign_keys = OFF; INSERT INTO c VALUES (9)');
    expect((await migratorOf(database, pending('CREATE TABLE d (id)')).rehearse()).failure).toBeNull();
  });

  it('omits what cannot be previewed, and what comes after it, with the reason', async () => {
    const database = await inUse();
    const reads: Migration = {
      up: async (db) => {
        const { n } = (await db.prepare('SELECT count(*) AS n FROM a').first<{ n: number }>()) ?? { n: 0 };
        await db
          .prepare('INSERT INTO b VALUES (?, ?)')
          .bind(n + 10, 'z')
          .run();
      },
    };
    const migrations = {
      ...pending('CREATE TABLE c (id)'),
      '20270102000000_reads': reads,
      '30270101000000_last': createsTable('z'),
    };
    const { rehearsed, notRehearsed: left, failure } = await migratorOf(database, migrations).rehearse();
    expect([rehearsed.length, failure]).toEqual([1, null]);
    expect(left.map(({ step }) => step.name)).toEqual(['20270102000000_reads', '30270101000000_last']);
  });

  it('of a migration that reads first is complete', async () => {
    const database = await inUse();
    const reads: Migration = {
      up: async (db) => {
        const n = await db.prepare('SELECT count(*) AS n FROM a').first<number>('n');
        await db.prepare('INSERT INTO b VALUES (?, ?)').bind(n, 'z').run();
      },
    };
    const { tables, notRehearsed: left } = await migratorOf(database, {
      ...applied,
      '20270101000000_reads': reads,
    }).rehearse();
    expect([left, tables.find(({ name }) => name === 'b')]).toEqual([[], { name: 'b', before: 1, after: 2 }]);
  });

  it('does not run migrations outside a transaction', async () => {
    const database = await inUse();
    const outside = { ...createsTable('c'), withinTransaction: false };
    const before = database.content();
    const { notRehearsed: left, rehearsed } = await migratorOf(database, {
      ...applied,
      '20270101000000_out': outside,
    }).rehearse();
    expect([rehearsed, left.map(({ reason }) => reason)]).toEqual([
      [],
      [expect.stringContaining('withinTransaction is false')],
    ]);
    expect(database.content()).toBe(before);
  });

  it('reports what the rules of the database would refuse, without sending anything', async () => {
    const database = await inUse();
    const rules = (sql: string) =>
      sql.includes('VACUUM') ? { rule: 'vacuum', text: 'not authorized' } : undefined;
    const migrator = createMigrator({
      database: database.d1,
      migrations: pending('SELECT 1; VACUUM'),
      rules,
    });
    expect((await migrator.rehearse()).failure?.message).toBe("not authorized (rule 'vacuum')");
  });

  it('goes up to a name, and asks for approval', async () => {
    const database = await inUse();
    const migrations = {
      ...pending('CREATE TABLE c (id)'),
      '20280101000000_d': sqlMigration(['DROP TABLE nowhere']),
    };
    const asked: number[] = [];
    const approve = async ({ steps }: { steps: readonly unknown[] }) => void asked.push(steps.length);
    const migrator = createMigrator({ database: database.d1, migrations, approve });
    expect((await migrator.rehearse({ to: 'next' })).failure).toBeNull();
    expect((await migrator.rehearse()).failure?.step?.name).toBe('20280101000000_d');
    expect(asked).toEqual([1, 2]);
  });

  it('of nothing does not ask for approval', async () => {
    const database = await inUse();
    const approve = async () => {
      throw new Error('no');
    };
    const rehearsal = await createMigrator({
      database: database.d1,
      migrations: applied,
      approve,
    }).rehearse();
    expect(rehearsal).toMatchObject({ rehearsed: [], notRehearsed: [], tables: [], failure: null });
  });

  it('is refused if a failed batch leaves something, before anything of the run is sent', async () => {
    const database = await inUse();
    const before = database.content();
    const migrator = createMigrator({
      database: notAtomic(database.d1),
      migrations: pending('DELETE FROM a'),
      trustAtomicBatches: false,
    });
    expect(await failureOf(migrator.rehearse())).toMatchObject({ code: 'MIGRATION.REHEARSAL_UNSAFE' });
    expect(database.content()).toBe(before);
  });
});
