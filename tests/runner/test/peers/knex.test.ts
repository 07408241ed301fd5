// What Knex's own tests hold its migrations to, and what Roost does there: docs/internals/other-migrators.md.
import { createMigrator, type Migration, type MigrationEvent } from '@roostjs/migrations-core';
import { rebuildTable } from '@roostjs/migrations-core/schema';
import { expect, it } from 'vitest';
import { farAway, secondConnection, tableNames } from '../support/database.ts';
import { createsTable, failureOf, sqlMigration } from '../support/migrations.ts';
import { files, names, type PeerDatabase, peerDatabase, states } from './peer-database.ts';

const allTables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";

it('Knex 1a: the first run creates the ledger, and no table for a lock instead of the second', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect(database.rows(allTables)).toEqual(
    ['a', 'migrations', 'migrations_schema', 'sqlite_sequence'].map((name) => ({ name })),
  );
});

it('Knex 2a: with nothing pending the status counts 0', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  await migrator.migrate();
  expect((await migrator.status()).pending).toBe(0);
});

it('Knex 2b: a database that is behind has a count of what is pending, instead of a negative number', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  expect((await database.migrator(files('a', 'b', 'c')).status()).pending).toBe(2);
});

it('Knex 2c: a database that is ahead has migrations that are missing, instead of a positive number', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate();
  expect(await states(database.migrator(files('a')))).toEqual(['1_a applied', '2_b missing']);
});

/** A run of 1_a that lets another run of these files come in between. */
function preceded(database: PeerDatabase, others: Readonly<Record<string, Migration>>): Migration {
  let isFirst = true;
  return {
    async up(db) {
      const other = createMigrator({ database: secondConnection(database), migrations: others });
      if (isFirst) await other.migrate();
      isFirst = false;
      await db.run('CREATE TABLE a (id INTEGER PRIMARY KEY)');
    },
  };
}

it('Knex 3a: a second run is admitted instead of being refused, and the first reports what it has done', async () => {
  const database = peerDatabase();
  const migrator = database.migrator({ '1_a': preceded(database, files('a')) });
  const { done, skipped } = await migrator.migrate();
  expect([names(done), names(skipped), database.ledger()]).toEqual([[], ['1_a'], ['1_a 1']]);
});

it('Knex 3b: after a run the next one can begin', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const other = createMigrator({ database: secondConnection(database), migrations: files('a', 'b') });
  expect(names((await other.migrate()).done)).toEqual(['2_b']);
});

it('Knex 3c: after a run that failed the next one can begin, with nothing to unlock', async () => {
  const database = peerDatabase();
  await failureOf(database.migrator({ '1_a': sqlMigration(['nonsense']) }).migrate());
  const other = createMigrator({ database: secondConnection(database), migrations: files('a') });
  expect(names((await other.migrate()).done)).toEqual(['1_a']);
});

it('Knex 3d: of concurrent runs one commits each migration', async () => {
  const database = peerDatabase();
  const runs = Array.from({ length: 4 }, () =>
    createMigrator({ database: farAway(secondConnection(database)), migrations: files('a', 'b') }).migrate(),
  );
  const reports = await Promise.all(runs);
  expect(reports.flatMap(({ done }) => names(done)).sort()).toEqual(['1_a', '2_b']);
});

it('Knex 4a: a migration that fails is named', async () => {
  const database = peerDatabase();
  const migrations = { ...files('a'), '2_b': sqlMigration(['nonsense']) };
  const { message } = await failureOf(database.migrator(migrations).migrate());
  expect(message).toContain("Migrating '2_b' failed at statement 1 (nonsense)");
});

it('Knex 4b: migrations run from the oldest to the newest', async () => {
  const database = peerDatabase();
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  const { done } = await database.migrator({ ...rest, '2_b': b }).migrate();
  expect(names(done)).toEqual(['1_a', '2_b', '3_c']);
});

it('Knex 4c: the migrations of one run share a batch', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b')).migrate();
  expect(database.ledger()).toEqual(['1_a 1', '2_b 1']);
});

it('Knex 5a: two directories are sorted as one', async () => {
  const migrations = { 'z/1_a.ts': createsTable('a'), 'a/2_b.ts': createsTable('b') };
  expect(names((await peerDatabase().migrator(migrations).migrate()).done)).toEqual(['1_a', '2_b']);
});

it('Knex 6a: a rollback takes the rows of the last batch and their tables', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate();
  await migrator.rollback();
  expect([tableNames(database), database.ledger()]).toEqual([['a'], ['1_a 1']]);
});

it('Knex 6b: a step as large as the ledger takes everything in reverse, instead of --all', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate({ step: true });
  expect(names((await migrator.rollback({ step: 1000 })).done)).toEqual(['3_c', '2_b', '1_a']);
  expect(tableNames(database)).toEqual([]);
});

it('Knex 6c: a rollback takes only what has been applied', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const migrator = database.migrator(files('a', 'b'));
  expect(names((await migrator.rollback({ step: 1000 })).done)).toEqual(['1_a']);
});

it('Knex 7a: the first migration alone is run by its name, instead of by up', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  expect(names((await migrator.migrate({ to: 'a' })).done)).toEqual(['1_a']);
});

it('Knex 7b: the next migration alone is run by its name, instead of by up', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  await migrator.migrate({ to: 'a' });
  expect(names((await migrator.migrate({ to: 'b' })).done)).toEqual(['2_b']);
});

it('Knex 7c: a migration that is named runs with what is pending before it, instead of alone', async () => {
  const migrator = peerDatabase().migrator(files('a', 'b', 'c'));
  expect(names((await migrator.migrate({ to: '2_b' })).done)).toEqual(['1_a', '2_b']);
});

it('Knex 7d: it is no error to run one more if none is left', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  await migrator.migrate();
  expect((await migrator.migrate({ to: 'a' })).done).toEqual([]);
});

it('Knex 7e: a name that no migration has is an error', async () => {
  const migrator = peerDatabase().migrator(files('a'));
  expect((await failureOf(migrator.migrate({ to: '2_b' }))).code).toBe('MIGRATION.NOT_FOUND');
});

it('Knex 7f: down rolls back the last migration alone, whatever its batch', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b'));
  await migrator.migrate();
  expect(names((await migrator.rollback({ step: 1 })).done)).toEqual(['2_b']);
  expect(database.ledger()).toEqual(['1_a 1']);
});

it('Knex 7g: down does nothing if nothing is applied', async () => {
  const database = peerDatabase();
  expect((await database.migrator(files('a')).rollback({ step: 1 })).done).toEqual([]);
  expect(database.schema()).toEqual([]);
});

it('Knex 8a: to includes the migration that it names', async () => {
  const database = peerDatabase();
  await database.migrator(files('a', 'b', 'c')).migrate({ to: '2_b' });
  expect(tableNames(database)).toEqual(['a', 'b']);
});

it('Knex 8c: to skips what has been applied', async () => {
  const { '2_b': b, ...rest } = files('a', 'b', 'c');
  const database = peerDatabase();
  await database.migrator({ '2_b': b }).migrate();
  expect(names((await database.migrator({ ...rest, '2_b': b }).migrate({ to: '3_c' })).done)).toEqual([
    '1_a',
    '3_c',
  ]);
});

it('Knex 8d: to does nothing if its migration has been applied', async () => {
  const database = peerDatabase();
  const migrator = database.migrator(files('a', 'b', 'c'));
  await migrator.migrate({ to: '2_b' });
  expect((await migrator.migrate({ to: '2_b' })).done).toEqual([]);
  expect(database.ledger()).toEqual(['1_a 1', '2_b 1']);
});

it.each(['9_x', ''])('Knex 8e: to is refused with an unknown name or none: %j', async (to) => {
  const database = peerDatabase();
  const error = await failureOf(database.migrator(files('a')).migrate({ to }));
  expect([error.code, database.schema()]).toEqual(['MIGRATION.NOT_FOUND', []]);
});

it('Knex 9: the list of migrations is one with states, instead of two lists, and of a stable shape', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const { migrations } = await database.migrator(files('a', 'b')).status();
  expect(migrations).toMatchObject([
    { name: '1_a', state: 'applied', batch: 1, appliedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    { name: '2_b', state: 'pending', batch: null, appliedAt: null },
  ]);
});

it('Knex 10: two runs of all that is pending are safe at once', async () => {
  const database = peerDatabase();
  const run = () =>
    createMigrator({ database: farAway(secondConnection(database)), migrations: files('a', 'b') }).migrate();
  const reports = await Promise.all([run(), run()]);
  expect(reports.flatMap(({ done }) => names(done)).sort()).toEqual(['1_a', '2_b']);
  expect(database.ledger()).toEqual(['1_a 1', '2_b 1']);
});

const columns = "SELECT name FROM pragma_table_info('a')";
const addsColumnAndFails: Migration['up'] = async (db) => {
  await db.run('ALTER TABLE a ADD COLUMN added TEXT');
  await db.run('ALTER TABLE nowhere ADD COLUMN added TEXT');
};

it('Knex 11b: outside a transaction an invalid migration leaves its column', async () => {
  const database = peerDatabase();
  const failing = { up: addsColumnAndFails, withinTransaction: false };
  const migrations = { ...files('a'), '2_b': failing };
  const { code } = await failureOf(database.migrator(migrations).migrate());
  expect([code, database.rows(columns)]).toEqual([
    'MIGRATION.STOPPED_HALFWAY',
    expect.arrayContaining([{ name: 'added' }]),
  ]);
});

it('Knex 11c: in its transaction an invalid migration leaves no column', async () => {
  const database = peerDatabase();
  const migrations = { ...files('a'), '2_b': { up: addsColumnAndFails } };
  await failureOf(database.migrator(migrations).migrate());
  expect(database.rows(columns)).toEqual([{ name: 'id' }, { name: 'note' }]);
});

it('Knex 12a: migrations may come from an object of the program', async () => {
  const database = peerDatabase();
  class Source {
    async list() {
      return [{ name: '1_a', load: async () => createsTable('a') }];
    }
  }
  expect(names((await database.migrator(new Source()).migrate()).done)).toEqual(['1_a']);
});

it('Knex 12c: the ledger may have another name', async () => {
  const database = peerDatabase();
  await database.migrator(files('a'), { ledger: 'applied_here' }).migrate();
  expect(database.rows('SELECT migration FROM applied_here')).toEqual([{ migration: '1_a' }]);
});

it('Knex 12d: a ledger of another name leaves no table of the usual one', async () => {
  const database = peerDatabase();
  await database.migrator(files('a'), { ledger: 'applied_here' }).migrate();
  expect(database.rows(allTables)).not.toContainEqual({ name: 'migrations' });
});

it('Knex 13a: a rollback that needs a missing file fails if nothing is stored for it', async () => {
  const database = peerDatabase();
  const migrations = { '1_a': { up: createsTable('a').up } };
  await database.migrator(migrations).migrate();
  expect((await failureOf(database.migrator({}).rollback())).code).toBe('MIGRATION.MISSING');
});

it('Knex 13b: a run goes on without a missing file, with a warning instead of a setting', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const report = await database.migrator({ '2_b': createsTable('b') }).migrate();
  expect([names(report.done), report.warnings]).toEqual([
    ['2_b'],
    [{ code: 'MIGRATION.MISSING', names: ['1_a'] }],
  ]);
});

it('Knex 14a: what a listener hears comes in the order of the run', async () => {
  const database = peerDatabase();
  const heard: string[] = [];
  const onEvent = ({ type }: MigrationEvent) => heard.push(type);
  await database.migrator(files('a', 'b'), { onEvent }).migrate();
  const each = ['step-started', 'step-finished'];
  expect(heard).toEqual(['run-started', ...each, ...each, 'run-finished']);
});

it('Knex 14b: with nothing pending no approval is requested and no step is heard', async () => {
  const database = peerDatabase();
  await database.migrator(files('a')).migrate();
  const heard: string[] = [];
  const migrator = database.migrator(files('a'), {
    approve: async () => void heard.push('approve'),
    bookmark: async () => String(heard.push('bookmark')),
    onEvent: ({ type }) => heard.push(type),
  });
  await migrator.migrate();
  expect(heard).toEqual(['run-started', 'run-finished']);
});

it('Knex 14c: a hook that refuses stops the run before its first step', async () => {
  const database = peerDatabase();
  const approve = () => Promise.reject(new Error('Not today.'));
  const error = await failureOf(database.migrator(files('a'), { approve }).migrate());
  expect([error.message, database.schema()]).toEqual(['Not today.', []]);
});

it('Knex 15a: altering a table deletes nothing from those that refer to it', async () => {
  const database = peerDatabase();
  const migrations = {
    '1_a': sqlMigration([
      'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, old TEXT)',
      'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
      "INSERT INTO users VALUES (1, 'Ada', 'x')",
      'INSERT INTO posts VALUES (7, 1)',
    ]),
    '2_b': sqlMigration([
      "ALTER TABLE users ADD COLUMN mail TEXT NOT NULL DEFAULT ''",
      'ALTER TABLE users RENAME COLUMN name TO full_name',
      'ALTER TABLE users DROP COLUMN old',
      'ALTER TABLE users RENAME TO people',
    ]),
  };
  await database.migrator(migrations).migrate();
  expect(database.rows('SELECT * FROM posts')).toEqual([{ id: 7, user_id: 1 }]);
  expect(database.rows('SELECT * FROM people')).toEqual([{ id: 1, full_name: 'Ada', mail: '' }]);
});

it('Knex 15b: changing what ALTER TABLE cannot deletes nothing from those that refer to it, by rebuildTable', async () => {
  const database = peerDatabase();
  const rebuilds: Migration = {
    up: (db) =>
      rebuildTable(db, { table: 'users', change: { columns: { name: { type: 'TEXT', notNull: true } } } }),
  };
  const migrations = {
    '1_a': sqlMigration([
      'CREATE TABLE users (id INTEGER PRIMARY KEY, name INTEGER)',
      'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE)',
      "INSERT INTO users VALUES (1, 'Ada')",
      'INSERT INTO posts VALUES (7, 1)',
    ]),
    '2_b': rebuilds,
  };
  await database.migrator(migrations).migrate();
  expect(database.rows('SELECT * FROM posts')).toEqual([{ id: 7, user_id: 1 }]);
  expect(database.schema()).toContain('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
});

it('Knex 16a: a column can be dropped and recreated in one migration', async () => {
  const database = peerDatabase();
  const again = ['ALTER TABLE a DROP COLUMN note', 'ALTER TABLE a ADD COLUMN note INTEGER DEFAULT 3'];
  const fills = sqlMigration(['INSERT INTO a (id) VALUES (1)']);
  await database.migrator({ ...files('a'), '2_fill': fills, '3_again': sqlMigration(again) }).migrate();
  expect(database.rows('SELECT * FROM a')).toEqual([{ id: 1, note: 3 }]);
});

it('Knex 16b: names are taken in upper and lower case', async () => {
  const database = peerDatabase();
  const migrations = { ...files('a'), '2_b': sqlMigration(['alter table A rename column NOTE to Remark']) };
  await database.migrator(migrations).migrate();
  expect(database.rows(columns)).toEqual([{ name: 'id' }, { name: 'Remark' }]);
});

it('Knex 16c: a table whose SQL runs over several lines is altered', async () => {
  const database = peerDatabase();
  database.run('CREATE TABLE a (\n  id INTEGER\n    PRIMARY KEY,\n\tnote TEXT -- a; remark\n)');
  const alters = sqlMigration(['ALTER TABLE a\n  RENAME COLUMN note\n  TO remark']);
  await database.migrator({ '1_alter': alters }).migrate();
  expect(database.rows(columns)).toEqual([{ name: 'id' }, { name: 'remark' }]);
});
