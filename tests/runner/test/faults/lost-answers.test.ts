// The answer to a batch is lost, before or after it ran: the ledger and the run's id say which.
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { type Fate, losing } from '../support/far-database.ts';
import { failureOf, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b', 'c');
const ledgerNames = (database: TestDatabase) =>
  database.rows("SELECT migration FROM migrations WHERE state = 'applied'").length;

describe.each<readonly [Fate, number]>([
  ['lost-before', 4],
  ['lost-after', 3],
  ['lost-and-late', 4],
  ['too-many', 4],
])('a batch that is %s', (fate, sendings) => {
  it.each([0, 1, 2])('at migration %i is applied once and reported as applied', async (place) => {
    const database = testDatabase();
    const far = losing(database.d1, ...Array.from({ length: place }, (): Fate => 'arrives'), fate);
    const report = await createMigrator({ database: far, migrations }).migrate();
    expect(report.done.map(({ name }) => name)).toEqual(Object.keys(migrations));
    expect(tableNames(database)).toEqual(['a', 'b', 'c']);
    expect([ledgerNames(database), far.sent]).toEqual([3, sendings]);
  });

  it.each([0, 1, 2])('at rollback %i is rolled back once and reported as rolled back', async (place) => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations }).migrate();
    const far = losing(database.d1, ...Array.from({ length: place }, (): Fate => 'arrives'), fate);
    const report = await createMigrator({ database: far, migrations }).rollback();
    expect(report.done).toHaveLength(3);
    expect(tableNames(database)).toEqual([]);
    expect([ledgerNames(database), far.sent]).toEqual([0, sendings]);
  });
});

describe('a commit of the ledger alone that is lost again and again', () => {
  const lost = (database: TestDatabase) =>
    createMigrator({
      database: losing(database.d1, 'lost-before', 'lost-before', 'lost-before'),
      migrations,
    });
  const direct = { '9_d': { withinTransaction: false, up: () => Promise.reject(new Error('no')) } };

  it('is reported as unknown, not as undone', async () => {
    const database = testDatabase();
    expect((await failureOf(lost(database).install())).message).toMatch(
      /^Whether the ledger 'migrations' was created is not known: /,
    );
    await createMigrator({ database: database.d1, migrations }).migrate();
    database.run('CREATE TABLE drifted (id)');
    expect((await failureOf(lost(database).repair())).message).toMatch(
      /^Whether the current state of 'table drifted' was recorded is not known: /,
    );
    expect((await failureOf(lost(database).fresh())).message).toMatch(
      /^Whether the database was emptied is not known: The batch was lost-before\.$/,
    );
    await createMigrator({ database: database.d1, migrations: { ...migrations, ...direct } })
      .migrate()
      .catch(() => null);
    expect((await failureOf(lost(database).resolve('9_d', 'applied'))).message).toMatch(
      /^Whether '9_d' was resolved is not known: /,
    );
  });

  it('and never ran is reported, with what can be done about it', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations }).migrate();
    const far = losing(database.d1, 'too-many', 'too-many', 'too-many');
    expect(await failureOf(createMigrator({ database: far, migrations }).fresh())).toMatchObject({
      message: 'The database was not emptied: The batch was too-many.',
      hint: 'Nothing was changed. Try again.',
    });
  });
});

describe('a batch that is lost again and again', () => {
  it('is given up after three attempts, and is not reported as failed', async () => {
    const database = testDatabase();
    const far = losing(database.d1, 'arrives', 'lost-before', 'lost-before', 'lost-before');
    const failure = await failureOf(createMigrator({ database: far, migrations }).migrate());
    expect(failure.code).toBe('LEDGER.OUTCOME_UNKNOWN');
    expect(failure.message).toMatch(/is not known: .* The ledger does not show it/);
    expect(far.sent).toBe(4);
    await createMigrator({ database: database.d1, migrations }).migrate();
    expect(tableNames(database)).toEqual(['a', 'b', 'c']);
  });

  it('that never ran has failed', async () => {
    const database = testDatabase();
    const far = losing(database.d1, 'too-many', 'too-many', 'too-many');
    const failure = await failureOf(createMigrator({ database: far, migrations }).migrate());
    expect(failure).toMatchObject({ code: 'MIGRATION.FAILED', hint: 'Try again.' });
  });

  it('is not sent again if it was refused', async () => {
    const far = losing(testDatabase().d1, 'refused');
    const failure = await failureOf(createMigrator({ database: far, migrations }).migrate());
    expect([failure.code, far.sent]).toEqual(['MIGRATION.FAILED', 1]);
  });
});
