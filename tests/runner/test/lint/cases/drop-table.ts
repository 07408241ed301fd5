import type { Case } from './case.ts';
import { rebuilt, users } from './schemas.ts';

export const dropTable: readonly Case[] = [
  {
    title: 'whose rows were copied to a contentless full-text index',
    migrations: [
      [users],
      [
        "CREATE VIRTUAL TABLE words USING fts5(name, email, content='')",
        'INSERT INTO words (rowid, name, email) SELECT id, name, email FROM users',
        'DROP TABLE users',
      ],
    ],
    finds: ['drop-table 2.3', 'virtual-table 2.1'],
  },
  {
    title: 'of which only a count is left',
    migrations: [
      [users],
      [
        'CREATE TABLE n AS SELECT count(*) FILTER (WHERE name IS NOT NULL) AS n FROM users',
        'DROP TABLE users',
      ],
    ],
    finds: ['drop-table 2.2'],
  },
  {
    title: 'whose copy was pruned',
    migrations: [
      [users],
      ['CREATE TABLE n AS SELECT * FROM users', 'DELETE FROM n WHERE id > 5', 'DROP TABLE users'],
    ],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'a down() of what its up() rebuilt',
    migrations: [[users], { up: rebuilt('INSERT INTO n SELECT * FROM users'), down: ['DROP TABLE users'] }],
    finds: ['drop-table 2.1 down'],
  },
  {
    title: 'a down() of what its up() only renamed',
    migrations: [
      ['CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)'],
      { up: ['ALTER TABLE visits RENAME TO hits'], down: ['DROP TABLE hits'] },
    ],
    finds: ['drop-table 2.1 down'],
  },
  {
    title: 'not a down() that recreates the table from the renamed one',
    migrations: [
      ['CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)'],
      {
        up: ['ALTER TABLE visits RENAME TO hits', 'ALTER TABLE hits RENAME COLUMN path TO place'],
        down: [
          'CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)',
          'INSERT INTO visits (id, path) SELECT id, place FROM hits',
          'DROP TABLE hits',
        ],
      },
    ],
    finds: [],
  },
  {
    title: 'not a down() of the copy that its up() kept of the table',
    migrations: [
      ['CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)'],
      {
        up: [
          'ALTER TABLE visits RENAME TO hits',
          'CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)',
          'INSERT INTO visits SELECT id, path FROM hits',
        ],
        down: ['DROP TABLE hits'],
      },
    ],
    finds: [],
  },
  ...['UNIQUE ON CONFLICT REPLACE', 'UNIQUE ON CONFLICT IGNORE', 'NOT NULL ON CONFLICT IGNORE'].map(
    (constraint) => ({
      title: `a rebuild whose new table skips rows by itself, with ${constraint}`,
      migrations: [
        [users],
        rebuilt(
          'INSERT INTO n SELECT * FROM users',
          `id INTEGER PRIMARY KEY, name TEXT, email TEXT ${constraint}`,
        ),
      ],
      finds: ['drop-table 2.3'],
    }),
  ),
  {
    title: 'not a rebuild whose new table would, except for what the INSERT says',
    migrations: [
      [users],
      rebuilt(
        'INSERT OR ABORT INTO n SELECT * FROM users',
        "id INTEGER PRIMARY KEY, name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', email TEXT UNIQUE ON CONFLICT IGNORE",
      ),
    ],
    finds: [],
  },
  {
    title: 'not a rebuild whose new table replaces NULL by a default',
    migrations: [
      [users],
      rebuilt(
        'INSERT INTO n SELECT * FROM users',
        "id INTEGER PRIMARY KEY, name TEXT NOT NULL ON CONFLICT REPLACE DEFAULT '', email TEXT",
      ),
    ],
    finds: [],
  },
  {
    title: 'a table of an earlier migration',
    migrations: [[users], ['DROP TABLE users']],
    finds: ['drop-table 2.1'],
  },
  {
    title: 'with IF EXISTS',
    migrations: [[users], ['DROP TABLE IF EXISTS "main"."USERS"']],
    finds: ['drop-table 2.1'],
  },
  { title: 'not one that does not exist', migrations: [[users], ['DROP TABLE IF EXISTS others']], finds: [] },
  {
    title: 'renamed before',
    migrations: [[users], ['ALTER TABLE users RENAME TO people', 'DROP TABLE people']],
    finds: ['drop-table 2.2'],
  },
  {
    title: 'not if all rows are elsewhere',
    migrations: [[users], ['CREATE TABLE people AS SELECT * FROM users', 'DROP TABLE users']],
    finds: [],
  },
  {
    title: 'if only some rows are elsewhere',
    migrations: [[users], ['CREATE TABLE people AS SELECT * FROM users WHERE id > 1', 'DROP TABLE users']],
    finds: ['drop-table 2.2'],
  },
  {
    title: 'if the copy is dropped too',
    migrations: [
      [users],
      ['CREATE TABLE people AS SELECT * FROM users', 'DROP TABLE users', 'DROP TABLE people'],
    ],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'not a down() of its own up()',
    migrations: [{ up: [users], down: ['DROP TABLE users'] }],
    finds: [],
  },
  {
    title: 'a down() of what existed before',
    migrations: [
      [users],
      { up: ['CREATE TABLE t (id INTEGER)'], down: ['DROP TABLE t', 'DROP TABLE users'] },
    ],
    finds: ['drop-table 2.2 down'],
  },
  {
    title: 'not a table of the same migration',
    migrations: [[users], ['CREATE TABLE t (id INTEGER)', 'DROP TABLE t']],
    finds: [],
  },
  {
    title: 'not a full-text index over another table',
    migrations: [
      [users, "CREATE VIRTUAL TABLE search USING fts5 (name, content = 'users', content_rowid = 'id')"],
      ['DROP TABLE search'],
    ],
    finds: [],
  },
  {
    title: 'a full-text index without a table',
    migrations: [["CREATE VIRTUAL TABLE search USING fts5 (name, content = '')"], ['DROP TABLE search']],
    finds: ['drop-table 2.1'],
  },
  {
    title: 'a full-text table',
    migrations: [['CREATE VIRTUAL TABLE search USING fts5 (content)'], ['DROP TABLE search']],
    finds: ['drop-table 2.1'],
  },
  { title: 'not a view', migrations: [[users, 'CREATE VIEW v AS SELECT 1'], ['DROP VIEW v']], finds: [] },
  {
    title: 'a copy of no row at all',
    migrations: [[users], rebuilt('INSERT INTO n SELECT * FROM users WHERE 1 = 0')],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'a copy with WHERE true and more',
    migrations: [[users], rebuilt('INSERT INTO n SELECT * FROM users WHERE true AND id > 5')],
    finds: ['drop-table 2.3'],
  },
  ...[
    { copy: 'INSERT OR IGNORE INTO n SELECT * FROM users', way: 'skips rows that conflict' },
    { copy: 'REPLACE INTO n SELECT * FROM users', way: 'replaces rows that conflict' },
    {
      copy: 'INSERT INTO n SELECT * FROM users WHERE true ON CONFLICT DO NOTHING',
      way: 'has ON CONFLICT DO NOTHING',
    },
  ].flatMap(({ copy, way }) => [
    {
      title: `a copy that ${way}, to a table with a UNIQUE email`,
      migrations: [[users], rebuilt(copy, 'id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE')],
      finds: ['drop-table 2.3'],
    },
    {
      title: `not a copy that ${way}, if nothing can conflict`,
      migrations: [[users], rebuilt(copy)],
      finds: [],
    },
  ]),
  {
    title: 'a copy of some rows, under the name of the table',
    migrations: [[users], rebuilt('INSERT INTO n SELECT * FROM (SELECT * FROM users WHERE id > 5) users')],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'a copy of some rows, by WITH',
    migrations: [
      [users],
      rebuilt('WITH o AS (SELECT * FROM users WHERE id > 5) INSERT INTO n SELECT * FROM o'),
    ],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'a copy of the rows that a join finds',
    migrations: [
      [users, 'CREATE TABLE visits (id INTEGER PRIMARY KEY)'],
      rebuilt('INSERT INTO n SELECT users.* FROM users, visits'),
    ],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'if only the number of rows was kept',
    migrations: [
      [users],
      ['CREATE TABLE t (n INTEGER)', 'INSERT INTO t SELECT count(*) FROM users', 'DROP TABLE users'],
    ],
    finds: ['drop-table 2.3'],
  },
  {
    title: 'if only the greatest value was kept',
    migrations: [
      ['CREATE TABLE t (n INTEGER)'],
      ['CREATE TABLE u AS SELECT coalesce(max(n), 0) AS n FROM t', 'DROP TABLE t'],
    ],
    finds: ['drop-table 2.2'],
  },
  {
    title: 'not a copy that counts something else in each row',
    migrations: [
      [users, 'CREATE TABLE visits (id INTEGER PRIMARY KEY)'],
      rebuilt(
        'INSERT INTO n (id, name, email) SELECT id, (SELECT count(*) FROM visits), max(name, email) FROM users',
      ),
    ],
    finds: ['drop-column 2.3'],
  },
  {
    title: 'not a copy by WITH',
    migrations: [[users], rebuilt('WITH o (a, b, c) AS (SELECT * FROM users) INSERT INTO n SELECT * FROM o')],
    finds: [],
  },
  {
    title: 'not a copy of a SELECT in parentheses',
    migrations: [[users], rebuilt('INSERT INTO n SELECT id, name, email FROM (SELECT * FROM users) AS o')],
    finds: [],
  },
  {
    title: 'not a table that shows the words of another one',
    migrations: [
      [
        'CREATE VIRTUAL TABLE search USING fts5 (name)',
        "CREATE VIRTUAL TABLE words USING fts5vocab ('search', 'row')",
        "CREATE VIRTUAL TABLE instances USING \"FTS5Vocab\" ('search', 'instance')",
      ],
      ['DROP TABLE words', 'DROP TABLE instances'],
    ],
    finds: ['virtual-table 1.1'],
  },
];
