// Which queries read the schema and no row, compared with what SQLite opens for them.
import { readsSchemaOnly } from '@roostjs/internal-sql';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const schema = `
  CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
  CREATE TABLE s (id INTEGER PRIMARY KEY, type TEXT);
  CREATE TABLE "x""y" (id INTEGER PRIMARY KEY);
  CREATE TABLE names (name TEXT);
  CREATE VIEW v AS SELECT * FROM users;
  CREATE VIEW of_schema AS SELECT * FROM sqlite_schema;
  CREATE VIRTUAL TABLE found USING fts5 (name);
`;

const ofSchema: readonly string[] = [
  'SELECT * FROM sqlite_schema',
  "select name, sql from main.sqlite_master where type in ('table', 'view') and name = 'users' order by name, type limit 1",
  'SELECT s.name FROM "sqlite_schema" AS s, pragma_table_info(s.name) AS users WHERE users.cid = 0',
  'SELECT 1 FROM pragma_table_list',
  "SELECT * FROM pragma_index_list('users') AS i JOIN pragma_index_xinfo(i.name)",
  'PRAGMA table_info(users)',
  "PRAGMA main.foreign_key_list('users')",
  'WITH s AS (SELECT name FROM sqlite_schema) SELECT * FROM s WHERE s.name IN s',
  'WITH RECURSIVE a(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM a WHERE n < 3), b AS (SELECT 1) SELECT (SELECT count(*) FROM sqlite_schema), n FROM a, b',
  "SELECT value FROM json_each('[1]') WHERE EXISTS (SELECT 1 FROM sqlite_schema)",
  'SELECT name FROM (SELECT name FROM sqlite_schema UNION SELECT type FROM sqlite_schema) WHERE name <> (SELECT max(name) FROM sqlite_schema)',
  'SELECT * FROM (sqlite_schema AS a JOIN (pragma_table_list) AS b ON a.name = b.name)',
  'SELECT \'from users\', "from" FROM (SELECT 1 AS "from" FROM sqlite_schema) -- from users',
];

const ofRows: readonly string[] = [
  'SELECT * FROM users',
  "SELECT * FROM 'users'",
  'SELECT * FROM "x""y"',
  'SELECT * FROM main.users, sqlite_schema',
  'SELECT * FROM sqlite_schema, users',
  'SELECT * FROM sqlite_schema window, users',
  'SELECT * FROM sqlite_schema NATURAL JOIN users',
  'SELECT name FROM sqlite_schema WHERE name IN names',
  'SELECT name FROM sqlite_schema WHERE name NOT IN main.names',
  "SELECT name FROM sqlite_schema WHERE name IN ('a', (SELECT name FROM users))",
  'SELECT (SELECT count(*) FROM users) FROM sqlite_schema',
  'SELECT name FROM sqlite_schema ORDER BY (SELECT name FROM users)',
  'SELECT * FROM (sqlite_schema), (users)',
  'SELECT * FROM sqlite_schema JOIN (SELECT 1 FROM users)',
  'SELECT name FROM pragma_table_list UNION SELECT name FROM users',
  'WITH users AS (SELECT name FROM sqlite_schema) SELECT * FROM main.users',
  'WITH a AS (SELECT name FROM users) SELECT * FROM a',
  'WITH a AS (SELECT 1 FROM sqlite_schema), b AS (SELECT * FROM users) SELECT * FROM a, b',
  'SELECT * FROM (WITH users AS (SELECT 1) SELECT * FROM users), users',
  'SELECT * FROM v',
  'SELECT * FROM found',
  "SELECT * FROM found('a')",
  'SELECT seq FROM sqlite_sequence',
  'SELECT type FROM s',
];

// They read rows, or what is no part of the schema, behind names that only SQLite resolves.
const neither: readonly string[] = [
  'SELECT * FROM of_schema',
  'SELECT * FROM pragma_foreign_key_check',
  "SELECT * FROM pragma_foreign_key_check('users')",
  'PRAGMA foreign_key_check',
  'PRAGMA quick_check',
  'PRAGMA foreign_keys',
  'SELECT 1',
  'VALUES (1)',
  'SELECT last_insert_rowid()',
  'EXPLAIN QUERY PLAN SELECT * FROM sqlite_schema',
  'SELECT * FROM json_each',
  'SELECT * FROM temp.sqlite_schema',
  'SELECT a IS DISTINCT FROM 1 FROM sqlite_schema',
  'SELECT * FROM',
  'UPDATE sqlite_schema SET name = 1',
  '',
];

const sqlite = new SqliteDatabase(':memory:');
sqlite.exec(schema);

/** Whether SQLite opens something else than the schema's own table, which is on page 1, or a function. */
function opensRows(sql: string): boolean {
  const code = sqlite.prepare(`EXPLAIN ${sql}`).all() as { opcode: string; p2: number }[];
  const isVirtual = /\bfound\b/.test(sql);
  return code.some(
    ({ opcode, p2 }) => (opcode === 'OpenRead' && p2 !== 1) || (isVirtual && opcode === 'VOpen'),
  );
}

describe('a query', () => {
  it.each(ofSchema)('reads only the schema: %s', (sql) => {
    expect([readsSchemaOnly(sql), sql.startsWith('PRAGMA') || opensRows(sql)]).toEqual([
      true,
      sql.startsWith('PRAGMA'),
    ]);
  });

  it.each(ofRows)('reads rows: %s', (sql) => {
    expect([readsSchemaOnly(sql), opensRows(sql)]).toEqual([false, true]);
  });

  it.each(neither)('is not known to read only the schema: %j', (sql) => {
    expect(readsSchemaOnly(sql)).toBe(false);
  });
});

// One column everywhere, so that most of what is generated compiles.
const { select } = fc.letrec<{ select: string; source: string; sources: string; condition: string }>(
  (tie) => {
    const list = (item: fc.Arbitrary<string>, separator: string) =>
      fc.array(item, { minLength: 1, maxLength: 2 }).map((items) => items.join(separator));
    const [select, source, sources, condition] = [
      tie('select'),
      tie('source'),
      tie('sources'),
      tie('condition'),
    ] as const;
    const named = fc.constantFrom(
      'sqlite_schema',
      'main.sqlite_master',
      'pragma_table_list',
      'names',
      'main.names',
      'c',
      '"c"',
      `'names'`,
      '[v]',
      "pragma_table_info('names')",
    );
    const alias = fc.constantFrom('', ' AS names', ' window', ' "from"');
    return {
      source: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(named, alias).map((parts) => parts.join('')) },
        { weight: 1, arbitrary: select.map((inner) => `(${inner})`) },
        { weight: 1, arbitrary: sources.map((inner) => `(${inner})`) },
      ),
      sources: fc
        .tuple(
          list(source, ', '),
          fc.constantFrom(', ', ' JOIN ', ' LEFT JOIN ', ' CROSS JOIN '),
          list(source, ', '),
        )
        .map((parts) => parts.join('')),
      condition: fc.oneof(
        fc.constantFrom('1', "'from names' = 'a'", 'x IS NOT DISTINCT FROM 1'),
        named.map((name) => `1 NOT IN ${name}`),
        select.map((inner) => `EXISTS (${inner})`),
        select.map((inner) => `1 IN (2, (${inner}))`),
      ),
      select: fc
        .tuple(
          fc.constantFrom(
            '',
            '',
            'WITH c(x) AS (SELECT 1) ',
            'WITH names(x) AS (SELECT 1 FROM c), c AS (SELECT 2) ',
          ),
          fc.oneof(source, sources),
          fc.oneof(
            condition.map((one) => ` WHERE ${one}`),
            fc.constantFrom('', ' GROUP BY 1, 1', ' ORDER BY 1', ' LIMIT 1'),
          ),
          fc.oneof(
            fc.constant(''),
            select.map((other) => ` UNION ALL ${other}`),
          ),
        )
        .map(([expressions, from, end, more]) => `${expressions}SELECT 1 AS x FROM ${from}${end}${more}`),
    };
  },
);

it('no query that SQLite compiles is taken for a read of the schema if it opens a table', () => {
  let known = 0;
  fc.assert(
    fc.property(select, (sql) => {
      if (!readsSchemaOnly(sql) || !compiles(sql)) return;
      known += 1;
      expect(opensRows(sql)).toBe(false);
    }),
    { numRuns: 1500 },
  );
  expect(known).toBeGreaterThan(10);
});

function compiles(sql: string): boolean {
  try {
    sqlite.prepare(sql);
    return true;
  } catch {
    return false;
  }
}
