// What Kysely's own tests hold its Migrator to, and what Roost does there: docs/internals/other-migrators.md.
import { createMigrator, type Migration } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { farAway, secondConnection, tableNames } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';
import { files, names, peerDatabase, states } from './peer-database.ts';

it('Kysely 1: the list of migrations shows when each was applied', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const { migrations } = await database.migrator(files('a', 'b')).status();
  expect(migrations.map(({ appliedAt }) => appliedAt)).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    null,
  ]);
});

it('Kysely 2: a run applies all that has not been applied', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(names((await database.migrator(files('a', 'b', 'c')).migrate()).done)).toEqual(['2_b', '3_c']);
});

const failOn = ['MIGRATION.OUT_OF_ORDER'] as const;

it('Kysely 3a: a new migration with an earlier name is refused if the caller asks for it', async () => {
  const database = peerDatabase();
  await database.migrator({ '2_b': createsTable('b') }).migrate();
  const { code, details } = await failureOf(database.migrator(files('a', 'b')).migrate({ failOn }));
  expect([code, details['names'], tableNames(database)]).toEqual(['MIGRATION.OUT_OF_ORDER', ['1_a'], ['b']]);
});

it('Kysely 3b: a new migration with an earlier name runs with a warning if it is not refused', async () => {
  const database = peerDatabase();
  await database.migrator({ '2_b': createsTable('b') }).migrate();
  const { done, warnings } = await database.migrator(files('a', 'b')).migrate();
  expect([names(done), warnings]).toEqual([['1_a'], [{ code: 'MIGRATION.OUT_OF_ORDER', names: ['1_a'] }]]);
});

it('Kysely 4a: a run goes on if the file of one in the middle is gone, with a warning instead of an error', async () => {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  await database.migrator({ ...rest, '2_b': b }).migrate();
  const { warnings } = await database.migrator(rest).migrate();
  expect(warnings).toEqual([{ code: 'MIGRATION.MISSING', names: ['2_b'] }]);
});

it('Kysely 4b: a run goes on if the file of the last is gone, with a warning instead of an error', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate();
  const { warnings } = await database.migrator(files('a')).migrate();
  expect(warnings).toEqual([{ code: 'MIGRATION.MISSING', names: ['2_b'] }]);
});

it('Kysely 4c: what is out of order is also checked beside a missing file, which is a warning instead of an error', async () => {
  const database = peerDatabase();
  await database.migrator({ '2_b': createsTable('b') }).migrate();
  const { done, warnings } = await database.migrator({ '1_a': createsTable('a') }).migrate();
  expect([names(done), warnings.map(({ code }) => code)]).toEqual([
    ['1_a'],
    ['MIGRATION.MISSING', 'MIGRATION.OUT_OF_ORDER'],
  ]);
});

const middleFails = { ...files('a', 'b', 'c'), '2_b': sqlMigration(['nonsense']) };

it('Kysely 5a: a migration that fails is reported with its error', async () => {
  const { code, message } = await failureOf(peerDatabase().migrator(middleFails).migrate());
  expect([code, message]).toEqual(['MIGRATION.FAILED', expect.stringContaining("'2_b'")]);
});

it('Kysely 5b: those after one that fails are not run, and reported as not run', async () => {
  const database = peerDatabase();
  const { details } = await failureOf(database.migrator(middleFails).migrate());
  expect(details['report']).toMatchObject({
    done: [{ name: '1_a' }],
    remaining: [{ name: '2_b' }, { name: '3_c' }],
  });
  expect(tableNames(database)).toEqual(['a']);
});

it('Kysely 6: a hundred concurrent runs of one migrator apply each migration once', async () => {
  const database = peerDatabase();
  const migrator = createMigrator({ database: farAway(database.d1), migrations: files('a', 'b', 'c') });
  const reports = await Promise.all(Array.from({ length: 100 }, () => migrator.migrate()));
  expect(reports.flatMap(({ done }) => names(done)).sort()).toEqual(['1_a', '2_b', '3_c']);
  expect(database.ledger()).toHaveLength(3);
});

it('Kysely 8a: a run up to a migration applies those before it and itself', async () => {
  const database = peerDatabase();
  expect(names((await database.migrator(files('a', 'b', 'c')).migrate({ to: '2_b' })).done)).toEqual([
    '1_a',
    '2_b',
  ]);
});

it('Kysely 8b: a rollback to a migration keeps it and rolls back those after it', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ to: '1_a' })).done)).toEqual(['3_c', '2_b']);
  expect(tableNames(database)).toEqual(['a']);
});

it('Kysely 8c: all the way down is as many steps as there are, instead of a name for none', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 3 })).done)).toEqual(['3_c', '2_b', '1_a']);
  expect(tableNames(database)).toEqual([]);
});

/** 1_a and 3_c are applied, in this order, and 2_b is new. */
async function unordered() {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  await database.migrator(rest).migrate();
  return { database, migrator: database.migrator({ ...rest, '2_b': b }) };
}

it('Kysely 9a: a run up to a migration that is out of order applies it', async () => {
  const { migrator } = await unordered();
  expect(names((await migrator.migrate({ to: '2_b' })).done)).toEqual(['2_b']);
  expect(await states(migrator)).toEqual(['1_a applied', '2_b applied', '3_c applied']);
});

it('Kysely 9b: a rollback to a migration rolls back what was applied after it, whatever its name', async () => {
  const { database, migrator } = await unordered();
  await migrator.migrate();
  expect(names((await migrator.rollback({ to: '1_a' })).done)).toEqual(['2_b', '3_c']);
  expect(tableNames(database)).toEqual(['a']);
});

it('Kysely 9c: all the way down rolls back what was applied last first, whatever its name, instead of a name for none', async () => {
  const { migrator } = await unordered();
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 3 })).done)).toEqual(['2_b', '3_c', '1_a']);
});

it('Kysely 10a: one step up is a run to the next name, instead of a count', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  expect(names((await migrator.migrate({ to: 'a' })).done)).toEqual(['1_a']);
});

it('Kysely 10b: one step down rolls back the last one alone', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 1 })).done)).toEqual(['2_b']);
});

it('Kysely 12a: a transaction of the author is refused', async () => {
  const database = peerDatabase();
  const begins = sqlMigration(['BEGIN', 'CREATE TABLE a (x)', 'COMMIT']);
  const { cause } = await failureOf(database.migrator({ '1_a': begins }).migrate());
  expect([cause, database.schema()]).toEqual([
    expect.objectContaining({ code: 'RECORDING.TRANSACTION' }),
    [],
  ]);
});

it('Kysely 12b: two runs without transactions do not come in between each other: the second is refused', async () => {
  const database = peerDatabase();
  let second: unknown;
  const direct = (between: () => Promise<void>): Migration => ({
    withinTransaction: false,
    async up(db) {
      await db.run('CREATE TABLE a (x)');
      await between();
      await db.run('INSERT INTO a VALUES (1)');
    },
  });
  const migrations = { '1_a': direct(async () => {}) };
  const other = createMigrator({ database: secondConnection(database), migrations });
  const runsOther = direct(async () => {
    second = await failureOf(other.migrate());
  });
  await database.migrator({ '1_a': runsOther }).migrate();
  expect(second).toMatchObject({ code: 'MIGRATION.PARTIAL' });
  expect(database.rows('SELECT x FROM a')).toEqual([{ x: 1 }]);
});

it('Kysely 13a: those applied at the same time keep their order', async () => {
  const database = peerDatabase();
  const migrations = { '1_b': createsTable('b'), '1_a': createsTable('a'), '1_c': createsTable('c') };
  const migrator = database.migrator(migrations);
  await migrator.migrate();
  database.run("UPDATE migrations SET applied_at = '2026-01-01T00:00:00.000Z'");
  expect(await states(migrator)).toEqual(['1_a applied', '1_b applied', '1_c applied']);
  expect(names((await migrator.rollback()).done)).toEqual(['1_c', '1_b', '1_a']);
});

it('Kysely 13b: those pending with the same digits have an order of their own', async () => {
  const migrations = { '1_b': createsTable('b'), '01_a': createsTable('a'), '1_B': createsTable('x') };
  const { done } = await peerDatabase().migrator(migrations).migrate();
  expect(names(done)).toEqual(['01_a', '1_B', '1_b']);
});

it('Kysely 14a: a ledger with another name is created', async () => {
  const database = peerDatabase();
  await database.migrator(files('a'), { ledger: 'kept' }).migrate();
  expect(database.rows('SELECT migration FROM kept')).toEqual([{ migration: '1_a' }]);
});
