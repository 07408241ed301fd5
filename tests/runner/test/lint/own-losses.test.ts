// A new database was refused for losing what the same run had created.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type MigrateOptions } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

const created = 'CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT);\nINSERT INTO a (note) VALUES (1);';
const refusing: MigrateOptions = { failOn: ['MIGRATION.LOSES_DATA'] };

const migratorOf = (migrations: Readonly<Record<string, unknown>>, database = testDatabase()) => ({
  database,
  migrator: createMigrator({ database: database.d1, migrations, openScratch: openMemoryD1 }),
});

describe('what the run itself has created', () => {
  it.each([
    ['dropping a table', 'DROP TABLE a;', []],
    ['dropping a column', 'ALTER TABLE a DROP COLUMN note;', ['a']],
    [
      'copying a text in double quotes instead of a value',
      'CREATE TABLE b (id, "status");\nINSERT INTO b SELECT id, "status" FROM a;\nDROP TABLE a;',
      ['b'],
    ],
    ['deleting all rows', 'DELETE FROM a;', ['a']],
  ])('is not lost by %s, whether a loss is refused or reported', async (_, sql, tables) => {
    for (const options of [refusing, {}]) {
      const { database, migrator } = migratorOf({ '1_a': created, '2_b': sql });
      expect((await migrator.migrate(options)).findings).toEqual([]);
      expect(tableNames(database)).toEqual(tables);
    }
  });

  it('has no AUTOINCREMENT counter that anything could depend on', async () => {
    const counting = 'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);\nINSERT INTO a VALUES (1);';
    const rebuild =
      'CREATE TABLE n (id INTEGER PRIMARY KEY AUTOINCREMENT, b);\nINSERT INTO n (id) SELECT id FROM a;\nDROP TABLE a;\nALTER TABLE n RENAME TO a;';
    const { database, migrator } = migratorOf({ '1_a': counting, '2_b': rebuild });
    expect((await migrator.migrate(refusing)).findings).toEqual([]);
    const later = migratorOf({ '1_a': counting, '2_b': rebuild, '3_c': rebuild }, database).migrator;
    expect((await later.migrate(refusing)).findings).toMatchObject([{ rule: 'autoincrement-reset' }]);
  });

  it('is not lost in one batch either', async () => {
    const { migrator } = migratorOf({ '1_a': created, '2_b': 'DROP TABLE a;' });
    expect((await migrator.migrate({ ...refusing, atomic: true })).findings).toEqual([]);
  });

  it('is lost by a later run', async () => {
    const { database, migrator } = migratorOf({ '1_a': created });
    await migrator.migrate();
    const later = migratorOf({ '1_a': created, '2_b': 'DROP TABLE a;' }, database).migrator;
    expect((await failureOf(later.migrate(refusing))).code).toBe('MIGRATION.LOSES_DATA');
    expect((await later.migrate()).findings).toMatchObject([{ rule: 'drop-table', rows: 1 }]);
  });
});

describe('rows from before the run', () => {
  it.each([
    ['copied into a new table', 'CREATE TABLE b (id, note); INSERT INTO b SELECT * FROM a; DROP TABLE a;'],
    ['selected into a new table', 'CREATE TABLE b AS SELECT * FROM a; DROP TABLE a;'],
    ['renamed with their table', 'ALTER TABLE a RENAME TO b;'],
  ])('are lost if they were %s that the run drops', async (_, sql) => {
    const { database, migrator } = migratorOf({ '1_a': created });
    await migrator.migrate();
    const { migrator: later } = migratorOf({ '1_a': created, '2_b': sql, '3_c': 'DROP TABLE b;' }, database);
    expect((await failureOf(later.migrate(refusing))).code).toBe('MIGRATION.LOSES_DATA');
    expect(database.rows('SELECT note FROM a')).toEqual([{ note: '1' }]);
  });

  it('are lost if a migration outside a transaction may have moved them', async () => {
    const { database, migrator } = migratorOf({ '1_a': created });
    await migrator.migrate();
    const moves = '-- migrate:up transaction:false\nINSERT INTO b SELECT * FROM a; DELETE FROM a;';
    const files = {
      '1_a': created,
      '2_b': 'CREATE TABLE b (id, note);',
      '3_c': moves,
      '4_d': 'DROP TABLE b;',
    };
    const { findings } = await migratorOf(files, database).migrator.migrate();
    expect(findings.map(({ migration }) => migration)).toContain('4_d');
  });
});
