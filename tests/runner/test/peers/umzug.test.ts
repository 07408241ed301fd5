// What Umzug's own tests hold it to, and what Roost does there: docs/internals/other-migrators.md.
import type { Migration, MigrationEvent } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { tableNames } from '../support/database.ts';
import { createsTable, failureOf } from '../support/migrations.ts';
import { files, names, peerDatabase } from './peer-database.ts';

it('Umzug 2a: up and down get the database, as argument and as this.db', async () => {
  const database = peerDatabase();
  const same: boolean[] = [];
  const looks: Migration = {
    up(db) {
      same.push(this.db === db);
    },
    down(db) {
      same.push(this.db === db);
    },
  };
  const migrator = database.migrator({ '1_a': looks });
  await migrator.migrate();
  await migrator.rollback();
  // down() is called when the migration is applied as well, to be stored.
  expect(same).toEqual([true, true, true]);
});

it("Umzug 3a: migrations may come as a bundler's glob gives them: paths and imports", async () => {
  const migrations = {
    './migrations/1_a.ts': async () => ({ default: createsTable('a') }),
    './migrations/2_b.js': async () => ({ default: createsTable('b') }),
  };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '2_b']);
});

it('Umzug 3b: migrations may come from nested folders', async () => {
  const migrations = { '2026/1_a.ts': createsTable('a'), '2026/spring/2_b.ts': createsTable('b') };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '2_b']);
});

it('Umzug 3c: migrations may come from a function that is called each time', async () => {
  const present = ['1_a'];
  const list = async () => present.map((name) => ({ name, load: async () => createsTable(name.slice(2)) }));
  const migrator = peerDatabase().migrator({ list });
  expect(names((await migrator.migrate()).done)).toEqual(['1_a']);
  present.push('2_b');
  expect(names((await migrator.migrate()).done)).toEqual(['2_b']);
});

it('Umzug 4a: up goes to a name', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  expect(names((await migrator.migrate({ to: '2_b' })).done)).toEqual(['1_a', '2_b']);
});

it('Umzug 4c: down goes to a name, which stays instead of being undone', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  await migrator.rollback({ to: '2_b' });
  expect(tableNames(database)).toEqual(['a', 'b']);
});

it('Umzug 4d: down takes a number of steps', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['3_c', '2_b']);
});

it('Umzug 5b: what is applied is skipped if it is named again', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  await migrator.migrate();
  expect((await migrator.migrate({ to: '1_a' })).done).toEqual([]);
});

it('Umzug 5d: a rollback to what is not applied is refused', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b'));
  await migrator.migrate({ to: '1_a' });
  expect((await failureOf(migrator.rollback({ to: '2_b' }))).code).toBe('MIGRATION.NOT_APPLIED');
});

it('Umzug 6: every migration is found and checked before the first one runs', async () => {
  const database = peerDatabase();
  const gone = () => Promise.reject(new Error('No such file.'));
  const { message } = await failureOf(database.migrator({ ...files('a'), '2_b': gone }).migrate());
  expect([message, database.schema()]).toEqual(['No such file.', []]);
});

it('Umzug 7: a run returns what it did, one item for each migration, with more than the name', async () => {
  const { done } = await peerDatabase().migrator(files('a')).migrate();
  expect(done).toEqual([
    { direction: 'up', name: '1_a', batch: 1, statements: 1, durationMs: expect.any(Number) },
  ]);
});

it('Umzug 8b: a table that is no ledger is refused and left alone', async () => {
  const database = peerDatabase();
  database.run('CREATE TABLE migrations (bird TEXT)');
  const before = database.content();
  const { code } = await failureOf(database.migrator(files('a')).migrate());
  expect([code, database.content()]).toEqual(['LEDGER.INCOMPATIBLE', before]);
});

it('Umzug 9a: what a migration throws is the cause of an error with its name', async () => {
  const cause = new Error('No coffee.');
  const fails: Migration = { up: () => Promise.reject(cause) };
  const error = await failureOf(peerDatabase().migrator({ '1_a': fails }).migrate());
  expect([error.message, error.cause]).toEqual([expect.stringContaining("Migrating '1_a' failed"), cause]);
});

it.each(['words', undefined, { reason: 7 }])(
  'Umzug 9b: what a migration throws need be no error: %j',
  async (thrown) => {
    const fails: Migration = { up: () => Promise.reject(thrown) };
    const error = await failureOf(peerDatabase().migrator({ '1_a': fails }).migrate());
    expect([error.code, error.cause]).toEqual(['MIGRATION.FAILED', thrown]);
  },
);

it('Umzug 10: a misspelt name is an error, which has the nearest names', async () => {
  const database = peerDatabase();
  const error = await failureOf(database.migrator(files('users', 'posts')).migrate({ to: 'psots' }));
  expect([error.code, database.schema()]).toEqual(['MIGRATION.NOT_FOUND', []]);
  expect(error.details['nearest']).toEqual(['2_posts', '1_users']);
});

it('Umzug 11: the events of up and down come before and after each migration', async () => {
  const heard: string[] = [];
  const onEvent = (event: MigrationEvent) => {
    if ('step' in event) heard.push(`${event.type} ${event.step.direction} ${event.step.name}`);
  };
  const migrator = peerDatabase().migrator(files('a', 'b'), { onEvent });
  await migrator.migrate();
  await migrator.rollback({ step: 1 });
  expect(heard).toEqual(
    ['up 1_a', 'up 2_b', 'down 2_b'].flatMap((step) => [`step-started ${step}`, `step-finished ${step}`]),
  );
});

it('Umzug 12: a listener that fails, as a logger may, changes nothing and is in the report', async () => {
  const onEvent = ({ type }: MigrationEvent) => {
    throw new Error(`No ear for ${type}.`);
  };
  const { done, listenerErrors } = await peerDatabase().migrator(files('a'), { onEvent }).migrate();
  expect(names(done)).toEqual(['1_a']);
  expect(listenerErrors[0]).toBe('run-started: No ear for run-started.');
});

it('Umzug 13a: what has run is added to what is recorded', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  await database.migrator(files('a', 'b')).migrate();
  expect(database.ledger()).toEqual(['1_a 1', '2_b 2']);
});

it('Umzug 13b: a name that is recorded twice is refused, instead of being kept twice', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(() => database.run("INSERT INTO migrations (migration, batch) VALUES ('1_a', 2)")).toThrow('UNIQUE');
  database.run(
    "DROP TABLE migrations; CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration, batch); INSERT INTO migrations VALUES (1, '1_a', 1), (2, '1_a', 1)",
  );
  expect((await failureOf(database.migrator(files('a')).migrate())).code).toBe('LEDGER.CORRUPT');
});

it('Umzug 13c: what is rolled back is removed from what is recorded', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  await migrator.rollback({ step: 1 });
  expect(database.ledger()).toEqual(['1_a 1']);
});
