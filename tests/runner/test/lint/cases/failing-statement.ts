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
];
