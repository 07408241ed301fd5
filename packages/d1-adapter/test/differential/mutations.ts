// Statements that an author could write, with typing mistakes: lost, doubled and swapped tokens, unclosed quotes and
// comments, and illegal characters.

import { tokens } from '@roostjs/internal-sql';
import type { Random } from './random.ts';

/** The tables, and one object of every other type. */
export const setup: readonly string[] = [
  'CREATE TABLE first_of_all (a)',
  'INSERT INTO first_of_all VALUES (1)',
  'DROP TABLE first_of_all',
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, plan TEXT DEFAULT \'free\', "two words" REAL)',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT, done BOOLEAN NOT NULL DEFAULT 0)',
  'CREATE TABLE log (line TEXT, at INTEGER)',
  'CREATE INDEX posts_by_user ON posts (user_id) WHERE done = 0',
  'CREATE VIEW open_posts AS SELECT p.id, p.title AS title, u.name FROM posts AS p JOIN users AS u ON u.id = p.user_id WHERE p.done = 0',
  "CREATE TRIGGER logged AFTER UPDATE OF plan ON users BEGIN INSERT INTO log VALUES (old.plan || '>' || new.plan, new.id); END",
  "INSERT INTO users VALUES (1, 'Ann', 'basic', 1.5), (2, 'Bob; it''s', 'pro', NULL), (3, 'Zoë', 'free', -2)",
  "INSERT INTO posts VALUES (1, 1, 'one', 0), (2, 1, 'two -- not a comment', 1), (3, 2, 'three', 0)",
];

const statements: readonly string[] = [
  'UPDATE users SET plan = "basic" WHERE id = 2',
  "UPDATE users SET plan = 'basic' WHERE id = 2",
  'UPDATE users SET "two words" = "two words" + 1, plan = \'a"b\' WHERE name <> "Ann"',
  'UPDATE `users` SET [plan] = (SELECT "name" FROM users AS u WHERE u.id = users.id) -- all of them',
  "UPDATE users SET name = name || ' /* no comment */', plan = NULL WHERE plan IN (\"pro\", 'free')",
  "INSERT INTO users (id, name, plan) VALUES (4, 'Cy', \"trial\"), (5, 'Di', 'x')",
  'INSERT INTO users ("id", "name", "plan") SELECT "id" + 10, "name", "status" FROM "users" WHERE "id" < 3',
  "INSERT INTO users (name) VALUES ('it''s') ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id, name",
  "INSERT OR REPLACE INTO posts (id, user_id, title) VALUES (1, 1, 'uno'), (9, 3, x'41')",
  'DELETE FROM posts WHERE title = "two" OR done = 1 AND user_id = 1',
  "DELETE FROM users WHERE id IN (SELECT user_id FROM posts WHERE title LIKE 't%')",
  'SELECT id, name, "two words" FROM users WHERE plan = "pro" ORDER BY id',
  'SELECT u.name, count(*) AS n FROM users AS u LEFT JOIN posts AS p ON p.user_id = u.id GROUP BY u.id HAVING n > 0 ORDER BY 2 DESC, 1',
  // Not recursive: a mistake in its end condition would make it run forever.
  'WITH c (n) AS (SELECT id FROM posts UNION ALL SELECT id + 1 FROM users) SELECT n, CASE n WHEN 1 THEN \'one\' ELSE "more" END FROM c WHERE n < 5',
  'SELECT title || \'; \' || name /* joined */ FROM open_posts WHERE "id" > 0 ORDER BY id LIMIT 2',
  'SELECT coalesce(NULL, -1.5e2, 0x1F), typeof("x"), cast(\'12\' AS INTEGER) BETWEEN 1 AND 20',
  'CREATE TABLE a (id INTEGER PRIMARY KEY, s TEXT DEFAULT "on" CHECK (s IN ("on", \'off\')), n REAL NOT NULL DEFAULT (1 + 2))',
  'CREATE TABLE IF NOT EXISTS "b c" ([x y] TEXT COLLATE NOCASE, `z` INTEGER REFERENCES users ("id"), UNIQUE ("x y", z)) STRICT',
  'CREATE TABLE copies AS SELECT id, name, "kept" AS note FROM users -- a copy\n',
  'CREATE TABLE g (a INTEGER, b TEXT GENERATED ALWAYS AS (a || "!") STORED, CHECK (a <> \'x\')) WITHOUT ROWID',
  'CREATE UNIQUE INDEX users_by_name ON users (name COLLATE NOCASE DESC, "plan") WHERE plan <> "free"',
  "CREATE INDEX lengths ON users (length(name) + 1, name || 'x')",
  'CREATE VIEW pros ("id", who) AS SELECT id, name FROM users WHERE plan = "pro"',
  "CREATE TRIGGER t1 BEFORE INSERT ON posts FOR EACH ROW WHEN new.title = 'stop' BEGIN SELECT RAISE(ABORT, 'no; more'); END",
  "CREATE TRIGGER t2 AFTER DELETE ON posts BEGIN INSERT INTO log VALUES ('gone', old.id); UPDATE users SET plan = CASE plan WHEN 'pro' THEN 'free' ELSE plan END WHERE id = old.user_id; END",
  'ALTER TABLE users ADD COLUMN status TEXT DEFAULT "new"',
  'ALTER TABLE users ADD COLUMN score INTEGER NOT NULL DEFAULT 0 CHECK (score >= 0)',
  'ALTER TABLE posts RENAME COLUMN title TO "the title"',
  'ALTER TABLE log RENAME TO [old log]',
  'ALTER TABLE users DROP COLUMN "two words"',
  'DROP INDEX IF EXISTS posts_by_user',
  'DROP VIEW open_posts',
  'DROP TRIGGER "logged"',
  'DROP TABLE log',
  'PRAGMA defer_foreign_keys = on',
  "-- first\nUPDATE log SET at = 1; /* second */ INSERT INTO log VALUES ('x', 2);\n",
  'INSERT INTO log VALUES (\'a\', 1); INSERT INTO log VALUES ("b", 2)',
  'EXPLAIN QUERY PLAN SELECT * FROM users WHERE id = 1',
  'VALUES (1, \'a\'), (2, "b")',
];

const pieces: readonly string[] = [
  ...[
    '"',
    "'",
    '`',
    '[',
    ']',
    ';',
    ';;',
    '--',
    '/*',
    '*/',
    '(',
    ')',
    ',',
    '.',
    '=',
    '?',
    '\\',
    '#',
    '@',
    '!',
    '$',
  ],
  ...['\0', '\u000b', '\u00a0', '\ufeff', '\r\n', '\n', '\t', '\u2028', '\ud83d\ude00', 'é', '\x1a'],
  ...[
    '"x"',
    "'x'",
    '`x`',
    '[x]',
    '""',
    "''",
    'NULL',
    '0',
    '-1',
    '1e',
    '0x',
    '1_000',
    "x'0'",
    "x'00'",
    '/* x */',
    '-- x\n',
    '-- x',
  ],
  ...[
    '"name"',
    'name',
    'id',
    '"id"',
    'users',
    'END',
    'BEGIN',
    'SELECT',
    'FROM',
    'WHERE',
    'AS',
    'NOT',
    'OR',
    'AND',
    'CASE',
    'EXPLAIN',
    'CREATE',
    'TRIGGER',
    'TEMP',
  ],
];

const endings: readonly string[] = [
  ...[
    ';',
    ';;',
    '; ;',
    ';\n;\n',
    ' ',
    '\n',
    '\0',
    ';\0',
    ' \0 SELECT',
    ';\0;',
    '\0"',
    ' /*',
    ' /* x',
    ' /* x */',
    ' --',
    ' -- x',
    '; -- x',
    '; /* x */',
    '; /* x',
  ],
  ...[
    '; SELECT 1',
    ';; SELECT 1',
    '; "',
    ' "',
    " '",
    ' `',
    ' [',
    '\\',
    ')',
    ',',
    '/*;',
    '; SELECT 1;;',
    '\ufeff',
    ';\ufeff',
    '\u000b',
    ';\u000b',
  ],
];

type Mutate = (random: Random, sql: string) => string;

const mutations: readonly Mutate[] = [
  (random, sql) => withTokens(random, sql, (parts, at) => [...parts.slice(0, at), ...parts.slice(at + 1)]),
  (random, sql) =>
    withTokens(random, sql, (parts, at) => [...parts.slice(0, at + 1), ' ', ...parts.slice(at)]),
  (random, sql) => withTokens(random, sql, (parts, at) => swapped(parts, at, random.below(parts.length))),
  (random, sql) => withTokens(random, sql, (parts, at) => parts.with(at, random.pick(pieces))),
  (random, sql) => withTokens(random, sql, (parts, at) => parts.with(at, requoted(random, parts[at] ?? ''))),
  withoutQuote,
  withoutQuote,
  (random, sql) => inserted(sql, random.below(sql.length + 1), random.pick(pieces)),
  (random, sql) => withTokens(random, sql, (parts, at) => parts.toSpliced(at, 0, random.pick(pieces))),
  (random, sql) => sql.slice(0, random.below(sql.length)),
  (random, sql) => sql.slice(random.below(sql.length)),
  (random, sql) => sql + random.pick(endings),
  (random, sql) => random.pick(endings) + sql,
  (random, sql) => `${sql}${random.pick(['; ', ';', '\n', ' '])}${random.pick(statements)}`,
];

/** A statement with one to three mistakes in it. */
export function mutant(random: Random): string {
  let sql = random.pick(statements);
  for (let left = random.pick([1, 1, 1, 2, 3]); left > 0; left -= 1)
    sql = random.pick(mutations)(random, sql);
  return sql;
}

function withTokens(
  random: Random,
  sql: string,
  change: (parts: readonly string[], at: number) => readonly string[],
): string {
  const parts = Array.from(tokens(sql), ({ start, end }) => sql.slice(start, end));
  const significant = parts.flatMap((part, index) => (/^\s*$/.test(part) ? [] : [index]));
  return significant.length === 0 ? sql : change(parts, random.pick(significant)).join('');
}

function swapped(parts: readonly string[], one: number, other: number): readonly string[] {
  return parts.with(one, parts[other] ?? '').with(other, parts[one] ?? '');
}

function requoted(random: Random, part: string): string {
  const inner = part.replace(/^["'`[]|["'`\]]$/g, '');
  return random.pick([
    `"${inner}"`,
    `'${inner}'`,
    `\`${inner}\``,
    `[${inner}]`,
    `"${inner}`,
    `${inner}"`,
    inner,
  ]);
}

function withoutQuote(random: Random, sql: string): string {
  const places = Array.from(sql.matchAll(/["'`[\]]|\*\/|\/\*|--/g), ({ index }) => index);
  if (places.length === 0) return sql;
  const at = random.pick(places);
  return sql.slice(0, at) + sql.slice(at + 1);
}

function inserted(sql: string, at: number, piece: string): string {
  return sql.slice(0, at) + piece + sql.slice(at);
}
