import type { Case } from './case.ts';
import { blog, posts, postsIndex, users } from './schemas.ts';

export const unindexedForeignKey: readonly Case[] = [
  { title: 'of a new table', migrations: [[users, posts]], finds: ['unindexed-foreign-key 1.2'] },
  {
    title: 'of an added column',
    migrations: [blog, ['ALTER TABLE posts ADD COLUMN editor_id INTEGER REFERENCES users (id)']],
    finds: ['unindexed-foreign-key 2.1'],
  },
  {
    title: 'of a table constraint',
    migrations: [[users, 'CREATE TABLE t (a INTEGER, b INTEGER, FOREIGN KEY (b) REFERENCES users (id))']],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'not if it is second in an index',
    migrations: [[users, posts, 'CREATE INDEX idx_posts_title_user_id ON posts (title, user_id)']],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'not if a partial index covers it',
    migrations: [[users, posts, 'CREATE INDEX idx_posts_user_id ON posts (user_id) WHERE id > 9']],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'not if a later migration creates the index',
    migrations: [[users, posts], [postsIndex]],
    finds: [],
  },
  {
    title: 'not if the primary key begins with it',
    migrations: [
      [
        users,
        'CREATE TABLE t (user_id INTEGER REFERENCES users (id), n INTEGER, PRIMARY KEY (user_id, n)) WITHOUT ROWID',
      ],
    ],
    finds: [],
  },
  {
    title: 'not if it is the rowid',
    migrations: [[users, 'CREATE TABLE t (user_id INTEGER PRIMARY KEY REFERENCES users (id))']],
    finds: [],
  },
  {
    title: 'not if it is UNIQUE',
    migrations: [
      [users, 'CREATE TABLE t (id INTEGER PRIMARY KEY, user_id INTEGER UNIQUE REFERENCES users (id))'],
    ],
    finds: [],
  },
  {
    title: 'of a table that is renamed later in the migration',
    migrations: [[users, posts, 'ALTER TABLE posts RENAME TO entries']],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'of a table that a later migration renames, or whose parent is',
    migrations: [
      [users, posts],
      ['ALTER TABLE posts RENAME TO entries', 'ALTER TABLE users RENAME TO people'],
    ],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'of a new column in a rebuild by hand, and not again of the others',
    migrations: [
      [users, posts],
      [
        `${posts.replace('posts', 'n').replace(')', ') ON DELETE CASCADE').slice(0, -1)}, editor_id INTEGER REFERENCES users (id))`,
        'INSERT INTO n SELECT *, NULL FROM posts',
        'DROP TABLE posts',
        'ALTER TABLE n RENAME TO posts',
      ],
    ],
    finds: ['unindexed-foreign-key 1.2', 'unindexed-foreign-key 2.1'],
  },
  {
    title: 'not again of a table that is dropped and recreated',
    migrations: [
      [users, posts],
      [
        'CREATE TABLE kept AS SELECT * FROM posts',
        'DROP TABLE posts',
        posts,
        'INSERT INTO posts SELECT * FROM kept',
        'DROP TABLE kept',
      ],
    ],
    finds: ['unindexed-foreign-key 1.2'],
  },
  {
    title: 'once of a table that the same migration creates twice',
    migrations: [[users, posts, 'DROP TABLE posts', posts]],
    finds: ['unindexed-foreign-key 1.4'],
  },
  ...[
    { table: 'a INTEGER, b INTEGER, n INTEGER, PRIMARY KEY (a, n)', isFound: false },
    { table: 'a INTEGER, b INTEGER, n INTEGER, PRIMARY KEY (n, a)', isFound: true },
    { table: 'a INTEGER, b INTEGER, n INTEGER, UNIQUE (b, n)', isFound: false },
    { table: 'a INTEGER PRIMARY KEY, b INTEGER', isFound: false },
  ].map(({ table, isFound }) => ({
    title: `${isFound ? '' : 'not '}of two columns, in (${table})`,
    migrations: [
      [
        'CREATE TABLE pairs (a INTEGER, b INTEGER, PRIMARY KEY (a, b))',
        `CREATE TABLE t (${table}, FOREIGN KEY (a, b) REFERENCES pairs (a, b))`,
      ],
    ],
    finds: isFound ? ['unindexed-foreign-key 1.2'] : [],
  })),
  ...[
    { where: 'user_id IS NOT NULL', isFound: false },
    { where: '"User_ID" NOTNULL', isFound: false },
    { where: 'title IS NOT NULL', isFound: true },
    { where: 'user_id IS NOT NULL AND id > 9', isFound: true },
  ].map(({ where, isFound }) => ({
    title: `${isFound ? '' : 'not '}of the rows that an index has WHERE ${where}`,
    migrations: [[users, posts, `CREATE INDEX idx_posts_user_id ON posts (user_id) WHERE ${where}`]],
    finds: isFound ? ['unindexed-foreign-key 1.2'] : [],
  })),
];
