import type { Case } from './case.ts';
import { blog, users } from './schemas.ts';

export const unsupportedByD1: readonly Case[] = [
  {
    title: 'a temporary table',
    migrations: [['CREATE TEMP TABLE t (id INTEGER)']],
    finds: ['unsupported-by-d1 1.1'],
  },
  { title: 'VACUUM', migrations: [['VACUUM']], finds: ['unsupported-by-d1 1.1'] },
  {
    title: 'a PRAGMA that D1 does not know',
    migrations: [['PRAGMA user_version = 3']],
    finds: ['unsupported-by-d1 1.1'],
  },
  {
    title: 'a virtual table of another kind',
    migrations: [['CREATE VIRTUAL TABLE t USING dbstat']],
    finds: ['unsupported-by-d1 1.1'],
  },
  {
    title: 'a function that D1 does not have',
    migrations: [blog, ['UPDATE users SET name = sqlite_version() WHERE id = 1']],
    finds: ['unsupported-by-d1 2.1'],
  },
  {
    title: 'in down() too',
    migrations: [{ up: [users], down: ['VACUUM'] }],
    finds: ['unsupported-by-d1 1.1 down'],
  },
  {
    title: 'and not its consequences',
    migrations: [['CREATE TEMP TABLE t (id INTEGER)', 'INSERT INTO t VALUES (1)']],
    finds: ['unsupported-by-d1 1.1'],
  },
];
