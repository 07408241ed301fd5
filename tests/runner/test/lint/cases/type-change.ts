import type { Case } from './case.ts';
import { rebuilt, users } from './schemas.ts';

export const typeChange: readonly Case[] = [
  {
    title: 'a rebuild that turns a TEXT into an INTEGER',
    migrations: [
      [users],
      rebuilt('INSERT INTO n SELECT * FROM users', 'id INTEGER PRIMARY KEY, name TEXT, email INTEGER'),
    ],
    finds: ['type-change 2.3'],
  },
  {
    title: 'a rebuild that turns an INTEGER into a REAL',
    migrations: [
      ['CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)'],
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, n REAL)',
        'INSERT INTO n SELECT * FROM t',
        'DROP TABLE t',
        'ALTER TABLE n RENAME TO t',
      ],
    ],
    finds: ['type-change 2.3'],
  },
  {
    title: 'not a rebuild that turns an INTEGER into a TEXT',
    migrations: [
      ['CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER)'],
      [
        'CREATE TABLE n (id INTEGER PRIMARY KEY, n TEXT)',
        'INSERT INTO n SELECT * FROM t',
        'DROP TABLE t',
        'ALTER TABLE n RENAME TO t',
      ],
    ],
    finds: [],
  },
  {
    title: 'not a value that is converted on purpose',
    migrations: [
      [users],
      rebuilt(
        'INSERT INTO n SELECT id, name, CAST(email AS INTEGER) FROM users',
        'id INTEGER PRIMARY KEY, name TEXT, email INTEGER',
      ),
    ],
    finds: [],
  },
];
