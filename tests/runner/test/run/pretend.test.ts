import { createMigrator, type Migration } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { createsTable, sqlMigration, tableMigrations } from '../support/migrations.ts';

const reads: Migration = {
  async up(db) {
    const { results } = await db
      .prepare('SELECT name FROM sqlite_schema ORDER BY name')
      .all<{ name: string }>();
    for (const { name } of results) await db.run('INSERT INTO seen VALUES (?)', name);
  },
};

describe('pretend', () => {
  it('returns each step with its statements and values, and writes nothing', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': createsTable('a'),
      '2_b': {
        async up(db) {
          await db.run('INSERT INTO a (note) VALUES (?)', 'x');
        },
      } satisfies Migration,
    };
    const report = await createMigrator({ database: database.d1, migrations }).migrate({
      pretend: true,
      step: true,
    });
    expect(report).toEqual({
      action: 'migrate',
      pretend: true,
      wipe: null,
      losses: [],
      warnings: [],
      findings: [],
      steps: [
        {
          direction: 'up',
          name: '1_a',
          batch: 1,
          statements: [{ sql: 'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)', values: [] }],
          unknown: null,
        },
        {
          direction: 'up',
          name: '2_b',
          batch: 2,
          statements: [{ sql: 'INSERT INTO a (note) VALUES (?)', values: ['x'] }],
          unknown: null,
        },
      ],
    });
    expect(database.rows('SELECT * FROM sqlite_schema')).toEqual([]);
  });

  it('answers the reads of the first step, and of no step after one that writes', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE seen (name TEXT)');
    const migrations = {
      '1_reads': reads,
      '2_a': createsTable('a'),
      '3_reads': reads,
      '4_b': createsTable('b'),
    };
    const { steps } = await createMigrator({ database: database.d1, migrations }).migrate({ pretend: true });
    expect(steps.map(({ statements }) => statements?.length ?? null)).toEqual([1, 1, null, 1]);
    expect(steps[2]?.unknown).toContain('which may have changed by the time it runs');
  });

  it('shows a rollback and a reset', async () => {
    const database = testDatabase();
    const migrations = tableMigrations('a', 'b');
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    const before = database.content();
    const sql = (report: { steps: readonly { statements: readonly { sql: string }[] | null }[] }) =>
      report.steps.map(({ statements }) => statements?.map((statement) => statement.sql.slice(0, 14)));
    expect(sql(await migrator.rollback({ pretend: true }))).toEqual([['DROP TABLE b'], ['DROP TABLE a']]);
    expect(sql(await migrator.reset({ pretend: true }))).toEqual([
      ['DROP TABLE b'],
      ['DROP TABLE a'],
      ['CREATE TABLE a'],
      ['CREATE TABLE b'],
    ]);
    expect(database.content()).toBe(before);
  });

  it('says why the statements of a step that fails while recording are not known', async () => {
    const database = testDatabase();
    const migrations = { '1_a': sqlMigration(['BEGIN']), '2_b': createsTable('b') };
    const { steps } = await createMigrator({ database: database.d1, migrations }).migrate({ pretend: true });
    expect(steps).toMatchObject([{ statements: null }, { statements: [{}] }]);
    expect(steps[0]?.unknown).toContain('transaction statement: BEGIN');
  });
});
