// Which of our migrations another tool means by a name.
import { expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';
import { listInWranglers, migratorOf, scratch } from './support.ts';

const nothing = sqlMigration(['SELECT 1']);

async function matched(listed: string, ...ours: readonly string[]): Promise<readonly string[]> {
  const database = testDatabase();
  listInWranglers(database, [listed]);
  const migrations = Object.fromEntries(ours.map((name) => [name, nothing]));
  const { migrations: adopted } = await migratorOf(database, { migrations }).adopt({ scratch: scratch() });
  return adopted.map(({ name }) => name);
}

it.each([
  ['0001-init.sql', '0001-init'],
  ['0001-init.sql', '0001_init'],
  ['0001_init.sql', '0001-init'],
  ['0001_add-user-name.sql', '0001_add_user_name'],
  ['1_init.sql', '0001_init'],
  ['0001_init/migration.sql', '0001_init'],
  ['0001_init.up.sql', '0001_init'],
  ['sub/0001_init.sql', '0001_init'],
  ['20260101000000_init.sql', '0001_init'],
])('%s is %s', async (listed, ours) => {
  expect(await matched(listed, ours)).toEqual([ours]);
});

it('the most exact one, if several match', async () => {
  expect(await matched('0001_init.sql', '0001-init', '0001_init')).toEqual(['0001_init']);
  expect(await matched('0002_init.sql', '0001_init', '0002-init')).toEqual(['0002-init']);
});

it.each([
  ['0001_init.sql', ['0001-init', '1_init']],
  ['0007_init.sql', ['0001_init', '0002_init']],
  ['0001_other.sql', ['0001_init']],
])('%s is none of %j for certain', async (listed, ours) => {
  expect(await failureOf(matched(listed, ...ours))).toMatchObject({ code: 'ADOPT.UNMATCHED' });
});

it('a title alone does not stop a run', async () => {
  const database = testDatabase();
  database.run(`CREATE TABLE kysely_migration (name TEXT PRIMARY KEY, timestamp TEXT NOT NULL);
    INSERT INTO kysely_migration VALUES ('0009_init', 't')`);
  const { warnings } = await migratorOf(database, { migrations: { '0001_init': nothing } }).migrate();
  expect(warnings.map(({ code }) => code)).toEqual(['LEDGER.OTHER_TOOL']);
});
