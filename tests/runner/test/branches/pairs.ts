// Pairs of migrations, one of each branch, on the same common tables: those of which the order matters, and those that commute.

export type Pair = {
  readonly title: string;
  readonly branch: readonly string[];
  readonly base: readonly string[];
  /** Replaces the usual common tables. */
  readonly common?: readonly string[];
};

/** What is named: `fails users` for a failure about it, `table users(a)` for columns that differ, `rows users`. */
export type Conflict = Pair & { readonly found: readonly string[] };

export const common: readonly string[] = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER)',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), title TEXT)',
  'CREATE TABLE tags (label TEXT, note TEXT)',
  "INSERT INTO users (id, name, age) VALUES (1, 'Ada', 36), (2, 'Alan', NULL)",
  "INSERT INTO tags VALUES ('a', 'b')",
];

const rebuilt = (columns: string, names: string): readonly string[] => [
  `CREATE TABLE tags_new (${columns})`,
  `INSERT INTO tags_new (${names}) SELECT ${names} FROM tags`,
  'DROP TABLE tags',
  'ALTER TABLE tags_new RENAME TO tags',
];

export const conflicts: readonly Conflict[] = [
  {
    title: 'the same column added twice',
    branch: ['ALTER TABLE users ADD COLUMN locale TEXT'],
    base: ["ALTER TABLE users ADD COLUMN locale TEXT DEFAULT 'en'"],
    found: ['base-then-branch fails users', 'branch-then-base fails users'],
  },
  {
    title: 'a column renamed and used',
    branch: ['ALTER TABLE users RENAME COLUMN name TO full_name'],
    base: ["UPDATE users SET name = 'Grace' WHERE id = 1"],
    found: ['branch-then-base fails users'],
  },
  {
    title: 'a table renamed and used',
    branch: ['ALTER TABLE tags RENAME TO labels'],
    base: ["INSERT INTO tags VALUES ('c', 'd')"],
    found: ['branch-then-base fails tags'],
  },
  {
    title: 'two rebuilds of a table, each with a column of its own',
    branch: rebuilt('label TEXT, note TEXT, color TEXT', 'label, note'),
    base: rebuilt('label TEXT, note TEXT, size INTEGER', 'label, note'),
    found: ['table tags(color,size)'],
  },
  {
    title: 'two rebuilds of a table, with different constraints',
    branch: rebuilt('label TEXT NOT NULL, note TEXT', 'label, note'),
    base: rebuilt('label TEXT, note TEXT UNIQUE', 'label, note'),
    found: ['table tags(label,note)'],
  },
  {
    title: 'a rebuild, and a column added by the other',
    branch: rebuilt('label TEXT NOT NULL, note TEXT', 'label, note'),
    base: ['ALTER TABLE tags ADD COLUMN color TEXT'],
    found: ['table tags(color)'],
  },
  {
    title: 'a row against a new UNIQUE',
    branch: ["INSERT INTO tags VALUES ('a', 'again')"],
    base: ['CREATE UNIQUE INDEX tags_label ON tags (label)'],
    found: ['base-then-branch fails tags_label', 'branch-then-base fails tags'],
  },
  {
    title: 'a row against a new CHECK',
    branch: ["INSERT INTO tags VALUES ('', 'empty')"],
    base: rebuilt("label TEXT CHECK (label <> ''), note TEXT", 'label, note'),
    found: ['base-then-branch fails tags', 'branch-then-base fails tags'],
  },
  {
    title: 'a row against a new NOT NULL',
    branch: ["INSERT INTO tags (label) VALUES ('alone')"],
    base: rebuilt('label TEXT, note TEXT NOT NULL', 'label, note'),
    found: ['base-then-branch fails tags', 'branch-then-base fails tags'],
  },
  {
    title: 'a row without columns named, and a column added',
    branch: ["INSERT INTO tags VALUES ('c', 'd')"],
    base: ['ALTER TABLE tags ADD COLUMN color TEXT'],
    found: ['base-then-branch fails tags'],
  },
  {
    title: 'a column dropped and used',
    branch: ['ALTER TABLE users DROP COLUMN age'],
    base: ['UPDATE users SET age = 1'],
    found: ['branch-then-base fails users'],
  },
  {
    title: 'a table dropped and used',
    branch: ['DROP TABLE tags'],
    base: ["UPDATE tags SET note = 'x'"],
    found: ['branch-then-base fails tags'],
  },
  {
    title: 'a table created twice',
    branch: ['CREATE TABLE flags (a)'],
    base: ['CREATE TABLE flags (b)'],
    found: ['base-then-branch fails flags', 'branch-then-base fails flags'],
  },
  {
    title: 'a table created twice, if it does not exist',
    branch: ['CREATE TABLE IF NOT EXISTS flags (a)'],
    base: ['CREATE TABLE IF NOT EXISTS flags (b)'],
    found: ['table flags(b,a)'],
  },
  {
    title: 'a view over a column that the other drops',
    branch: ['CREATE VIEW ages AS SELECT age FROM users'],
    base: ['ALTER TABLE users DROP COLUMN age'],
    found: ['branch-then-base fails ages'],
  },
  {
    title: 'a view over a column that the other renames',
    branch: ['CREATE VIEW names AS SELECT name FROM users'],
    base: ['ALTER TABLE users RENAME COLUMN name TO full_name'],
    found: ['view names'],
  },
  {
    title: 'a trigger, and rows that the other writes',
    branch: ['CREATE TRIGGER tagged AFTER INSERT ON tags BEGIN UPDATE users SET age = 99 WHERE id = 1; END'],
    base: ["INSERT INTO tags (label) VALUES ('z')"],
    found: ['rows users'],
  },
  {
    title: 'an index of the same name',
    branch: ['CREATE INDEX by_name ON users (name)'],
    base: ['CREATE INDEX by_name ON users (age)'],
    found: ['base-then-branch fails by_name', 'branch-then-base fails by_name'],
  },
  {
    title: 'a column renamed twice',
    branch: ['ALTER TABLE users RENAME COLUMN name TO full_name'],
    base: ['ALTER TABLE users RENAME COLUMN name TO display_name'],
    found: ['base-then-branch fails users', 'branch-then-base fails users'],
  },
  {
    title: 'rows changed, and rows chosen by what is changed',
    branch: ['UPDATE users SET age = 0 WHERE age IS NULL'],
    base: ["UPDATE users SET name = 'young' WHERE age < 10"],
    found: ['rows users'],
  },
  {
    title: 'rows copied, and rows added',
    branch: ['CREATE TABLE copies AS SELECT label FROM tags'],
    base: ["INSERT INTO tags (label) VALUES ('c')"],
    found: ['rows copies'],
  },
  {
    title: 'a table copied with all columns, and a column added',
    branch: ['CREATE TABLE copies AS SELECT * FROM tags'],
    base: ['ALTER TABLE tags ADD COLUMN color TEXT'],
    found: ['table copies(color)'],
  },
  {
    title: 'the same setting written twice',
    branch: ["UPDATE tags SET note = 'branch'"],
    base: ["UPDATE tags SET note = 'base'"],
    found: ['rows tags'],
  },
  {
    title: 'rows numbered by SQLite, which a foreign key references',
    branch: ["INSERT INTO users (name) VALUES ('Edsger')"],
    base: ["INSERT INTO users (name) VALUES ('Barbara')"],
    found: ['rows users'],
  },
  {
    title: 'rows deleted, and rows added to what references them',
    branch: ['DELETE FROM users WHERE id = 2'],
    base: ["INSERT INTO posts (user_id, title) VALUES (2, 't')"],
    found: ['base-then-branch fails posts', 'branch-then-base fails users'],
  },
];

export const commuting: readonly Pair[] = [
  { title: 'two tables', branch: ['CREATE TABLE a (id)'], base: ['CREATE TABLE b (id)'] },
  {
    title: 'two columns of one table',
    branch: ['ALTER TABLE users ADD COLUMN a TEXT'],
    base: ["ALTER TABLE users ADD COLUMN b TEXT NOT NULL DEFAULT 'b'"],
  },
  {
    title: 'two columns of a table that ends with constraints',
    common: [
      'CREATE TABLE t (x, y, UNIQUE (x), CHECK (y > 0)) STRICT'.replace('x, y', 'x INTEGER, y INTEGER'),
    ],
    branch: ['ALTER TABLE t ADD COLUMN a TEXT CHECK (a <> 1)'],
    base: ['ALTER TABLE t ADD COLUMN b TEXT COLLATE NOCASE'],
  },
  {
    title: 'columns of different tables',
    branch: ['ALTER TABLE users ADD COLUMN a TEXT'],
    base: ['ALTER TABLE posts ADD COLUMN a TEXT'],
  },
  {
    title: 'indexes of one table',
    branch: ['CREATE INDEX a ON users (name)'],
    base: ['CREATE UNIQUE INDEX b ON users (id, age)'],
  },
  {
    title: 'an index and a column',
    branch: ['CREATE INDEX a ON users (name)'],
    base: ['ALTER TABLE users ADD COLUMN b TEXT'],
  },
  {
    title: 'an index, and rows that it accepts',
    branch: ['CREATE UNIQUE INDEX a ON tags (label)'],
    base: ["INSERT INTO tags VALUES ('c', 'd')"],
  },
  {
    title: 'rows of different tables',
    branch: ["INSERT INTO tags VALUES ('c', 'd')"],
    base: ["INSERT INTO users VALUES (3, 'Grace', 85)"],
  },
  {
    title: 'rows of one table without numbers',
    branch: ["INSERT INTO tags VALUES ('c', 'd')"],
    base: ["INSERT INTO tags VALUES ('e', 'f')"],
  },
  {
    title: 'rows with numbers of their own',
    branch: ["INSERT INTO users VALUES (3, 'Grace', 85)"],
    base: ["INSERT INTO users VALUES (4, 'Edsger', 72)"],
  },
  {
    title: 'rows numbered by SQLite, which nothing references',
    branch: ["INSERT INTO posts (title) VALUES ('a')"],
    base: ["INSERT INTO posts (title) VALUES ('b')"],
  },
  {
    title: 'a column renamed, and another one used',
    branch: ['ALTER TABLE users RENAME COLUMN name TO full_name'],
    base: ['UPDATE users SET age = 40 WHERE age IS NULL'],
  },
  {
    title: 'a column dropped, and another one added',
    branch: ['ALTER TABLE tags DROP COLUMN note'],
    base: ['ALTER TABLE tags ADD COLUMN color TEXT'],
  },
  {
    title: 'a table dropped, and another one created',
    branch: ['DROP TABLE tags'],
    base: ['CREATE TABLE labels (label TEXT)'],
  },
  {
    title: 'different columns of the same row',
    branch: ["UPDATE users SET name = 'Grace' WHERE id = 1"],
    base: ['UPDATE users SET age = 85 WHERE id = 1'],
  },
  {
    title: 'counts that add up',
    branch: ['UPDATE users SET age = age + 1'],
    base: ['UPDATE users SET age = age + 2'],
  },
  {
    title: 'rebuilds of different tables',
    branch: rebuilt('label TEXT NOT NULL, note TEXT', 'label, note'),
    base: [
      'CREATE TABLE posts_new (id INTEGER PRIMARY KEY, title TEXT)',
      'DROP TABLE posts',
      'ALTER TABLE posts_new RENAME TO posts',
    ],
  },
  {
    title: 'a view, and a column that it does not name',
    branch: ['CREATE VIEW names AS SELECT name FROM users'],
    base: ['ALTER TABLE users DROP COLUMN age'],
  },
  {
    title: 'a view of all columns, and a column',
    branch: ['CREATE VIEW everything AS SELECT * FROM tags'],
    base: ['ALTER TABLE tags ADD COLUMN color TEXT'],
  },
  {
    title: 'a trigger, and rows of another table',
    branch: ['CREATE TRIGGER tagged AFTER INSERT ON tags BEGIN UPDATE users SET age = 99; END'],
    base: ["INSERT INTO users VALUES (3, 'Grace', 85)"],
  },
  {
    title: 'a column renamed, and an index of it',
    branch: ['ALTER TABLE users RENAME COLUMN age TO years'],
    base: ['CREATE INDEX by_name ON users (name)'],
  },
  {
    title: 'the same row, written only if it is missing',
    branch: ["INSERT INTO tags SELECT 'c', 'd' WHERE NOT EXISTS (SELECT 1 FROM tags WHERE label = 'c')"],
    base: ["INSERT INTO tags SELECT 'c', 'd' WHERE NOT EXISTS (SELECT 1 FROM tags WHERE label = 'c')"],
  },
  {
    title: 'a full-text table and a column',
    branch: ['CREATE VIRTUAL TABLE search USING fts5(title)', "INSERT INTO search VALUES ('x')"],
    base: ['ALTER TABLE posts ADD COLUMN body TEXT'],
  },
  {
    title: 'a generated column and a plain one',
    branch: ['ALTER TABLE users ADD COLUMN older INTEGER AS (age + 1)'],
    base: ['ALTER TABLE users ADD COLUMN locale TEXT'],
  },
  { title: 'nothing, and a table', branch: ['SELECT 1'], base: ['CREATE TABLE b (id)'] },
];
