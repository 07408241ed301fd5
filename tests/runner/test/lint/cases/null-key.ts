import type { Case } from './case.ts';

const found = [
  'id SERIAL PRIMARY KEY',
  'id INT AUTO_INCREMENT PRIMARY KEY',
  'id BIGINT PRIMARY KEY',
  'id INT PRIMARY KEY',
  'id INTEGER PRIMARY KEY DESC',
  'id BIGINT GENERATED_BY_IDENTITY PRIMARY KEY',
  'id NUMBER(10), PRIMARY KEY (id)',
];
const fine = [
  'id INTEGER PRIMARY KEY',
  'id integer PRIMARY KEY AUTOINCREMENT',
  'id INTEGER, PRIMARY KEY (id DESC)',
  'id BIGINT NOT NULL PRIMARY KEY',
  'id BIGINT PRIMARY KEY DEFAULT (abs(random()))',
  'id TEXT PRIMARY KEY',
  'id VARCHAR(36) PRIMARY KEY',
  'id PRIMARY KEY',
  'a INT, b INT, PRIMARY KEY (a, b)',
];

export const nullKey: readonly Case[] = [
  ...found.map((columns) => ({
    title: columns,
    migrations: [[`CREATE TABLE t (${columns})`]],
    finds: ['null-key 1.1'],
  })),
  ...fine.map((columns) => ({
    title: `not ${columns}`,
    migrations: [[`CREATE TABLE t (${columns})`]],
    finds: [],
  })),
  {
    title: 'not in a table that refuses NULL in its key',
    migrations: [
      ['CREATE TABLE t (id INT PRIMARY KEY) STRICT', 'CREATE TABLE u (id INT PRIMARY KEY, n) WITHOUT ROWID'],
    ],
    finds: [],
  },
  {
    title: 'not a key that refers to another row',
    migrations: [
      ['CREATE TABLE t (id INTEGER PRIMARY KEY)', 'CREATE TABLE u (t_id INT PRIMARY KEY REFERENCES t (id))'],
    ],
    finds: [],
  },
  {
    title: 'once, whatever the migrations do to the table',
    migrations: [
      ['CREATE TABLE t (id SERIAL PRIMARY KEY)', 'ALTER TABLE t RENAME TO u'],
      [
        'CREATE TABLE n (id SERIAL PRIMARY KEY, a TEXT)',
        'INSERT INTO n SELECT id, NULL FROM u',
        'DROP TABLE u',
        'ALTER TABLE n RENAME TO u',
      ],
    ],
    finds: ['null-key 1.1'],
  },
  {
    title: 'not if a later migration repairs it',
    migrations: [
      ['CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT)'],
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT)',
        'INSERT INTO n SELECT coalesce(id, rowid), a FROM t',
        'DROP TABLE t',
        'ALTER TABLE n RENAME TO t',
      ],
    ],
    finds: [],
  },
];
