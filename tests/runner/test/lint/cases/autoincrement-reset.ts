import type { Case } from './case.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)';
const counting = 'id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL';
const rebuilt = (columns: string, ...before: readonly string[]): readonly string[] => [
  `CREATE TABLE n (${columns})`,
  "INSERT INTO n SELECT id, coalesce(name, '') FROM users",
  ...before,
  'DROP TABLE users',
  'ALTER TABLE n RENAME TO users',
];

export const autoincrementReset: readonly Case[] = [
  {
    title: 'a rebuild by hand',
    migrations: [[users], rebuilt(counting)],
    finds: ['autoincrement-reset 2.3'],
  },
  {
    title: 'a rebuild that renames the old table first',
    migrations: [
      [users],
      [
        'ALTER TABLE users RENAME TO old',
        `CREATE TABLE "users" (${counting})`,
        "INSERT INTO users SELECT id, coalesce(name, '') FROM old",
        'DROP TABLE old',
      ],
    ],
    finds: ['autoincrement-reset 2.4'],
  },
  {
    title: 'a rebuild through a copy, before the new table exists',
    migrations: [
      [users],
      [
        'CREATE TABLE copy AS SELECT * FROM users',
        'DROP TABLE users',
        `CREATE TABLE users (${counting})`,
        "INSERT INTO users SELECT id, coalesce(name, '') FROM copy",
        'DROP TABLE copy',
      ],
    ],
    finds: ['autoincrement-reset 2.2'],
  },
  {
    title: 'a rebuild in down()',
    migrations: [[users], { up: [], down: rebuilt(counting) }],
    finds: ['autoincrement-reset 2.3 down'],
  },
  {
    title: 'not if the counter is moved',
    migrations: [
      [users],
      rebuilt(
        counting,
        "DELETE FROM sqlite_sequence WHERE name = 'n'",
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'n', seq FROM sqlite_sequence WHERE name = 'users'",
      ),
    ],
    finds: [],
  },
  {
    title: 'not if the counter is set afterwards',
    migrations: [
      [users],
      [
        "CREATE TABLE counter AS SELECT seq FROM sqlite_sequence WHERE name = 'users'",
        ...rebuilt(counting),
        "UPDATE sqlite_sequence SET seq = (SELECT seq FROM counter) WHERE name = 'users'",
        'DROP TABLE counter',
      ],
    ],
    finds: [],
  },
  {
    title: 'not if the new table counts no more, or the old one did not',
    migrations: [[users], rebuilt('id INTEGER PRIMARY KEY, name TEXT NOT NULL'), rebuilt(counting)],
    finds: [],
  },
  {
    title: 'not of a table that is renamed, or of the same migration',
    migrations: [
      [users],
      ['ALTER TABLE users RENAME TO people'],
      [
        'ALTER TABLE people RENAME TO users',
        'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)',
        'DROP TABLE t',
      ],
    ],
    finds: [],
  },
  {
    title: 'not of rows that are lost',
    migrations: [[users], ['DROP TABLE users', users]],
    finds: ['drop-table 2.1'],
  },
  ...['length(name) = 14', "name GLOB '[A-Z][0-9]-?'", "json_type(name) = 'array'", 'date(name) IS name'].map(
    (check) => ({
      title: `a rebuild with a new CHECK that no sample row passes: ${check}`,
      migrations: [[users], rebuilt(`${counting} CHECK (${check})`)],
      finds: ['autoincrement-reset 2.3'],
    }),
  ),
  {
    title: 'a rebuild that fails on every sample row',
    migrations: [
      [users],
      rebuilt(counting).with(1, 'INSERT INTO n SELECT id, abs(-9223372036854775807 - 1) FROM users'),
    ],
    finds: ['autoincrement-reset 2.3', 'drop-column 2.3'],
  },
  {
    title: 'not of rows that are lost, by a migration that fails on every sample row',
    migrations: [
      [users],
      ['UPDATE users SET name = abs(-9223372036854775807 - 1)', 'DROP TABLE users', users],
    ],
    finds: ['drop-table 2.2', 'update-all 2.1'],
  },
];
