// The types of a schema: what each declaration becomes, and that no name or comment gets more than its own place.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { schemaTypes, type TypesTextOptions, typesText } from '@roostjs/internal-core';
import { type MigrationDatabase, migrationFromSql } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { testDatabase } from './support/database.ts';
import { failureOf, sqlMigration } from './support/migrations.ts';
import { schemas } from './support/schemas.ts';

const typesAfter = (...migrations: readonly (readonly string[])[]) =>
  schemaTypes({
    migrations: Object.fromEntries(
      migrations.map((statements, index) => [`${index + 1}_schema`, sqlMigration(statements)]),
    ),
    openScratch: () => openMemoryD1(),
  });

const typesOf = (...statements: readonly string[]) => typesAfter(statements);

const textOf = async (options: TypesTextOptions, ...statements: readonly string[]) =>
  typesText(await typesOf(...statements), options);

/** `row ← insert` of each column of the first table. */
const columnsOf = (...statements: readonly string[]) => columnsAfter(statements);

/** The same after several migrations. */
const columnsAfter = async (
  ...migrations: readonly (readonly string[])[]
): Promise<Readonly<Record<string, string>>> => {
  const { tables } = await typesAfter(...migrations);
  const columns = tables[0]?.columns ?? [];
  return Object.fromEntries(
    columns.map(({ name, row, insert, isOptional }) => [
      name,
      `${row.join(' | ')} ← ${insert === null ? 'never' : `${isOptional ? '? ' : ''}${insert.join(' | ')}`}`,
    ]),
  );
};

// Two of its tables have one name in PascalCase.
const ambiguous = 'names that differ in the case of letters beyond ASCII';

const posts = `CREATE TABLE user_posts (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'live')),
  pinned BOOLEAN NOT NULL DEFAULT 0,
  cover BLOB,
  settings JSON NOT NULL, -- roost-type: import('./settings').Settings
  search TEXT AS (lower(slug)) STORED
)`;

describe('the types of a schema', () => {
  it('are a row, an insert and an update for each table, and a row for each view', async () => {
    const view = "CREATE VIEW live AS SELECT id, length(slug) AS size FROM user_posts WHERE state = 'live'";
    expect(await textOf({}, posts, view)).toBe(`\
// Written by roost schema:types from the migrations. Do not edit: run it again.

/** What D1 takes for a BLOB, which it returns as number[]. */
export type Bytes = ArrayBuffer | Uint8Array | readonly number[];

export interface LiveRow {
  id: number | null;
  size: unknown;
}

export interface UserPostsRow {
  id: number;
  slug: string;
  state: 'draft' | 'live';
  pinned: number;
  cover: number[] | null;
  settings: import('./settings').Settings;
  search: string | null;
}

export interface UserPostsInsert {
  id?: number;
  slug: string;
  state?: 'draft' | 'live';
  pinned?: boolean | number;
  cover?: Bytes | null;
  settings: import('./settings').Settings;
}

export interface UserPostsUpdate {
  id?: number;
  slug?: string;
  state?: 'draft' | 'live';
  pinned?: boolean | number;
  cover?: Bytes | null;
  settings?: import('./settings').Settings;
}
`);
  });

  it('have an interface of Kysely on request', async () => {
    const text = await textOf({ kysely: true }, posts);
    expect(text.split('\n').slice(0, 3)).toEqual([
      '// Written by roost schema:types --kysely from the migrations. Do not edit: run it again.',
      '',
      "import type { ColumnType, Generated, GeneratedAlways } from 'kysely';",
    ]);
    expect(text.slice(text.indexOf('export interface UserPostsTable'))).toBe(`\
export interface UserPostsTable {
  id: Generated<number>;
  slug: string;
  state: Generated<'draft' | 'live'>;
  pinned: ColumnType<number, boolean | number | undefined, boolean | number>;
  cover: ColumnType<number[] | null, Bytes | null, Bytes | null>;
  settings: import('./settings').Settings;
  search: GeneratedAlways<string | null>;
}

export interface Database {
  user_posts: UserPostsTable;
}
`);
  });

  it('of no table are a module', async () => {
    const header = '// Written by roost schema:types from the migrations. Do not edit: run it again.\n';
    expect(await textOf({})).toBe(`${header}\nexport {};\n`);
  });

  it('follow from the declared types, and from no type follows nothing', async () => {
    const types = `a INT, b VARCHAR(10), c CLOB, d DOUBLE, e DECIMAL(10, 2), f BOOLEAN, g JSON, h UUID, i, j DATE, k BLOB`;
    expect(await columnsOf(`CREATE TABLE t (${types})`)).toEqual({
      a: 'number | null ← ? number | null',
      b: 'string | null ← ? string | null',
      c: 'string | null ← ? string | null',
      d: 'number | null ← ? number | null',
      e: 'number | null ← ? number | null',
      f: 'number | null ← ? boolean | number | null',
      g: 'unknown ← ? string | null',
      h: 'string | number | number[] | null ← ? string | number | boolean | Bytes | null',
      i: 'string | number | number[] | null ← ? string | number | boolean | Bytes | null',
      j: 'string | number | null ← ? string | number | null',
      k: 'number[] | null ← ? Bytes | null',
    });
    expect(await columnsOf('CREATE TABLE t (a INT NOT NULL, b ANY NOT NULL, c REAL) STRICT')).toEqual({
      a: 'number ← number',
      b: 'string | number | number[] ← string | number | boolean | Bytes',
      c: 'number | null ← ? number | null',
    });
  });

  it.each([
    ['CURRENT_TIMESTAMP', 'string'],
    ["(datetime('now'))", 'string'],
    ['(unixepoch())', 'number'],
    ["(unixepoch('subsec') * 1000)", 'number'],
    ['0', 'number'],
    ["(strftime('%s', 'now'))", 'string | number'],
    ["(datetime('now') || 'Z')", 'string | number'],
  ])('of a date with the default %s are %s', async (text, type) => {
    expect(await columnsOf(`CREATE TABLE t (d DATETIME NOT NULL DEFAULT ${text})`)).toEqual({
      d: `${type} ← ? ${type}`,
    });
  });

  it.each([
    ['id INTEGER PRIMARY KEY', '', 'number ← ? number'],
    ['id INTEGER, PRIMARY KEY (id DESC)', '', 'number ← ? number'],
    ['id INTEGER PRIMARY KEY DESC', '', 'number | null ← ? number | null'],
    ['id INT PRIMARY KEY', '', 'number | null ← ? number | null'],
    ['id TEXT PRIMARY KEY', '', 'string | null ← ? string | null'],
    ['id TEXT PRIMARY KEY NOT NULL', '', 'string ← string'],
    ['id TEXT PRIMARY KEY', 'STRICT', 'string ← string'],
    ['id INTEGER PRIMARY KEY', 'WITHOUT ROWID', 'number ← number'],
    ['id TEXT NOT NULL DEFAULT NULL', '', 'string ← string'],
  ])('of the key (%s) %s are %s, as SQLite has it', async (columns, options, expected) => {
    expect(await columnsOf(`CREATE TABLE t (${columns}) ${options}`)).toEqual({ id: expected });
  });

  it('say of a key that it can be NULL', async () => {
    expect(await textOf({}, 'CREATE TABLE t (id TEXT PRIMARY KEY)')).toContain(
      '  /** NOT NULL is missing: SQLite allows NULL in this primary key. */\n  id: string | null;\n',
    );
  });

  it.each([
    ["a TEXT CHECK (a IN ('x', 'y'))", "'x' | 'y'"],
    [`a TEXT, CONSTRAINT c CHECK (("A" IN ('it''s', '"', 'b\\', 'x')))`, `"it's" | '"' | 'b\\\\' | 'x'`],
    ["a TEXT CHECK (a IS NULL OR a IN ('x'))", "'x'"],
    ['a INTEGER CHECK (a IN (0, -1, 0x10))', '0 | -1 | 16'],
    ["a CHECK (a IN ('x', 1))", "'x' | 1"],
    ["a TEXT CHECK (length(a) > 0) CHECK (a IN ('x'))", "'x'"],
  ])('list what a CHECK allows: %s', async (column, union) => {
    expect(await columnsOf(`CREATE TABLE t (${column})`)).toEqual({
      a: `${union} | null ← ? ${union} | null`,
    });
  });

  // Each lets other values pass, or stores others than those listed.
  it.each([
    ["a TEXT CHECK (a NOT IN ('x'))"],
    ["a TEXT CHECK (a IN ('x') OR length(a) = 2)"],
    ["a TEXT CHECK (a IN ('x', NULL))"],
    ["a TEXT CHECK (lower(a) IN ('x'))"],
    ["a TEXT COLLATE NOCASE CHECK (a IN ('x'))"],
    ["a TEXT CHECK (a COLLATE NOCASE IN ('x'))"],
    ["a TEXT, b TEXT, CHECK (b IN ('x'))"],
    ['a TEXT CHECK (a IN (1, 2))'],
  ])('keep string for %s', async (column) => {
    expect((await columnsOf(`CREATE TABLE t (${column})`))['a']).toBe('string | null ← ? string | null');
  });

  it('keep number for numbers in quotes, and for those that D1 returns inexactly', async () => {
    const columns = "a INTEGER CHECK (a IN ('1')), b INTEGER CHECK (b IN (9007199254740993))";
    const number = 'number | null ← ? number | null';
    expect(await columnsOf(`CREATE TABLE t (${columns})`)).toEqual({ a: number, b: number });
  });

  it('take a boolean where a CHECK lists 0 and 1', async () => {
    expect(await columnsOf('CREATE TABLE t (a BOOLEAN NOT NULL CHECK (a IN (0, 1)))')).toEqual({
      a: '0 | 1 ← boolean | 0 | 1',
    });
  });

  it('of a view are unknown where SQLite does not know them', async () => {
    const { tables } = await typesOf(
      'CREATE TABLE z (i INTEGER NOT NULL, t TEXT, b BLOB, n, d DATETIME)',
      'CREATE VIEW v1 AS SELECT i, t, b, n, d, i + 1 AS e, CAST(n AS TEXT) AS c FROM z',
      'CREATE VIEW v2 AS SELECT i FROM z UNION ALL SELECT d FROM z',
      'CREATE VIEW v3 AS SELECT i FROM v2',
    );
    const shown = tables.map(({ columns }) => columns.map(({ row }) => row.join(' | ')));
    const unknown = 'unknown';
    expect(shown.slice(0, 3)).toEqual([
      [
        'number | null',
        'string | null',
        unknown,
        unknown,
        'string | number | null',
        unknown,
        'string | null',
      ],
      [unknown],
      [unknown],
    ]);
  });

  it.each(Object.entries(schemas).filter(([schema]) => schema !== ambiguous))(
    'of %s have the columns that SELECT * returns',
    async (_, sql) => {
      const migrations = { '1_schema': migrationFromSql({ name: '1_schema', up: sql }) };
      const openScratch = () => openMemoryD1({ d1Rules: false });
      const { tables } = await schemaTypes({ migrations, openScratch });
      const database = testDatabase();
      database.run(sql);
      for (const { name, columns } of tables) {
        const [names] = await database.d1
          .prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`)
          .raw({ columnNames: true });
        expect(columns.map((column) => column.name)).toEqual(names);
      }
    },
  );

  it('leave out the ledgers, also those of other tools, and shadow tables', async () => {
    const { tables } = await schemaTypes({
      migrations: {
        '1_own': { up: (db: MigrationDatabase) => db.exec('CREATE VIRTUAL TABLE search USING fts5(body)') },
        '2_other': {
          up: (db: MigrationDatabase) => db.exec('CREATE TABLE knex_migrations (id INTEGER PRIMARY KEY)'),
        },
      },
      openScratch: () => openMemoryD1(),
      ledger: 'applied',
    });
    expect(tables.map(({ name }) => name)).toEqual(['search']);
  });

  it('are the same bytes in whatever order the tables were created', async () => {
    const [a, b] = ['CREATE TABLE a (id INTEGER)', 'CREATE TABLE b (id INTEGER)'];
    expect(await textOf({ kysely: true }, a, b)).toBe(await textOf({ kysely: true }, b, a));
  });
});

describe('names', () => {
  it('become identifiers, and keys in quotes where they are none', async () => {
    const columns = `"two words" INT, [it's] INT, \`a"b\` INT, __proto__ INT, "ü\u202e" INT, "a\nb" INT, class INT, "1" INT`;
    const text = await textOf({ kysely: true }, `CREATE TABLE "2-fa, codes_" (${columns})`);
    expect(text.split('\n').slice(2, 13)).toEqual([
      'export interface _2FaCodesRow {',
      "  'two words': number | null;",
      `  "it's": number | null;`,
      `  'a"b': number | null;`,
      '  __proto__: number | null;',
      "  'ü\\u{202e}': number | null;",
      "  'a\\nb': number | null;",
      '  class: number | null;',
      "  '1': number | null;",
      '}',
      '',
    ]);
    expect(text).toContain("export interface Database {\n  '2-fa, codes_': _2FaCodesTable;\n}");
  });

  it.each([
    ['user posts', 'user_posts', 'UserPosts'],
    ['Ä', 'ä', 'Ä'],
    ['--', '☃', '_'],
  ])('of two tables that would result in one type are refused: %s, %s', async (one, other, type) => {
    const failed = failureOf(typesOf(`CREATE TABLE "${one}" (a)`, `CREATE TABLE "${other}" (a)`));
    expect(await failed).toMatchObject({
      code: 'TYPES.NAME_CONFLICT',
      message: `'${one}', '${other}' would all have the type name '${type}'.`,
    });
  });
});

describe('a type comment', () => {
  it.each([
    ["a TEXT NOT NULL, -- roost-type: 'x' | 'y'\nb INT", "'x' | 'y'"],
    ['a TEXT NOT NULL -- roost-type: `x`'.replaceAll('`', '"'), '"x"'],
    ["a TEXT NOT NULL /* why */, -- roost-type Map<string, { a: 1, b?: 'it\\'s;'[] }>\nb INT", ''],
    ['a TEXT /* roost-type: readonly [x: number, ...rest: string[]] */ NOT NULL', ''],
    ['a TEXT\n  NOT NULL -- roost-type: keyof typeof x\n  UNIQUE', 'keyof typeof x'],
    ['a TEXT NOT NULL -- roost-type: (A extends B ? C : D)', ''],
  ])('behind a column gives its type: %s', async (column, type) => {
    const stated = type || (/roost-type:? (.*?)(?: \*\/.*)?$/m.exec(column)?.[1] ?? '');
    expect((await columnsOf(`CREATE TABLE t (${column}\n)`))['a']).toBe(`${stated} ← ${stated}`);
  });

  it('is joined with null, in parentheses where it would take it in', async () => {
    const columns =
      "a TEXT, -- roost-type: () => void\n b TEXT, -- roost-type: 'extends'\n c TEXT -- roost-type: unknown\n";
    expect(await columnsOf(`CREATE TABLE t (${columns})`)).toEqual({
      a: '(() => void) | null ← ? (() => void) | null',
      b: "'extends' | null ← ? 'extends' | null",
      c: 'unknown ← ? unknown',
    });
  });

  it.each([
    ['the last one', "a TEXT, -- roost-type: 'x'\n b TEXT -- roost-type: 'y'\n", 'b'],
    [
      'one before a constraint',
      "a TEXT, -- roost-type: 'x'\n b TEXT, -- roost-type: 'y'\n CHECK (a <> '')",
      'b',
    ],
    ['the first one', "b TEXT, -- roost-type: 'y'\n a TEXT -- roost-type: 'x'\n", 'b'],
    ['two', "a TEXT, -- roost-type: 'x'\n b TEXT, -- roost-type: 'y'\n c INT -- roost-type: 1\n", 'b', 'c'],
  ])('is not lost when another column is dropped, as SQLite would: %s', async (_, columns, ...dropped) => {
    const drops = dropped.map((name) => `ALTER TABLE t DROP COLUMN ${name}`);
    const [create, added] = [`CREATE TABLE t (${columns})`, 'ALTER TABLE t ADD COLUMN d INT'];
    const stated = "'x' | null ← ? 'x' | null";
    expect(await columnsAfter([create], drops)).toEqual({ a: stated });
    expect(await columnsAfter([create], [...drops, added])).toMatchObject({ a: stated });
    expect(await columnsAfter([create], ...drops.map((drop) => [drop]))).toEqual({ a: stated });
  });

  it('of a column that is dropped is not taken for that of the one before it', async () => {
    const create = "CREATE TABLE t (a TEXT, b TEXT, -- roost-type: 'y'\n CHECK (a <> ''))";
    expect(await columnsAfter([create], ['ALTER TABLE t DROP COLUMN b'])).toEqual({
      a: 'string | null ← ? string | null',
    });
  });

  it('of a column that was added is in the block that SQLite keeps', async () => {
    const added = "ALTER TABLE t ADD COLUMN b TEXT /* roost-type: 'x' */";
    expect(await columnsOf('CREATE TABLE t (a INT -- roost-type: 1 | 2\n)', added)).toEqual({
      a: '1 | 2 | null ← ? 1 | 2 | null',
      b: "'x' | null ← ? 'x' | null",
    });
  });

  it.each([
    ['string; evil: 1', "has ';', which is not allowed"],
    ['string, evil: 1', "has ',' outside of brackets"],
    ['string }', "has '}' without its opening bracket"],
    ['Array<string', "lacks '>'"],
    ['[string)', "has ')' without its opening bracket"],
    ['`a`', "has '`', which is not allowed"],
    ["'a", `has ''', which is not allowed`],
    ['string // x', "has '/', which is not allowed"],
    ['string\u2028| x', 'has a line break or another control character'],
    ['string\u00a0| x', "has '\u00a0', which is not allowed"],
    ['one of them', "has nothing between 'one' and 'of'"],
    ["'a' |", 'is incomplete'],
    ['a ? b : c', "has '?' outside of brackets"],
    ['', 'has no type'],
  ])('that is not one type is refused: %s', async (type, reason) => {
    const failed = await failureOf(
      typesOf(`CREATE TABLE t (a TEXT, b TEXT -- roost-type: x${'\n'})`.replace('x', () => type)),
    );
    expect(failed).toMatchObject({ code: 'TYPES.COMMENT_INVALID', details: { table: 't', column: 'b' } });
    expect(failed.message).toContain(`The type comment in column 'b' of 't' ${reason}: `);
  });

  it.each([
    ['CREATE TABLE t (-- roost-type: x\n a TEXT)'],
    ['CREATE TABLE t (a TEXT,\n-- roost-type: x\n b TEXT)'],
    ['CREATE TABLE t (a TEXT, CHECK (a) -- roost-type: x\n)'],
    ['CREATE VIEW t AS SELECT 1 AS a -- roost-type: x\n'],
    ['CREATE VIRTUAL TABLE t USING fts5(a /* roost-type: x */)'],
  ])('that is not behind a column is refused: %s', async (sql) => {
    expect(await failureOf(typesOf(sql))).toMatchObject({
      code: 'TYPES.COMMENT_INVALID',
      message: "The type comment in 't' is not behind a column: 'x'.",
    });
  });

  it('that has another beside it is refused', async () => {
    const sql = 'CREATE TABLE t (a TEXT /* roost-type: x */, -- roost-type: y\n b TEXT)';
    expect((await failureOf(typesOf(sql))).message).toContain("in column 'a' of 't' is the second one: 'y'");
  });
});

describe('what keeps a schema from having types', () => {
  it('is a migration that fails', async () => {
    const failed = await failureOf(typesOf('CREATE TABLE t (a)', 'CREATE TABLE t (a)'));
    expect(failed.code).toBe('TYPES.REPLAY_FAILED');
    expect(failed.message).toContain('table t already exists');
  });

  it('is a view that cannot be read', async () => {
    expect(await failureOf(typesOf('CREATE VIEW v AS SELECT * FROM nowhere'))).toMatchObject({
      code: 'TYPES.VIEW_INVALID',
      details: { view: 'v' },
    });
  });

  it('is an option that is none', async () => {
    expect(await failureOf(schemaTypes({ migrations: {} } as never))).toMatchObject({
      code: 'OPTION.INVALID',
    });
  });
});
