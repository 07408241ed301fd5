// What a runner can do and what it cannot; tests/workerd calls its methods in a real Worker.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createRunner, type RunnerOptions } from '@roostjs/migrations-core/runner';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b');

describe('createRunner', () => {
  it('takes the options of a migrator for approval, bookmark, environment, interruption and wrangler', async () => {
    const database = testDatabase();
    const asked: unknown[] = [];
    const runner = createRunner({
      database: database.d1,
      migrations,
      ledger: 'ledger',
      wranglerLedger: 'd1_migrations',
      environment: { name: 'staging', onMismatch: 'refuse' },
      approve: async ({ steps }) => void asked.push(steps.length),
      bookmark: async () => 'before',
      shouldStop: () => (database.rows('SELECT * FROM ledger').length === 1 ? 'the test' : undefined),
    });
    await runner.install();
    expect((await failureOf(runner.migrate())).code).toBe('MIGRATION.INTERRUPTED');
    expect(asked).toEqual([2]);
    expect(database.rows('SELECT migration, bookmark, environment FROM ledger')).toEqual([
      { migration: Object.keys(migrations)[0], bookmark: 'before', environment: 'staging' },
    ]);
    expect(database.rows('SELECT name FROM d1_migrations')).toHaveLength(1);
  });

  it('does not lint, and refuses if it is asked to', async () => {
    const database = testDatabase();
    const asking = async (_: unknown, losses: () => Promise<unknown>) => void (await losses());
    const options = { database: database.d1, migrations, approve: asking } as unknown as RunnerOptions;
    expect(await failureOf(createRunner(options).migrate())).toMatchObject({
      code: 'OPTION.INVALID',
      message: 'losses() is not available from createRunner(), which inspects no statement.',
    });
    expect(database.schema()).toEqual([]);
    const scratch = { database: database.d1, migrations, scratch: openMemoryD1 } as unknown as RunnerOptions;
    expect(() => createRunner(scratch)).toThrow(
      expect.objectContaining({
        code: 'OPTION.INVALID',
        message: "'scratch' is not an option of createRunner().",
      }),
    );
  });
});
