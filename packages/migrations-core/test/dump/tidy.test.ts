// The one form of the statements of a dump.
import { describe, expect, it } from 'vitest';
import { tidied } from '../../src/dump/tidy.ts';

type Type = Parameters<typeof tidied>[0]['type'];

function tidy(type: Type, sql: string, isVirtual = false): string {
  const once = tidied({ type, name: 'x', sql, isVirtual }, sql);
  // A dump of a database that was made from a dump is the same.
  expect(tidied({ type, name: 'x', sql: once, isVirtual }, once)).toBe(once);
  return once;
}

describe('a table', () => {
  it.each([
    'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, UNIQUE (title))',
    'CREATE TABLE posts(\n        id INTEGER PRIMARY KEY,\n        title  TEXT NOT NULL,\n        UNIQUE (title)\n      )',
    'CREATE TABLE posts (id\tINTEGER PRIMARY KEY\n, title TEXT\n  NOT NULL\n, UNIQUE (\n title\n))',
  ])('has a line for each column and constraint, however it is written: %j', (sql) => {
    expect(tidy('table', sql)).toBe(
      'CREATE TABLE posts (\n  id INTEGER PRIMARY KEY,\n  title TEXT NOT NULL,\n  UNIQUE (title)\n)',
    );
  });

  it('keeps its options, its quotes, and commas and spaces that are no layout', () => {
    expect(
      tidy(
        'table',
        `CREATE TABLE "two words" (n DECIMAL(10,2) DEFAULT 'a,  b\n c', [x,y] INT CHECK ([x,y] IN (1,2)))  STRICT,\n WITHOUT ROWID`,
      ),
    ).toBe(
      `CREATE TABLE "two words" (\n  n DECIMAL(10,2) DEFAULT 'a,  b\n c',\n  [x,y] INT CHECK ([x,y] IN (1,2))\n) STRICT, WITHOUT ROWID`,
    );
  });

  it('keeps each comment where it belongs', () => {
    expect(
      tidy(
        'table',
        `CREATE TABLE a ( -- all of them
          -- the key
          id INTEGER PRIMARY KEY, -- never reused
          a INT -- before its comma
          , /* inside */ b INT /* too */,
          c INT
            -- between
            NOT NULL,
          -- last
          d INT -- of all
          -- the end
        ) -- after it`,
      ),
    ).toBe(
      [
        'CREATE TABLE a (',
        '  -- all of them',
        '  -- the key',
        '  id INTEGER PRIMARY KEY, -- never reused',
        '  a INT, -- before its comma',
        '  /* inside */ b INT /* too */,',
        '  c INT -- between',
        '    NOT NULL,',
        '  -- last',
        '  d INT -- of all',
        '  -- the end',
        ') -- after it',
      ].join('\n'),
    );
  });

  it('that is virtual keeps the arguments of its module', () => {
    const sql = 'CREATE VIRTUAL TABLE s USING fts5(body,  tokenize = "porter")';
    expect(tidy('table', sql, true)).toBe(sql);
  });
});

describe('an index', () => {
  it('is one line, as far as its comments allow that', () => {
    expect(tidy('index', 'CREATE INDEX i\n    ON a (\n  b,\n  lower(c)\n)\n WHERE b > 0')).toBe(
      'CREATE INDEX i ON a (b, lower(c)) WHERE b > 0',
    );
    expect(tidy('index', 'CREATE INDEX i ON a (b -- why\n, c)')).toBe(
      'CREATE INDEX i ON a (b -- why\n  , c)',
    );
  });
});

describe('a trigger and a view', () => {
  it('keep the lines of their author, without the indentation of the file', () => {
    expect(
      tidy(
        'trigger',
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n        DELETE FROM b\n          WHERE c = 'x\n  y';\n      END",
      ),
    ).toBe("CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  DELETE FROM b\n    WHERE c = 'x\n  y';\nEND");
    expect(
      tidy('view', 'CREATE VIEW v AS\n      SELECT a,\n             b\n      FROM c\n\n      WHERE a > 0'),
    ).toBe('CREATE VIEW v AS\nSELECT a,\n       b\nFROM c\n\nWHERE a > 0');
  });

  it('keep a line break that is a part of the name of a column', () => {
    const sum = 'a +\n        b';
    expect(
      tidy('view', `CREATE VIEW v AS\n    SELECT ${sum},\n      (SELECT 1\n        FROM d)\n    FROM c`),
    ).toBe(`CREATE VIEW v AS\nSELECT ${sum},\n  (SELECT 1\n        FROM d)\nFROM c`);
  });
});
