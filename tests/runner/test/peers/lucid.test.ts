// What Lucid's own tests hold its migrator to, and what Roost does there: docs/internals/other-migrators.md.
import type { Migration } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { tableNames } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';
import { files, names, peerDatabase, states } from './peer-database.ts';

it('Lucid 1: without any files a run writes nothing, instead of creating the ledger', async () => {
  const database = peerDatabase();
  await database.migrator({}).migrate();
  expect(database.schema()).toEqual([]);
});

it('Lucid 2: the first run of all is batch 1', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate();
  expect([tableNames(database), database.ledger()]).toEqual([
    ['a', 'b'],
    ['1_a 1', '2_b 1'],
  ]);
});

it('Lucid 3: an up() that fails records nothing', async () => {
  const database = peerDatabase();
  const fails = sqlMigration(['CREATE TABLE a (x)', 'nonsense']);
  await failureOf(database.migrator({ '1_a': fails }).migrate());
  expect([tableNames(database), database.ledger()]).toEqual([[], []]);
});

it('Lucid 4a: a pretended run executes nothing and returns the queries', async () => {
  const database = peerDatabase();
  const { steps } = await database.migrator({ '1_a': sqlMigration(['CREATE TABLE a (x)']) }).migrate({
    pretend: true,
  });
  expect(steps[0]?.statements).toEqual([{ sql: 'CREATE TABLE a (x)', values: [] }]);
  expect(database.schema()).toEqual([]);
});

it('Lucid 4b: an error in a pretended run is reported for its step', async () => {
  const fails: Migration = { up: () => Promise.reject(new Error('No coffee.')) };
  const { steps } = await peerDatabase().migrator({ '1_a': fails }).migrate({ pretend: true });
  expect(steps).toMatchObject([{ name: '1_a', statements: null, unknown: 'No coffee.' }]);
});

it('Lucid 5: a file never runs twice', async () => {
  const database = peerDatabase();
  const counts = sqlMigration(['CREATE TABLE IF NOT EXISTS a (x)', 'INSERT INTO a VALUES (1)']);
  const migrator = database.migrator({ '1_a': counts });
  await migrator.migrate();
  await migrator.migrate();
  expect(database.rows('SELECT count(*) AS n FROM a')).toEqual([{ n: 1 }]);
});

it('Lucid 6a: a rollback to an earlier state names the migration that stays, instead of its batch', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate({ step: true });
  await migrator.rollback({ to: '1_a' });
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Lucid 6b: a rollback takes the latest batch', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  await migrator.rollback();
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Lucid 6c: a rollback of everything is as many steps as there are, instead of batch 0, which is refused', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate({ step: true });
  expect((await failureOf(migrator.rollback({ batch: 0 }))).code).toBe('OPTION.INVALID');
  await migrator.rollback({ step: 2 });
  expect(database.ledger()).toEqual([]);
});

it('Lucid 7a: a rollback takes the last n migrations', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['3_c', '2_b']);
});

it('Lucid 7b: a negative step is refused, instead of meaning the whole batch', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  expect((await failureOf(migrator.rollback({ step: -1 }))).code).toBe('OPTION.INVALID');
  expect(database.ledger()).toHaveLength(2);
});

it('Lucid 8: a rollback to the same migration does nothing the second time', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ to: '1_a' })).done)).toEqual(['2_b']);
  expect(names((await migrator.rollback({ to: '1_a' })).done)).toEqual([]);
});

it('Lucid 9: a pretended rollback executes nothing', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a'));
  await migrator.migrate();
  const before = database.content();
  expect((await migrator.rollback({ pretend: true })).steps).toMatchObject([
    { statements: [{ sql: 'DROP TABLE a' }] },
  ]);
  expect(database.content()).toBe(before);
});

it('Lucid 10a: nothing is rolled back if a file is gone without a stored down()', async () => {
  const database = peerDatabase();
  await database.migrator({ '1_a': { up: createsTable('a').up }, '2_b': createsTable('b') }).migrate();
  const before = database.content();
  const { code } = await failureOf(database.migrator({ '2_b': createsTable('b') }).rollback());
  expect([code, database.content()]).toEqual(['MIGRATION.MISSING', before]);
});

it('Lucid 10b: a missing file is rolled back by its stored down(), instead of being refused', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate();
  const { done, warnings } = await database.migrator(files('a')).rollback();
  expect([names(done), warnings, tableNames(database)]).toEqual([
    ['2_b', '1_a'],
    [{ code: 'MIGRATION.MISSING', names: ['2_b'] }],
    [],
  ]);
});

it('Lucid 11a: the list has what is on disk and what is in the ledger', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(await states(database.migrator(files('a', 'b')))).toEqual(['1_a applied', '2_b pending']);
});

it('Lucid 11b: a recorded migration without a file is in the list as missing', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(await states(database.migrator({ '2_b': createsTable('b') }))).toEqual([
    '1_a missing',
    '2_b pending',
  ]);
});

it('Lucid 12: after one that fails the rest stay pending', async () => {
  const database = peerDatabase();
  const migrator = database.migrator({ ...files('a', 'b', 'c'), '2_b': sqlMigration(['nonsense']) });
  await failureOf(migrator.migrate());
  expect(await states(migrator)).toEqual(['1_a applied', '2_b pending', '3_c pending']);
});

it('Lucid 13a: digits are ordered as numbers', async () => {
  const migrations = { '10_c': createsTable('c'), '9_b': createsTable('b'), '1_a': createsTable('a') };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '9_b', '10_c']);
});

it('Lucid 13b: files of nested folders are ordered by their own names, instead of by their folders', async () => {
  const migrations = { '1/12_b.ts': createsTable('b'), '12/x/1_a.ts': createsTable('a') };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '12_b']);
});

const olderLedger = `
  CREATE TABLE migrations (id integer primary key autoincrement, migration varchar, batch integer);
  CREATE TABLE a (x);
  INSERT INTO migrations (migration, batch) VALUES ('1_a', 1)`;

it('Lucid 15a: a ledger of an older form is brought up to date by the first run that writes', async () => {
  const database = peerDatabase();
  database.run(olderLedger);
  await database.migrator(files('a', 'b')).migrate();
  expect(database.rows('SELECT migration, batch, state FROM migrations')).toEqual([
    { migration: '1_a', batch: 1, state: 'applied' },
    { migration: '2_b', batch: 2, state: 'applied' },
  ]);
});

it('Lucid 15b: a pretended run reads a ledger of an older form, and leaves it so instead of upgrading it', async () => {
  const database = peerDatabase();
  database.run(olderLedger);
  const before = database.content();
  const { steps } = await database.migrator(files('a', 'b')).migrate({ pretend: true });
  expect([names(steps), database.content()]).toEqual([['2_b'], before]);
});

it('Lucid 16d: the default export of a module is the migration', async () => {
  const migrations = {
    '1_a': { default: createsTable('a') },
    '2_b': async () => ({ default: createsTable('b') }),
  };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '2_b']);
});

it('Lucid 16e: an export that is no migration is refused before anything runs', async () => {
  const database = peerDatabase();
  const migrations = { ...files('a'), '2_b': { default: class Users {} } };
  const { code, message } = await failureOf(database.migrator(migrations).migrate());
  expect([code, database.schema()]).toEqual(['MIGRATION.EXPORT_INVALID', []]);
  expect(message).toContain("'2_b'");
});
