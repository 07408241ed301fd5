import type { Case } from './case.ts';
import { rebuilt, users } from './schemas.ts';

export const updateAll: readonly Case[] = [
  {
    title: 'after a rebuild',
    migrations: [[users], [...rebuilt('INSERT INTO n SELECT * FROM users'), 'UPDATE users SET email = NULL']],
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
    title: 'a constant over existing values',
    migrations: [[users], ["UPDATE users SET name = ''"]],
    finds: ['update-all 2.1'],
  },
  {
    title: 'with a parameter',
    migrations: [[users], ['UPDATE users SET name = NULL, email = lower(email)']],
    finds: ['update-all 2.1'],
  },
  {
    title: 'computed from existing values, as a warning',
    migrations: [[users], ['UPDATE OR IGNORE users SET email = lower(email)']],
    finds: ['update-all 2.1'],
  },
  {
    title: 'a list of columns',
    migrations: [[users], ["UPDATE users SET (name, email) = ('a', 'b')"]],
    finds: ['update-all 2.1'],
  },
  {
    title: 'not a column of the same migration',
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
  {
    title: 'not a table of the same migration',
    migrations: [[users, "UPDATE users SET name = ''"]],
    finds: [],
  },
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
    title: 'not computed from existing values, if there are any',
    migrations: [[users], ['UPDATE users SET email = lower(email) WHERE email IS NOT NULL']],
    finds: [],
  },
  {
    title: 'not values that a foreign key has reset, if they were saved before and are put back',
    migrations: [
      [
        'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)',
        'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE SET NULL)',
        'CREATE INDEX idx_posts_user_id ON posts (user_id)',
      ],
      [
        'CREATE TABLE kept AS SELECT * FROM posts',
        'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT)',
        'INSERT INTO n SELECT * FROM users',
        'DROP TABLE users',
        'ALTER TABLE n RENAME TO users',
        'UPDATE posts SET user_id = (SELECT user_id FROM kept WHERE kept.id = posts.id)',
        'DROP TABLE kept',
      ],
    ],
    finds: [],
  },
  {
    title: 'values that the migration computes, and computes again',
    migrations: [
      ['CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)'],
      ['UPDATE t SET a = trim(a)', "UPDATE t SET a = replace(a, 'x', 'y')"],
    ],
    finds: ['update-all 2.1', 'update-all 2.2'],
  },
];
