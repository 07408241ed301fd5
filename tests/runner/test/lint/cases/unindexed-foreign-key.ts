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
];
