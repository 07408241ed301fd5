// What D1 is known to refuse is refused before any statement of a migration is sent.
import { brokenRule } from '@roostjs/d1-adapter/rules';
import { createMigrator, exportMigrations } from '@roostjs/migrations-core';
import { expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf, migrationName, sqlMigration, tableMigrations } from '../support/migrations.ts';

const pragma = 'PRAGMA user_version = 1';
const name = migrationName(2, 'b');
const migrations = {
  ...tableMigrations('a'),
  [name]: sqlMigration(['CREATE TABLE b (id)', pragma, 'CREATE TEMP TABLE c (id)'], [pragma]),
  ...{ [migrationName(3, 'c')]: sqlMigration(['CREATE TABLE c (id)']) },
};

it('a migration that breaks a rule is not sent, and the report says what was applied', async () => {
  const { d1, ...database } = testDatabase();
  const batches: number[] = [];
  const watched = {
    prepare: (sql: string) => d1.prepare(sql),
    batch: (statements: Parameters<typeof d1.batch>[0]) => {
      batches.push(statements.length);
      return d1.batch(statements);
    },
  };
  const events: string[] = [];
  const migrator = createMigrator({
    database: watched as never,
    migrations,
    rules: brokenRule,
    onEvent: ({ type }) => events.push(type),
  });
  await migrator.status();
  const looks = batches.length;
  const failure = await failureOf(migrator.migrate());
  expect(failure.code).toBe('MIGRATION.REFUSED');
  expect(failure.message).toBe(
    `Migrating '${name}' was not started: D1 refuses statement 2 (${pragma}), by its rule 'pragma': ` +
      'not authorized: SQLITE_AUTH. It refuses 2 of its statements.',
  );
  expect(failure.hint).toBe(
    'Nothing of it ran: leave PRAGMA user_version out, since D1 allows only the PRAGMAs on its list, then run the command again.',
  );
  expect(failure.details).toMatchObject({
    step: { name },
    refused: [
      { number: 2, sql: pragma, rule: 'pragma' },
      { number: 3, sql: 'CREATE TEMP TABLE c (id)', rule: 'temp' },
    ],
    report: {
      done: [{ name: migrationName(1, 'a') }],
      remaining: [{ name }, { name: migrationName(3, 'c') }],
    },
  });
  expect(events.at(-1)).toBe('step-failed');
  // Two looks at a database without a ledger, and the batch of the first migration.
  expect(batches.length - looks).toBe(3);
  expect(tableNames({ d1, ...database })).toEqual(['a']);
});

it('a rollback that breaks a rule is not sent either', async () => {
  const database = testDatabase();
  const downs = { [name]: sqlMigration(['CREATE TABLE b (id)'], ['DROP TABLE b', pragma]) };
  const migrator = createMigrator({ database: database.d1, migrations: downs, rules: brokenRule });
  await migrator.migrate();
  const before = database.content();
  const failure = await failureOf(migrator.rollback());
  expect(failure.code).toBe('MIGRATION.REFUSED');
  expect(failure.message).toContain(`Rolling back '${name}' was not started`);
  expect(database.content()).toBe(before);
});

it('without rules the database decides', async () => {
  const failure = await failureOf(createMigrator({ database: testDatabase().d1, migrations }).migrate());
  expect(failure.code).toBe('MIGRATION.FAILED');
  expect(failure.message).toContain(`at statement 2 (${pragma}): D1_ERROR: not authorized`);
});

it('a rule that depends on the database is left to the database', async () => {
  const database = testDatabase();
  const wide = Array.from({ length: 101 }, (_, index) => `c${index}`).join(', ');
  const left = sqlMigration([
    'CREATE TABLE t (id)',
    `CREATE TABLE IF NOT EXISTS t (${wide})`,
    'INSERT INTO t WITH unused AS (SELECT power(2, 3)) SELECT 1',
  ]);
  const migrator = createMigrator({ database: database.d1, migrations: { [name]: left }, rules: brokenRule });
  expect((await migrator.migrate()).done).toHaveLength(1);
  expect(database.rows('SELECT * FROM t')).toEqual([{ id: 1 }]);
});

it('an export omits a migration that breaks a rule, and names the rule', async () => {
  const database = testDatabase();
  const exported = await exportMigrations({ database: database.d1, migrations, rules: brokenRule });
  expect(exported.map(({ reason }) => reason)).toEqual([
    null,
    `statement 2 (${pragma}) breaks D1's rule 'pragma': not authorized: SQLITE_AUTH`,
    null,
  ]);
});
