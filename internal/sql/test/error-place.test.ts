// Where in a statement an error of D1 is.
import { describe, expect, it } from 'vitest';
import { errorPlace } from '../src/index.ts';

/** The text from the place on. */
function from(sql: string, error: string): string | undefined {
  const place = errorPlace(sql, error);
  return place === undefined ? undefined : sql.slice(place);
}

describe('errorPlace', () => {
  it.each([
    [
      'an offset',
      "INSERT INTO a VALUES ('é', b)",
      'D1_ERROR: no such column: b at offset 28: SQLITE_ERROR',
      'b)',
    ],
    [
      'an offset in bytes, of the whole name',
      "SELECT '日本', a.nope",
      'no such column: a.nope at offset 17: SQLITE_ERROR',
      'a.nope',
    ],
    ['the only such token', 'SELEC 1', 'near "SELEC": syntax error: SQLITE_ERROR', 'SELEC 1'],
    ['the only such name', 'DROP TABLE "no pe"', 'D1_ERROR: no such table: no pe: SQLITE_ERROR', '"no pe"'],
    [
      'the name without its schema',
      'CREATE INDEX i ON a (b)',
      'D1_ERROR: no such table: main.a: SQLITE_ERROR',
      'a (b)',
    ],
    [
      'the clause',
      'ALTER TABLE a ADD COLUMN b TEXT NOT NULL',
      'Cannot add a NOT NULL column with default value NULL: SQLITE_ERROR',
      'NOT NULL',
    ],
    [
      'an extended code',
      'INSERT INTO a (b) VALUES (1)',
      'D1_ERROR: UNIQUE constraint failed: a.b: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)',
      'b) VALUES (1)',
    ],
    [
      'what ALTER TABLE alters',
      'ALTER TABLE a ALTER COLUMN b DROP NOT NULL',
      'not authorized to use function: sqlite_drop_constraint at offset 38: SQLITE_ERROR',
      'ALTER COLUMN b DROP NOT NULL',
    ],
  ])('by %s', (_, sql, error, rest) => {
    expect(from(sql, error)).toBe(rest);
  });

  it.each([
    [
      'an offset at which something else is',
      'SELECT 1, 2',
      'near "nope": syntax error at offset 7: SQLITE_ERROR',
    ],
    ['an offset beyond the statement', 'SELECT 1', 'near "1": syntax error at offset 70: SQLITE_ERROR', '1'],
    ['a name that is there twice', 'SELECT nope FROM nope', 'no such table: nope: SQLITE_ERROR'],
    ['a name within a string', "SELECT 'nope'", 'no such column: nope: SQLITE_ERROR'],
    [
      'an offset in one of several statements',
      'SELECT a; SELECT a',
      'no such column: a at offset 7: SQLITE_ERROR',
    ],
    ['an error that names nothing', 'PRAGMA user_version', 'D1_ERROR: not authorized: SQLITE_AUTH'],
    ['another message', 'SELECT 1', 'Network connection lost.'],
    ['no statement', '', 'near "a": syntax error at offset 0: SQLITE_ERROR'],
  ])('is not guessed from %s', (_, sql, error, rest?: string) => {
    expect(from(sql, error)).toBe(rest);
  });
});
