// Which statements return no rows, compared with SQLite.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { returnsNoRows } from '../src/index.ts';

const without = [
  "INSERT INTO t VALUES (2, 'returning')",
  'INSERT INTO t (b) SELECT "returning" FROM r -- returning b',
  'WITH u AS (SELECT 1 AS x) UPDATE t SET b = u.x FROM u',
  'REPLACE INTO t VALUES (1, 2)',
  'DELETE FROM t',
  'CREATE TABLE [returning] (x)',
  'CREATE TRIGGER i AFTER INSERT ON t BEGIN SELECT 1; DELETE FROM t; END',
  'ALTER TABLE t ADD COLUMN d',
  'DROP TABLE t',
];

const withRows = [
  'INSERT INTO t (b) VALUES (1) RETURNING a',
  'UPDATE t SET b = 1 returning *',
  'DELETE FROM t\nReturning/**/a',
  'WITH u AS (SELECT 1) INSERT INTO t (b) SELECT * FROM u RETURNING a',
  'PRAGMA journal_mode = delete',
  'PRAGMA optimize',
  'SELECT * FROM t',
  'EXPLAIN DELETE FROM t',
];

describe('returnsNoRows', () => {
  const sqlite = new Database(':memory:');
  sqlite.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b); CREATE TABLE r ("returning")');

  it.each([...without, ...withRows])('agrees with SQLite about %j', (statement) => {
    expect(returnsNoRows(statement)).toBe(!sqlite.prepare(statement).reader);
  });

  it.each([
    'PRAGMA user_version = 1',
    'INSERT INTO t VALUES (1, 2); INSERT INTO t VALUES (3, 4) RETURNING a',
    '',
  ])('is false where it is not certain: %j', (statement) => {
    expect(returnsNoRows(statement)).toBe(false);
  });
});
