import type { Case } from './case.ts';
import { blog, cascading, postsIndex, rebuilt, users } from './schemas.ts';

const postColumns =
  'id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT';
const unguessable = "code GLOB '[A-Z][0-9]-?' AND code LIKE '%7-%'";
const usersRebuilt = rebuilt('INSERT INTO n SELECT * FROM users');
const putBack = ['INSERT INTO posts SELECT * FROM kept', 'DROP TABLE kept'];
const toLead = 'FOREIGN KEY (id, lead_id) REFERENCES members (team_id, id) DEFERRABLE INITIALLY DEFERRED';
const likes =
  'CREATE TABLE likes (id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts (id) ON DELETE CASCADE)';
const likesIndex = 'CREATE INDEX idx_likes_post_id ON likes (post_id)';

export const dropParent: readonly Case[] = [
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
    title: 'with its only child, in the wrong order',
    migrations: [blog, ['DROP TABLE users', 'DROP TABLE posts']],
    finds: ['drop-parent 2.1', 'drop-table 2.1', 'drop-table 2.2'],
  },
  {
    title: 'not if the child is dropped first',
    migrations: [blog, ['DROP TABLE posts', 'DROP TABLE users']],
    finds: ['drop-table 2.1', 'drop-table 2.2'],
  },
  {
    title: 'not with an empty child of the same migration',
    migrations: [[...blog, 'DROP TABLE users', users]],
    finds: [],
  },
  {
    title: 'with a child of the same migration that may have rows',
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
    title: 'of a table to which its copy refers',
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
    title: 'not a table that the same migration creates and drops',
    migrations: [
      blog,
      ['CREATE TABLE tmp (id INTEGER PRIMARY KEY)', 'INSERT INTO tmp SELECT id FROM users', 'DROP TABLE tmp'],
    ],
    finds: [],
  },
  {
    title:
      'if the child is copied only after its rows were deleted with the parent, as two rebuilds in a row do',
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
    title: 'not if the child was copied before its rows were deleted with the parent',
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
    title: 'if DELETE also deletes the rows of a child, in addition to the finding for its own rows',
    migrations: [cascading, ['DELETE FROM users']],
    finds: ['delete-all 2.1', 'drop-parent 2.1'],
  },
  {
    title: 'not if the rows of the child are deleted first',
    migrations: [cascading, ['DELETE FROM posts', 'DELETE FROM users']],
    finds: ['delete-all 2.1', 'delete-all 2.2'],
  },
  {
    title: 'if REPLACE deletes a row that others refer to',
    migrations: [cascading, ["INSERT OR REPLACE INTO users VALUES (1, 'a', 'b')"]],
    finds: ['drop-parent 2.1'],
  },
  {
    title: 'if REPLACE INTO rewrites every row',
    migrations: [cascading, ['REPLACE INTO users (id, name) SELECT id, lower(name) FROM users']],
    finds: ['drop-parent 2.1', 'update-all 2.1'],
  },
  {
    title: 'if REPLACE deletes a row that others of its table refer to',
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
    title: 'not if REPLACE meets a reference without an action',
    migrations: [blog, ["REPLACE INTO users VALUES (1, 'a', 'b')"]],
    finds: [],
  },
  {
    title: 'not if REPLACE fills tables of the same migration',
    migrations: [[...cascading, "REPLACE INTO users VALUES (1, 'a', 'b')"]],
    finds: [],
  },
  {
    title: 'not if REPLACE is into the child',
    migrations: [cascading, ["REPLACE INTO posts (id, title) VALUES (1, 'a')"]],
    finds: [],
  },
  ...[
    { title: 'a child table', check: '' },
    { title: 'a child table whose CHECK no sample row passes', check: `, code TEXT CHECK (${unguessable})` },
  ].map(({ title, check }) => ({
    title: `not ${title} that is copied aside and put back`,
    migrations: [
      [users, `CREATE TABLE posts (${postColumns}${check})`, postsIndex],
      ['CREATE TABLE kept AS SELECT * FROM posts', ...usersRebuilt, ...putBack],
    ],
    finds: [],
  })),
  {
    title: 'not a child table that is put back, beside another one that takes no sample row',
    migrations: [
      [...cascading, "CREATE VIRTUAL TABLE words USING fts5 (word, content = '')"],
      ['CREATE TABLE kept AS SELECT * FROM posts', ...usersRebuilt, ...putBack, 'DROP TABLE words'],
    ],
    finds: ['drop-table 2.8'],
  },
  {
    title: 'not tables that refer to each other, if both are put back',
    migrations: [
      [
        `CREATE TABLE teams (id TEXT PRIMARY KEY, lead_id TEXT, ${toLead})`,
        'CREATE TABLE members (team_id TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE, id TEXT NOT NULL, PRIMARY KEY (team_id, id))',
      ],
      [
        'PRAGMA defer_foreign_keys = ON',
        'CREATE TABLE kept_teams AS SELECT * FROM teams',
        'CREATE TABLE kept_members AS SELECT * FROM members',
        'DROP TABLE teams',
        `CREATE TABLE teams (id TEXT PRIMARY KEY, lead_id TEXT, plan TEXT, ${toLead})`,
        'INSERT INTO teams SELECT id, lead_id, NULL FROM kept_teams',
        'INSERT OR IGNORE INTO members SELECT * FROM kept_members',
        'DROP TABLE kept_members',
        'DROP TABLE kept_teams',
      ],
    ],
    finds: [],
  },
  {
    title: 'if the child is put back, and a table that refers to the child is not',
    migrations: [
      [...cascading, likes, likesIndex],
      ['CREATE TABLE kept AS SELECT * FROM posts', ...usersRebuilt, ...putBack],
    ],
    finds: ['drop-parent 2.4'],
  },
  {
    title: 'once, if the commit fails with deferred foreign keys',
    migrations: [
      [...blog, "INSERT INTO users VALUES (1, 'Ada', NULL)", "INSERT INTO posts VALUES (1, 1, 'a', 'b')"],
      ['PRAGMA defer_foreign_keys = ON', ...usersRebuilt],
    ],
    finds: ['drop-parent 2.4'],
  },
];
