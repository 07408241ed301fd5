// Migrations that a file, a splitter or a server may trip over: title → the calls of its `up`.
import type { Call } from './migrations.ts';

const triggers = {
  nestedCase: `CREATE TRIGGER posts_state AFTER UPDATE ON posts WHEN new.title <> old.title
BEGIN
  UPDATE posts SET state = CASE
    WHEN new.title = 'end;' THEN CASE new.id WHEN 1 THEN 'one; END' ELSE 'other' END
    ELSE 'end'
  END WHERE id = new.id; -- END;
  INSERT INTO log VALUES ('it''s; "changed"');
END`,
  lowerCase: `create trigger posts_new after insert on posts begin
  insert into log values ('new ' || new.title); /* end; */ select 1;
end`,
  oneLine:
    "CREATE TRIGGER posts_gone AFTER DELETE ON posts BEGIN INSERT INTO log VALUES ('gone'); SELECT 2; END",
};

const quotedTable = `"it's; a ""table"""`;
const numbers = [
  0,
  -0,
  1,
  -1.5,
  0.1 + 0.2,
  2 ** 53,
  1e21,
  5e-324,
  1.7976931348623157e308,
  123456789.12345679,
];
const texts = [
  '',
  "it's",
  'a;b',
  '-- no',
  '/* no',
  'é漢😀',
  '\ud800',
  '\uFEFF',
  'a\0b',
  'a\r\nb\rc\nd',
  '?1 :a',
];

const calls: Readonly<Record<string, readonly Call[]>> = {
  tables: [
    [
      "-- it's the first\nCREATE TABLE posts ( -- with; a comment\n  id INTEGER PRIMARY KEY, /* ' */ title TEXT,\n  state) -- end",
    ],
    ['/* a */ CREATE TABLE log (note) /* b; */'],
    ['CREATE TABLE kept (v, number REAL, whole INTEGER, word TEXT, bytes BLOB)'],
  ],
  triggers: [[triggers.nestedCase], [triggers.lowerCase], [triggers.oneLine]],
  fire: [
    ['INSERT INTO posts (title) VALUES (?), (?)', 'one', 'two'],
    ["UPDATE posts SET title = 'end;'"],
    ['DELETE FROM posts WHERE id = ?', 2],
  ],
  line_ends: [
    ["CREATE TABLE\r\n  lines (a TEXT,\r\n  b TEXT DEFAULT 'x\r\ny' -- end\r\n)"],
    ["INSERT INTO lines\r\n(a)\r\nVALUES ('p\r\nq'), (?), ('r\ns')", 'r\r\ns'],
  ],
  transactions: [
    [
      "INSERT INTO kept (v) VALUES ('BEGIN TRANSACTION; hi'), ('COMMIT; BEGIN TRANSACTION'), ('begin transaction')",
    ],
    ['INSERT INTO kept (v) VALUES (?)', 'BEGIN TRANSACTION; COMMIT;'],
    ["WITH w AS (SELECT 'BEGIN TRANSACTION;' AS v) INSERT INTO kept (v) SELECT v FROM w"],
  ],
  numbers: numbers.map((value) => [
    'INSERT INTO kept (v, number, whole, bytes) VALUES (?1, ?1, ?1, ?1)',
    value,
  ]),
  texts: texts.map((value) => ['INSERT INTO kept VALUES (?1, ?1, ?1, ?1, ?1)', value]),
  values: [
    ['INSERT INTO kept (v, word) VALUES (:a, @b), (:a, ?3)', new Uint8Array([0, 255]), true, null],
    ['INSERT INTO kept (v) SELECT?WHERE?AND NOT?', new Uint8Array(), 1, false],
    ['UPDATE kept SET word=?WHERE v=?', "it's", 1],
  ],
  long: [['INSERT INTO kept (v) VALUES (?)', "long ' ".repeat(11_000)]],
  nothing: [],
  index_and_view: [
    ["CREATE INDEX posts_title ON posts (title COLLATE NOCASE, length(title)) WHERE state <> ';'"],
    ['CREATE VIEW titles AS SELECT id, "title" AS [the; title] FROM posts WHERE title <> \'a;b\''],
  ],
  quotes: [
    [`CREATE TABLE ${quotedTable} ([a;b] TEXT PRIMARY KEY, "c;""d" TEXT DEFAULT ('é😀;')) WITHOUT ROWID`],
    [`INSERT INTO ${quotedTable} ([a;b]) VALUES (?)`, '"'],
    ['CREATE TABLE strict_one (id INTEGER PRIMARY KEY, n ANY, twice ANY AS (n || n) STORED) STRICT'],
    ['INSERT INTO strict_one (n) VALUES (?), (?)', 1.5, 'a'],
  ],
  search: [
    ["CREATE VIRTUAL TABLE found USING fts5(title, content='posts', content_rowid='id')"],
    ['INSERT INTO found (rowid, title) SELECT id, title FROM posts'],
  ],
  rebuilt: [
    ['PRAGMA defer_foreign_keys = on'],
    ['CREATE TABLE parents (id INTEGER PRIMARY KEY)'],
    ['CREATE TABLE children (id INTEGER PRIMARY KEY, parent REFERENCES parents (id))'],
    ['INSERT INTO children VALUES (1, 7)'],
    ['INSERT INTO parents VALUES (7)'],
    ["ALTER TABLE parents ADD COLUMN name TEXT NOT NULL DEFAULT 'a;b'"],
    ['ALTER TABLE parents RENAME COLUMN name TO title'],
    ['ALTER TABLE log RENAME TO notes'],
  ],
};

/** The calls of each migration, by its name, in order. */
export const awkward: Readonly<Record<string, readonly Call[]>> = Object.fromEntries(
  Object.entries(calls).map(([title, made], index) => [`${20260101000001 + index}_${title}`, made]),
);
