// What each rule finds, and what it leaves alone. The migrations before the last are what it meets.
import type { Written } from './written.ts';

export type Case = {
  readonly title: string;
  readonly migrations: readonly (Written | readonly string[])[];
  /** `rule migration.statement` of every finding, in order. */
  readonly finds: readonly string[];
};

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT)';
const posts =
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), title TEXT, body TEXT)';
const postsIndex = 'CREATE INDEX idx_posts_user_id ON posts (user_id)';
const blog = [users, posts, postsIndex];
const cascading = [
  users,
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT)',
  postsIndex,
];
/** A rebuild of `users`, with the statement that copies its rows. */
const rebuilt = (copy: string, columns = 'id INTEGER PRIMARY KEY, name TEXT, email TEXT') => [
  `CREATE TABLE n (${columns})`,
  copy,
  'DROP TABLE users',
  'ALTER TABLE n RENAME TO users',
];

export const cases: Readonly<Record<string, readonly Case[]>> = {
  'unsupported-by-d1': [
    {
      title: 'a temporary table',
      migrations: [['CREATE TEMP TABLE t (id INTEGER)']],
      finds: ['unsupported-by-d1 1.1'],
    },
    { title: 'VACUUM', migrations: [['VACUUM']], finds: ['unsupported-by-d1 1.1'] },
    {
      title: 'a PRAGMA that D1 does not know',
      migrations: [['PRAGMA user_version = 3']],
      finds: ['unsupported-by-d1 1.1'],
    },
    {
      title: 'a virtual table of another kind',
      migrations: [['CREATE VIRTUAL TABLE t USING dbstat']],
      finds: ['unsupported-by-d1 1.1'],
    },
    {
      title: 'a function that D1 does not have',
      migrations: [blog, ['UPDATE users SET name = sqlite_version() WHERE id = 1']],
      finds: ['unsupported-by-d1 2.1'],
    },
    {
      title: 'in down() too',
      migrations: [{ up: [users], down: ['VACUUM'] }],
      finds: ['unsupported-by-d1 1.1 down'],
    },
    {
      title: 'and not what follows from it',
      migrations: [['CREATE TEMP TABLE t (id INTEGER)', 'INSERT INTO t VALUES (1)']],
      finds: ['unsupported-by-d1 1.1'],
    },
  ],
  'failing-statement': [
    {
      title: 'a table that is not there',
      migrations: [[users], ["INSERT INTO user VALUES (1, 'a', 'b')"]],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'a column that is not there',
      migrations: [[users], ["UPDATE users SET nam = 'a' WHERE id = 1"]],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'a syntax error',
      migrations: [['CREATE TABLE t (id INTEGER,)']],
      finds: ['failing-statement 1.1'],
    },
    {
      title: 'a table that is there already',
      migrations: [[users], [users]],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'a duplicate among its own rows',
      migrations: [
        [users],
        ["INSERT INTO users VALUES (1, 'a', 'b')", "INSERT INTO users VALUES (1, 'c', 'd')"],
      ],
      finds: ['failing-statement 2.2'],
    },
    {
      title: 'a duplicate of an earlier row',
      migrations: [
        [users, "INSERT INTO users VALUES (1, 'a', 'b')"],
        ["INSERT INTO users VALUES (1, 'c', 'd')"],
      ],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'a row that refers to none',
      migrations: [blog, ["INSERT INTO posts VALUES (1, 7, 'a', 'b')"]],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'in down() too',
      migrations: [{ up: [users], down: ['DROP TABLE user'] }],
      finds: ['failing-statement 1.1 down'],
    },
    {
      title: 'the first of a migration only',
      migrations: [['INSERT INTO a VALUES (1)', 'INSERT INTO b VALUES (1)']],
      finds: ['failing-statement 1.1'],
    },
    {
      title: 'each migration for itself',
      migrations: [['INSERT INTO a VALUES (1)', users], ['INSERT INTO b VALUES (1)']],
      finds: ['failing-statement 1.1', 'failing-statement 2.1'],
    },
  ],
  'drop-parent': [
    ...['ON DELETE CASCADE', 'ON DELETE SET NULL'].map((action) => ({
      title: `a row of the parent that is deleted, ${action}`,
      migrations: [
        [
          users,
          `CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ${action}, title TEXT)`,
          postsIndex,
        ],
        ['DELETE FROM users WHERE id = 5'],
      ],
      finds: ['drop-parent 2.1'],
    })),
    {
      title: 'a key that UPDATE OR REPLACE changes',
      migrations: [
        ['CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE)', ...cascading.slice(1)],
        ['UPDATE OR REPLACE users SET email = lower(email) WHERE id > 7'],
      ],
      finds: ['drop-parent 2.1'],
    },
    {
      title: 'not another column that UPDATE OR REPLACE changes',
      migrations: [cascading, ["UPDATE OR REPLACE users SET name = 'a' WHERE id > 7"]],
      finds: [],
    },
    ...[
      { sql: "INSERT INTO tags VALUES (7, 'a')", isFound: true },
      { sql: "UPDATE tags SET slug = 'a' WHERE id = 7", isFound: true },
      { sql: "INSERT INTO tags VALUES (7, 'a') ON CONFLICT (id) DO NOTHING", isFound: true },
      { sql: "INSERT OR FAIL INTO tags VALUES (7, 'a')", isFound: false },
      {
        sql: "INSERT INTO tags VALUES (7, 'a') ON CONFLICT DO UPDATE SET slug = excluded.slug",
        isFound: false,
      },
    ].map(({ sql, isFound }) => ({
      title: `${isFound ? '' : 'not '}a parent that replaces by itself: ${sql}`,
      migrations: [
        [
          'CREATE TABLE tags (id INTEGER PRIMARY KEY, slug TEXT UNIQUE ON CONFLICT REPLACE)',
          'CREATE TABLE tagged (id INTEGER PRIMARY KEY, tag_id INTEGER REFERENCES tags (id) ON DELETE CASCADE)',
          'CREATE INDEX idx_tagged_tag_id ON tagged (tag_id)',
        ],
        [sql],
      ],
      finds: isFound ? ['drop-parent 2.1'] : [],
    })),
    ...['SET NULL', 'SET DEFAULT', 'CASCADE', 'NO ACTION'].map((action) => ({
      title: `${action.startsWith('SET') ? '' : 'not '}a key that is changed, ON UPDATE ${action}`,
      migrations: [
        [
          users,
          `CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON UPDATE ${action})`,
          postsIndex,
        ],
        ['UPDATE users SET id = id + 100 WHERE id < 100'],
      ],
      finds: action.startsWith('SET') ? ['drop-parent 2.1'] : [],
    })),
    {
      title: 'the only child goes with it, in the wrong order',
      migrations: [blog, ['DROP TABLE users', 'DROP TABLE posts']],
      finds: ['drop-parent 2.1', 'drop-table 2.1', 'drop-table 2.2'],
    },
    {
      title: 'not where the child goes first',
      migrations: [blog, ['DROP TABLE posts', 'DROP TABLE users']],
      finds: ['drop-table 2.1', 'drop-table 2.2'],
    },
    {
      title: 'not of a child of its own that is empty',
      migrations: [[...blog, 'DROP TABLE users', users]],
      finds: [],
    },
    {
      title: 'of a child of its own that has rows',
      migrations: [[...blog, 'DROP TABLE users'], ['SELECT 1']],
      finds: ['broken-reference 1.4'],
    },
    {
      title: 'in a down() that drops the parent first',
      migrations: [{ up: blog, down: ['DROP TABLE users', 'DROP TABLE posts'] }],
      finds: ['drop-parent 1.1 down'],
    },
    {
      title: 'not in a down() that drops the child first',
      migrations: [{ up: blog, down: ['DROP TABLE posts', 'DROP TABLE users'] }],
      finds: [],
    },
    {
      title: 'of a copy that refers to the table itself',
      migrations: [
        [
          'CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE)',
          'CREATE INDEX idx_nodes_parent_id ON nodes (parent_id)',
        ],
        [
          'CREATE TABLE nodes_new (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE)',
          'INSERT INTO nodes_new SELECT * FROM nodes',
          'DROP TABLE nodes',
          'ALTER TABLE nodes_new RENAME TO nodes',
          'CREATE INDEX idx_nodes_parent_id ON nodes (parent_id)',
        ],
      ],
      finds: ['drop-parent 2.3'],
    },
    {
      title: 'not of a table that refers to itself',
      migrations: [
        [
          'CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE)',
          'CREATE INDEX idx_nodes_parent_id ON nodes (parent_id)',
        ],
        ['DROP TABLE nodes'],
      ],
      finds: ['drop-table 2.1'],
    },
    {
      title: 'not a table of its own, made and gone',
      migrations: [
        blog,
        [
          'CREATE TABLE tmp (id INTEGER PRIMARY KEY)',
          'INSERT INTO tmp SELECT id FROM users',
          'DROP TABLE tmp',
        ],
      ],
      finds: [],
    },
    {
      title:
        'where the child is copied only after its rows went with the parent, as two rebuilds in a row do',
      migrations: [
        cascading,
        [
          ...rebuilt('INSERT INTO n SELECT * FROM users'),
          'CREATE TABLE p (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE, title TEXT)',
          'INSERT INTO p SELECT * FROM posts',
          'DROP TABLE posts',
          'ALTER TABLE p RENAME TO posts',
          postsIndex,
        ],
      ],
      finds: ['drop-parent 2.3'],
    },
    {
      title: 'not where the child was copied before its rows went with the parent',
      migrations: [
        cascading,
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO n SELECT * FROM users',
          'CREATE TABLE p (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES n (id) ON DELETE CASCADE, title TEXT)',
          'INSERT INTO p SELECT * FROM posts',
          'DROP TABLE users',
          'DROP TABLE posts',
          'ALTER TABLE n RENAME TO users',
          'ALTER TABLE p RENAME TO posts',
          postsIndex,
        ],
      ],
      finds: [],
    },
    {
      title: 'where DELETE takes the rows of a child along, beside the finding of its own rows',
      migrations: [cascading, ['DELETE FROM users']],
      finds: ['delete-all 2.1', 'drop-parent 2.1'],
    },
    {
      title: 'not where the rows of the child are deleted first',
      migrations: [cascading, ['DELETE FROM posts', 'DELETE FROM users']],
      finds: ['delete-all 2.1', 'delete-all 2.2'],
    },
    {
      title: 'where REPLACE deletes a row that others refer to',
      migrations: [cascading, ["INSERT OR REPLACE INTO users VALUES (1, 'a', 'b')"]],
      finds: ['drop-parent 2.1'],
    },
    {
      title: 'where REPLACE INTO writes every row anew',
      migrations: [cascading, ['REPLACE INTO users (id, name) SELECT id, lower(name) FROM users']],
      finds: ['drop-parent 2.1', 'update-all 2.1'],
    },
    {
      title: 'where REPLACE deletes a row that others of its table refer to',
      migrations: [
        [
          'CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE)',
          'CREATE INDEX idx_nodes_parent_id ON nodes (parent_id)',
        ],
        ['INSERT OR REPLACE INTO nodes VALUES (1, NULL)'],
      ],
      finds: ['drop-parent 2.1'],
    },
    {
      title: 'not where REPLACE meets a reference that does nothing',
      migrations: [blog, ["REPLACE INTO users VALUES (1, 'a', 'b')"]],
      finds: [],
    },
    {
      title: 'not where REPLACE fills tables of its own',
      migrations: [[...cascading, "REPLACE INTO users VALUES (1, 'a', 'b')"]],
      finds: [],
    },
    {
      title: 'not where REPLACE is into what refers',
      migrations: [cascading, ["REPLACE INTO posts (id, title) VALUES (1, 'a')"]],
      finds: [],
    },
  ],
  'drop-table': [
    {
      title: 'whose rows went into an index of words that gives nothing back',
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
      title: 'a down() of what its up() has rebuilt',
      migrations: [[users], { up: rebuilt('INSERT INTO n SELECT * FROM users'), down: ['DROP TABLE users'] }],
      finds: ['drop-table 2.1 down'],
    },
    {
      title: 'a down() of what its up() has only renamed',
      migrations: [
        ['CREATE TABLE visits (id INTEGER PRIMARY KEY, path TEXT)'],
        { up: ['ALTER TABLE visits RENAME TO hits'], down: ['DROP TABLE hits'] },
      ],
      finds: ['drop-table 2.1 down'],
    },
    {
      title: 'not a down() that makes the table as it was of the renamed one',
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
      title: 'not a down() of the copy that its up() has kept of the table',
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
        title: `a rebuild whose new table leaves rows out by itself, with ${constraint}`,
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
      title: 'not a rebuild whose new table would, but for what the INSERT says',
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
      title: 'not a rebuild whose new table puts a default in the place of NULL',
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
    { title: 'not one that is not there', migrations: [[users], ['DROP TABLE IF EXISTS others']], finds: [] },
    {
      title: 'renamed before',
      migrations: [[users], ['ALTER TABLE users RENAME TO people', 'DROP TABLE people']],
      finds: ['drop-table 2.2'],
    },
    {
      title: 'not where all rows are elsewhere',
      migrations: [[users], ['CREATE TABLE people AS SELECT * FROM users', 'DROP TABLE users']],
      finds: [],
    },
    {
      title: 'where some rows are elsewhere',
      migrations: [[users], ['CREATE TABLE people AS SELECT * FROM users WHERE id > 1', 'DROP TABLE users']],
      finds: ['drop-table 2.2'],
    },
    {
      title: 'where the copy goes too',
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
      title: 'a down() of what was there before',
      migrations: [
        [users],
        { up: ['CREATE TABLE t (id INTEGER)'], down: ['DROP TABLE t', 'DROP TABLE users'] },
      ],
      finds: ['drop-table 2.2 down'],
    },
    {
      title: 'not a table of its own',
      migrations: [[users], ['CREATE TABLE t (id INTEGER)', 'DROP TABLE t']],
      finds: [],
    },
    {
      title: 'not an index of words over another table',
      migrations: [
        [users, "CREATE VIRTUAL TABLE search USING fts5 (name, content = 'users', content_rowid = 'id')"],
        ['DROP TABLE search'],
      ],
      finds: ['virtual-table 1.2'],
    },
    {
      title: 'an index of words that has no table',
      migrations: [["CREATE VIRTUAL TABLE search USING fts5 (name, content = '')"], ['DROP TABLE search']],
      finds: ['virtual-table 1.1', 'drop-table 2.1'],
    },
    {
      title: 'a table of words',
      migrations: [['CREATE VIRTUAL TABLE search USING fts5 (content)'], ['DROP TABLE search']],
      finds: ['virtual-table 1.1', 'drop-table 2.1'],
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
      { copy: 'INSERT OR IGNORE INTO n SELECT * FROM users', way: 'leaves out what is in the way' },
      { copy: 'REPLACE INTO n SELECT * FROM users', way: 'replaces what is in the way' },
      {
        copy: 'INSERT INTO n SELECT * FROM users WHERE true ON CONFLICT DO NOTHING',
        way: 'has ON CONFLICT DO NOTHING',
      },
    ].flatMap(({ copy, way }) => [
      {
        title: `a copy that ${way}, to a table that takes no two rows with one email`,
        migrations: [[users], rebuilt(copy, 'id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE')],
        finds: ['drop-table 2.3'],
      },
      {
        title: `not a copy that ${way}, where nothing can be`,
        migrations: [[users], rebuilt(copy)],
        finds: [],
      },
    ]),
    {
      title: 'a copy of a part, under the name of the whole',
      migrations: [[users], rebuilt('INSERT INTO n SELECT * FROM (SELECT * FROM users WHERE id > 5) users')],
      finds: ['drop-table 2.3'],
    },
    {
      title: 'a copy of a part, by WITH',
      migrations: [
        [users],
        rebuilt('WITH o AS (SELECT * FROM users WHERE id > 5) INSERT INTO n SELECT * FROM o'),
      ],
      finds: ['drop-table 2.3'],
    },
    {
      title: 'a copy of those rows that have a partner',
      migrations: [
        [users, 'CREATE TABLE visits (id INTEGER PRIMARY KEY)'],
        rebuilt('INSERT INTO n SELECT users.* FROM users, visits'),
      ],
      finds: ['drop-table 2.3'],
    },
    {
      title: 'where only the number of the rows was kept',
      migrations: [
        [users],
        ['CREATE TABLE t (n INTEGER)', 'INSERT INTO t SELECT count(*) FROM users', 'DROP TABLE users'],
      ],
      finds: ['drop-table 2.3'],
    },
    {
      title: 'where only the greatest value was kept',
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
      migrations: [
        [users],
        rebuilt('WITH o (a, b, c) AS (SELECT * FROM users) INSERT INTO n SELECT * FROM o'),
      ],
      finds: [],
    },
    {
      title: 'not a copy of a SELECT in parentheses',
      migrations: [[users], rebuilt('INSERT INTO n SELECT id, name, email FROM (SELECT * FROM users) AS o')],
      finds: [],
    },
  ],
  'drop-column': [
    {
      title: 'in a down() of what its up() has only renamed',
      migrations: [
        [users],
        {
          up: ['ALTER TABLE users RENAME COLUMN email TO mail', 'ALTER TABLE users RENAME TO people'],
          down: ['ALTER TABLE people RENAME TO users', 'ALTER TABLE users DROP COLUMN mail'],
        },
      ],
      finds: ['drop-column 2.2 down'],
    },
    {
      title: 'not in a down() of a column that took the name of a renamed one',
      migrations: [
        [users],
        {
          up: ['ALTER TABLE users RENAME COLUMN email TO mail', 'ALTER TABLE users ADD COLUMN email INTEGER'],
          down: ['ALTER TABLE users DROP COLUMN email', 'ALTER TABLE users RENAME COLUMN mail TO email'],
        },
      ],
      finds: [],
    },
    {
      title: 'a column of an earlier migration',
      migrations: [[users], ['ALTER TABLE users DROP COLUMN email']],
      finds: ['drop-column 2.1'],
    },
    {
      title: 'without the word COLUMN',
      migrations: [[users], ['ALTER TABLE main."users" DROP [email]']],
      finds: ['drop-column 2.1'],
    },
    {
      title: 'renamed before',
      migrations: [[users], ['ALTER TABLE users RENAME email TO mail', 'ALTER TABLE users DROP COLUMN mail']],
      finds: ['drop-column 2.2'],
    },
    {
      title: 'not a column of its own',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN t TEXT', 'ALTER TABLE users DROP COLUMN t']],
      finds: [],
    },
    {
      title: 'not in a down() of its own up()',
      migrations: [
        [users],
        { up: ['ALTER TABLE users ADD COLUMN t TEXT'], down: ['ALTER TABLE users DROP COLUMN t'] },
      ],
      finds: [],
    },
    {
      title: 'not of a table of its own',
      migrations: [[users, 'ALTER TABLE users DROP COLUMN email']],
      finds: [],
    },
    {
      title: 'left out of a rebuild',
      migrations: [
        [users],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT)',
          'INSERT INTO n SELECT id, name FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
        ],
      ],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'not renamed in a rebuild',
      migrations: [
        [users],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, mail TEXT)',
          'INSERT INTO n SELECT id, name, email FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
        ],
      ],
      finds: [],
    },
    {
      title: 'in the rebuilt table and forgotten in the copy',
      migrations: [[users], rebuilt('INSERT INTO n (id, name) SELECT id, name FROM users')],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'in the rebuilt table and filled with something else',
      migrations: [
        [users],
        rebuilt("INSERT INTO n (id, name, email) SELECT id, name, 'email' AS email FROM users"),
      ],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'in the rebuilt table and filled with something that is only called so, without AS',
      migrations: [[users], rebuilt("INSERT INTO n SELECT id, name, '' email FROM users")],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'in the rebuilt table and filled with a column of another one',
      migrations: [
        [users, 'CREATE TABLE t (user_id INTEGER PRIMARY KEY, email TEXT)'],
        rebuilt('INSERT INTO n SELECT u.id, u.name, t.email FROM users u LEFT JOIN t ON t.user_id = u.id'),
      ],
      finds: ['drop-column 2.3'],
    },
    ...['NOT name', 'name IS NOT NULL', 'length(name)', "'x'"].map((value) => ({
      title: `in a copy of ${value}`,
      migrations: [[users], rebuilt(`INSERT INTO n SELECT id, ${value}, email FROM users`)],
      finds: ['drop-column 2.3'],
    })),
    {
      title: 'not in a copy with names in every form',
      migrations: [
        [users],
        rebuilt('INSERT INTO n SELECT "u".[id] i, trim(name), lower(u.email) "e" FROM `users` AS u'),
      ],
      finds: [],
    },
    {
      title: 'left out of a rebuild that only orders by it',
      migrations: [
        [users],
        rebuilt(
          'INSERT INTO n SELECT id, name FROM users ORDER BY email',
          'id INTEGER PRIMARY KEY, name TEXT',
        ),
      ],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'left out of a rebuild that renames the table first',
      migrations: [
        [users],
        [
          'ALTER TABLE users RENAME TO users_old',
          'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)',
          'INSERT INTO users SELECT id, name FROM users_old',
          'DROP TABLE users_old',
        ],
      ],
      finds: ['drop-column 2.4'],
    },
    {
      title: 'left out of the way back from a copy',
      migrations: [
        [users],
        [
          'CREATE TABLE backup AS SELECT * FROM users',
          'DELETE FROM users',
          'INSERT INTO users (id, name) SELECT id, name FROM backup',
          'DROP TABLE backup',
        ],
      ],
      finds: ['drop-column 2.4'],
    },
    {
      title: 'of a table that is gone, of which a column was copied',
      migrations: [[users], ['CREATE TABLE mails AS SELECT id, email FROM users', 'DROP TABLE users']],
      finds: ['drop-column 2.2'],
    },
    {
      title: 'not renamed in a rebuild that copies all of them',
      migrations: [
        [users],
        rebuilt('INSERT INTO n SELECT * FROM users', 'id INTEGER PRIMARY KEY, name TEXT, mail TEXT'),
      ],
      finds: [],
    },
    {
      title: 'where only the greatest value was copied to another table',
      migrations: [
        [users],
        ['CREATE TABLE t AS SELECT max(name) AS name FROM users', 'ALTER TABLE users DROP COLUMN name'],
      ],
      finds: ['drop-column 2.2'],
    },
    {
      title: 'not where some rows go to another table and back',
      migrations: [
        ['CREATE TABLE t (a INTEGER, b INTEGER)'],
        [
          'CREATE TABLE s AS SELECT a, sum(b) AS b FROM t GROUP BY a',
          'DELETE FROM t',
          'INSERT INTO t SELECT * FROM s',
          'DROP TABLE s',
        ],
      ],
      finds: ['delete-all 2.2'],
    },
    {
      title: 'not where it was copied to another table',
      migrations: [
        [users],
        [
          'CREATE TABLE mails (user_id INTEGER PRIMARY KEY, mail TEXT)',
          'INSERT INTO mails SELECT id, email FROM users',
          'ALTER TABLE users DROP COLUMN email',
        ],
      ],
      finds: [],
    },
    {
      title: 'not where it was copied to another column',
      migrations: [
        [users],
        [
          'ALTER TABLE users ADD COLUMN mail TEXT',
          'UPDATE users SET mail = email',
          'ALTER TABLE users DROP COLUMN email',
        ],
      ],
      finds: [],
    },
    {
      title: 'where only a part of it was copied to another column',
      migrations: [
        [users],
        [
          'ALTER TABLE users ADD COLUMN initial TEXT',
          'UPDATE users SET initial = substr(name, 1, 1)',
          'ALTER TABLE users DROP COLUMN name',
        ],
      ],
      finds: ['drop-column 2.3'],
    },
    {
      title: 'not a generated one',
      migrations: [
        ['CREATE TABLE t (id INTEGER PRIMARY KEY, twice INTEGER AS (id * 2))'],
        ['ALTER TABLE t DROP COLUMN twice'],
      ],
      finds: [],
    },
  ],
  'delete-all': [
    ...[
      'order_id > 0',
      'order_id IS NOT NULL',
      'order_id = order_id',
      'order_id IN (SELECT order_id FROM orders)',
      'order_id NOT IN (0)',
      'order_id BETWEEN 1 AND 9223372036854775807',
      'order_id >= 1 OR order_id < 1',
      "typeof(order_id) = 'integer'",
      'EXISTS (SELECT 1 FROM orders)',
      "code <> ''",
      'code IS NOT NULL',
      "code LIKE '%'",
      'length(code) > 0',
      'coalesce(note, 1) IS NOT NULL',
      'note IS note',
    ].map((where) => ({
      title: `with a WHERE that every row meets: ${where}`,
      migrations: [
        ['CREATE TABLE orders (order_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, note TEXT)'],
        [`DELETE FROM orders WHERE ${where}`],
      ],
      finds: ['delete-all 2.1'],
    })),
    ...['order_id > 100', "code = 'a'", 'note IS NULL', "note = 'x'", "code LIKE 'a%'", 'order_id % 2'].map(
      (where) => ({
        title: `not with a WHERE that some rows meet: ${where}`,
        migrations: [
          ['CREATE TABLE orders (order_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, note TEXT)'],
          [`DELETE FROM orders WHERE ${where}`],
        ],
        finds: [],
      }),
    ),
    {
      title: 'through a view',
      migrations: [
        [
          users,
          'CREATE VIEW people AS SELECT * FROM users',
          'CREATE TRIGGER gone INSTEAD OF DELETE ON people BEGIN DELETE FROM users WHERE id = old.id; END',
        ],
        ['DELETE FROM people'],
      ],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'by a trigger that was there',
      migrations: [
        [
          users,
          'CREATE TABLE tags (name TEXT)',
          'CREATE TRIGGER prune AFTER INSERT ON tags BEGIN DELETE FROM users; END',
        ],
        ["INSERT INTO tags VALUES ('a')"],
      ],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'by a trigger of its own, of some rows',
      migrations: [
        [users, 'CREATE TABLE tags (name TEXT)'],
        [
          'CREATE TRIGGER prune AFTER INSERT ON tags BEGIN DELETE FROM users WHERE id < 10; END',
          "INSERT INTO tags VALUES ('a')",
          'DROP TRIGGER prune',
        ],
      ],
      finds: ['delete-all 2.2'],
    },
    {
      title: 'of the rows that are among themselves',
      migrations: [[users], ['DELETE FROM users WHERE id IN (SELECT id FROM users)']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'not of those among other rows, or some of their own',
      migrations: [
        blog,
        [
          'DELETE FROM users WHERE id IN (SELECT id FROM posts)',
          'DELETE FROM users WHERE id IN (SELECT id FROM users WHERE id > 7)',
          'DELETE FROM posts WHERE id IN (SELECT user_id FROM posts)',
        ],
      ],
      finds: [],
    },
    { title: 'without WHERE', migrations: [[users], ['DELETE FROM users']], finds: ['delete-all 2.1'] },
    {
      title: 'with RETURNING',
      migrations: [[users], ['DELETE FROM main.users RETURNING id']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE that lets nothing out',
      migrations: [[users], ['DELETE FROM users WHERE (1 = 1)']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with WITH',
      migrations: [[users], ['WITH a AS (SELECT 1 WHERE 1) DELETE FROM users']],
      finds: ['delete-all 2.1'],
    },
    { title: 'not with WHERE', migrations: [[users], ['DELETE FROM users WHERE id = 1']], finds: [] },
    { title: 'not with LIMIT', migrations: [[users], ['DELETE FROM users LIMIT 5']], finds: [] },
    { title: 'not of a table of its own', migrations: [[users, 'DELETE FROM users']], finds: [] },
    {
      title: 'not in a trigger',
      migrations: [[users], ['CREATE TRIGGER t AFTER DELETE ON users BEGIN DELETE FROM users; END']],
      finds: [],
    },
    {
      title: 'with a WHERE in a comment',
      migrations: [[users], ['DELETE FROM users -- WHERE id = 1']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE that only names the key',
      migrations: [[users], ['DELETE FROM users WHERE id IS NOT NULL']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE that every key meets',
      migrations: [[users], ['DELETE FROM users WHERE id > 0']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE of two that let nothing out',
      migrations: [[users], ['DELETE FROM users WHERE 1 = 1 AND true']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE that compares numbers',
      migrations: [[users], ['DELETE FROM users WHERE 2 > 1']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a WHERE that denies what is false',
      migrations: [[users], ['DELETE FROM users WHERE NOT 0']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'with a LIMIT that is none',
      migrations: [[users], ['DELETE FROM users LIMIT -1']],
      finds: ['delete-all 2.1'],
    },
    {
      title: 'not with a WHERE that some keys meet',
      migrations: [[users], ['DELETE FROM users WHERE id > 1']],
      finds: [],
    },
    { title: 'not with WHERE false', migrations: [[users], ['DELETE FROM users WHERE false']], finds: [] },
  ],
  'update-all': [
    {
      title: 'behind a rebuild',
      migrations: [
        [users],
        [...rebuilt('INSERT INTO n SELECT * FROM users'), 'UPDATE users SET email = NULL'],
      ],
      finds: ['update-all 2.5'],
    },
    {
      title: 'a REPLACE of every row under another name',
      migrations: [[users], ['REPLACE INTO users (id) SELECT o.id FROM users AS o']],
      finds: ['update-all 2.1'],
    },
    {
      title: 'an upsert of every row',
      migrations: [
        [users],
        [
          "INSERT INTO users (id, name) SELECT id, 'x' FROM users WHERE true ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        ],
      ],
      finds: ['update-all 2.1'],
    },
    {
      title: 'a REPLACE of every row with itself, but without a column',
      migrations: [[users], ['REPLACE INTO users (id, email) SELECT id, lower(email) FROM users']],
      finds: ['update-all 2.1'],
    },
    ...[
      'REPLACE INTO users (id, name, email) SELECT id, name, lower(email) FROM users',
      'REPLACE INTO users (id, email) SELECT id, email FROM users WHERE id = 7',
      'REPLACE INTO users (id, email) SELECT id + 1000, email FROM users',
      'INSERT OR IGNORE INTO users (id, email) SELECT id, email FROM users',
    ].map((sql) => ({ title: `not ${sql}`, migrations: [[users], [sql]], finds: [] })),
    {
      title: 'a constant over what is there',
      migrations: [[users], ["UPDATE users SET name = ''"]],
      finds: ['update-all 2.1'],
    },
    {
      title: 'with a parameter',
      migrations: [[users], ['UPDATE users SET name = NULL, email = lower(email)']],
      finds: ['update-all 2.1'],
    },
    {
      title: 'computed of what is there, as a warning',
      migrations: [[users], ['UPDATE OR IGNORE users SET email = lower(email)']],
      finds: ['update-all 2.1'],
    },
    {
      title: 'a list of columns',
      migrations: [[users], ["UPDATE users SET (name, email) = ('a', 'b')"]],
      finds: ['update-all 2.1'],
    },
    {
      title: 'not a column of its own',
      migrations: [
        [users],
        ['ALTER TABLE users ADD COLUMN handle TEXT', 'UPDATE users SET handle = lower(name)'],
      ],
      finds: [],
    },
    {
      title: 'not with WHERE',
      migrations: [[users], ["UPDATE users SET name = '' WHERE name IS NULL"]],
      finds: [],
    },
    { title: 'not a table of its own', migrations: [[users, "UPDATE users SET name = ''"]], finds: [] },
    {
      title: 'not an upsert',
      migrations: [[users], ["INSERT INTO users VALUES (1, 'a', 'b') ON CONFLICT DO UPDATE SET name = 'a'"]],
      finds: [],
    },
    {
      title: 'of every row that has a value',
      migrations: [[users], ['UPDATE users SET email = NULL WHERE email IS NOT NULL']],
      finds: ['update-all 2.1'],
    },
    {
      title: 'of every row that has another value',
      migrations: [[users], ["UPDATE users SET name = 'a' WHERE (name <> 'a')"]],
      finds: ['update-all 2.1'],
    },
    {
      title: 'not of the rows that have one value',
      migrations: [[users], ["UPDATE users SET name = 'a' WHERE name <> 'b'"]],
      finds: [],
    },
    {
      title: 'not computed of what is there, where there is something',
      migrations: [[users], ['UPDATE users SET email = lower(email) WHERE email IS NOT NULL']],
      finds: [],
    },
  ],
  'type-change': [
    {
      title: 'a rebuild that makes an INTEGER of a TEXT',
      migrations: [
        [users],
        rebuilt('INSERT INTO n SELECT * FROM users', 'id INTEGER PRIMARY KEY, name TEXT, email INTEGER'),
      ],
      finds: ['type-change 2.3'],
    },
    {
      title: 'a rebuild that makes a REAL of an INTEGER',
      migrations: [
        ['CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)'],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, n REAL)',
          'INSERT INTO n SELECT * FROM t',
          'DROP TABLE t',
          'ALTER TABLE n RENAME TO t',
        ],
      ],
      finds: ['type-change 2.3'],
    },
    {
      title: 'not a rebuild that makes a TEXT of an INTEGER',
      migrations: [
        ['CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)'],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, n TEXT)',
          'INSERT INTO n SELECT * FROM t',
          'DROP TABLE t',
          'ALTER TABLE n RENAME TO t',
        ],
      ],
      finds: [],
    },
    {
      title: 'not a value that is converted on purpose',
      migrations: [
        [users],
        rebuilt(
          'INSERT INTO n SELECT id, name, CAST(email AS INTEGER) FROM users',
          'id INTEGER PRIMARY KEY, name TEXT, email INTEGER',
        ),
      ],
      finds: [],
    },
  ],
  'add-column': [
    {
      title: 'not one that is there already, which fails without a row',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN email TEXT']],
      finds: ['failing-statement 2.1'],
    },
    {
      title: 'NOT NULL without a default',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER NOT NULL']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'NOT NULL with the default NULL',
      migrations: [[users], ['ALTER TABLE "users" ADD age INTEGER NOT NULL DEFAULT NULL']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'a default that is not constant',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN at TEXT DEFAULT CURRENT_TIMESTAMP']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'a default that is an expression',
      migrations: [[users], ["ALTER TABLE users ADD COLUMN at TEXT DEFAULT (datetime('now'))"]],
      finds: ['add-column 2.1'],
    },
    {
      title: 'UNIQUE',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN handle TEXT UNIQUE']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'PRIMARY KEY',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN key TEXT PRIMARY KEY']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'a reference with a default',
      migrations: [
        [users],
        [
          'ALTER TABLE users ADD COLUMN boss INTEGER DEFAULT 1 REFERENCES users (id)',
          'CREATE INDEX idx_users_boss ON users (boss)',
        ],
      ],
      finds: ['add-column 2.1'],
    },
    {
      title: 'a stored column',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN low TEXT AS (lower(name)) STORED']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'a default that a CHECK refuses',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER DEFAULT 0 CHECK (age > 0)']],
      finds: ['add-column 2.1'],
    },
    {
      title: 'not NOT NULL with a default',
      migrations: [[users], ["ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'user'"]],
      finds: [],
    },
    {
      title: 'not a plain column',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER']],
      finds: [],
    },
    {
      title: 'not a virtual column',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN low TEXT AS (lower(name))']],
      finds: [],
    },
    {
      title: 'not a reference without a default',
      migrations: [
        [users],
        [
          'ALTER TABLE users ADD COLUMN boss INTEGER REFERENCES users (id)',
          'CREATE INDEX idx_users_boss ON users (boss)',
        ],
      ],
      finds: [],
    },
    {
      title: 'not to an empty table of its own',
      migrations: [[users, 'ALTER TABLE users ADD COLUMN age INTEGER NOT NULL']],
      finds: [],
    },
  ],
  'column-in-use': [
    {
      title: 'by an index',
      migrations: [blog, ['ALTER TABLE posts DROP COLUMN user_id']],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by a partial index',
      migrations: [
        [users, "CREATE INDEX idx_users_name ON users (name) WHERE email = ''"],
        ['ALTER TABLE users DROP COLUMN email'],
      ],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by a view',
      migrations: [
        [users, 'CREATE VIEW v AS SELECT email FROM users'],
        ['ALTER TABLE users DROP COLUMN email'],
      ],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by a trigger',
      migrations: [
        [
          users,
          'CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET name = new.email WHERE id = new.id; END',
        ],
        ['ALTER TABLE users DROP COLUMN email'],
      ],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by a UNIQUE',
      migrations: [
        ['CREATE TABLE t (id INTEGER PRIMARY KEY, key TEXT UNIQUE)'],
        ['ALTER TABLE t DROP COLUMN key'],
      ],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by the primary key',
      migrations: [[users], ['ALTER TABLE users DROP COLUMN id']],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'by a foreign key of the table',
      migrations: [
        [
          users,
          'CREATE TABLE t (a INTEGER, b INTEGER, FOREIGN KEY (b) REFERENCES users (id))',
          'CREATE INDEX idx_t_a ON t (a)',
        ],
        ['ALTER TABLE t DROP COLUMN b'],
      ],
      finds: ['unindexed-foreign-key 1.2', 'column-in-use 2.1'],
    },
    {
      title: 'not by a foreign key of its own, which goes with it',
      migrations: [[users, posts], ['ALTER TABLE posts DROP COLUMN user_id']],
      finds: ['drop-column 2.1'],
    },
    {
      title: 'by a CHECK of another',
      migrations: [
        ['CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER CHECK (b > a))'],
        ['ALTER TABLE t DROP COLUMN a'],
      ],
      finds: ['column-in-use 2.1'],
    },
    {
      title: 'not where the index goes first',
      migrations: [
        [users, 'CREATE INDEX idx_users_email ON users (email)'],
        { up: ['DROP INDEX idx_users_email', '-- roost-allow\nALTER TABLE users DROP COLUMN email'] },
      ],
      finds: ['drop-column 2.2'],
    },
  ],
  'broken-reference': [
    {
      title: 'a view',
      migrations: [[users, 'CREATE VIEW v AS SELECT name FROM users'], ['DROP TABLE users']],
      finds: ['broken-reference 2.1', 'drop-table 2.1'],
    },
    {
      title: 'a view by a view',
      migrations: [
        [users, 'CREATE VIEW v AS SELECT name FROM users', 'CREATE VIEW w AS SELECT * FROM v'],
        ['DROP VIEW v'],
      ],
      finds: ['broken-reference 2.1'],
    },
    {
      title: 'a trigger of another table',
      migrations: [
        [
          users,
          'CREATE TABLE log (id INTEGER PRIMARY KEY)',
          'CREATE TRIGGER t AFTER INSERT ON users BEGIN INSERT INTO log VALUES (new.id); END',
        ],
        ['DROP TABLE log'],
      ],
      finds: ['broken-reference 2.1', 'drop-table 2.1'],
    },
    {
      title: 'a trigger on UPDATE OF',
      migrations: [
        [
          users,
          'CREATE TABLE log (id INTEGER PRIMARY KEY)',
          'CREATE TRIGGER t AFTER UPDATE OF name ON users BEGIN INSERT INTO log VALUES (new.id); END',
        ],
        ['DROP TABLE log'],
      ],
      finds: ['broken-reference 2.1', 'drop-table 2.1'],
    },
    {
      title: 'a foreign key',
      migrations: [blog, ['DROP TABLE users']],
      finds: ['broken-reference 2.1', 'drop-parent 2.1', 'drop-table 2.1'],
    },
    {
      title: 'a foreign key to what never was',
      migrations: [[posts, postsIndex]],
      finds: ['broken-reference 1.1'],
    },
    {
      title: 'in a down() that forgets the view',
      migrations: [{ up: [users, 'CREATE VIEW v AS SELECT name FROM users'], down: ['DROP TABLE users'] }],
      finds: ['broken-reference 1.1 down'],
    },
    { title: 'not where a later migration makes it', migrations: [[posts, postsIndex], [users]], finds: [] },
    {
      title: 'not where the view goes too',
      migrations: [
        [users, 'CREATE VIEW v AS SELECT name FROM users'],
        ['DROP VIEW v', 'ALTER TABLE users RENAME TO people'],
      ],
      finds: [],
    },
    {
      title: 'not what RENAME takes along',
      migrations: [
        [...blog, 'CREATE VIEW v AS SELECT name FROM users'],
        ['ALTER TABLE users RENAME TO people'],
      ],
      finds: [],
    },
    {
      title: 'a foreign key to a column that is no key',
      migrations: [
        [
          users,
          'CREATE TABLE mails (email TEXT REFERENCES users (email))',
          'CREATE INDEX idx_mails_email ON mails (email)',
        ],
      ],
      finds: ['broken-reference 1.2'],
    },
    {
      title: 'a foreign key to a column that is not there',
      migrations: [
        [
          users,
          'CREATE TABLE mails (email TEXT REFERENCES users (mail))',
          'CREATE INDEX idx_mails_email ON mails (email)',
          'CREATE TRIGGER t AFTER INSERT ON mails BEGIN SELECT 1; END',
        ],
      ],
      finds: ['broken-reference 1.2'],
    },
    {
      title: 'a foreign key whose unique index is dropped, in down() too',
      migrations: [
        [
          users,
          'CREATE UNIQUE INDEX idx_users_email ON users (email)',
          'CREATE TABLE mails (email TEXT REFERENCES users (email))',
          'CREATE INDEX idx_mails_email ON mails (email)',
        ],
        { up: ['SELECT 1'], down: ['DROP INDEX idx_users_email'] },
        ['DROP INDEX idx_users_email'],
      ],
      finds: ['broken-reference 2.1 down', 'broken-reference 3.1'],
    },
    {
      title: 'not a foreign key to a column that a later migration makes a key',
      migrations: [
        [
          users,
          'CREATE TABLE mails (email TEXT REFERENCES users (email))',
          'CREATE INDEX idx_mails_email ON mails (email)',
        ],
        ['CREATE UNIQUE INDEX idx_users_email ON users (email)'],
      ],
      finds: [],
    },
  ],
  'dropped-index-or-trigger': [
    {
      title: 'the INSTEAD OF trigger of a view that is made again',
      migrations: [
        [
          users,
          'CREATE VIEW v AS SELECT name FROM users',
          'CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO users (name) VALUES (new.name); END',
        ],
        ['DROP VIEW v', 'CREATE VIEW v AS SELECT name, email FROM users'],
      ],
      finds: ['dropped-index-or-trigger 2.1'],
    },
    {
      title: 'not of a view that goes for good',
      migrations: [
        [
          users,
          'CREATE VIEW v AS SELECT name FROM users',
          'CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO users (name) VALUES (new.name); END',
        ],
        ['DROP VIEW v'],
      ],
      finds: [],
    },
    {
      title: 'an index',
      migrations: [
        [users, 'CREATE INDEX idx_users_email ON users (email)'],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO n SELECT * FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
        ],
      ],
      finds: ['dropped-index-or-trigger 2.3'],
    },
    {
      title: 'a trigger',
      migrations: [
        [users, 'CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END'],
        ['CREATE TABLE n AS SELECT * FROM users', 'DROP TABLE users', 'ALTER TABLE n RENAME TO users'],
      ],
      finds: ['dropped-index-or-trigger 2.2'],
    },
    {
      title: 'not one that is made again',
      migrations: [
        [users, 'CREATE INDEX idx_users_email ON users (email)'],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO n SELECT * FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
          'CREATE INDEX idx_users_email ON users (email)',
        ],
      ],
      finds: [],
    },
    {
      title: 'not one that a later migration makes again',
      migrations: [
        [users, 'CREATE INDEX idx_users_email ON users (email)'],
        [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO n SELECT * FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
        ],
        ['CREATE INDEX idx_users_email ON users (email)'],
      ],
      finds: [],
    },
    {
      title: 'not where the table goes for good',
      migrations: [[users, 'CREATE INDEX idx_users_email ON users (email)'], ['DROP TABLE users']],
      finds: ['drop-table 2.1'],
    },
    {
      title: 'an index of a table that was renamed first',
      migrations: [
        [users, 'CREATE INDEX idx_users_email ON users (email)'],
        [
          'ALTER TABLE users RENAME TO users_old',
          'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO users SELECT * FROM users_old',
          'DROP TABLE users_old',
        ],
      ],
      finds: ['dropped-index-or-trigger 2.4'],
    },
  ],
  'quoted-text': [
    {
      title: 'a column that the copied table does not have',
      migrations: [
        blog,
        rebuilt('INSERT INTO n ("id", "name", "email") SELECT "id", "name", "mail" FROM "users"'),
      ],
      finds: ['quoted-text 2.2', 'drop-parent 2.3', 'drop-column 2.3'],
    },
    {
      title: 'a column that only the new table has',
      migrations: [
        [users],
        rebuilt(
          'INSERT INTO n ("id", "name", "email", "status") SELECT "id", "name", "email", "status" FROM "users"',
          'id INTEGER PRIMARY KEY, name TEXT, email TEXT, status TEXT',
        ),
      ],
      finds: ['quoted-text 2.2'],
    },
    {
      title: 'not columns that are there, in whatever case',
      migrations: [
        [users],
        rebuilt('INSERT INTO n ("id", "name", "email") SELECT "ID", "Name", "users"."email" FROM "users"'),
      ],
      finds: [],
    },
    {
      title: 'an UPDATE',
      migrations: [[users], ['UPDATE users SET name = "email_address" WHERE id = 1']],
      finds: ['quoted-text 2.1'],
    },
    {
      title: 'not an UPDATE from a column',
      migrations: [[users], ['UPDATE "users" SET "name" = "email" WHERE "id" = 1']],
      finds: [],
    },
    {
      title: 'what a conflict sets',
      migrations: [
        [users],
        [
          `INSERT INTO users (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET "name" = "nme", "email" = excluded."email"`,
        ],
      ],
      finds: ['quoted-text 2.1'],
    },
    {
      title: 'a condition',
      migrations: [[users], ['UPDATE users SET name = NULL WHERE "eamil" = \'x\' AND id = 1']],
      finds: ['quoted-text 2.1'],
    },
    {
      title: 'a definition: CHECK, DEFAULT, a computed column',
      migrations: [
        ['CREATE TABLE t ("s" TEXT DEFAULT "on" CHECK ("s" IN ("on", "off")), "l" TEXT AS ("s" || "!"))'],
      ],
      finds: ['quoted-text 1.1'],
    },
    {
      title: 'an added column',
      migrations: [[users], ['ALTER TABLE users ADD COLUMN "s" TEXT CHECK ("s" <> "bad")']],
      finds: ['quoted-text 2.1'],
    },
    {
      title: 'an index, a view and a trigger',
      migrations: [
        [users],
        [
          'CREATE INDEX idx_users_name ON users ("name") WHERE "email" <> "none"',
          'CREATE VIEW "v" ("what") AS SELECT "abc" AS "x" FROM "users"',
          'CREATE TRIGGER "g" AFTER UPDATE OF "name" ON "users" WHEN new."name" <> "x" BEGIN DELETE FROM "users" WHERE "id" = old."id"; END',
        ],
      ],
      finds: ['quoted-text 2.1', 'quoted-text 2.2', 'quoted-text 2.3'],
    },
    {
      title: 'not names in double quotes',
      migrations: [
        [
          'CREATE TABLE "t" ("s" "TEXT" CONSTRAINT "c" COLLATE "nocase" CHECK ("s" <> \'x\'), "u" REFERENCES "t" ("s"), UNIQUE ("s"))',
          'CREATE INDEX "idx_t_u" ON "t" ("u" COLLATE "binary" DESC)',
          'CREATE VIEW "v" ("w") AS SELECT "s" AS "y" FROM "t" AS "q" WHERE "q"."u" = \'a\' ORDER BY "y"',
          'CREATE TRIGGER "g" INSTEAD OF INSERT ON "v" BEGIN INSERT INTO "t" ("s") VALUES (new."w"); END',
        ],
      ],
      finds: [],
    },
    {
      title: 'not texts in single quotes and names in other quotes',
      migrations: [[users], ["UPDATE users SET [name] = 'email_address', `email` = `name` WHERE id = 1"]],
      finds: [],
    },
  ],
  'virtual-table': [
    {
      title: 'fts5',
      migrations: [['CREATE VIRTUAL TABLE search USING fts5 (title, body)']],
      finds: ['virtual-table 1.1'],
    },
    {
      title: 'not where it is there already',
      migrations: [
        ['CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (a)'],
        ['CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (a)'],
      ],
      finds: ['virtual-table 1.1'],
    },
  ],
  'non-deterministic-seed': [
    {
      title: 'a random key',
      migrations: [[users, "INSERT INTO users VALUES (abs(random()), 'a', 'b')"]],
      finds: ['non-deterministic-seed 1.2'],
    },
    {
      title: 'random bytes',
      migrations: [[users, "INSERT INTO users VALUES (1, hex(randomblob(16)), 'b')"]],
      finds: ['non-deterministic-seed 1.2'],
    },
    {
      title: 'the time',
      migrations: [[users, "INSERT INTO users VALUES (1, CURRENT_TIMESTAMP, 'b')"]],
      finds: ['non-deterministic-seed 1.2'],
    },
    {
      title: 'the time of a function',
      migrations: [[users, "INSERT INTO users (name) SELECT datetime('now', '-1 day')"]],
      finds: ['non-deterministic-seed 1.2'],
    },
    {
      title: 'not in a DEFAULT',
      migrations: [
        ['CREATE TABLE t (id TEXT DEFAULT (hex(randomblob(8))), at TEXT DEFAULT CURRENT_TIMESTAMP)'],
      ],
      finds: [],
    },
    {
      title: 'not in a backfill',
      migrations: [
        [users],
        ['ALTER TABLE users ADD COLUMN token TEXT', 'UPDATE users SET token = hex(randomblob(16))'],
      ],
      finds: [],
    },
    {
      title: 'not in a trigger',
      migrations: [
        [
          users,
          'CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET name = CURRENT_TIMESTAMP WHERE id = new.id; END',
        ],
      ],
      finds: [],
    },
    {
      title: 'not a time of its own',
      migrations: [[users, "INSERT INTO users VALUES (1, datetime('2026-01-01'), 'random()')"]],
      finds: [],
    },
  ],
  'unindexed-foreign-key': [
    { title: 'of a new table', migrations: [[users, posts]], finds: ['unindexed-foreign-key 1.2'] },
    {
      title: 'of an added column',
      migrations: [blog, ['ALTER TABLE posts ADD COLUMN editor_id INTEGER REFERENCES users (id)']],
      finds: ['unindexed-foreign-key 2.1'],
    },
    {
      title: 'of a table constraint',
      migrations: [[users, 'CREATE TABLE t (a INTEGER, b INTEGER, FOREIGN KEY (b) REFERENCES users (id))']],
      finds: ['unindexed-foreign-key 1.2'],
    },
    {
      title: 'not where it comes second in an index',
      migrations: [[users, posts, 'CREATE INDEX idx_posts_title_user_id ON posts (title, user_id)']],
      finds: ['unindexed-foreign-key 1.2'],
    },
    {
      title: 'not where a partial index leads to it',
      migrations: [[users, posts, 'CREATE INDEX idx_posts_user_id ON posts (user_id) WHERE id > 9']],
      finds: ['unindexed-foreign-key 1.2'],
    },
    {
      title: 'not where a later migration makes the index',
      migrations: [[users, posts], [postsIndex]],
      finds: [],
    },
    {
      title: 'not where the primary key begins with it',
      migrations: [
        [
          users,
          'CREATE TABLE t (user_id INTEGER REFERENCES users (id), n INTEGER, PRIMARY KEY (user_id, n)) WITHOUT ROWID',
        ],
      ],
      finds: [],
    },
    {
      title: 'not where it is the rowid',
      migrations: [[users, 'CREATE TABLE t (user_id INTEGER PRIMARY KEY REFERENCES users (id))']],
      finds: [],
    },
    {
      title: 'not where it is UNIQUE',
      migrations: [
        [users, 'CREATE TABLE t (id INTEGER PRIMARY KEY, user_id INTEGER UNIQUE REFERENCES users (id))'],
      ],
      finds: [],
    },
  ],
  'index-name': [
    {
      title: 'a name that says nothing',
      migrations: [[users, 'CREATE INDEX by_mail ON users (email)']],
      finds: ['index-name 1.2'],
    },
    {
      title: 'the name of another table',
      migrations: [[users, 'CREATE UNIQUE INDEX idx_posts_email ON users (email)']],
      finds: ['index-name 1.2'],
    },
    {
      title: 'not the usual name',
      migrations: [[users, 'CREATE INDEX idx_users_email ON users (email)']],
      finds: [],
    },
    {
      title: 'not of an expression',
      migrations: [[users, 'CREATE INDEX idx_users_lower_email ON users (lower(email))']],
      finds: [],
    },
  ],
};
