import type { Case } from './case.ts';

const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, comments INTEGER)';
const comments = 'CREATE TABLE comments (id INTEGER PRIMARY KEY, post_id INTEGER, body TEXT)';
const found = [posts, comments];
const index = 'CREATE INDEX idx_comments_post_id ON comments (post_id)';
const counting = 'SELECT count(*) FROM comments WHERE comments.post_id = posts.id';

export const scanPerRow: readonly Case[] = [
  {
    title: 'a count for each row',
    migrations: [found, [`UPDATE posts SET comments = (${counting}) WHERE comments IS NULL`]],
    finds: ['scan-per-row 2.1'],
  },
  {
    title: 'by an alias, in any spelling',
    migrations: [
      found,
      [
        'update "posts" set "comments" = (select count(*) from `comments` as c where c.[post_id] = "posts"."id") where title is null',
      ],
    ],
    finds: ['scan-per-row 2.1'],
  },
  {
    title: 'a DELETE of what nothing refers to',
    migrations: [
      [...found, index],
      ['DELETE FROM comments WHERE NOT EXISTS (SELECT 1 FROM posts WHERE posts.comments = comments.id)'],
    ],
    finds: ['scan-per-row 2.1'],
  },
  {
    title: 'an INSERT that looks up each row',
    migrations: [
      found,
      [
        'CREATE TABLE newest (post_id INTEGER PRIMARY KEY, comment_id INTEGER)',
        'INSERT INTO newest SELECT id, (SELECT max(id) FROM comments WHERE post_id = posts.id) FROM posts',
      ],
    ],
    finds: ['scan-per-row 2.2'],
  },
  {
    title: 'in down() too',
    migrations: [
      found,
      { up: [], down: [`UPDATE posts SET comments = (${counting}) WHERE comments IS NULL`] },
    ],
    finds: ['scan-per-row 2.1 down'],
  },
  {
    title: 'not with an index, of this migration or an earlier one',
    migrations: [
      [...found, index],
      [`UPDATE posts SET comments = (${counting}) WHERE comments IS NULL`, 'DROP INDEX idx_comments_post_id'],
      [
        'CREATE INDEX idx_comments_post_id_body ON comments (post_id, body)',
        `UPDATE posts SET comments = (${counting}) WHERE comments IS NULL`,
      ],
    ],
    finds: [],
  },
  {
    title: 'not for one row, or a part of them',
    migrations: [
      found,
      [
        `UPDATE posts SET comments = (${counting}) WHERE id = 1`,
        `UPDATE posts SET comments = (${counting}) WHERE id BETWEEN 1 AND 10000`,
      ],
    ],
    finds: [],
  },
  {
    title: 'not if it is read only once',
    migrations: [
      found,
      [
        'UPDATE posts SET comments = n FROM (SELECT post_id, count(*) AS n FROM comments GROUP BY post_id) AS c WHERE c.post_id = posts.id',
        'UPDATE posts SET comments = (SELECT count(*) FROM comments) WHERE comments IS NULL',
      ],
    ],
    finds: [],
  },
  {
    title: 'not if no index would help',
    migrations: [
      found,
      [
        'UPDATE posts SET comments = (SELECT count(*) FROM comments WHERE body LIKE posts.title) WHERE comments IS NULL',
        'UPDATE posts SET comments = (SELECT count(*) FROM json_each(posts.title)) WHERE comments IS NULL',
      ],
    ],
    finds: [],
  },
  {
    title: 'not of a table that the migration creates',
    migrations: [
      [posts],
      [
        comments,
        "INSERT INTO comments VALUES (1, 1, 'a')",
        `UPDATE posts SET comments = (${counting}) WHERE comments IS NULL`,
      ],
    ],
    finds: [],
  },
  {
    title: 'not of what a table expression reads once, whatever would speed that up',
    migrations: [
      [
        'CREATE TABLE nodes (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES nodes (id), depth INTEGER)',
        'CREATE INDEX idx_nodes_parent_id ON nodes (parent_id)',
        ...found,
      ],
      [
        `WITH RECURSIVE tree (id, depth) AS (
          SELECT id, 0 FROM nodes WHERE depth IS NULL
          UNION ALL
          SELECT nodes.id, tree.depth + 1 FROM nodes JOIN tree ON tree.id = nodes.parent_id
        )
        UPDATE nodes SET depth = (SELECT t.depth FROM tree AS t WHERE t.id = nodes.id) WHERE depth IS NULL`,
        `WITH long AS MATERIALIZED (SELECT * FROM comments WHERE post_id > 9)
        UPDATE posts SET comments = (SELECT count(*) FROM long WHERE body LIKE posts.title) WHERE comments IS NULL`,
      ],
    ],
    finds: [],
  },
  {
    title: 'of what a subquery in FROM reads again for each row',
    migrations: [
      found,
      [
        'UPDATE posts SET comments = (SELECT count(*) FROM (SELECT DISTINCT body FROM comments WHERE comments.post_id = posts.id)) WHERE comments IS NULL',
      ],
    ],
    finds: ['scan-per-row 2.1'],
  },
];
