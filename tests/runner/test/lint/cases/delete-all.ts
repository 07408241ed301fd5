import type { Case } from './case.ts';
import { blog, users } from './schemas.ts';

export const deleteAll: readonly Case[] = [
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
    title: `with a WHERE that every row satisfies: ${where}`,
    migrations: [
      ['CREATE TABLE orders (order_id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, note TEXT)'],
      [`DELETE FROM orders WHERE ${where}`],
    ],
    finds: ['delete-all 2.1'],
  })),
  ...['order_id > 100', "code = 'a'", 'note IS NULL', "note = 'x'", "code LIKE 'a%'", 'order_id % 2'].map(
    (where) => ({
      title: `not with a WHERE that some rows satisfy: ${where}`,
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
    title: 'by an existing trigger',
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
    title: 'by a trigger of the same migration, of some rows',
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
    title: 'of the rows that are in their own table',
    migrations: [[users], ['DELETE FROM users WHERE id IN (SELECT id FROM users)']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'not of those in another table, or in a part of their own',
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
    title: 'with a WHERE that excludes nothing',
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
  { title: 'not of a table of the same migration', migrations: [[users, 'DELETE FROM users']], finds: [] },
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
    title: 'with a WHERE that every key satisfies',
    migrations: [[users], ['DELETE FROM users WHERE id > 0']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'with a WHERE of two conditions that exclude nothing',
    migrations: [[users], ['DELETE FROM users WHERE 1 = 1 AND true']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'with a WHERE that compares numbers',
    migrations: [[users], ['DELETE FROM users WHERE 2 > 1']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'with a WHERE that negates a false condition',
    migrations: [[users], ['DELETE FROM users WHERE NOT 0']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'with a LIMIT that limits nothing',
    migrations: [[users], ['DELETE FROM users LIMIT -1']],
    finds: ['delete-all 2.1'],
  },
  {
    title: 'not with a WHERE that some keys satisfy',
    migrations: [[users], ['DELETE FROM users WHERE id > 1']],
    finds: [],
  },
  { title: 'not with WHERE false', migrations: [[users], ['DELETE FROM users WHERE false']], finds: [] },
];
