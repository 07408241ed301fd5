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
];
