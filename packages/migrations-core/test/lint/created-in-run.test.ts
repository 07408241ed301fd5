import { describe, expect, it } from 'vitest';
import { SchemaIndex } from '../../src/database/schema-index.ts';
import { isCreatedInRun } from '../../src/lint/created-in-run.ts';

const before = new SchemaIndex([
  { type: 'table', name: 'users', sql: 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)' },
  {
    type: 'trigger',
    name: 'archive',
    sql: 'CREATE TRIGGER archive AFTER DELETE ON users BEGIN INSERT INTO archived VALUES (old.id); END',
  },
]);

const isCreated = (table: string, ...statements: readonly string[]): boolean =>
  isCreatedInRun(table, statements, before);

describe('a table is created in the run', () => {
  it.each([
    ['that creates it', ['CREATE TABLE t (id)']],
    ['that fills it with values', ['CREATE TABLE t (id)', 'INSERT INTO t VALUES (1)', 'UPDATE T SET id = 2']],
    ['that changes it', ['CREATE TABLE t (id)', 'ALTER TABLE t ADD COLUMN x', 'CREATE INDEX i ON t (x)']],
    ['that points it at another', ['CREATE TABLE t (id REFERENCES users (id))']],
    [
      'that points another at it',
      ['CREATE TABLE t (id PRIMARY KEY)', 'CREATE TABLE u (id REFERENCES t (id))'],
    ],
    ['that creates it again', ['CREATE TABLE t (id)', 'DROP TABLE t', 'CREATE TABLE "T" (id)']],
    ['whatever becomes of other tables', ['DELETE FROM users', 'CREATE TABLE t (id)']],
  ])('%s', (_, statements) => {
    expect(isCreated('t', ...statements)).toBe(true);
  });
});

describe('a table is not certainly created in the run', () => {
  it.each([
    ['if nothing creates it', 't', []],
    ['if it existed', 'users', ['CREATE TABLE IF NOT EXISTS users (id)']],
    ['if an existing trigger fills it', 'archived', ['CREATE TABLE archived (id)', 'DELETE FROM users']],
    ['if its rows are those of a query', 't', ['CREATE TABLE t AS SELECT * FROM users']],
    ['if rows are copied into it', 't', ['CREATE TABLE t (id)', 'INSERT INTO t SELECT id FROM users']],
    [
      'if rows are copied by way of another',
      't',
      ['CREATE TABLE u AS SELECT * FROM users', 'CREATE TABLE t (id)', 'INSERT INTO t SELECT id FROM u'],
    ],
    [
      'if values are copied into it',
      't',
      ['CREATE TABLE t (n)', 'UPDATE t SET n = (SELECT name FROM users)'],
    ],
    ['if another one was given its name', 't', ['ALTER TABLE users RENAME TO t']],
    ['if a new one was given its name', 't', ['CREATE TABLE u (id)', 'ALTER TABLE u RENAME TO t']],
    [
      'if a trigger may fill it',
      't',
      [
        'CREATE TABLE t (id)',
        'CREATE TRIGGER c AFTER DELETE ON users BEGIN INSERT INTO t VALUES (old.id); END',
      ],
    ],
  ])('%s', (_, table, statements) => {
    expect(isCreated(table, ...statements)).toBe(false);
  });
});
