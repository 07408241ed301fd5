import type { Case } from './case.ts';
import { rebuilt, users } from './schemas.ts';

export const dropColumn: readonly Case[] = [
  {
    title: 'in a down() of what its up() only renamed',
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
    title: 'not a column of the same migration',
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
    title: 'not of a table of the same migration',
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
    title: 'in the rebuilt table and omitted from the copy',
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
    title: 'in the rebuilt table and filled with something that only has its name, without AS',
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
      rebuilt('INSERT INTO n SELECT id, name FROM users ORDER BY email', 'id INTEGER PRIMARY KEY, name TEXT'),
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
    title: 'left out of the copy back',
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
    title: 'of a dropped table of which a column was copied',
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
    title: 'if only the greatest value was copied to another table',
    migrations: [
      [users],
      ['CREATE TABLE t AS SELECT max(name) AS name FROM users', 'ALTER TABLE users DROP COLUMN name'],
    ],
    finds: ['drop-column 2.2'],
  },
  {
    title: 'not if some rows go to another table and back',
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
    title: 'not if it was copied to another table',
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
    title: 'not if it was copied to another column',
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
    title: 'if only a part of it was copied to another column',
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
];
