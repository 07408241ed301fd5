// What migrations do to a blog, and what that does to one query of its application.

export const blog = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT)',
  `CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    author INTEGER NOT NULL REFERENCES users (id),
    title TEXT NOT NULL,
    slug TEXT,
    meta TEXT,
    created INTEGER NOT NULL DEFAULT 0
  )`,
  'CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER NOT NULL REFERENCES posts (id), body TEXT)',
  'CREATE TABLE log (id INTEGER PRIMARY KEY, note TEXT)',
  'CREATE TABLE "odd ""table" ("a.b" TEXT, "select" TEXT, [c d] TEXT)',
  'CREATE VIRTUAL TABLE search USING fts5 (title, body)',
  'CREATE UNIQUE INDEX posts_slug ON posts (slug)',
  'CREATE INDEX posts_created ON posts (created)',
  'CREATE INDEX comments_post ON comments (post)',
  'CREATE INDEX "odd index" ON "odd ""table" ("a.b")',
  'CREATE VIEW titles AS SELECT id, title, slug FROM posts',
  'CREATE TRIGGER comments_log AFTER INSERT ON comments BEGIN INSERT INTO log (note) VALUES (new.body); END',
];

export type Case = {
  readonly title: string;
  readonly migration: string;
  readonly query: string;
  /** What its parameters are where it is run; 1 if omitted. */
  readonly value?: string;
  /** Whether the database would run it: with the name of the column as a text, in place of its values. */
  readonly turnsIntoText?: true;
  /** null: it goes on working as it did. */
  readonly finding: null | {
    readonly kind: 'fails' | 'loses-index';
    readonly object: string | null;
    readonly message: string;
  };
};

function fails(object: string | null, message: string): Case['finding'] {
  return { kind: 'fails', object, message };
}

function loses(object: string | null, message: string): Case['finding'] {
  return { kind: 'loses-index', object, message };
}

const noSlug = 'DROP INDEX posts_slug; DROP VIEW titles; ALTER TABLE posts DROP COLUMN slug;';
const noName = 'ALTER TABLE users DROP COLUMN name';
const noSlugIndex = 'DROP INDEX posts_slug';

/** A rebuild of posts by hand, with its foreign keys and indexes. */
function rebuilt(columns: string, copied: string): string {
  return `PRAGMA defer_foreign_keys = ON;
    DROP VIEW titles;
    CREATE TABLE posts_new (${columns});
    INSERT INTO posts_new (${copied}) SELECT ${copied} FROM posts;
    DROP TABLE posts;
    ALTER TABLE posts_new RENAME TO posts;
    CREATE UNIQUE INDEX posts_slug ON posts (slug);
    CREATE INDEX posts_created ON posts (created);
    CREATE VIEW titles AS SELECT id, title, slug FROM posts;`;
}

const postsColumns = `id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users (id), title TEXT NOT NULL,
  slug TEXT, meta TEXT, created INTEGER NOT NULL DEFAULT 0`;
const postsNames = 'id, author, title, slug, meta, created';

export const cases: readonly Case[] = [
  {
    title: 'a column is dropped that it reads',
    migration: noName,
    query: 'SELECT id, name FROM users WHERE id = ?',
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'a column is dropped that it reads by an alias',
    migration: noName,
    query: 'SELECT u.name FROM users AS u JOIN posts AS p ON p.author = u.id WHERE p.id = ?1',
    finding: fails('users.name', 'no such column: u.name'),
  },
  {
    title: 'a column is dropped that it names in double quotes, which SQLite would read as a string',
    migration: noName,
    query: 'select "id", "name" from "users" where "users"."id" = ?',
    turnsIntoText: true,
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'a column is dropped, and it has a string in double quotes already',
    migration: noName,
    query: 'SELECT id FROM users WHERE email = "nobody" OR "name" = "nobody"',
    turnsIntoText: true,
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'a column is dropped that it does not read',
    migration: noName,
    query: 'SELECT id FROM users WHERE email = "nobody"',
    finding: null,
  },
  {
    title: 'a column is dropped, and it reads all columns',
    migration: noName,
    query: 'SELECT * FROM users',
    finding: null,
  },
  {
    title: 'a column is dropped that it sets',
    migration: noName,
    query: 'UPDATE users SET name = :name WHERE id = @id',
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'a column is dropped that it fills',
    migration: noName,
    query: 'INSERT INTO users (email, name) VALUES ($email, $name)',
    finding: fails('users.name', 'table users has no column named name'),
  },
  {
    title: 'a column is renamed',
    migration: 'ALTER TABLE users RENAME COLUMN name TO full_name',
    query: 'SELECT count(*) FROM users WHERE name IS NULL',
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'a table is renamed',
    migration: 'ALTER TABLE log RENAME TO notes',
    query: 'DELETE FROM log WHERE id < ?1',
    finding: fails('log', 'no such table: log'),
  },
  {
    title: 'a table is renamed, and a view with its name takes its place',
    migration: 'ALTER TABLE log RENAME TO notes; CREATE VIEW log AS SELECT * FROM notes;',
    query: 'SELECT note FROM log WHERE id = ?',
    finding: null,
  },
  {
    title: 'a table is renamed, and it writes to the view that takes its place',
    migration: 'ALTER TABLE users RENAME TO people; CREATE VIEW users AS SELECT * FROM people;',
    query: 'UPDATE users SET name = ?',
    finding: fails('users', 'cannot modify users because it is a view'),
  },
  {
    title: 'a table is dropped',
    migration: 'DROP TABLE comments',
    query: 'SELECT body FROM comments',
    finding: fails('comments', 'no such table: comments'),
  },
  {
    title: 'a table is dropped that a view reads',
    migration: 'DROP TABLE comments; DROP TABLE posts;',
    query: 'SELECT title FROM titles',
    finding: fails('posts', 'no such table: main.posts'),
  },
  {
    title: 'a view loses a column',
    migration: 'DROP VIEW titles; CREATE VIEW titles AS SELECT id, title FROM posts;',
    query: 'SELECT slug FROM titles',
    finding: fails('titles.slug', 'no such column: slug'),
  },
  {
    title: 'a table is dropped that a trigger writes to',
    migration: 'DROP TABLE log',
    query: 'INSERT INTO comments (post, body) VALUES (?, ?)',
    finding: fails('log', 'no such table: main.log'),
  },
  {
    title: 'a table is dropped that a trigger writes to, and the trigger does not run',
    migration: 'DROP TABLE log',
    query: 'UPDATE comments SET body = ? WHERE id = ?',
    finding: null,
  },
  {
    title: 'a column is added to a table that it fills without naming columns',
    migration: 'ALTER TABLE log ADD COLUMN level TEXT',
    query: 'INSERT INTO log VALUES (?, ?)',
    finding: fails('log', 'table log has 3 columns but 2 values were supplied'),
  },
  {
    title: 'a column is added to a table whose columns it names',
    migration: 'ALTER TABLE log ADD COLUMN level TEXT',
    query: 'INSERT INTO log (note) VALUES (?)',
    finding: null,
  },
  {
    title: 'a column is added that another table of its join has too',
    migration: 'ALTER TABLE comments ADD COLUMN title TEXT',
    query: 'SELECT title FROM posts JOIN comments ON comments.post = posts.id',
    finding: fails('comments.title', 'ambiguous column name: title'),
  },
  {
    title: 'a column is made NOT NULL that it leaves out',
    migration: rebuilt(postsColumns.replace('meta TEXT', 'meta TEXT NOT NULL'), postsNames),
    query: 'INSERT INTO posts (author, title) VALUES (?, ?)',
    finding: fails('posts.meta', 'NOT NULL constraint failed: posts.meta'),
  },
  {
    title: 'a column is made NOT NULL that it fills',
    migration: rebuilt(postsColumns.replace('meta TEXT', 'meta TEXT NOT NULL'), postsNames),
    query: "INSERT INTO posts (author, title, meta) VALUES (?, ?, json_extract(?, '$.meta'))",
    value: '{"meta":1}',
    finding: null,
  },
  {
    title: 'a column is made NOT NULL with a default',
    migration: rebuilt(postsColumns.replace('meta TEXT', "meta TEXT NOT NULL DEFAULT ''"), postsNames),
    query: 'INSERT INTO posts (author, title) VALUES (?, ?) RETURNING id',
    finding: null,
  },
  {
    title: 'it leaves out every column, and one is made NOT NULL',
    migration: `DROP TRIGGER comments_log; CREATE TABLE log_new (id INTEGER PRIMARY KEY, note TEXT NOT NULL);
      DROP TABLE log; ALTER TABLE log_new RENAME TO log;`,
    query: 'INSERT INTO log DEFAULT VALUES',
    finding: fails('log.note', 'NOT NULL constraint failed: log.note'),
  },
  {
    title: 'the unique index of its ON CONFLICT is dropped',
    migration: noSlugIndex,
    query:
      'INSERT INTO posts (author, title, slug) VALUES (1, ?, ?) ON CONFLICT (slug) DO UPDATE SET title = excluded.title',
    finding: fails(null, 'ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint'),
  },
  {
    title: 'a column of its RETURNING is dropped',
    migration: noName,
    query: 'INSERT INTO users (email) VALUES (?) RETURNING id, name',
    finding: fails('users.name', 'no such column: name'),
  },
  {
    title: 'an index is dropped that it demands',
    migration: 'DROP INDEX posts_created',
    query: 'SELECT id FROM posts INDEXED BY posts_created WHERE created > ?',
    finding: fails('posts_created', 'no such index: posts_created'),
  },
  {
    title: 'an index is dropped that it is searched by',
    migration: noSlugIndex,
    query: 'SELECT id, title FROM posts WHERE slug = ?',
    finding: loses('posts', 'posts: SEARCH using INDEX posts_slug → SCAN'),
  },
  {
    title: 'an index is dropped that it is searched by, under an alias',
    migration: noSlugIndex,
    query: 'SELECT p.title FROM posts p WHERE p.slug = ?9',
    finding: loses('posts', 'p: SEARCH using INDEX posts_slug → SCAN'),
  },
  {
    title: 'an index is dropped that an UPDATE is searched by',
    migration: noSlugIndex,
    query: 'UPDATE posts SET title = ? WHERE slug = ?',
    finding: loses('posts', 'posts: SEARCH using INDEX posts_slug → SCAN'),
  },
  {
    title: 'the index of a foreign key is dropped, and it deletes a parent',
    migration: 'DROP INDEX comments_post',
    query: 'DELETE FROM posts WHERE id = ?',
    finding: loses('comments', 'comments: SEARCH using COVERING INDEX comments_post → SCAN'),
  },
  {
    title: 'one of two indexes of an OR is dropped',
    migration: noSlugIndex,
    query: 'SELECT title FROM posts WHERE slug = ? OR id = ?',
    finding: loses('posts', 'posts: SEARCH using INDEX posts_slug → SCAN'),
  },
  {
    title: 'an index is dropped in whose order it reads',
    migration: 'DROP INDEX posts_created',
    query: 'SELECT title FROM posts ORDER BY created DESC LIMIT 10',
    finding: loses('posts', 'posts: SCAN using INDEX posts_created → SCAN and a sort'),
  },
  {
    title: 'an index of a join is dropped',
    migration: 'DROP INDEX comments_post',
    query:
      'SELECT count(*) FROM users u CROSS JOIN posts p ON p.author = u.id CROSS JOIN comments c ON c.post = p.id',
    finding: loses(
      'comments',
      'c: SEARCH using COVERING INDEX comments_post → SEARCH using AUTOMATIC COVERING INDEX',
    ),
  },
  {
    title: 'an index is replaced by another that serves it',
    migration: 'DROP INDEX posts_slug; CREATE INDEX posts_slug_title ON posts (slug, title);',
    query: 'SELECT title FROM posts WHERE slug = ?',
    finding: null,
  },
  {
    title: 'an index is renamed',
    migration: 'DROP INDEX posts_slug; CREATE UNIQUE INDEX posts_by_slug ON posts (slug);',
    query: 'SELECT title FROM posts WHERE slug = ?',
    finding: null,
  },
  {
    title: 'an index is dropped that it does not use',
    migration: noSlugIndex,
    query: 'SELECT title FROM posts WHERE created > ?',
    finding: null,
  },
  {
    title: 'an index is added, and the order of a join changes',
    migration: 'CREATE INDEX posts_author ON posts (author, title)',
    query: 'SELECT u.name FROM posts p JOIN users u ON u.id = p.author WHERE u.name = ?',
    finding: null,
  },
  {
    title: 'a scan is covered by a new index',
    migration: 'CREATE INDEX posts_title ON posts (title)',
    query: 'SELECT title FROM posts',
    finding: null,
  },
  {
    title: 'a table is rebuilt with the same columns',
    migration: rebuilt(postsColumns, postsNames),
    query: 'SELECT title FROM posts WHERE slug = ?',
    finding: null,
  },
  {
    title: 'a table is rebuilt, and its column compares otherwise than it is asked',
    migration: rebuilt(postsColumns.replace('slug TEXT', 'slug TEXT COLLATE NOCASE'), postsNames),
    query: 'SELECT title FROM posts WHERE slug = ? COLLATE BINARY',
    finding: loses('posts', 'posts: SEARCH using INDEX posts_slug → SCAN'),
  },
  {
    title: 'a full-text index is dropped',
    migration: 'DROP TABLE search',
    query: 'SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank',
    finding: fails('search', 'no such table: search'),
  },
  {
    title: 'a full-text index stays',
    migration: noSlug,
    query: 'SELECT highlight(search, 0, ?, ?) FROM search(?)',
    value: 'word',
    finding: null,
  },
  {
    title: 'the column is dropped whose JSON it reads',
    migration: 'ALTER TABLE posts DROP COLUMN meta',
    query:
      "SELECT tag.value FROM posts, json_each(posts.meta, '$.tags') AS tag WHERE posts.meta ->> '$.kind' = ?",
    finding: fails('posts.meta', 'no such column: posts.meta'),
  },
  {
    title: 'a column is dropped that its table expression reads',
    migration: noSlug,
    query:
      'WITH RECURSIVE named (s) AS (SELECT slug FROM posts UNION SELECT s FROM named) SELECT s FROM named',
    finding: fails('posts.slug', 'no such column: slug'),
  },
  {
    title: 'a column is dropped by which its window is ordered',
    migration: 'DROP INDEX posts_created; ALTER TABLE posts DROP COLUMN created;',
    query: 'SELECT title, row_number() OVER (PARTITION BY author ORDER BY created) FROM posts',
    finding: fails('posts.created', 'no such column: created'),
  },
  {
    title: 'a column with an odd name is dropped',
    migration: 'DROP INDEX "odd index"; ALTER TABLE "odd ""table" DROP COLUMN "a.b";',
    query: 'SELECT "select", "a.b" FROM "odd ""table" -- and a comment; with a semicolon',
    turnsIntoText: true,
    finding: fails('odd "table.a.b', 'no such column: a.b'),
  },
  {
    title: 'an index with an odd name is dropped',
    migration: 'DROP INDEX "odd index"',
    query: 'SELECT [c d] FROM "odd ""table" WHERE "a.b" = ?',
    finding: loses('odd "table', 'odd "table: SEARCH using INDEX odd index → SCAN'),
  },
  {
    title: 'a column is renamed whose name is a keyword',
    migration: 'ALTER TABLE "odd ""table" RENAME COLUMN "select" TO chosen',
    query: 'REPLACE INTO "odd ""table" ("select") VALUES (?)',
    finding: fails('odd "table.select', 'table odd "table has no column named select'),
  },
  {
    title: 'only rows change',
    migration: "INSERT INTO log (note) VALUES ('x'); DELETE FROM users;",
    query: 'SELECT note FROM log WHERE id = ?',
    finding: null,
  },
];
