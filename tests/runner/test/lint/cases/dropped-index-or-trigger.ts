import type { Case } from './case.ts';
import { users } from './schemas.ts';

export const droppedIndexOrTrigger: readonly Case[] = [
  {
    title: 'the INSTEAD OF trigger of a view that is recreated',
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
    title: 'not of a view that is dropped for good',
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
    title: 'not one in down() that the migration has created',
    migrations: [
      [users],
      {
        up: ['ALTER TABLE users ADD COLUMN slug TEXT', 'CREATE UNIQUE INDEX users_slug ON users (slug)'],
        down: [
          'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, email TEXT)',
          'INSERT INTO n SELECT id, name, email FROM users',
          'DROP TABLE users',
          'ALTER TABLE n RENAME TO users',
        ],
      },
    ],
    finds: [],
  },
  {
    title: 'not one that is recreated',
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
    title: 'not one that a later migration recreates',
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
    title: 'not if the table is dropped for good',
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
];
