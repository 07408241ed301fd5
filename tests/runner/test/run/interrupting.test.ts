// A run that is interrupted.
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf, migrationName, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b', 'c');

describe('an interruption', () => {
  it('ends the run before the next step, and the next run goes on from there', async () => {
    const database = testDatabase();
    const controller = new AbortController();
    const migrator = createMigrator({
      database: database.d1,
      migrations,
      shouldStop: () => (controller.signal.aborted ? 'the test' : undefined),
      onEvent: (event) => event.type === 'step-finished' && controller.abort(),
    });
    const error = await failureOf(migrator.migrate());
    expect([error.code, error.details['reason']]).toEqual(['MIGRATION.INTERRUPTED', 'the test']);
    expect(error.details['report']).toMatchObject({
      done: [{ name: migrationName(1, 'a') }],
      remaining: [{ name: migrationName(2, 'b') }, { name: migrationName(3, 'c') }],
    });
    expect(tableNames(database)).toEqual(['a']);
    expect((await createMigrator({ database: database.d1, migrations }).migrate()).done).toHaveLength(2);
  });

  it('that is there from the start writes nothing', async () => {
    const database = testDatabase();
    const shouldStop = async () => 'the test';
    const migrator = createMigrator({ database: database.d1, migrations, shouldStop });
    expect((await failureOf(migrator.migrate())).code).toBe('MIGRATION.INTERRUPTED');
    expect(database.rows('SELECT * FROM sqlite_schema')).toEqual([]);
  });

  // What it threw came out by itself, without a word of the migration that had been applied.
  it('that throws ends the run with the report of what was done', async () => {
    const database = testDatabase();
    let asked = 0;
    const shouldStop = () => {
      asked += 1;
      if (asked > 1) throw new Error('No answer.');
      return undefined;
    };
    const migrator = createMigrator({ database: database.d1, migrations, shouldStop });
    const error = await failureOf(migrator.migrate());
    expect([error.code, error.message]).toEqual([
      'MIGRATION.INTERRUPTED',
      'The run was stopped by shouldStop(), which failed (No answer.), between two migrations: 1 done, 2 left.',
    ]);
    expect(error.details['report']).toMatchObject({ done: [{ name: migrationName(1, 'a') }] });
  });

  it('does not stop a run that has nothing to do', async () => {
    const shouldStop = () => 'the test';
    const migrator = createMigrator({ database: testDatabase().d1, migrations: {}, shouldStop });
    expect((await migrator.migrate()).done).toEqual([]);
  });
});
