// What exportMigrations writes, compared with what migrate does to another database.
import { createMigrator, exportMigrations, type Migration } from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { createsTable, failureOf, sqlMigration } from './support/migrations.ts';

const shown = `SELECT *, typeof(v) AS type, hex(v) AS bytes FROM kept ORDER BY rowid`;

function exportOf(migrations: Readonly<Record<string, Migration>>, ledger = 'migrations') {
  return exportMigrations({ database: testDatabase().d1, migrations, ledger });
}

async function reasonOf(up: Migration['up']): Promise<string | null> {
  const [exported] = await exportOf({ '1_a': { up } });
  expect(exported?.sql === null).toBe(exported?.reason !== null);
  return exported?.reason ?? null;
}

async function applied(migrations: Readonly<Record<string, Migration>>): Promise<TestDatabase> {
  const database = testDatabase();
  for (const { sql } of await exportOf(migrations)) database.run(sql ?? '');
  return database;
}

async function migrated(migrations: Readonly<Record<string, Migration>>): Promise<TestDatabase> {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations }).migrate();
  return database;
}

describe('exported migrations', () => {
  it('leave the schema, the rows and a ledger from which migrate goes on', async () => {
    const migrations = {
      '2_fill': sqlMigration([
        "INSERT INTO a (note) VALUES ('it''s; -- x')",
        'DELETE FROM a WHERE id = 2 -- end',
      ]),
      '1_a': createsTable('a'),
    };
    const [byHand, byRoost] = [await applied(migrations), await migrated(migrations)];
    expect(byHand.schema()).toEqual(byRoost.schema());
    expect(byHand.rows('SELECT * FROM a')).toEqual(byRoost.rows('SELECT * FROM a'));
    const ledger = byHand.rows('SELECT migration, batch, run_id, state FROM migrations ORDER BY id');
    expect(ledger).toEqual([
      { migration: '1_a', batch: 1, run_id: 'wrangler', state: 'applied' },
      { migration: '2_fill', batch: 2, run_id: 'wrangler', state: 'applied' },
    ]);
    const migrator = createMigrator({
      database: byHand.d1,
      migrations: { ...migrations, '3_b': createsTable('b') },
    });
    expect((await migrator.migrate()).done).toMatchObject([{ name: '3_b', batch: 3 }]);
  });

  it('fail as a whole if they are applied again', async () => {
    const migrations = {
      '1_a': sqlMigration(['CREATE TABLE IF NOT EXISTS a (id)', 'INSERT INTO a VALUES (1)']),
    };
    const database = await applied(migrations);
    const before = database.content();
    const [exported] = await exportOf(migrations);
    expect(() => database.run(exported?.sql ?? '')).toThrow('UNIQUE constraint failed: migrations.migration');
    expect(database.content()).toBe(before);
  });

  it('contain the values that migrate binds', async () => {
    const value = fc.oneof(
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('BEGIN TRANSACTION;', 'a\r\nb', '\0', "'"),
      fc.uint8Array({ maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }), async (rows) => {
        const up: Migration['up'] = async (db) => {
          await db.run('CREATE TABLE kept (v, w NUMERIC)');
          for (const row of rows) await db.run('INSERT INTO kept SELECT?,coalesce(?2,?1)', ...row);
        };
        const [byHand, byRoost] = [await applied({ '1_a': { up } }), await migrated({ '1_a': { up } })];
        expect(byHand.rows(shown)).toEqual(byRoost.rows(shown));
      }),
      { numRuns: 60 },
    );
  });

  it('contain no BEGIN TRANSACTION, which wrangler would cut out, and keep it in the rows', async () => {
    const up: Migration['up'] = async (db) => {
      await db.run('CREATE TABLE kept (v)');
      await db.run("INSERT INTO kept VALUES ('it''s BEGIN TRANSACTION;'), (?)", 'BEGIN TRANSACTION');
      await db.run("UPDATE kept SET v = v || 'BEGIN TRANSACTION'");
    };
    const [exported] = await exportOf({ '1_a': { up } });
    expect(exported?.sql).not.toMatch(/BEGIN TRANSACTION/i);
    const [byHand, byRoost] = [await applied({ '1_a': { up } }), await migrated({ '1_a': { up } })];
    expect(byHand.rows(shown)).toEqual(byRoost.rows(shown));
  });
});

describe('a migration that cannot be exported', () => {
  const trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 'BEGIN TRANSACTION'; END";

  it.each<[string, string, readonly unknown[], string]>([
    ['reads', 'SELECT 1 AS one', [], 'SELECT 1 AS one'],
    ['holds a transaction', 'BEGIN', [], 'transaction statement: BEGIN'],
    ['has too few values', 'INSERT INTO a VALUES (?, ?)', [1], 'has 2 parameters, but 1 values'],
    ['has a value without a type', 'INSERT INTO a VALUES (?)', [1n], 'not supported'],
    ['creates by values', 'CREATE TABLE a AS SELECT ?', [1], 'creates something by values'],
    ['has a NUL in its text', "INSERT INTO a VALUES ('\0')", [], 'has a NUL character'],
    ['never closes a string', "INSERT INTO a VALUES ('a", [], 'does not end'],
    ['never ends a trigger', 'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1', [], 'does not end'],
    ['has it in a trigger', trigger, [], 'wrangler cuts out'],
    ['has it in a comment', 'DELETE FROM a -- BEGIN TRANSACTION', [], 'wrangler cuts out'],
    ['has it in a name', 'DELETE FROM a WHERE "BEGIN TRANSACTION" = 1', [], 'wrangler cuts out'],
    ['is too long', 'INSERT INTO a VALUES (?)', ['é'.repeat(50_000)], 'is 100025 bytes long'],
  ])('is named with its reason if a statement %s', async (_, sql, values, reason) => {
    expect(await reasonOf(async (db) => void (await db.run(sql, ...values)))).toContain(reason);
  });

  it('is exported if a statement never closes a comment, which is then closed', async () => {
    const [exported] = await exportOf({
      '1_a': { up: async (db) => void (await db.run('DELETE FROM a /* all')) },
    });
    expect(exported).toMatchObject({ sql: expect.stringContaining('DELETE FROM a /* all */;') });
  });

  it('is named if it throws, or runs outside a transaction', async () => {
    expect(await reasonOf(() => Promise.reject(new Error('no such luck')))).toBe('no such luck');
    const [exported] = await exportOf({ '1_a': { ...createsTable('a'), withinTransaction: false } });
    expect(exported).toEqual({
      name: '1_a',
      sql: null,
      reason: expect.stringContaining('withinTransaction'),
    });
  });

  it('does not prevent the export of the others', async () => {
    const throws: Migration = { up: () => Promise.reject(new Error('no')) };
    const exported = await exportOf({ '1_a': createsTable('a'), '2_b': throws, '3_c': createsTable('c') });
    expect(exported.map(({ sql }) => sql !== null)).toEqual([true, false, true]);
  });

  it('is exported if a statement has exactly the greatest length that D1 allows', async () => {
    const text = 'a'.repeat(100_000 - "INSERT INTO a VALUES ('')".length);
    expect(await reasonOf(async (db) => void (await db.run('INSERT INTO a VALUES (?)', text)))).toBeNull();
  });
});

it('an invalid ledger name is refused', async () => {
  expect(await failureOf(exportOf({}, 'sqlite_x'))).toMatchObject({ code: 'LEDGER.NAME_INVALID' });
});
