// Where the local database differs from D1: the rows of the table in docs/reference/differences-from-d1.md, each with a
// call that shows the difference. Everything else is equal.

import { all, type Call } from '../conformance/call.ts';

export type Difference = {
  readonly what: string;
  readonly why: string;
  /** Statements that both run first. */
  readonly setup?: readonly string[];
  readonly call: Call;
  /** The message of the error, or the rows as JSON. */
  readonly d1: string | RegExp;
  readonly local: string;
};

const refusedPower = (offset: number): string =>
  `D1_ERROR: not authorized to use function: power at offset ${offset}: SQLITE_ERROR`;

export const differences: readonly Difference[] = [
  {
    what: 'A blob matches no LIKE pattern',
    why: 'better-sqlite3 is built that way (`SQLITE_LIKE_DOESNT_MATCH_BLOBS`)',
    call: all("SELECT x'61' LIKE 'a' AS a"),
    d1: '[{"a":1}]',
    local: '[{"a":0}]',
  },
  {
    what: '`format()` of a text that begins with a NUL is an empty text, not NULL',
    why: 'SQLite is 3.54 here and 3.53 there',
    call: all("SELECT format(x'0061') AS a"),
    d1: '[{"a":null}]',
    local: '[{"a":""}]',
  },
  {
    what: 'A fraction IS TRUE in every row of VALUES',
    why: 'SQLite is 3.54 here and 3.53 there, where it is false after the first row',
    call: all('VALUES (0), (2.5 IS TRUE)'),
    d1: '[{"column1":0},{"column1":0}]',
    local: '[{"column1":0},{"column1":1}]',
  },
  {
    what: '`substr()` from a position beyond 32 bits counts from there',
    why: 'SQLite is 3.54 here and 3.53 there, where it counts from another position',
    call: all("SELECT substr('abc', -2147483649) AS a"),
    d1: '[{"a":""}]',
    local: '[{"a":"abc"}]',
  },
  {
    what: 'Half a surrogate pair is stored as the replacement character',
    why: 'better-sqlite3 passes only valid Unicode; D1 keeps the three bytes',
    call: all('SELECT hex(?) AS a', '\ud800'),
    d1: '[{"a":"EDA080"}]',
    local: '[{"a":"EFBFBD"}]',
  },
  {
    what: '`total_changes()` counts from the opening of the file',
    why: 'the connection of a Durable Object also writes rows of its own',
    setup: ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)'],
    call: all('SELECT total_changes() AS a'),
    d1: /^\[\{"a":(?:[2-9]|\d\d+)\}\]$/,
    local: '[{"a":1}]',
  },
  {
    what: '`PRAGMA table_list` has no `_cf_METADATA`',
    why: 'Cloudflare keeps rows of its own in that table; with it, the others have another order',
    setup: ['CREATE TABLE t (a)'],
    call: all("SELECT name FROM pragma_table_list WHERE name LIKE '\\_cf%' ESCAPE '\\'"),
    d1: '[{"name":"_cf_METADATA"}]',
    local: '[]',
  },
  {
    what: 'An error has no offset if the statement contains the name more than 32 times',
    why: 'better-sqlite3 does not report it; finding it takes a compilation for each occurrence',
    call: all(`SELECT ${Array(33).fill('nope').join(', ')}`),
    d1: 'D1_ERROR: no such column: nope at offset 7: SQLITE_ERROR',
    local: 'D1_ERROR: no such column: nope: SQLITE_ERROR',
  },
  {
    what: 'An error in UPDATE … FROM on a table with a trigger has an offset',
    why: 'SQLite loses it there, and the driver finds it as it does elsewhere',
    setup: ['CREATE TABLE t (a)', 'CREATE TRIGGER r BEFORE UPDATE ON t BEGIN SELECT 1; END'],
    call: all('UPDATE t SET a = oid FROM t AS o'),
    d1: 'D1_ERROR: ambiguous column name: oid: SQLITE_ERROR',
    local: 'D1_ERROR: ambiguous column name: oid at offset 17: SQLITE_ERROR',
  },
  {
    what: 'A function that D1 refuses runs if a view or a trigger calls it',
    why: 'the driver checks the statement, not the views and triggers that it uses',
    setup: ['CREATE VIEW v AS SELECT power(2, 3) AS a'],
    call: all('SELECT a FROM v'),
    d1: 'D1_ERROR: not authorized to use function: power: SQLITE_ERROR',
    local: '[{"a":8}]',
  },
  {
    what: 'A function that D1 refuses is refused in every row of VALUES',
    why: "D1 checks the first row only, a gap in SQLite's authorizer that may close",
    call: all('VALUES (1), (power(2, 3))'),
    d1: '[{"column1":1},{"column1":8}]',
    local: refusedPower(13),
  },
  {
    what: 'An unknown function is accepted in a DEFAULT',
    why: 'SQLite looks it up when it needs the value; D1 checks its list at once',
    call: all('CREATE TABLE t (a DEFAULT (nofn(1)))'),
    d1: 'D1_ERROR: not authorized to use function: nofn at offset 27: SQLITE_ERROR',
    local: '[]',
  },
  {
    what: 'The argument of a PRAGMA that is read as a table is not checked',
    why: 'it may come from another table, and the driver checks only the text',
    call: all('SELECT * FROM pragma_table_info'),
    d1: 'D1_ERROR: not authorized: SQLITE_AUTH',
    local: '[]',
  },
  {
    what: 'A refused PRAGMA that is read as a table of an unknown database is refused as a PRAGMA',
    why: 'D1 looks for the database first',
    call: all("SELECT * FROM pragma_page_count('nope')"),
    d1: "D1_ERROR: unknown database 'nope': SQLITE_ERROR",
    local: 'D1_ERROR: not authorized: SQLITE_AUTH',
  },
  {
    what: 'A pattern of LIKE or GLOB of more than 50 bytes is refused even if no row is compared with it',
    why: 'D1 refuses it as soon as there is a row',
    setup: ['CREATE TABLE t (a)'],
    call: all(`SELECT a FROM t WHERE a LIKE '${'x'.repeat(51)}'`),
    d1: '[]',
    local: 'D1_ERROR: LIKE or GLOB pattern too complex: SQLITE_ERROR',
  },
  {
    what: 'A pattern that is computed, or is in a view, a CHECK or a trigger, may be longer',
    why: 'better-sqlite3 has no limits to set, and the driver checks the text of the statement',
    call: all(`SELECT 'a' LIKE '${'x'.repeat(50)}' || 'x' AS a`),
    d1: 'D1_ERROR: LIKE or GLOB pattern too complex: SQLITE_ERROR',
    local: '[{"a":0}]',
  },
  {
    what: 'A value of more than 2,200,000 bytes is refused if it is bound or returned',
    why: 'Cloudflare documents 2,000,000 for a value and for a row; workerd accepts 8,388,642, and accepted 2,200,000 before',
    call: all('SELECT length(?) AS a', 'x'.repeat(2_200_001)),
    d1: '[{"a":2200001}]',
    local: 'D1_ERROR: string or blob too big: SQLITE_TOOBIG',
  },
  {
    what: 'A value that is neither bound nor returned is not measured, and no row is',
    why: 'only SQLite sees them',
    call: all('SELECT length(zeroblob(8388643)) AS a'),
    d1: 'D1_ERROR: string or blob too big: SQLITE_TOOBIG',
    local: '[{"a":8388643}]',
  },
  {
    what: 'Triggers and cascades may go deeper than ten levels',
    why: 'better-sqlite3 has no limits to set; deleting a tree from its root is such a cascade',
    setup: [
      'CREATE TABLE tree (id INTEGER PRIMARY KEY, parent REFERENCES tree ON DELETE CASCADE)',
      'INSERT INTO tree VALUES (1, NULL), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6), (8, 7), (9, 8), (10, 9), (11, 10), (12, 11)',
    ],
    call: all('DELETE FROM tree WHERE id = 1'),
    d1: 'D1_ERROR: too many levels of trigger recursion: SQLITE_ERROR',
    local: '[]',
  },
  {
    what: 'A definition with a text in double quotes is kept with single quotes',
    why: 'better-sqlite3 is built without that old form (`SQLITE_DQS=0`), and the driver rewrites it',
    setup: ['CREATE TABLE t (a, b AS ("pre" || a))'],
    call: all("SELECT sql FROM sqlite_schema WHERE name = 't'"),
    d1: '[{"sql":"CREATE TABLE t (a, b AS (\\"pre\\" || a))"}]',
    local: '[{"sql":"CREATE TABLE t (a, b AS (\'pre\' || a))"}]',
  },
  {
    what: 'An index on nothing but a text in double quotes is refused',
    why: 'in single quotes it would name a column there',
    setup: ['CREATE TABLE t (a)'],
    call: all('CREATE INDEX i ON t ("nope")'),
    d1: '[]',
    local: 'D1_ERROR: no such column: nope at offset 21: SQLITE_ERROR',
  },
  {
    what: 'A text of nothing but line comments contains no SQL, and is skipped in a batch and in `exec()`',
    why: 'the Miniflare of wrangler 4.164 does the same; up to 4.155 it does so only if each line begins with white space',
    call: all('-- nothing'),
    d1: 'D1_ERROR: SQL code did not contain a statement.',
    local: 'D1_ERROR: No SQL statements detected.',
  },
  {
    what: 'A SELECT may come before a statement that changes its table, in one text',
    why: 'workerd leaves all but the last statement of a text in progress',
    setup: ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1), (2)'],
    call: all('SELECT * FROM t; DROP TABLE t'),
    d1: /^D1_ERROR: database table is locked/,
    local: '[]',
  },
  {
    what: 'A foreign key that fails at COMMIT is reported',
    why: 'workerd ends the object and does not report the reason',
    setup: ['CREATE TABLE p (id PRIMARY KEY)', 'CREATE TABLE c (p REFERENCES p)'],
    call: all('PRAGMA defer_foreign_keys = on; INSERT INTO c VALUES (1)'),
    d1: /^internal error; reference = \w+$/,
    local:
      'D1_ERROR: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)',
  },
];

/** The fields of `meta` that differ. */
export const metaFields: Readonly<Record<string, string>> = {
  served_by: '`roost.local` here; there, what runs the database',
  duration: 'a time',
  timings: 'a time',
  size_after: 'the pages of the file; there, those of its own table too',
  rows_read: 'the rows returned; there, those visited, which better-sqlite3 does not count',
  rows_written: 'the rows changed; there, those of indexes too',
};
