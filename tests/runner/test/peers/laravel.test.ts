// What Laravel's own tests hold its migrator to, and what Roost does there: docs/internals/other-migrators.md.
import { createMigrator, type Migration, type MigrationEvent } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { secondConnection, tableNames } from '../support/database.ts';
import { createsTable, sqlMigration } from '../support/migrations.ts';
import { files, names, peerDatabase, states } from './peer-database.ts';

it('Laravel 1: a run creates every table of the folder and reports the files in order', async () => {
  const database = peerDatabase();
  const { done } = await database.migrator(files('a', 'b', 'c')).migrate();
  expect([names(done), tableNames(database)]).toEqual([
    ['1_a', '2_b', '3_c'],
    ['a', 'b', 'c'],
  ]);
});

it('Laravel 2: a rollback drops the tables and reports the files newest first', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  expect(names((await migrator.rollback()).done)).toEqual(['3_c', '2_b', '1_a']);
  expect(tableNames(database)).toEqual([]);
});

it('Laravel 3a: a reset rolls back every batch, and runs all files again instead of ending there', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  const { done } = await migrator.reset();
  expect(done.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
    'down 2_b',
    'down 1_a',
    'up 1_a',
    'up 2_b',
  ]);
  expect(database.ledger()).toEqual(['1_a 1', '2_b 1']);
});

it('Laravel 4a: a run with nothing pending is no error', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  await migrator.migrate();
  expect((await migrator.migrate()).done).toEqual([]);
});

it('Laravel 4b: a rollback with nothing applied is no error', async () => {
  expect((await peerDatabase().migrator(files('a')).rollback()).done).toEqual([]);
});

const twoFolders = { 'later/1_a.ts': createsTable('a'), 'earlier/2_b.ts': createsTable('b') };

it('Laravel 5: files of several folders run in the order of names, not of folders', async () => {
  const { done } = await peerDatabase().migrator(twoFolders).migrate();
  expect(names(done)).toEqual(['1_a', '2_b']);
});

it('Laravel 6: rollback and reset reach the files of several folders', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(twoFolders);
  await migrator.migrate();
  expect(names((await migrator.reset()).done)).toEqual(['2_b', '1_a', '1_a', '2_b']);
  expect(names((await migrator.rollback()).done)).toEqual(['2_b', '1_a']);
  expect(tableNames(database)).toEqual([]);
});

it('Laravel 9a: what has run is rolled back by the order of its application, instead of by batch and name', async () => {
  const database = peerDatabase();
  await database.migrator({ '2_b': createsTable('b') }).migrate();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  expect(database.ledger()).toEqual(['2_b 1', '1_a 2']);
  expect(names((await migrator.rollback({ step: 2 })).done)).toEqual(['1_a', '2_b']);
});

it('Laravel 9b: the last batch is every row of the highest number, newest first', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  const { steps } = await migrator.rollback({ pretend: true });
  expect(steps.map(({ name, batch }) => [name, batch])).toEqual([
    ['3_c', 2],
    ['2_b', 2],
  ]);
});

it('Laravel 9c: what has run is added to the ledger, with its batch', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate({ step: true });
  expect(database.ledger()).toEqual(['1_a 1', '2_b 2']);
});

it('Laravel 9d: what is rolled back is removed from the ledger by its name, and nothing else is', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate({ step: true });
  await migrator.rollback({ batch: 2 });
  expect(database.ledger()).toEqual(['1_a 1', '3_c 3']);
});

it('Laravel 9e: the next batch is one more than the highest', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  database.run('UPDATE migrations SET batch = 41');
  const { done } = await database.migrator(files('a', 'b')).migrate();
  expect(done.map(({ batch }) => batch)).toEqual([42]);
});

it('Laravel 9f: the ledger is a table with id, migration and batch first, and has more columns instead of these alone', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const columns = database.rows("SELECT name FROM pragma_table_info('migrations') ORDER BY cid");
  expect(columns.slice(0, 3)).toEqual([{ name: 'id' }, { name: 'migration' }, { name: 'batch' }]);
  expect(columns).toContainEqual({ name: 'checksum' });
});

it('Laravel 13a: a run creates the ledger if there is none', async () => {
  const database = peerDatabase();
  expect(database.schema()).toEqual([]);
  await database.migrator(files('a')).migrate();
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Laravel 14d: refresh rolls everything back and runs everything again', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.refresh()).done)).toEqual(['2_b', '1_a', '1_a', '2_b']);
});

it('Laravel 14e: refresh with a step rolls so many back and migrates', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  database.run("INSERT INTO a (note) VALUES ('kept')");
  expect(names((await migrator.refresh({ step: 1 })).done)).toEqual(['2_b', '2_b']);
  expect(database.rows('SELECT note FROM a')).toEqual([{ note: 'kept' }]);
});

it('Laravel 15: installing the ledger if it exists is no error', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a'));
  expect(await migrator.install()).toBe(true);
  const before = database.content();
  expect(await migrator.install()).toBe(false);
  expect(database.content()).toBe(before);
});

it('Laravel 16c: a run works without a listener', async () => {
  const database = peerDatabase();
  const report = await database.migrator(files('a')).migrate();
  expect([names(report.done), report.listenerErrors]).toEqual([['1_a'], []]);
});

it('Laravel 17b: a migration that is left out is not recorded, and runs once it is included: left out by the source, instead of by a list', async () => {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  await database.migrator(rest).migrate();
  expect(database.ledger()).toEqual(['1_a 1', '3_c 1']);
  const migrator = database.migrator({ ...rest, '2_b': b });
  expect(names((await migrator.migrate()).done)).toEqual(['2_b']);
  expect((await migrator.migrate()).done).toEqual([]);
});

it('Laravel 18a: pretend returns the SQL of each migration and changes nothing', async () => {
  const database = peerDatabase();
  const migrations = { ...files('a'), '2_b': sqlMigration(['CREATE TABLE b (x)', 'DROP TABLE a']) };
  const { steps } = await database.migrator(migrations).migrate({ pretend: true });
  expect(steps.map(({ name, statements }) => [name, statements?.map(({ sql }) => sql)])).toEqual([
    ['1_a', ['CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)']],
    ['2_b', ['CREATE TABLE b (x)', 'DROP TABLE a']],
  ]);
  expect(database.schema()).toEqual([]);
});

it('Laravel 18b: a pretended migration reads what is really there', async () => {
  const database = peerDatabase();
  database.run("CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('Ada'), ('Bob')");
  const greets: Migration = {
    async up(db) {
      const { results } = await db.prepare('SELECT name FROM users').all<{ name: string }>();
      for (const { name } of results) await db.run('INSERT INTO greeted VALUES (?)', name);
    },
  };
  const { steps } = await database.migrator({ '1_greet': greets }).migrate({ pretend: true });
  expect(steps[0]?.statements?.map(({ values }) => values)).toEqual([['Ada'], ['Bob']]);
});

it('Laravel 19a: a listener hears the start and the end of a run', async () => {
  const database = peerDatabase();
  const heard: MigrationEvent['type'][] = [];
  await database.migrator(files('a'), { onEvent: ({ type }) => heard.push(type) }).migrate();
  expect([heard[0], heard.at(-1)]).toEqual(['run-started', 'run-finished']);
});

it('Laravel 19b: a listener hears the start and the end of each migration', async () => {
  const database = peerDatabase();
  const heard: string[] = [];
  const onEvent = (event: MigrationEvent) =>
    'step' in event && heard.push(`${event.type} ${event.step.name}`);
  await database.migrator(files('a', 'b'), { onEvent }).migrate();
  expect(heard).toEqual(['step-started 1_a', 'step-finished 1_a', 'step-started 2_b', 'step-finished 2_b']);
});

it('Laravel 19c: an event carries its direction; a pretended run has a report instead of events', async () => {
  const database = peerDatabase();
  const heard: unknown[] = [];
  const onEvent = (event: MigrationEvent) => event.type === 'step-started' && heard.push(event.step);
  const migrator = database.migrator(files('a'), { onEvent });
  await migrator.migrate({ pretend: true });
  expect(heard).toEqual([]);
  await migrator.migrate();
  await migrator.rollback();
  expect(heard).toEqual([
    { direction: 'up', name: '1_a', batch: 1 },
    { direction: 'down', name: '1_a', batch: 1 },
  ]);
});

it('Laravel 19d: that there is nothing to do is a plan without steps, both ways, instead of an event of its own', async () => {
  const database = peerDatabase();
  const plans: unknown[] = [];
  const onEvent = (event: MigrationEvent) =>
    event.type === 'run-started' && plans.push([event.plan.action, event.plan.steps]);
  const migrator = database.migrator({}, { onEvent });
  await migrator.migrate();
  await migrator.rollback();
  expect(plans).toEqual([
    ['migrate', []],
    ['rollback', []],
  ]);
});

it('Laravel 19e: a listener hears of a skipped migration: one that another run has applied, instead of one that asks for it', async () => {
  const database = peerDatabase();
  const skipped: string[] = [];
  const other = createMigrator({ database: secondConnection(database), migrations: files('a') });
  const approve = async () => void (await other.migrate());
  const onEvent = (event: MigrationEvent) => event.type === 'step-skipped' && skipped.push(event.step.name);
  const migrator = database.migrator(files('a', 'b'), { approve, onEvent });
  await migrator.migrate();
  expect(skipped).toEqual(['1_a']);
  expect(await states(migrator)).toEqual(['1_a applied', '2_b applied']);
});

it('Laravel 20b: fresh works on a database that is in WAL mode', async () => {
  const database = peerDatabase();
  database.run('PRAGMA journal_mode = WAL');
  const migrator = database.migrator(files('a'));
  await migrator.migrate();
  database.run("INSERT INTO a (note) VALUES ('gone'); CREATE TABLE stray (x)");
  await migrator.fresh();
  expect(database.rows('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  expect([tableNames(database), database.rows('SELECT * FROM a')]).toEqual([['a'], []]);
});
