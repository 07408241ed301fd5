import {
  createMigrator,
  type Migration,
  type MigrationEvent,
  type SqlDatabase,
  type SqlStatement,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, tableNames, testDatabase } from '../support/database.ts';
import { createsTable, failureOf, tableMigrations } from '../support/migrations.ts';

/** Does something else just before its own work, as if another process had been quicker. */
function preceded(first: () => Promise<unknown>, migration: Migration): Migration {
  let isFirst = true;
  return {
    ...migration,
    async up(db) {
      if (isFirst) {
        isFirst = false;
        await first();
      }
      await migration.up.call({ db }, db);
    },
    async down(db) {
      if (isFirst) {
        isFirst = false;
        await first();
      }
      await migration.down?.call({ db }, db);
    },
  };
}

const createA = createsTable('a');
const createB = createsTable('b');
const createC = createsTable('c');

describe('a migrate that is overtaken', () => {
  it('skips and names what the other run did, and goes on with the rest', async () => {
    const database = testDatabase();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: { '1_a': createA, '2_b': createB },
    });
    const events: MigrationEvent[] = [];
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': preceded(() => other.migrate(), createA), '2_b': createB, '3_c': createC },
      onEvent: (event) => events.push(event),
    });
    const report = await slow.migrate();
    const [first] = database.rows('SELECT run_id FROM migrations') as { run_id: string }[];
    expect(report.skipped.map(({ name, runId }) => [name, runId])).toEqual([
      ['1_a', first?.run_id],
      ['2_b', first?.run_id],
    ]);
    expect(report.done.map(({ name, batch }) => [name, batch])).toEqual([['3_c', 2]]);
    expect(events.map((event) => event.type)).toEqual([
      'run-started',
      'step-started',
      'step-skipped',
      'step-started',
      'step-skipped',
      'step-started',
      'step-finished',
      'run-finished',
    ]);
    expect(tableNames(database)).toEqual(['a', 'b', 'c']);
  });

  it('records again if the other run did something else', async () => {
    const database = testDatabase();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: { '2_x': createsTable('x') },
    });
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': preceded(() => other.migrate(), createA), '3_c': createC },
    });
    const report = await slow.migrate();
    expect(report.done.map(({ name, batch }) => [name, batch])).toEqual([
      ['1_a', 2],
      ['3_c', 2],
    ]);
  });

  it('stops if the other run has rolled something back', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: { '1_a': createA } }).migrate();
    const other = createMigrator({ database: secondConnection(database), migrations: { '1_a': createA } });
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': createA, '2_b': preceded(() => other.rollback(), createB) },
    });
    const error = await failureOf(slow.migrate());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(error.message).toContain("Another run rolled back '1_a'");
    expect(tableNames(database)).toEqual([]);
  });

  it('stops if the other run has rolled back an older batch, which leaves the last row as it was', async () => {
    const database = testDatabase();
    const both = { '1_a': createA, '2_b': createB };
    await createMigrator({ database: database.d1, migrations: both }).migrate({ step: true });
    const other = createMigrator({ database: secondConnection(database), migrations: both });
    const slow = createMigrator({
      database: database.d1,
      migrations: { ...both, '3_c': preceded(() => other.rollback({ batch: 1 }), createC) },
    });
    const error = await failureOf(slow.migrate());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(error.message).toContain("Another run rolled back '1_a'");
    expect(tableNames(database)).toEqual(['b']);
  });

  it('stops if an id that was rolled back is used again, in a table taken over', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INT)');
    await createMigrator({ database: database.d1, migrations: { '1_a': createA } }).migrate();
    const before = createMigrator({ database: secondConnection(database), migrations: { '1_a': createA } });
    const after = createMigrator({
      database: secondConnection(database),
      migrations: { '0_x': createsTable('x') },
    });
    const inBetween = async () => {
      await before.rollback();
      await after.migrate();
    };
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': createA, '2_b': preceded(inBetween, createB) },
    });
    const error = await failureOf(slow.migrate());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(error.message).toContain("Another run rolled back '1_a'");
    expect(tableNames(database)).toEqual(['x']);
  });

  it('stops if the other run has left a partial migration', async () => {
    const database = testDatabase();
    const broken: Migration = {
      withinTransaction: false,
      async up() {
        throw new Error('half way');
      },
    };
    const other = createMigrator({ database: secondConnection(database), migrations: { '0_x': broken } });
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': preceded(() => failureOf(other.migrate()), createA) },
    });
    expect((await failureOf(slow.migrate())).code).toBe('MIGRATION.PARTIAL');
    expect(tableNames(database)).toEqual([]);
  });

  it('still reports its own failure if that happens in its failing statement', async () => {
    const database = testDatabase();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: { '0_x': createsTable('x') },
    });
    const broken: Migration = { up: async (db) => void (await db.run('INSERT INTO nowhere VALUES (1)')) };
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': preceded(() => other.migrate(), broken) },
    });
    expect((await failureOf(slow.migrate())).message).toContain('no such table: nowhere');
  });
});

describe('a rollback that is overtaken', () => {
  it.each(['rollback', 'reset'] as const)('stops and rolls nothing more back: %s', async (command) => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: tableMigrations('a') }).migrate();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: tableMigrations('a', 'b'),
    });
    const [name] = Object.keys(tableMigrations('a'));
    const slow = createMigrator({
      database: database.d1,
      migrations: { [name ?? '']: preceded(() => other.migrate(), createA) },
    });
    const error = await failureOf(slow[command]());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(error.message).toMatch(/Another run applied '\d+_create_b' \(run [0-9a-f-]{36}\)/);
    expect(tableNames(database)).toEqual(['a', 'b']);
  });

  it('stops even if the other is the very same rollback', async () => {
    const database = testDatabase();
    const migrations = { '1_a': createA, '2_b': createB };
    await createMigrator({ database: database.d1, migrations }).migrate();
    const other = createMigrator({ database: secondConnection(database), migrations });
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': createA, '2_b': preceded(() => other.rollback(), createB) },
    });
    expect((await failureOf(slow.rollback())).code).toBe('LEDGER.CONFLICT');
    expect(tableNames(database)).toEqual([]);
  });
});

describe('a rollback that is overtaken by one that leaves the same ledger', () => {
  it('stops, and does not report the work of the other as its own', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: { '1_a': createA } }).migrate();
    const other = createMigrator({ database: secondConnection(database), migrations: { '1_a': createA } });
    const slow = createMigrator({
      database: database.d1,
      migrations: { '1_a': preceded(() => other.rollback(), createA) },
    });
    const error = await failureOf(slow.rollback());
    expect(error.code).toBe('LEDGER.CONFLICT');
    expect(error.message).toContain("Another run rolled back '1_a'");
    expect(error.details['report']).toMatchObject({ done: [], remaining: [{ name: '1_a' }] });
  });
});

describe('a rollback of an older batch that fails', () => {
  it('is not reported as done if another run has rolled back another older batch meanwhile', async () => {
    const database = testDatabase();
    const migrations = { '1_a': createA, '2_b': { ...createB, down: createA.up }, '3_c': createC };
    const other = createMigrator({ database: secondConnection(database), migrations });
    await other.migrate({ step: true });
    const far: SqlDatabase = {
      prepare: (sql) => database.d1.prepare(sql) as SqlStatement,
      batch: async (statements) => {
        try {
          return (await database.d1.batch(statements as never)) as never;
        } catch (error) {
          await other.rollback({ batch: 1 });
          throw error;
        }
      },
    };
    const error = await failureOf(createMigrator({ database: far, migrations }).rollback({ batch: 2 }));
    expect(error).toMatchObject({ code: 'LEDGER.CONFLICT', details: { report: { done: [] } } });
    expect(tableNames(database)).toEqual(['b', 'c']);
    expect(database.rows('SELECT migration, state FROM migrations')).toEqual([
      { migration: '2_b', state: 'applied' },
      { migration: '3_c', state: 'applied' },
    ]);
  });
});

describe('many migrators at once on one file', () => {
  it('apply each migration once', async () => {
    const database = testDatabase();
    const migrations = tableMigrations(...'abcdefghij');
    const runs = Array.from({ length: 20 }, () =>
      createMigrator({ database: secondConnection(database), migrations }).migrate(),
    );
    const reports = await Promise.all(runs);
    expect(reports.reduce((sum, report) => sum + report.done.length, 0)).toBe(10);
    expect(
      reports.every(
        (report) => report.done.length + report.skipped.length === 10 || report.done.length === 0,
      ),
    ).toBe(true);
    expect(database.rows('SELECT migration FROM migrations')).toHaveLength(10);
  });
});
