// Where the local database answers otherwise than D1 does: the rows of the table in docs/semantics.md, each with a call that
// shows it. What is not here is equal.

import { all, type Call } from '../conformance/call.ts';

export type Difference = {
  readonly what: string;
  readonly why: string;
  /** Statements that both run before. */
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
    what: 'A text in double quotes is an error, not a text',
    why: 'better-sqlite3 is built without that old form (`SQLITE_DQS=0`)',
    call: all('SELECT "text" AS a'),
    d1: '[{"a":"text"}]',
    local:
      'D1_ERROR: no such column: "text" - should this be a string literal in single-quotes? at offset 7: SQLITE_ERROR',
  },
  {
    what: 'A blob is LIKE nothing',
    why: 'better-sqlite3 is built so (`SQLITE_LIKE_DOESNT_MATCH_BLOBS`)',
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
    why: 'SQLite is 3.54 here and 3.53 there, where it is false behind the first row',
    call: all('VALUES (0), (2.5 IS TRUE)'),
    d1: '[{"column1":0},{"column1":0}]',
    local: '[{"column1":0},{"column1":1}]',
  },
  {
    what: 'Half a surrogate pair is stored as the replacement character',
    why: 'better-sqlite3 passes on no text that is not Unicode; D1 keeps the three bytes',
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
    why: 'Cloudflare keeps rows of its own in that table; where it is, the others come in another order',
    setup: ['CREATE TABLE t (a)'],
    call: all("SELECT name FROM pragma_table_list WHERE name LIKE '\\_cf%' ESCAPE '\\'"),
    d1: '[{"name":"_cf_METADATA"}]',
    local: '[]',
  },
  {
    what: 'An offset in an error is left out where the name stands in the statement more than 32 times',
    why: 'better-sqlite3 does not tell it; finding it takes a compilation for each',
    call: all(`SELECT ${Array(33).fill('nope').join(', ')}`),
    d1: 'D1_ERROR: no such column: nope at offset 7: SQLITE_ERROR',
    local: 'D1_ERROR: no such column: nope: SQLITE_ERROR',
  },
  {
    what: 'An error in the condition of a join or behind RETURNING has an offset',
    why: 'SQLite forgets it there, and the driver finds it as anywhere else',
    setup: ['CREATE TABLE t (a)'],
    call: all('SELECT 1 FROM t AS x JOIN t AS y ON nope'),
    d1: 'D1_ERROR: no such column: nope: SQLITE_ERROR',
    local: 'D1_ERROR: no such column: nope at offset 36: SQLITE_ERROR',
  },
  {
    what: 'A function that D1 refuses is called where a view or a trigger calls it',
    why: 'the driver looks at the statement, not into what it reads or sets off',
    setup: ['CREATE VIEW v AS SELECT power(2, 3) AS a'],
    call: all('SELECT a FROM v'),
    d1: 'D1_ERROR: not authorized to use function: power: SQLITE_ERROR',
    local: '[{"a":8}]',
  },
  {
    what: 'A function that D1 refuses is refused in every row of VALUES',
    why: "D1 looks at the first row only, a gap in SQLite's authorizer that may close",
    call: all('VALUES (1), (power(2, 3))'),
    d1: '[{"column1":1},{"column1":8}]',
    local: refusedPower(13),
  },
  {
    what: 'A function that nobody knows is taken in a DEFAULT',
    why: 'SQLite looks there when it needs the value; D1 asks its list at once',
    call: all('CREATE TABLE t (a DEFAULT (nofn(1)))'),
    d1: 'D1_ERROR: not authorized to use function: nofn at offset 27: SQLITE_ERROR',
    local: '[]',
  },
  {
    what: 'The argument of a PRAGMA that is read as a table is not looked at',
    why: 'it may come from another table, and the driver looks at the text alone',
    call: all('SELECT * FROM pragma_table_info'),
    d1: 'D1_ERROR: not authorized: SQLITE_AUTH',
    local: '[]',
  },
  {
    what: 'A refused PRAGMA that is read as a table of no database is refused as such',
    why: 'D1 looks for the database first',
    call: all("SELECT * FROM pragma_page_count('nope')"),
    d1: "D1_ERROR: unknown database 'nope': SQLITE_ERROR",
    local: 'D1_ERROR: not authorized: SQLITE_AUTH',
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
    what: 'A foreign key that fails at COMMIT is told',
    why: 'workerd ends the object and keeps the reason to itself',
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
