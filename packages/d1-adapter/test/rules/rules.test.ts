// The rules as data, for callers that check statements without running them, and on a file of wrangler.
// ../conformance/rules.cases.ts compares them with D1.

import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { brokenRule } from '../../src/d1/rules/broken-rule.ts';
import { findViolation } from '../../src/d1/rules/rules.ts';
import { testFolder } from '../support/folder.ts';
import { openForTest, rejectionOf } from '../support/local.ts';

describe('findViolation', () => {
  it.each([
    ['BEGIN', 'transaction'],
    ["ATTACH 'a' AS b", 'database'],
    ['VACUUM', 'vacuum'],
    ['PRAGMA user_version', 'pragma'],
    ['SELECT * FROM pragma_user_version', 'pragma'],
    ['CREATE TEMP TABLE a (b)', 'temp'],
    ['ALTER TABLE a RENAME TO _cf_b', 'name'],
    ['DELETE FROM main._cf_KV', 'name'],
    ['CREATE VIRTUAL TABLE a USING fts4(b)', 'virtual-table'],
    ['ALTER TABLE a DROP CONSTRAINT b', 'alter'],
    ['SELECT power(1, 2)', 'function'],
    ['SELECT ?99999999999', 'limit'],
    [`SELECT max(1${', 1'.repeat(127)})`, 'limit'],
    [`SELECT 1${' + 1'.repeat(100)}`, 'limit'],
    [`SELECT a LIKE '${'x'.repeat(51)}'`, 'limit'],
  ])('%s breaks the rule of %s, and there is something to do instead', (statement, rule) => {
    expect(findViolation(statement)?.rule).toBe(rule);
    expect(brokenRule(statement)?.remedy).toMatch(/^[a-z]/);
  });

  it.each([
    '',
    ';',
    '-- nothing',
    'SELECT 1',
    'CREATE INDEX a ON power (b)',
    'CREATE TABLE a (b power(1), c REFERENCES power (d))',
    'INSERT INTO power (a) VALUES (1)',
    'CREATE VIEW a AS SELECT power(1, 2) FROM _cf_b',
    'WITH power (a) AS (SELECT 1) SELECT a FROM power',
  ])('%j breaks none', (statement) => {
    expect(findViolation(statement)).toBeUndefined();
  });
});

describe('brokenRule', () => {
  it.each([
    'UPDATE a SET b = "c WHERE d = 2',
    "UPDATE a SET b = 'c WHERE d = 2",
    'UPDATE a SET b = `c WHERE d = 2',
    'UPDATE a SET b = [c WHERE d = 2',
    'UPDATE a SET b = "c""d WHERE d = 2',
    'CREATE TABLE IF NOT EXISTS a (b DEFAULT "c)',
    'WITH a AS (SELECT "b) SELECT 1',
    'SELECT 1\0',
    "SELECT 'a\0b'",
    'SELECT 1 /* \0 */',
  ])('%j cannot be read', (statement) => {
    expect(brokenRule(statement)?.rule).toBe('token');
  });

  it.each(['SELECT 1 /* one', 'SELECT "a", [b], `c`, \'d\'', 'SELECT "a""b"'])('%j can be', (statement) => {
    expect(brokenRule(statement)).toBeUndefined();
  });
});

describe("Cloudflare's own table in a file", () => {
  it.each([
    'SELECT count(*) FROM _cf_METADATA',
    'INSERT INTO _cf_METADATA VALUES (2)',
    'UPDATE _cf_METADATA SET key = 2',
    'DELETE FROM main."_cf_METADATA"',
    'ALTER TABLE _cf_METADATA RENAME TO b',
    'CREATE INDEX b ON _cf_METADATA (key)',
    'CREATE TRIGGER b AFTER INSERT ON _cf_METADATA BEGIN SELECT 1; END',
    'DROP TABLE _cf_METADATA',
    'DROP TABLE IF EXISTS _cf_METADATA',
  ])('is not touched by %s', async (statement) => {
    const path = join(testFolder(), 'test.sqlite');
    const sqlite = new SqliteDatabase(path);
    sqlite.exec('CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY); INSERT INTO _cf_METADATA VALUES (1)');
    const thrown = await rejectionOf(openForTest(path).prepare(statement).run());
    expect(thrown.message).toBe('D1_ERROR: not authorized: SQLITE_AUTH');
    expect(sqlite.prepare('SELECT key FROM _cf_METADATA').pluck().all()).toEqual([1]);
    sqlite.close();
  });
});
