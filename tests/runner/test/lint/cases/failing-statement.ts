import type { Case } from './case.ts';
import { blog, users } from './schemas.ts';

export const failingStatement: readonly Case[] = [
  {
    title: 'a table that does not exist',
    migrations: [[users], ["INSERT INTO user VALUES (1, 'a', 'b')"]],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'a column that does not exist',
    migrations: [[users], ["UPDATE users SET nam = 'a' WHERE id = 1"]],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'a syntax error',
    migrations: [['CREATE TABLE t (id INTEGER,)']],
    finds: ['failing-statement 1.1'],
  },
  {
    title: 'a table that already exists',
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
    title: 'a row without its parent',
    migrations: [blog, ["INSERT INTO posts VALUES (1, 7, 'a', 'b')"]],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'in down() too',
    migrations: [{ up: [users], down: ['DROP TABLE user'] }],
    finds: ['failing-statement 1.1 down'],
  },
  {
    title: 'only the first of a migration',
    migrations: [['INSERT INTO a VALUES (1)', 'INSERT INTO b VALUES (1)']],
    finds: ['failing-statement 1.1'],
  },
  {
    title: 'one of each migration',
    migrations: [['INSERT INTO a VALUES (1)', users], ['INSERT INTO b VALUES (1)']],
    finds: ['failing-statement 1.1', 'failing-statement 2.1'],
  },
  {
    title: 'not what lacks the table of a failed statement, in the same migration or in a later one',
    migrations: [
      { up: ['CREATE TABLE t (id INTEGER,)', 'CREATE INDEX idx_t_id ON t (id)'], down: ['DROP TABLE t'] },
      ['INSERT INTO t VALUES (1)', 'ALTER TABLE t ADD COLUMN a TEXT'],
      ['CREATE VIEW v AS SELECT id FROM t', 'DROP INDEX idx_t_id'],
      ['ALTER TABLE t RENAME TO s'],
      [
        'SELECT count(*) FROM s',
        'CREATE TABLE c (id INTEGER PRIMARY KEY, t_id INTEGER UNIQUE REFERENCES t (id))',
      ],
    ],
    finds: ['failing-statement 1.1'],
  },
  {
    title: 'not what lacks a column that could not be added',
    migrations: [
      [users],
      ['ALTER TABLE users ADD COLUMN slug TEXT UNIQUE', 'CREATE INDEX idx_users_slug ON users (slug)'],
      ["UPDATE users SET slug = 'a' WHERE id = 1"],
      ["INSERT INTO users (id, slug) VALUES (1, 'a')"],
    ],
    finds: ['add-column 2.1'],
  },
  {
    title: 'not a rebuild behind a CREATE TABLE that fails, whose table then seems to lose its rows',
    migrations: [
      [users],
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT,)',
        'INSERT INTO n SELECT id, name FROM users',
        'DROP TABLE users',
        'ALTER TABLE n RENAME TO users',
      ],
      ["UPDATE users SET name = 'a' WHERE id = 1"],
    ],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'not a table that is still there because it could not be renamed',
    migrations: [
      ['CREATE TABLE a (id)', 'CREATE TABLE b (id)'],
      ['ALTER TABLE a RENAME TO b'],
      ['CREATE TABLE a (id INTEGER PRIMARY KEY)'],
    ],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'what fails by itself behind another failure',
    migrations: [
      ['CREATE TABLE t (id INTEGER,)', users],
      ['INSERT INTO t VALUES (1)', "INSERT INTO user VALUES (1, 'a', 'b')"],
      ['UPDATE t SAT a = 1'],
    ],
    finds: ['failing-statement 1.1', 'failing-statement 2.2', 'failing-statement 3.1'],
  },
  {
    title: 'what fails after the table has been created after all',
    migrations: [
      ['CREATE TABLE t (id INTEGER,)'],
      ['CREATE TABLE t (id INTEGER)'],
      ['INSERT INTO t (nope) VALUES (1)'],
    ],
    finds: ['failing-statement 1.1', 'failing-statement 3.1'],
  },
  {
    title: 'a loss that has nothing to do with the failure',
    migrations: [
      [users, 'CREATE TABLE visits (id INTEGER PRIMARY KEY)'],
      ["INSERT INTO user VALUES (1, 'a', 'b')", 'DROP TABLE visits'],
    ],
    finds: ['failing-statement 2.1', 'drop-table 2.2'],
  },
];
