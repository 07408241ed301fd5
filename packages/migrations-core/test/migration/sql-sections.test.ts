import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../src/migration/sql-sections.ts';

const sections = (sql: string) => sectionsOf('1_a', sql);

function refusalOf(sql: string): unknown {
  try {
    return sections(sql);
  } catch (error) {
    return error;
  }
}

describe('an SQL file without markers', () => {
  it('is all up, and cannot be rolled back', () => {
    const sql =
      '-- Migration number: 0001\nCREATE TABLE a (x);\n--> statement-breakpoint\nCREATE TABLE b (x)';
    expect(sections(sql)).toEqual({
      up: ['-- Migration number: 0001\nCREATE TABLE a (x)', '--> statement-breakpoint\nCREATE TABLE b (x)'],
      down: null,
      withinTransaction: true,
    });
  });

  it.each(['', '-- nothing\n', '  \n;;\n'])('may be empty: %j', (sql) => {
    expect(sections(sql)).toMatchObject({ up: [], down: null });
  });

  it('has its transaction statements left out', () => {
    const trigger = 'CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND';
    const sql = `BEGIN TRANSACTION;\n${trigger};\nCOMMIT;\nbegin; select 1; end transaction;`;
    expect(sections(sql).up).toEqual([trigger, 'select 1']);
  });
});

describe('the sections of an SQL file', () => {
  it.each([
    ['our own', '-- up', '-- down'],
    ['our own, otherwise spelt', '--UP:', '  -- Down\t'],
    ['dbmate', '-- migrate:up', '-- migrate:down'],
    ['goose', '-- +goose Up', '-- +goose Down'],
    ['sql-migrate', '-- +migrate Up', '-- +migrate Down'],
    ['node-pg-migrate', '-- Up Migration', '-- Down Migration'],
  ])('are marked as by %s', (_, up, down) => {
    for (const end of ['\n', '\r\n']) {
      const sql = `-- What it is for.${end}${up}${end}CREATE TABLE a (x);${end}${down}${end}DROP TABLE a;${end}`;
      expect(sections(sql)).toEqual({
        up: ['CREATE TABLE a (x)'],
        down: ['DROP TABLE a'],
        withinTransaction: true,
      });
    }
  });

  it('may be in either order, and only the one for down may be marked', () => {
    const expected = { up: ['SELECT 1'], down: ['SELECT 2'] };
    expect(sections('-- down\nSELECT 2;\n-- up\nSELECT 1;')).toMatchObject(expected);
    expect(sections('SELECT 1;\n-- down\nSELECT 2;')).toMatchObject(expected);
  });

  it('have none for down if it is empty, unless up is empty too: then there is nothing to undo', () => {
    expect(sections('-- up\nSELECT 1;\n-- down\n-- later\n').down).toBeNull();
    expect(sections('-- up\n-- nothing\n-- down\n').down).toEqual([]);
    expect(sections('-- down\n').down).toEqual([]);
    expect(sections('-- up\n').down).toBeNull();
  });

  it.each([
    ['dbmate', '-- migrate:up transaction:false\nSELECT 1;'],
    ['goose', '-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;'],
    ['sql-migrate', '-- +migrate Up notransaction\nSELECT 1;'],
  ])('can be outside a transaction, as %s says it', (_, sql) => {
    expect(sections(sql)).toMatchObject({ up: ['SELECT 1'], withinTransaction: false });
  });

  it('keep the statements that goose encloses', () => {
    const trigger = 'CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b;\nEND';
    const sql = `-- +goose Up\n-- +goose StatementBegin\n${trigger};\n-- +goose StatementEnd\nSELECT 1;`;
    expect(sections(sql).up).toEqual([
      `-- +goose StatementBegin\n${trigger}`,
      '-- +goose StatementEnd\nSELECT 1',
    ]);
  });

  it.each([
    "INSERT INTO a VALUES ('\n-- down\n');",
    'CREATE TABLE a (x); -- down',
    '/*\n-- down\n*/ SELECT 1;',
    '-- down with it\nSELECT 1;',
    '-- up to here all is well\nSELECT 1;',
    'CREATE TABLE "\n-- down\n" (x);',
  ])('are not begun in %j', (sql) => {
    expect(sections(sql)).toMatchObject({ down: null });
    expect(sections(sql).up).toHaveLength(1);
  });

  it.each([
    ['-- up\nSELECT 1;\n-- up\nSELECT 2;', "it has more than one section '-- up'"],
    ['SELECT 0;\n-- down\nSELECT 1;\n-- down\nSELECT 2;', "it has more than one section '-- down'"],
    ['SELECT 0;\n-- up\nSELECT 1;', "it has a statement before its section '-- up'"],
    ['SELECT 0;\n-- down\nSELECT 1;\n-- up\nSELECT 2;', "it has a statement before its section '-- down'"],
  ])('are refused in %j', (sql, fault) => {
    expect(refusalOf(sql)).toMatchObject({
      code: 'MIGRATION.SQL_INVALID',
      message: `The SQL of '1_a' is not a migration: ${fault}.`,
      details: { name: '1_a' },
    });
  });
});
