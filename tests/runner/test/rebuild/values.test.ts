// A column that gets another type keeps every value, or the rebuild fails and changes nothing.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type SqlDatabase } from '@roostjs/migrations-core';
import { rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { contentOf } from './content.ts';
import { isKept, type StoredValue, storedValuesQuery } from './stored-values.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 120_000 });

type Kind = { readonly type: string; readonly strict: boolean };

const kinds: readonly Kind[] = [
  ...['', 'TEXT', 'INTEGER', 'REAL', 'NUMERIC', 'BLOB', 'ANY'].map((type) => ({ type, strict: false })),
  ...['TEXT', 'INTEGER', 'REAL', 'BLOB', 'ANY'].map((type) => ({ type, strict: true })),
];

const values = [
  ...['NULL', '0', '1', '123', '-5', '9007199254740992', '9007199254740993', '-9007199254740993'],
  ...[
    '9223372036854775807',
    '-9223372036854775807 - 1',
    '0.0',
    '-0.0',
    '1.0',
    '1.5',
    '-2.25',
    '0.1',
    '0.1 + 0.2',
  ],
  ...['1e15', '1e17', '9007199254740993.0', '9.3e18', '1e100', '5e-324', '9e999', '-9e999'],
  ...[
    "''",
    "' '",
    "'abc'",
    "'123'",
    "'-5'",
    "'0'",
    "'9007199254740993'",
    "'9223372036854775807'",
    "'1.5'",
    "'1.0'",
  ],
  ...[
    "'00123'",
    "'1e3'",
    "' 12'",
    "'12 '",
    "'12' || char(10)",
    "'0x10'",
    "'12345678901234567890'",
    "'1.10'",
    "'+5'",
  ],
  ...[
    "'-0'",
    "'5.'",
    "'.5'",
    "'1_000'",
    "'9223372036854775808'",
    "'inf'",
    "'Inf'",
    "'nan'",
    "'1e400'",
    "'1.0e+100'",
  ],
  ...["'12' || char(0)", "'1' || char(0) || '2'", "'é'", "'１２'", "char(65279) || '12'", "'true'"],
  ...["CAST(x'31ff' AS TEXT)", "CAST(x'ff' AS TEXT)", "x'31'", "x'3132'", "x''", "x'00ff'"],
];

type Pair = { readonly from: Kind; readonly to: Kind };

function pairsOf(some: readonly Kind[]): readonly Pair[] {
  return some.flatMap((from) => some.filter((to) => to !== from).map((to) => ({ from, to })));
}

function created(table: string, { type, strict }: Kind): string {
  return `CREATE TABLE ${table} (id INTEGER PRIMARY KEY, v ${type})${strict ? ' STRICT' : ''}`;
}

/** A value that the old column takes, and what the new one makes of it in a table of its own. */
type Course = { readonly value: string; readonly before: StoredValue; readonly now: StoredValue | 'refused' };

async function coursesOf({ from, to }: Pair): Promise<readonly Course[]> {
  const database = memory();
  await run(database, created('old', from), created('new', to));
  const courses: Course[] = [];
  for (const value of values) {
    if (!(await succeeds(run(database, `INSERT INTO old VALUES (1, ${value})`)))) continue;
    const [before] = await storedValues(database, 'old');
    const isTaken = await succeeds(run(database, 'INSERT INTO new SELECT * FROM old'));
    const [now] = isTaken ? await storedValues(database, 'new') : ['refused' as const];
    if (before === undefined || now === undefined) throw new Error(`${value} is gone.`);
    courses.push({ value, before, now });
    await run(database, 'DELETE FROM old', 'DELETE FROM new');
  }
  return courses;
}

async function storedValues(database: SqlDatabase, table: string): Promise<readonly StoredValue[]> {
  return (await database.prepare(storedValuesQuery(table, 'v')).all<StoredValue>()).results;
}

function isLossless({ before, now }: Course): boolean {
  return now !== 'refused' && isKept(before, now);
}

/** Rebuilds a table with these values, which is the only one. */
async function rebuild(database: SqlDatabase, { from, to }: Pair, courses: readonly Course[]) {
  const rows = courses.map(({ value }, index) => `(${index}, ${value})`);
  await run(database, created('t', from), `INSERT INTO t VALUES ${rows.join(', ')}`);
  const before = await contentOf(database);
  const isDone = await succeeds(rebuildTable(database, { table: 't', create: created('t', to) }));
  const found = { isDone, after: await storedValues(database, 't'), isUntouched: false };
  if (!isDone) found.isUntouched = JSON.stringify(await contentOf(database)) === JSON.stringify(before);
  await run(database, 'DROP TABLE t');
  return found;
}

async function expectKeptOrUntouched(database: SqlDatabase, pair: Pair, others: 'alone' | 'together') {
  const courses = await coursesOf(pair);
  const lossless = courses.filter(isLossless);
  const lossy = courses.filter((course) => !isLossless(course));
  expect(await rebuild(database, pair, lossless)).toMatchObject({
    isDone: true,
    after: lossless.map(({ now }) => now),
  });
  const groups = others === 'alone' ? lossy.map((course) => [course]) : lossy.length > 0 ? [courses] : [];
  for (const group of groups) {
    const found = { pair, group, ...(await rebuild(database, pair, group)) };
    expect(found).toMatchObject({ isDone: false, isUntouched: true });
  }
}

function memory(): SqlDatabase {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  return database as SqlDatabase;
}

async function run(database: SqlDatabase, ...statements: readonly string[]): Promise<void> {
  await database.batch(statements.map((sql) => database.prepare(sql)));
}

function succeeds(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

type Case = {
  readonly what: string;
  readonly table: string;
  readonly rows: string;
  readonly rebuild: Omit<TableRebuild, 'table'>;
  /** What the error says; undefined if the rebuild succeeds. */
  readonly message?: string;
};

const becomesInteger = { change: { columns: { v: { type: 'INTEGER' } } } };

const cases: readonly Case[] = [
  {
    what: 'leading zeros and large numbers in TEXT that becomes INTEGER',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, '00123'), (2, '12345678901234567890'), (3, '7')",
    rebuild: becomesInteger,
    message: "The rebuild of 't' changes values of its column 'v', which has no copy expression (rows: 2)",
  },
  {
    what: 'the same, with an example for its author',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, '7'), (2, '00123')",
    rebuild: { ...becomesInteger, showExample: true },
    message: "(rows: 1, for example '00123' becomes 123)",
  },
  {
    what: 'the same, with an expression for the new value',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, '00123')",
    rebuild: { ...becomesInteger, copy: { v: 'CAST(v AS INTEGER)' } },
  },
  {
    what: 'the same in a column that is renamed as well',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, '00123')",
    rebuild: { rename: { v: 'w' }, create: 'CREATE TABLE t (id INTEGER PRIMARY KEY, w INTEGER)' },
    message: "its column 'w'",
  },
  {
    what: 'another name for the same type',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v VARCHAR (9))',
    rows: "(1, '00123')",
    rebuild: { change: { columns: { v: { type: 'TEXT' } } } },
  },
  {
    what: 'one of several columns',
    table: 'CREATE TABLE t (a TEXT, v TEXT, PRIMARY KEY (a, v))',
    rows: "('007', '7'), ('7', '7')",
    rebuild: { create: 'CREATE TABLE t (a TEXT, v INTEGER, PRIMARY KEY (a, v))' },
  },
  {
    what: 'texts that differ in case, with a key that ignores case',
    table: 'CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT)',
    rows: "('a', '1'), ('B', '02')",
    rebuild: { create: 'CREATE TABLE t (id TEXT COLLATE NOCASE PRIMARY KEY, v INT) WITHOUT ROWID' },
    message: "its column 'v', which has no copy expression (rows: 1)",
  },
  {
    what: 'a text that differs only in case, in a column that ignores case',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, '1.0E+100')",
    rebuild: { change: { columns: { v: { type: 'REAL', collate: 'NOCASE' } } } },
    message: "its column 'v'",
  },
  {
    what: 'a rowid key that was a text',
    table: 'CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT)',
    rows: "('007', 'a'), ('8', 'b')",
    rebuild: { change: { columns: { id: { type: 'INTEGER' } } }, showExample: true },
    message: "its column 'id', which has no copy expression (rows: 1, for example '007' becomes 7)",
  },
  {
    what: 'a rowid key for what was NULL',
    table: 'CREATE TABLE t (id INT PRIMARY KEY, v TEXT)',
    rows: "(1, 'a'), (NULL, 'b')",
    rebuild: { change: { columns: { id: { type: 'INTEGER' } } }, showExample: true },
    message: "its column 'id', which has no copy expression (rows: 1, for example NULL)",
  },
  {
    what: 'a key WITHOUT ROWID that was changed itself',
    table: 'CREATE TABLE t (id INTEGER, v TEXT)',
    rows: "(9007199254740993, 'a'), (2, 'b')",
    rebuild: { create: 'CREATE TABLE t (id REAL PRIMARY KEY, v TEXT) WITHOUT ROWID' },
    message: "its column 'id', which has no copy expression (rows: 1)",
  },
  {
    what: 'rows that had no row ids before',
    table: 'CREATE TABLE t (id TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID',
    rows: "('b', '1'), ('a', '02'), ('c', '3')",
    rebuild: { create: 'CREATE TABLE t (id TEXT PRIMARY KEY, v INTEGER)', showExample: true },
    message: "(rows: 1, for example '02' becomes 2)",
  },
  {
    what: 'rows whose row ids cannot be named',
    table: 'CREATE TABLE t (rowid TEXT, oid, _rowid_)',
    rows: "('1', 1, 1), ('02', 2, 2)",
    rebuild: { create: 'CREATE TABLE t (rowid INTEGER, oid, _rowid_)' },
    message: "its column 'rowid', which has no copy expression (rows: 1)",
  },
  {
    what: 'a default that replaces NULL',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, 'a'), (2, NULL)",
    rebuild: {
      create: "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT DEFAULT 'x' NOT NULL ON CONFLICT REPLACE)",
    },
    message: "its column 'v', which has no copy expression (rows: 1)",
  },
  {
    what: 'a default that does not replace NULL',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, 'a'), (2, NULL)",
    rebuild: { change: { columns: { v: { notNull: true, default: "'x'" } } } },
    message: 'NOT NULL constraint failed: t.v',
  },
  ...['IGNORE', 'REPLACE'].map((conflict) => ({
    what: `values that collapse, with ON CONFLICT ${conflict}`,
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)',
    rows: "(1, 'a'), (2, 'A')",
    rebuild: {
      create: `CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT COLLATE NOCASE UNIQUE ON CONFLICT ${conflict})`,
    },
    message: "The rebuilt table 't' does not have as many rows as before (1, not 2)",
  })),
  {
    what: 'a generated column that stores its values from now on',
    table: "CREATE TABLE t (id INTEGER PRIMARY KEY, a, v TEXT AS ('0' || a))",
    rows: '(1, 7), (2, 8)',
    rebuild: { create: 'CREATE TABLE t (id INTEGER PRIMARY KEY, a, v NUMERIC)' },
    message: "its column 'v', which has no copy expression (rows: 2)",
  },
  {
    what: 'ANY, which converts nothing in a strict table alone',
    table: 'CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY) STRICT',
    rows: "(1, '007')",
    rebuild: { change: { strict: false } },
    message: "its column 'v'",
  },
];

async function expectCase(database: SqlDatabase, { table, rows, rebuild, message }: Case): Promise<void> {
  const columns = table.includes(' AS (') ? ' (id, a)' : '';
  await run(database, table, `INSERT INTO t${columns} VALUES ${rows}`);
  const before = await contentOf(database);
  const migrations = {
    '1_rebuild': { up: (db: SqlDatabase) => rebuildTable(db, { table: 't', ...rebuild } as TableRebuild) },
  };
  const error = await createMigrator({ database, migrations })
    .migrate()
    .then(
      () => undefined,
      (error: Error) => error.message,
    );
  if (message === undefined) expect(error).toBeUndefined();
  else {
    expect(error).toContain(message);
    expect(await contentOf(database)).toEqual(before);
  }
  await run(database, 'DROP TABLE t', 'DROP TABLE IF EXISTS migrations');
}

/** One for each way in which a column stores values, and takes them. */
const distinct = kinds.filter(({ type, strict }) =>
  (strict ? ['INTEGER', 'ANY'] : ['', 'TEXT', 'INTEGER', 'REAL']).includes(type),
);

it('every type to every other one, with all lossy values together', async () => {
  const database = memory();
  for (const pair of pairsOf(kinds)) await expectKeptOrUntouched(database, pair, 'together');
});

it('every way of storing values to every other one, with each lossy value alone', async () => {
  const database = memory();
  for (const pair of pairsOf(distinct)) await expectKeptOrUntouched(database, pair, 'alone');
});

it.each(cases)('$what', async (one) => {
  await expectCase(memory(), one);
});

describe('on D1', () => {
  let cloudflare: Cloudflare;
  let database: SqlDatabase;
  beforeAll(async () => {
    cloudflare = await startCloudflare({ databases: ['app'] });
    database = cloudflare.db(cloudflare.databases[0]?.uuid ?? '') as SqlDatabase;
  });
  afterAll(() => cloudflare.stop());

  it('every way of storing values to every other one, with all lossy values together', async () => {
    const loose = distinct.filter(({ strict }) => !strict);
    for (const pair of pairsOf(loose)) await expectKeptOrUntouched(database, pair, 'together');
  });

  it.each(cases)('$what', async (one) => {
    await expectCase(database, one);
  });
});
