// What migrations do to a blog, each with its phase.
import type { Phase } from '@roostjs/internal-core';

export const blog = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT)',
  `CREATE TABLE posts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    slug TEXT,
    views INTEGER NOT NULL DEFAULT 0,
    state TEXT DEFAULT 'draft',
    length INTEGER AS (length(title))
  )`,
  "CREATE TABLE tags (name TEXT COLLATE NOCASE NOT NULL, post INTEGER NOT NULL, CHECK (name <> ''))",
  'CREATE TABLE log (id INTEGER PRIMARY KEY, note)',
  'CREATE INDEX posts_author ON posts (author)',
  'CREATE UNIQUE INDEX posts_slug ON posts (slug)',
  "CREATE VIEW drafts AS SELECT id, title FROM posts WHERE state = 'draft'",
  'CREATE TRIGGER posts_log AFTER INSERT ON posts BEGIN INSERT INTO log (note) VALUES (new.title); END',
  "INSERT INTO users VALUES (1, 'ada@example.com', 'Ada'), (2, 'bob@example.com', NULL)",
  "INSERT INTO posts (id, author, title, slug) VALUES (1, 1, 'One', 'one'), (2, 2, 'Two', NULL)",
  "INSERT INTO tags VALUES ('sql', 1)",
];

/** What the code of the blog runs, with its columns by name. */
export const workload = [
  "INSERT INTO users (email, name) VALUES ('cat@example.com', 'Cat')",
  "INSERT INTO users (email) VALUES ('ada@example.com') ON CONFLICT (email) DO UPDATE SET name = 'Ada L.'",
  'SELECT id, email, name FROM users ORDER BY id',
  "INSERT INTO posts (author, title) VALUES (1, 'Three')",
  "INSERT INTO posts (author, title) VALUES (1, 'Three')",
  "INSERT INTO posts (author, title, state) VALUES (2, 'Five', NULL)",
  "INSERT INTO posts (author, title, slug) VALUES (2, 'Six', 'one') ON CONFLICT (slug) DO UPDATE SET views = views + 1",
  "INSERT INTO posts (author, title, views) VALUES (1, 'Seven', '7')",
  "INSERT INTO posts (author, title, views) VALUES (1, 'Eight', -1)",
  "INSERT INTO posts (author, title, views) VALUES (99, 'Nine', 1)",
  'UPDATE posts SET views = views + 1 WHERE author = 1',
  'SELECT id, author, title, slug, views, typeof(views), state, length FROM posts ORDER BY id',
  'SELECT title FROM posts INDEXED BY posts_author WHERE author = 1 ORDER BY id',
  'SELECT title FROM drafts ORDER BY id',
  "INSERT INTO tags (name, post) VALUES ('D1', 2)",
  "INSERT INTO tags (name, post) VALUES ('D1', 2)",
  "SELECT rowid, name, post FROM tags WHERE name = 'SQL' OR name = 'd1' ORDER BY rowid",
  "INSERT INTO log (note) VALUES (x'00')",
  'SELECT note FROM log ORDER BY id',
  'DELETE FROM posts WHERE id = 8',
  "INSERT INTO posts (author, title) VALUES (1, 'Last')",
  'SELECT max(id) FROM posts',
  'DELETE FROM users WHERE id = 2',
  'SELECT count(*) FROM posts',
];

/** A table as its author would recreate it by hand. */
function recreated(table: string, definition: string, columns: string, from = columns): readonly string[] {
  return [
    `CREATE TABLE ${table}_new (${definition}`,
    `INSERT INTO ${table}_new (${columns}) SELECT ${from} FROM ${table}`,
    `DROP TABLE ${table}`,
    `ALTER TABLE ${table}_new RENAME TO ${table}`,
  ];
}

const users = 'id, email, name';
const tags = 'name, post';
const userWith = (rest: string): readonly string[] =>
  recreated('users', `id INTEGER PRIMARY KEY, ${rest})`, users);
const tagWith = (definition: string): readonly string[] => recreated('tags', definition, tags);
const logWith = (definition: string): readonly string[] => [
  'DROP TRIGGER posts_log',
  ...recreated('log', definition, 'id, note'),
  blog[7] ?? '',
];
const posts = (change: (definition: string) => string): readonly string[] => [
  'DROP VIEW drafts',
  ...recreated(
    'posts',
    change(blog[1]?.replace('CREATE TABLE posts (', '') ?? ''),
    'id, author, title, slug, views, state',
  ),
  ...blog.slice(4, 8),
];

type Kind = readonly [title: string, statements: readonly string[]];

const expand: readonly Kind[] = [
  ['a table', ['CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts (id))']],
  ['a virtual table', ['CREATE VIRTUAL TABLE posts_fts USING fts5 (title)']],
  ['a column that may be NULL', ['ALTER TABLE users ADD COLUMN bio TEXT']],
  ['a column with a default', ["ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'author'"]],
  [
    'a generated column',
    ["ALTER TABLE users ADD COLUMN domain TEXT AS (substr(email, instr(email, '@') + 1))"],
  ],
  ['a column that refers to a table', ['ALTER TABLE posts ADD COLUMN editor INTEGER REFERENCES users (id)']],
  ['a column with a CHECK of its own', ["ALTER TABLE users ADD COLUMN role TEXT CHECK (role IN ('a', 'b'))"]],
  ['an index', ['CREATE INDEX posts_state ON posts (state)']],
  ['an index on an expression', ['CREATE INDEX users_domain ON users (lower(email))']],
  ['a partial index', ["CREATE INDEX published ON posts (id) WHERE state = 'published'"]],
  [
    'a new column that is unique where it is given',
    ['ALTER TABLE users ADD COLUMN handle TEXT', 'CREATE UNIQUE INDEX users_handle ON users (handle)'],
  ],
  ['a view', ['CREATE VIEW authors AS SELECT DISTINCT author FROM posts']],
  [
    'a trigger that keeps a new column',
    [
      'ALTER TABLE posts ADD COLUMN headline TEXT',
      'CREATE TRIGGER posts_headline AFTER INSERT ON posts BEGIN UPDATE posts SET headline = new.title WHERE id = new.id; END',
    ],
  ],
  ['a column and its backfill', ['ALTER TABLE users ADD COLUMN bio TEXT', "UPDATE users SET bio = ''"]],
  [
    'a table and its rows',
    ['CREATE TABLE roles (name TEXT PRIMARY KEY)', "INSERT INTO roles VALUES ('author')"],
  ],
  ['a NOT NULL that is lifted', userWith('email TEXT UNIQUE, name TEXT')],
  ['a default that was none', userWith("email TEXT NOT NULL UNIQUE DEFAULT '', name TEXT")],
  ['a CHECK that is lifted', tagWith('name TEXT COLLATE NOCASE NOT NULL, post INTEGER NOT NULL)')],
  ['ids that are never given twice', logWith('id INTEGER PRIMARY KEY AUTOINCREMENT, note)')],
  [
    'a rebuild with a column more',
    [
      ...recreated(
        'users',
        'id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT, bio TEXT)',
        users,
      ),
    ],
  ],
];

const contract: readonly Kind[] = [
  ['a table that goes', ['DROP TABLE tags']],
  ['a column that goes', ['ALTER TABLE users DROP COLUMN name']],
  ['a renamed table', ['ALTER TABLE tags RENAME TO labels']],
  ['a renamed column', ['ALTER TABLE users RENAME COLUMN name TO full_name']],
  ['a renamed column that refers to a table', ['ALTER TABLE posts RENAME COLUMN author TO writer']],
  ['a renamed column that is unique', ['ALTER TABLE posts RENAME COLUMN slug TO path']],
  ['a renamed table that others refer to', ['ALTER TABLE users RENAME TO people']],
  ['an index that goes', ['DROP INDEX posts_author']],
  ['a unique index that goes', ['DROP INDEX posts_slug']],
  ['a view that goes', ['DROP VIEW drafts']],
  ['a view that shows something else', ['DROP VIEW drafts', 'CREATE VIEW drafts AS SELECT id FROM posts']],
  ['a trigger that goes', ['DROP TRIGGER posts_log']],
  [
    'a trigger that does something else',
    [
      'DROP TRIGGER posts_log',
      "CREATE TRIGGER posts_log AFTER INSERT ON posts BEGIN INSERT INTO log (note) VALUES ('new'); END",
    ],
  ],
  [
    'a trigger that refuses',
    [
      "CREATE TRIGGER no_negative BEFORE INSERT ON posts WHEN new.views < 0 BEGIN SELECT RAISE(ABORT, 'views'); END",
    ],
  ],
  ['a unique index on what there is', ['CREATE UNIQUE INDEX posts_title ON posts (title)']],
  [
    'a unique index on a part of the rows',
    ["CREATE UNIQUE INDEX drafts_title ON posts (title) WHERE state = 'draft'"],
  ],
  ['a unique index on an expression', ['CREATE UNIQUE INDEX posts_lower ON posts (lower(title))']],
  [
    'a NOT NULL',
    posts((text) => text.replace("state TEXT DEFAULT 'draft'", "state TEXT NOT NULL DEFAULT 'draft'")),
  ],
  ['a CHECK', posts((text) => text.replace('DEFAULT 0', 'DEFAULT 0 CHECK (views >= 0)'))],
  ['a CHECK of the table', posts((text) => text.replace(/\)\s*$/, ', CHECK (views >= 0))'))],
  [
    'a foreign key',
    tagWith(
      "name TEXT COLLATE NOCASE NOT NULL, post INTEGER NOT NULL REFERENCES posts (id), CHECK (name <> ''))",
    ),
  ],
  ['a foreign key that no longer acts', posts((text) => text.replace(' ON DELETE CASCADE', ''))],
  ['another type', posts((text) => text.replace('views INTEGER', 'views TEXT'))],
  ['a default that goes', posts((text) => text.replace("DEFAULT 'draft'", ''))],
  ['another default', posts((text) => text.replace("'draft'", "'new'"))],
  ['another collation', tagWith("name TEXT NOT NULL, post INTEGER NOT NULL, CHECK (name <> ''))")],
  ['another computation', posts((text) => text.replace('length(title)', 'length(title) + 1'))],
  ['STRICT', logWith('id INTEGER PRIMARY KEY, note TEXT) STRICT')],
  [
    'WITHOUT ROWID',
    tagWith(
      "name TEXT COLLATE NOCASE NOT NULL, post INTEGER NOT NULL, CHECK (name <> ''), PRIMARY KEY (name, post)) WITHOUT ROWID",
    ),
  ],
  [
    'another primary key',
    tagWith("name TEXT COLLATE NOCASE PRIMARY KEY NOT NULL, post INTEGER NOT NULL, CHECK (name <> ''))"),
  ],
  ['a unique constraint that goes', userWith('email TEXT NOT NULL, name TEXT')],
  [
    'a unique constraint',
    tagWith("name TEXT COLLATE NOCASE NOT NULL UNIQUE, post INTEGER NOT NULL, CHECK (name <> ''))"),
  ],
  [
    'a column that every insert must give',
    recreated(
      'users',
      'id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT, role TEXT NOT NULL)',
      'id, email, name, role',
      "id, email, name, 'author'",
    ),
  ],
  ['ids that may be given twice', posts((text) => text.replace(' AUTOINCREMENT', ''))],
];

const data: readonly Kind[] = [
  ['rows that are inserted', ["INSERT INTO tags VALUES ('workers', 1)"]],
  ['rows that are changed', ["UPDATE posts SET state = 'published' WHERE state IS NULL"]],
  ['rows that are deleted', ["DELETE FROM tags WHERE name = 'sql'"]],
  ['rows that are replaced', ["REPLACE INTO users (id, email) VALUES (2, 'bob@example.org')"]],
];

const mixed: readonly Kind[] = [
  [
    'a column that goes and another that comes',
    ['ALTER TABLE users ADD COLUMN nick TEXT', 'ALTER TABLE users DROP COLUMN name'],
  ],
  ['a table that comes and a table that goes', ['CREATE TABLE labels (name TEXT)', 'DROP TABLE tags']],
  [
    'an index in place of another',
    ['CREATE INDEX posts_by ON posts (author, id)', 'DROP INDEX posts_author'],
  ],
  [
    'a CHECK and a new column',
    recreated(
      'tags',
      "name TEXT COLLATE NOCASE NOT NULL, post INTEGER NOT NULL, extra TEXT, CHECK (name <> 'D1'))",
      tags,
    ),
  ],
];

const none: readonly Kind[] = [
  ['nothing', []],
  ['the same type by another name', userWith('email VARCHAR(255) NOT NULL UNIQUE, name TEXT')],
  ['the same table in other words', userWith('"email" text not null unique, [name] text')],
  [
    'a unique constraint in place of a unique index',
    [
      ...posts((text) => text.replace('slug TEXT', 'slug TEXT UNIQUE')).filter(
        (sql) => !sql.includes('posts_slug'),
      ),
    ],
  ],
  ['a read', ['SELECT count(*) FROM posts']],
  [
    'a table that comes and goes',
    ['CREATE TABLE scratch (a)', 'INSERT INTO scratch VALUES (1)', 'DROP TABLE scratch'],
  ],
  ['an index that goes and comes back', ['DROP INDEX posts_author', blog[4] ?? '']],
];

export const kinds: readonly (readonly [phase: Phase, ...Kind])[] = (
  [
    ['expand', expand],
    ['contract', contract],
    ['data', data],
    ['mixed', mixed],
    ['none', none],
  ] as const
).flatMap(([phase, all]) => all.map((kind) => [phase, ...kind] as const));
