// The names for which a row counts: those that it had, and those of what it replaces.
import { createMigrator, exportMigrations, type Migration } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Files, source } from '../support/file-source.ts';
import { createsTable, sqlMigration } from '../support/migrations.ts';

const [a, b, c] = ['a', 'b', 'c'].map((table): [string, Migration] => [table, createsTable(table)]) as [
  [string, Migration],
  [string, Migration],
  [string, Migration],
];

const tables = ['a', 'b'].map((table) => `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, note TEXT)`);
const squashed: Migration = { ...sqlMigration(tables), replaces: ['1_a', '2_b'] };
const withSquash: Files = { '2_squashed': ['s', squashed], '3_c': c };

const migratorOf = ({ d1 }: TestDatabase, files: Files) =>
  createMigrator({ database: d1, migrations: source(files) });

async function applied(files: Files): Promise<TestDatabase> {
  const database = testDatabase();
  await migratorOf(database, files).migrate();
  return database;
}

function formerNames(database: TestDatabase): readonly unknown[] {
  const rows = database.rows('SELECT migration, formerly FROM migrations ORDER BY id') as {
    migration: string;
    formerly: string | null;
  }[];
  return rows.map(({ migration, formerly }) => [migration, JSON.parse(formerly ?? 'null')]);
}

async function repair(database: TestDatabase, files: Files): Promise<void> {
  await migratorOf(database, files).repair();
}

it('a row that was never renamed has none', async () => {
  expect(formerNames(await applied({ '1_a': a, '2_b': b }))).toEqual([
    ['1_a', null],
    ['2_b', null],
  ]);
});

it('a renamed row keeps each name that it had', async () => {
  const database = await applied({ '1_a': a, '2_b': b });
  await repair(database, { '1_a': a, '12_b': b });
  await repair(database, { '1_a': a, '22_b': b });
  expect(formerNames(database)).toEqual([
    ['1_a', null],
    ['22_b', ['2_b', '~12_b']],
  ]);
});

it('two files that have exchanged their names keep both', async () => {
  const database = await applied({ '1_x': a, '2_x': b });
  await repair(database, { '1_x': b, '2_x': a });
  expect(formerNames(database)).toEqual([
    ['2_x', ['1_x']],
    ['1_x', ['2_x']],
  ]);
});

it('a squashed migration that is recorded has those of the rows that it replaces, and theirs', async () => {
  const database = await applied({ '1_a': a, '2_old': b });
  await repair(database, { '1_a': a, '2_b': b });
  await migratorOf(database, withSquash).migrate();
  expect(formerNames(database)).toEqual([
    ['2_squashed', ['1_a', '2_old', '~2_b']],
    ['3_c', null],
  ]);
});

it.each([{ atomic: false }, { atomic: true }])('one that runs has what it replaces (%o)', async (options) => {
  const database = testDatabase();
  await migratorOf(database, withSquash).migrate(options);
  expect(formerNames(database)).toEqual([
    ['2_squashed', ['1_a', '2_b']],
    ['3_c', null],
  ]);
});

it('one that wrangler applies has it too', async () => {
  const database = testDatabase();
  const exported = await exportMigrations({ database: database.d1, migrations: source(withSquash) });
  for (const { sql } of exported) database.run(sql ?? '');
  expect(formerNames(database)).toEqual([
    ['2_squashed', ['1_a', '2_b']],
    ['3_c', null],
  ]);
});

it('a ledger of an earlier version gets the column with the next run, and is read without it', async () => {
  const database = await applied({ '1_a': a, '2_b': b });
  database.run('ALTER TABLE migrations DROP COLUMN formerly');
  expect((await migratorOf(database, { '1_a': a, '2_b': b }).status()).pending).toBe(0);
  await migratorOf(database, withSquash).migrate();
  expect(formerNames(database)).toEqual([
    ['2_squashed', ['1_a', '2_b']],
    ['3_c', null],
  ]);
});
