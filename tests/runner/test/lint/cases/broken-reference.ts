import type { Case } from './case.ts';
import { blog, posts, postsIndex, users } from './schemas.ts';

export const brokenReference: readonly Case[] = [
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
    title: 'a foreign key to a table that never existed',
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
    title: 'not if the view is dropped too',
    migrations: [
      [users, 'CREATE VIEW v AS SELECT name FROM users'],
      ['DROP VIEW v', 'ALTER TABLE users RENAME TO people'],
    ],
    finds: [],
  },
  {
    title: 'not what RENAME updates',
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
    title: 'a foreign key to a column that does not exist',
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
];
