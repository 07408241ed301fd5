// What goose's own tests hold its Provider to, and what Roost does there: docs/internals/other-migrators.md.
import { createMigrator, isRoostError, type Migration } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { farAway, tableNames } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';
import { files, names, peerDatabase } from './peer-database.ts';

it('goose 1: a version that no migration has is an error, up and down', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  await migrator.migrate();
  expect((await failureOf(migrator.migrate({ to: '7' }))).code).toBe('MIGRATION.NOT_FOUND');
  expect((await failureOf(migrator.rollback({ to: '7' }))).code).toBe('MIGRATION.NOT_FOUND');
});

it('goose 2a: up applies everything', async () => {
  const { done } = await peerDatabase()
    .migrator(files('a', 'b', 'c'))
    .migrate();
  expect(names(done)).toEqual(['1_a', '2_b', '3_c']);
});

it('goose 2b: up by one is up to the next name, instead of a count', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  expect(names((await migrator.migrate({ to: '1' })).done)).toEqual(['1_a']);
  expect(names((await migrator.migrate({ to: '2' })).done)).toEqual(['2_b']);
});

it('goose 2c: up goes to a version', async () => {
  const { done } = await peerDatabase()
    .migrator(files('a', 'b', 'c'))
    .migrate({ to: '2' });
  expect(names(done)).toEqual(['1_a', '2_b']);
});

it('goose 3a: down rolls back everything that was applied', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  await migrator.rollback({ step: 3 });
  expect([tableNames(database), database.ledger()]).toEqual([[], []]);
});

it('goose 3b: down rolls back one', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 1 })).done)).toEqual(['2_b']);
});

it('goose 3c: down goes to a version, which stays', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  await migrator.rollback({ to: '1' });
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('goose 5: an error halfway says what was applied before it, and which one failed', async () => {
  const migrations = { ...files('a', 'b', 'c'), '2_b': sqlMigration(['nonsense']) };
  const { details } = await failureOf(peerDatabase().migrator(migrations).migrate());
  expect(details).toMatchObject({ step: { name: '2_b' }, report: { done: [{ name: '1_a' }] } });
});

it('goose 6: runs up and down at once leave tables and ledger in agreement', async () => {
  const database = peerDatabase();
  const migrator = createMigrator({ database: farAway(database.d1), migrations: files('a', 'b', 'c') });
  await migrator.migrate({ to: 'a' });
  const runs = Array.from({ length: 10 }, (_, index) =>
    index % 2 === 0 ? migrator.migrate() : migrator.rollback(),
  );
  const failures = (await Promise.allSettled(runs)).flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  // A run that the others have overtaken says so, and nothing else goes wrong.
  expect(failures.filter((error) => !isRoostError(error) || error.code !== 'LEDGER.CONFLICT')).toEqual([]);
  const recorded = database.ledger().map((line) => line.slice(2, 3));
  expect([...recorded].sort()).toEqual(tableNames(database));
});

const late = () => {
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  return { rest, all: { ...rest, '2_b': b } };
};

it('goose 7a: a migration that is missing among those applied runs if that is allowed', async () => {
  const database = peerDatabase();
  await database.migrator(late().rest).migrate();
  expect(names((await database.migrator(late().all).migrate()).done)).toEqual(['2_b']);
});

it('goose 7b: a migration that is missing among those applied is refused by name if that is not allowed', async () => {
  const database = peerDatabase();
  await database.migrator(late().rest).migrate();
  const refused = database.migrator(late().all).migrate({ failOn: ['MIGRATION.OUT_OF_ORDER'] });
  expect((await failureOf(refused)).details['names']).toEqual(['2_b']);
  expect(tableNames(database)).toEqual(['a', 'c']);
});

it('goose 8: a migration that throws in its own code is an error, and leaves nothing', async () => {
  const database = peerDatabase();
  const panics: Migration = {
    async up(db) {
      await db.run('CREATE TABLE a (x)');
      (undefined as unknown as { gone(): void }).gone();
    },
  };
  const { code, cause } = await failureOf(database.migrator({ '1_a': panics }).migrate());
  expect([code, cause]).toEqual(['MIGRATION.FAILED', expect.any(TypeError)]);
  expect(database.schema()).toEqual([]);
});

it('goose 9: the ledger is created in the batch of the first migration, instead of separately', async () => {
  const database = peerDatabase();
  await failureOf(database.migrator({ '1_a': sqlMigration(['CREATE TABLE a (x)', 'nonsense']) }).migrate());
  expect(database.schema()).toEqual([]);
  await database.migrator({ '1_a': createsTable('a') }).migrate();
  expect([tableNames(database), database.ledger()]).toEqual([['a'], ['1_a 1']]);
});
