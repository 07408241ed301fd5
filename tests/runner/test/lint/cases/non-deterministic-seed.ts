import type { Case } from './case.ts';
import { users } from './schemas.ts';

export const nonDeterministicSeed: readonly Case[] = [
  {
    title: 'a random key',
    migrations: [[users, "INSERT INTO users VALUES (abs(random()), 'a', 'b')"]],
    finds: ['non-deterministic-seed 1.2'],
  },
  {
    title: 'random bytes',
    migrations: [[users, "INSERT INTO users VALUES (1, hex(randomblob(16)), 'b')"]],
    finds: ['non-deterministic-seed 1.2'],
  },
  {
    title: 'the time',
    migrations: [[users, "INSERT INTO users VALUES (1, CURRENT_TIMESTAMP, 'b')"]],
    finds: ['non-deterministic-seed 1.2'],
  },
  {
    title: 'the time from a function',
    migrations: [[users, "INSERT INTO users (name) SELECT datetime('now', '-1 day')"]],
    finds: ['non-deterministic-seed 1.2'],
  },
  {
    title: 'not in a DEFAULT',
    migrations: [
      ['CREATE TABLE t (id TEXT DEFAULT (hex(randomblob(8))), at TEXT DEFAULT CURRENT_TIMESTAMP)'],
    ],
    finds: [],
  },
  {
    title: 'not in a backfill',
    migrations: [
      [users],
      ['ALTER TABLE users ADD COLUMN token TEXT', 'UPDATE users SET token = hex(randomblob(16))'],
    ],
    finds: [],
  },
  {
    title: 'not in a trigger',
    migrations: [
      [
        users,
        'CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET name = CURRENT_TIMESTAMP WHERE id = new.id; END',
      ],
    ],
    finds: [],
  },
  {
    title: 'not a fixed time',
    migrations: [[users, "INSERT INTO users VALUES (1, datetime('2026-01-01'), 'random()')"]],
    finds: [],
  },
];
