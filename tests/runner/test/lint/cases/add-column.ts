import type { Case } from './case.ts';
import { users } from './schemas.ts';

export const addColumn: readonly Case[] = [
  {
    title: 'not one that already exists, which fails without a row',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN email TEXT']],
    finds: ['failing-statement 2.1'],
  },
  {
    title: 'NOT NULL without a default',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER NOT NULL']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'NOT NULL with the default NULL',
    migrations: [[users], ['ALTER TABLE "users" ADD age INTEGER NOT NULL DEFAULT NULL']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'a default that is not constant',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN at TEXT DEFAULT CURRENT_TIMESTAMP']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'a default that is an expression',
    migrations: [[users], ["ALTER TABLE users ADD COLUMN at TEXT DEFAULT (datetime('now'))"]],
    finds: ['add-column 2.1'],
  },
  {
    title: 'UNIQUE',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN handle TEXT UNIQUE']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'PRIMARY KEY',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN key TEXT PRIMARY KEY']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'a reference with a default',
    migrations: [
      [users],
      [
        'ALTER TABLE users ADD COLUMN boss INTEGER DEFAULT 1 REFERENCES users (id)',
        'CREATE INDEX idx_users_boss ON users (boss)',
      ],
    ],
    finds: ['add-column 2.1'],
  },
  {
    title: 'a stored column',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN low TEXT AS (lower(name)) STORED']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'a default that a CHECK refuses',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER DEFAULT 0 CHECK (age > 0)']],
    finds: ['add-column 2.1'],
  },
  {
    title: 'not NOT NULL with a default',
    migrations: [[users], ["ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'user'"]],
    finds: [],
  },
  {
    title: 'not a plain column',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN age INTEGER']],
    finds: [],
  },
  {
    title: 'not a virtual column',
    migrations: [[users], ['ALTER TABLE users ADD COLUMN low TEXT AS (lower(name))']],
    finds: [],
  },
  {
    title: 'not a reference without a default',
    migrations: [
      [users],
      [
        'ALTER TABLE users ADD COLUMN boss INTEGER REFERENCES users (id)',
        'CREATE INDEX idx_users_boss ON users (boss)',
      ],
    ],
    finds: [],
  },
  {
    title: 'not to an empty table of the same migration',
    migrations: [[users, 'ALTER TABLE users ADD COLUMN age INTEGER NOT NULL']],
    finds: [],
  },
];
