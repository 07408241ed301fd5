import type { Case } from './case.ts';
import { blog, posts, users } from './schemas.ts';

export const columnInUse: readonly Case[] = [
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
    title: 'not by its own foreign key, which is dropped with it',
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
    title: 'not if the index is dropped first',
    migrations: [
      [users, 'CREATE INDEX idx_users_email ON users (email)'],
      { up: ['DROP INDEX idx_users_email', '-- roost-allow\nALTER TABLE users DROP COLUMN email'] },
    ],
    finds: ['drop-column 2.2'],
  },
];
