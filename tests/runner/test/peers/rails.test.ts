// What Rails' own tests hold its migrator to, and what Roost does there: docs/internals/other-migrators.md.
import { expect, it } from 'vitest';
import { tableNames } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';
import { files, names, peerDatabase, states } from './peer-database.ts';

it('Rails 1a: two migrations of one name are refused before anything runs', async () => {
  const database = peerDatabase();
  const migrations = { 'x/1_a.ts': createsTable('a'), 'y/1_a.ts': createsTable('b') };
  const { code } = await failureOf(database.migrator(migrations).migrate());
  expect([code, database.schema()]).toEqual(['MIGRATION.NAME_DUPLICATE', []]);
});

it('Rails 1b: two migrations of one version run in the order of their titles, instead of being refused', async () => {
  const migrations = { '1_b': createsTable('b'), '1_a': createsTable('a') };
  const migrator = peerDatabase().migrator(migrations);
  expect(names((await migrator.migrate()).done)).toEqual(['1_a', '1_b']);
  expect((await failureOf(migrator.rollback({ to: '1' }))).code).toBe('MIGRATION.NAME_AMBIGUOUS');
});

it('Rails 2: a name without digits is refused before anything runs', async () => {
  const database = peerDatabase();
  const { code } = await failureOf(database.migrator({ ...files('a'), users: createsTable('b') }).migrate());
  expect([code, database.schema()]).toEqual(['MIGRATION.NAME_INVALID', []]);
});

it('Rails 3: a migration that was added in between runs as well', async () => {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  await database.migrator(rest).migrate();
  const { done } = await database.migrator({ ...rest, '2_b': b }).migrate();
  expect([names(done), tableNames(database)]).toEqual([['2_b'], ['a', 'b', 'c']]);
});

it('Rails 4a: the status is in the order of versions, whatever ran first', async () => {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  await database.migrator(rest).migrate();
  const migrator = database.migrator({ ...rest, '2_b': b });
  await migrator.migrate();
  expect(await states(migrator)).toEqual(['1_a applied', '2_b applied', '3_c applied']);
});

it('Rails 4b: the status has what was applied and has no file', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(await states(database.migrator({}))).toEqual(['1_a missing']);
});

it('Rails 5a: one migration is applied', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate({ to: '1_a' });
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Rails 5b: one migration is rolled back', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  await migrator.rollback({ step: 1 });
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Rails 5c: one migration that is applied is not applied again', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  await migrator.migrate({ to: '1_a' });
  expect((await migrator.migrate({ to: '1_a' })).done).toEqual([]);
});

it('Rails 6: all the way down a second time rolls nothing more back', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['2_b', '1_a']);
  expect((await migrator.rollback({ step: 2 })).done).toEqual([]);
});

it('Rails 7a: a rollback takes a number of migrations, and no more than there are', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['3_c', '2_b']);
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['1_a']);
});

it('Rails 7b: forward goes to a name, instead of by a number', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  expect(names((await migrator.migrate({ to: 'b' })).done)).toEqual(['1_a', '2_b']);
});

it('Rails 9: a migration that fails is undone, and its row in the ledger with it', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const before = database.content();
  const fails = sqlMigration(['CREATE TABLE b (x)', 'INSERT INTO a (note) VALUES (1)', 'nonsense']);
  await failureOf(database.migrator({ ...files('a'), '2_b': fails }).migrate());
  expect(database.content()).toBe(before);
});

it('Rails 10: a migration may run without a transaction', async () => {
  const database = peerDatabase();
  const fails = { ...sqlMigration(['CREATE TABLE b (x)', 'nonsense']), withinTransaction: false };
  await failureOf(database.migrator({ '1_b': fails }).migrate());
  expect(tableNames(database)).toEqual(['b']);
});

it('Rails 11: the environment is in the rows that were written, instead of being stored by a migration that fails', async () => {
  const database = peerDatabase();
  const environment = { name: 'production', onMismatch: 'refuse' } as const;
  const fails = { '2_b': sqlMigration(['nonsense']) };
  const failing = database.migrator(fails, { environment });
  await failureOf(failing.migrate());
  expect((await failing.status()).environment).toBe(null);
  const migrator = database.migrator({ ...files('a'), ...fails }, { environment });
  await failureOf(migrator.migrate());
  expect((await migrator.status()).environment).toBe('production');
});

it('Rails 12a: a version of the far future runs, instead of being refused', async () => {
  const migrations = { '29991231235959_a': createsTable('a'), '20260101000000_b': createsTable('b') };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual([
    '20260101000000_b',
    '29991231235959_a',
  ]);
});

it('Rails 12b: a version of more than fourteen digits keeps its place, to the last digit', async () => {
  const migrations = {
    '20260101000000000002_c': createsTable('c'),
    '20260101000000000001_b': createsTable('b'),
    '20260101000000_a': createsTable('a'),
  };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual([
    '20260101000000_a',
    '20260101000000000001_b',
    '20260101000000000002_c',
  ]);
});

it('Rails 13: only what is pending is loaded', async () => {
  const database = peerDatabase();
  const loaded: string[] = [];
  const source = (...titles: readonly string[]) => ({
    list: async () =>
      titles.map((name) => ({
        name,
        load: async () => {
          loaded.push(name);
          return createsTable(name.slice(2));
        },
      })),
  });
  await database.migrator(source('1_a')).migrate();
  await database.migrator(source('1_a', '2_b')).migrate();
  expect(loaded).toEqual(['1_a', '2_b']);
});
