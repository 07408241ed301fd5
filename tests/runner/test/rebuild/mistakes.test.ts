// A rebuild that would lose or break something is refused before anything runs, or aborts and changes nothing.
import { createMigrator, exportMigrations, type SqlDatabase } from '@roostjs/migrations-core';
import { assertNoRows, rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { type Cloudflare, startCloudflare } from '@roostjs/tests-cloudflare';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';
import { contentOf } from './content.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

const blog = [
  'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, nick TEXT, old INTEGER, CHECK (nick <> mail))',
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE, title TEXT)',
  'CREATE TABLE likes (post INTEGER REFERENCES posts (id) ON DELETE SET NULL, mail TEXT REFERENCES users (mail))',
  'CREATE UNIQUE INDEX users_mail ON users (mail)',
  'CREATE TABLE log (what TEXT, mail TEXT)',
  'CREATE TABLE links (user INTEGER, CONSTRAINT one UNIQUE (user), FOREIGN KEY (user) REFERENCES users)',
  'CREATE TABLE appointments (date TEXT, draft INTEGER, "end" TEXT)',
  'CREATE VIEW authors AS SELECT u.nick, count(*) AS posts FROM users AS u JOIN posts ON author = u.id GROUP BY u.id',
  'CREATE TRIGGER users_gone AFTER DELETE ON users BEGIN INSERT INTO log (what) VALUES (OLD.nick); END',
  "INSERT INTO users VALUES (1, 'a@x', 'a', 1), (2, 'b@x', 'b', NULL), (3, NULL, 'c', 3)",
  "INSERT INTO posts VALUES (1, 1, 'one'), (2, 1, 'two'), (3, 3, 'three')",
  "INSERT INTO likes VALUES (1, 'a@x'), (2, 'b@x'), (NULL, NULL)",
];

let cloudflare: Cloudflare;
let taken = 0;
beforeAll(async () => {
  cloudflare = await startCloudflare({ databases: Array.from({ length: 18 }, (_, index) => `app-${index}`) });
});
afterAll(() => cloudflare.stop());

const databases: readonly { name: string; open: () => SqlDatabase }[] = [
  { name: 'a file', open: () => testDatabase().d1 as SqlDatabase },
  {
    name: 'D1',
    open: () => {
      taken += 1;
      return cloudflare.db(cloudflare.databases[taken - 1]?.uuid ?? '') as SqlDatabase;
    },
  },
];

async function made(database: SqlDatabase): Promise<SqlDatabase> {
  await database.batch(blog.map((sql) => database.prepare(sql)));
  return database;
}

function migrating(database: SqlDatabase, rebuild: TableRebuild): Promise<unknown> {
  const migrations = { '1_rebuild': { up: (db: SqlDatabase) => rebuildTable(db, rebuild) } };
  return createMigrator({ database, migrations }).migrate();
}

// Each of them was recorded as applied, and had changed nothing: Node strips types and checks none.
describe('a misspelt rebuild is refused', () => {
  it.each<[object, string]>([
    [
      { table: 'users', chnage: { columns: { mail: { notNull: true } } } },
      "'chnage' is not an option of rebuildTable()",
    ],
    [
      { table: 'users', change: { colums: { mail: { notNull: true } } } },
      "'colums' is not an option of the change of 'users'",
    ],
    [
      { table: 'users', change: { columns: { mail: { notnull: true } } } },
      "'notnull' is not an option of the change of 'mail' of 'users'",
    ],
    [
      { table: 'users', change: { columns: { mail: { default: {} } } } },
      "default of 'mail' of 'users' is an object",
    ],
    [
      { table: 'users', change: { columns: { mail: { default: Number.NaN } } } },
      "default of 'mail' of 'users' is NaN",
    ],
    // It became a column of the type [object Object].
    [
      { table: 'users', change: { add: { age: { type: 'INTEGER' } } } },
      "the definition in add for 'age' of 'users' is an object",
    ],
    [{ table: 'users', change: { addConstraints: [1] } }, "addConstraints of 'users' has 1"],
    [{ table: 'users', rename: { mail: 1 } }, "the new name in rename for 'mail' of 'users' is 1"],
    [{ table: 'users', copy: { mail: {} } }, "the value in copy for 'mail' of 'users' is an object"],
    [{ table: 'users', drop: [null] }, "drop of 'users' has null"],
    [{ table: 'users', dependants: { i: 1 } }, "the text in dependants for 'i' of 'users' is 1"],
    [{ table: 'users', drop: ['mial'] }, "'users' has no column 'mial', which drop names"],
    [{ table: 'users', drop: 'old' }, "drop is 'old'"],
    [{ change: {} }, 'table is undefined'],
    [
      { table: 'users', change: { strict: true }, create: 'CREATE TABLE users (id INTEGER PRIMARY KEY)' },
      'create cannot be given together with change',
    ],
  ])('%j', async (rebuild, message) => {
    const database = testDatabase();
    await made(database.d1 as SqlDatabase);
    const before = database.content();
    const error = await failureOf(migrating(database.d1 as SqlDatabase, rebuild as TableRebuild));
    expect(error.message).toContain(message);
    expect(database.content()).toBe(before);
  });
});

describe.each(databases)('on $name', ({ open }) => {
  it.each<{ what: string; rebuild: TableRebuild; code: string; message: string }>([
    {
      what: 'a definition that drops rows silently',
      rebuild: {
        table: 'posts',
        create:
          'CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER UNIQUE ON CONFLICT IGNORE, title TEXT)',
      },
      code: 'MIGRATION.ASSERTION_FAILED',
      message: "The rebuilt table 'posts' does not have as many rows as before (2, not 3)",
    },
    {
      what: 'a copy that merges all rows into one',
      rebuild: { table: 'posts', copy: { title: 'max(title)' } },
      code: 'MIGRATION.ASSERTION_FAILED',
      message: "The rebuilt table 'posts' does not have as many rows as before (1, not 3)",
    },
    {
      what: 'a copy after which children refer to nothing',
      rebuild: { table: 'users', copy: { id: 'id + 1' } },
      code: 'MIGRATION.ASSERTION_FAILED',
      message: "After the rebuild of 'users', rows of 'posts' violate a foreign key (2)",
    },
    {
      what: 'a copy after which the table itself refers to nothing',
      rebuild: { table: 'posts', copy: { author: '99' } },
      code: 'MIGRATION.ASSERTION_FAILED',
      message: "After the rebuild of 'posts', rows of 'posts' violate a foreign key (3)",
    },
    {
      what: 'a NOT NULL that rows violate',
      rebuild: { table: 'users', change: { columns: { mail: { notNull: true } } } },
      code: 'MIGRATION.FAILED',
      message: 'NOT NULL constraint failed: users.mail',
    },
    {
      what: 'a parent key that is no longer a key',
      rebuild: { table: 'users', dependants: { users_mail: null } },
      code: 'MIGRATION.FAILED',
      message: 'foreign key mismatch - "likes" referencing "users"',
    },
    {
      what: 'a new text of a view that does not compile',
      rebuild: {
        table: 'users',
        dependants: { authors: 'CREATE VIEW authors AS SELECT nowhere FROM users' },
      },
      code: 'MIGRATION.FAILED',
      message: '(rebuild users: change authors): D1_ERROR: no such column: nowhere',
    },
  ])('$what aborts, and changes nothing', async ({ rebuild, code, message }) => {
    const database = await made(open());
    const before = await contentOf(database);
    const failure = await failureOf(migrating(database, rebuild));
    expect(failure.message).toContain(message);
    expect(failure.code).toBe(code);
    expect(await contentOf(database)).toEqual(before);
  });

  it('a rebuild keeps the row ids that a full-text index uses', async () => {
    const database = open();
    const statements = [
      'CREATE TABLE texts (body TEXT)',
      "CREATE VIRTUAL TABLE found USING fts5 (body, content = 'texts')",
      'CREATE TRIGGER texts_new AFTER INSERT ON texts BEGIN INSERT INTO found (rowid, body) VALUES (NEW.rowid, NEW.body); END',
      "INSERT INTO texts VALUES ('one'), ('two'), ('three')",
      "DELETE FROM texts WHERE body = 'one'",
    ];
    await database.batch(statements.map((sql) => database.prepare(sql)));
    await rebuildTable(database, { table: 'texts', change: { columns: { body: { notNull: true } } } });
    const search = "SELECT rowid, body FROM found WHERE found MATCH 'three'";
    expect((await database.prepare(search).all()).results).toEqual([{ rowid: 3, body: 'three' }]);
  });

  it('a rebuild of a table with as many columns as D1 allows succeeds', async () => {
    const database = open();
    const columns = Array.from({ length: 98 }, (_, index) => `c${index}`);
    const statements = [
      `CREATE TABLE wide (id INTEGER PRIMARY KEY, n TEXT, ${columns.join(', ')})`,
      "INSERT INTO wide (n, c97) VALUES ('x', 1)",
    ];
    await database.batch(statements.map((sql) => database.prepare(sql)));
    await rebuildTable(database, { table: 'wide', change: { columns: { n: { notNull: true } } } });
    const after = await database.prepare('SELECT count(*) AS n FROM wide WHERE c97 = 1').first('n');
    expect(after).toBe(1);
  });

  it('a rebuild of a table whose texts are as long as D1 allows succeeds', async () => {
    const database = open();
    const long = (text: string, bytes: number) =>
      `/* ${text.repeat(bytes / new TextEncoder().encode(text).length)} */`;
    const statements = [
      `CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT ${long('x', 90_000)})`,
      `CREATE TRIGGER t_new AFTER INSERT ON t BEGIN SELECT 1 ${long("'🙂", 60_000)}; END`,
      "INSERT INTO t VALUES (1, 'x')",
    ];
    for (const sql of statements) await database.prepare(sql).run();
    await rebuildTable(database, { table: 't', change: { columns: { n: { notNull: true } } } });
    const { schema } = await contentOf(database);
    expect(schema).toEqual([statements[0]?.replace('TEXT', 'TEXT NOT NULL'), statements[1]]);
  });

  it.each<{ what: string; reference: string; rebuild: TableRebuild }>([
    {
      what: 'in its own table',
      reference: 'nowhere',
      rebuild: { table: 'c', change: { columns: { code: { references: 'p (id)' } } } },
    },
    {
      what: 'in the table that it points to',
      reference: 'code',
      rebuild: { table: 'p', change: { columns: { code: { unique: true } } } },
    },
  ])('a foreign key to a column that is no key is fixed $what', async ({ reference, rebuild }) => {
    const database = open();
    const statements = [
      'CREATE TABLE p (id INTEGER PRIMARY KEY, code TEXT)',
      `CREATE TABLE c (code TEXT REFERENCES p (${reference}) ON DELETE CASCADE)`,
      "INSERT INTO p VALUES (1, '1')",
    ];
    for (const sql of statements) await database.prepare(sql).run();
    await migrating(database, rebuild);
    await database.prepare("INSERT INTO c VALUES ('1')").run();
    expect(await database.prepare('SELECT count(*) AS n FROM pragma_foreign_key_check').first('n')).toBe(0);
  });

  it.each([
    ['index', 'CREATE INDEX users_nick ON users (nick)', "The schema of 'users' has changed"],
    [
      'trigger on a child',
      'CREATE TRIGGER t AFTER DELETE ON posts BEGIN SELECT 1;END',
      "The schema of 'posts' has changed",
    ],
    [
      'child',
      'CREATE TABLE more (u REFERENCES users (id) ON DELETE CASCADE)',
      'The foreign keys that point to',
    ],
    [
      'child that deletes in the place of one that did not',
      'DROP TABLE links; CREATE TABLE links (user REFERENCES users ON DELETE CASCADE); INSERT INTO links VALUES (1)',
      "The foreign keys that point to 'users' have changed",
    ],
    ['view', 'CREATE VIEW nicks AS SELECT nick FROM users', 'Views or triggers have changed'],
  ])('a new %s between the read and the batch aborts', async (_, sql, message) => {
    const database = await made(open());
    const slow: SqlDatabase = {
      prepare: (text) => database.prepare(text),
      batch: async (statements) => {
        await database.batch(sql.split('; ').map((text) => database.prepare(text)));
        return database.batch(statements);
      },
    };
    const failure = await failureOf(rebuildTable(slow, { table: 'users' }));
    expect(failure.message.replaceAll("''", "'")).toContain(message);
    await rebuildTable(database, { table: 'users' });
  });
});

describe('a rebuild', () => {
  it.each<{ what: string; rebuild: TableRebuild; code: string; message: string }>([
    {
      what: 'of a table that does not exist',
      rebuild: { table: 'user' },
      code: 'TABLE_UNKNOWN',
      message: "'user'",
    },
    { what: 'of a view', rebuild: { table: 'authors' }, code: 'TABLE_UNKNOWN', message: "'authors'" },
    {
      what: 'that drops a column that an index and a foreign key use',
      rebuild: { table: 'users', drop: ['mail'], change: { dropConstraints: ['check (nick<>mail)'] } },
      code: 'DEPENDANTS',
      message: "which these use: index 'users_mail', foreign key 'mail' of table 'likes'.",
    },
    {
      what: 'that renames a column that a view and a trigger use',
      rebuild: { table: 'users', rename: { nick: 'name' } },
      code: 'DEPENDANTS',
      message: "which these use: view 'authors', trigger 'users_gone'.",
    },
    {
      what: 'that drops a column that a constraint uses',
      rebuild: { table: 'users', drop: ['nick'] },
      code: 'CHANGE_INVALID',
      message: "'nick' is used by its CHECK (nick <> mail)",
    },
    {
      what: 'that omits a column',
      rebuild: {
        table: 'users',
        create: 'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, nick)',
      },
      code: 'COLUMN_LOST',
      message: "would lose the values of 'old'",
    },
    {
      what: 'that renames a column to an existing one, and so loses that',
      rebuild: {
        table: 'users',
        rename: { nick: 'mail' },
        create: 'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, old)',
        dependants: { authors: null, users_gone: null },
      },
      code: 'COLUMN_LOST',
      message: "would lose the values of 'mail'",
    },
    {
      what: 'that renames two columns to one name, and so loses one of them',
      rebuild: { table: 'log', rename: { what: 'line', mail: 'LINE' }, create: 'CREATE TABLE log (line)' },
      code: 'CHANGE_INVALID',
      message: "'what' and 'mail' are both renamed to 'line'",
    },
    {
      what: 'that makes a column with values generated',
      rebuild: {
        table: 'posts',
        create: "CREATE TABLE posts (id INTEGER PRIMARY KEY, author, title AS ('by ' || author))",
      },
      code: 'COLUMN_LOST',
      message: "would lose the values of 'title'",
    },
    {
      what: 'that renames a column to a generated one',
      rebuild: {
        table: 'posts',
        rename: { title: 'line' },
        create: "CREATE TABLE posts (id INTEGER PRIMARY KEY, author, line AS ('by ' || author))",
      },
      code: 'CHANGE_INVALID',
      message: "'line' is generated and cannot hold the values of 'title'",
    },
    {
      what: 'that omits columns whose names are a function and a text in what is copied',
      rebuild: {
        table: 'appointments',
        create: 'CREATE TABLE appointments (made TEXT, until TEXT, state TEXT)',
        copy: {
          made: "date('now')",
          until: "CASE WHEN 1 THEN datetime('now') END",
          state: "'draft'",
        },
      },
      code: 'COLUMN_LOST',
      message: "would lose the values of 'date', 'draft', 'end'",
    },
    {
      what: 'with a column that nothing fills',
      rebuild: { table: 'users', change: { add: { age: 'INTEGER NOT NULL' } } },
      code: 'COLUMN_UNFILLED',
      message: "'age'",
    },
    {
      what: 'with a key of text that nothing fills',
      rebuild: {
        table: 'log',
        create: 'CREATE TABLE log (what TEXT, mail TEXT, "the key" TEXT PRIMARY KEY) WITHOUT ROWID',
      },
      code: 'COLUMN_UNFILLED',
      message: "'the key'",
    },
    {
      what: 'that changes a column that does not exist',
      rebuild: { table: 'users', change: { columns: { age: { notNull: true } } } },
      code: 'COLUMN_UNKNOWN',
      message: "'users' has no column 'age'",
    },
    {
      what: 'that drops a column that does not exist',
      rebuild: { table: 'users', drop: ['age'] },
      code: 'COLUMN_UNKNOWN',
      message: "'age'",
    },
    {
      what: 'that copies to a column that does not exist',
      rebuild: { table: 'users', copy: { age: '1' } },
      code: 'COLUMN_UNKNOWN',
      message: "'age'",
    },
    {
      what: 'that drops and keeps a column',
      rebuild: {
        table: 'users',
        drop: ['OLD'],
        create: 'CREATE TABLE t (id INTEGER PRIMARY KEY, mail, nick, old)',
      },
      code: 'CHANGE_INVALID',
      message: "'OLD' is dropped, but is still in the new definition",
    },
    {
      what: 'that creates two columns with one name',
      rebuild: { table: 'users', rename: { old: 'MAIL' } },
      code: 'CHANGE_INVALID',
      message: "it would have two columns 'MAIL'",
    },
    {
      what: 'that adds an existing column',
      rebuild: { table: 'users', change: { add: { Mail: 'TEXT' } } },
      code: 'CHANGE_INVALID',
      message: "it already has a column 'Mail'",
    },
    {
      what: 'that drops a constraint that does not exist',
      rebuild: { table: 'users', change: { dropConstraints: ['users_check'] } },
      code: 'CHANGE_INVALID',
      message: "it has no table constraint 'users_check'",
    },
    {
      what: 'with a type that hides a column',
      rebuild: { table: 'users', change: { columns: { mail: { type: 'TEXT, more TEXT' } } } },
      code: 'CHANGE_INVALID',
      message: "the type of 'mail' contains more than one item",
    },
    {
      what: 'with a default that adds a constraint',
      rebuild: { table: 'log', change: { columns: { mail: { default: '1, CHECK (what)' } } } },
      code: 'CHANGE_INVALID',
      message: "the default of 'mail' contains more than one item",
    },
    {
      what: 'with two constraints where one is added',
      rebuild: { table: 'log', change: { addConstraints: ['CHECK (what), CHECK (mail)'] } },
      code: 'CHANGE_INVALID',
      message: "'CHECK (what), CHECK (mail)' in addConstraints contains more than one item",
    },
    {
      what: 'with a default that needs parentheses',
      rebuild: { table: 'log', change: { columns: { mail: { default: 'lower(what)' } } } },
      code: 'UNREADABLE',
      message: "but found '(what)",
    },
    {
      what: 'that changes the foreign key of a column if it is a table constraint',
      rebuild: { table: 'links', change: { columns: { USER: { references: 'users (id)' } } } },
      code: 'CHANGE_INVALID',
      message:
        "'USER' keeps FOREIGN KEY (user) REFERENCES users, a table constraint, unless dropConstraints names it",
    },
    {
      what: 'that removes the foreign key of a column if it is a table constraint',
      rebuild: { table: 'links', change: { columns: { user: { references: null } } } },
      code: 'CHANGE_INVALID',
      message: "'user' keeps FOREIGN KEY (user) REFERENCES users",
    },
    {
      what: 'that removes UNIQUE from a column if it is a table constraint',
      rebuild: { table: 'links', change: { columns: { user: { unique: false } } } },
      code: 'CHANGE_INVALID',
      message: "'user' keeps CONSTRAINT one UNIQUE (user)",
    },
    {
      what: 'with a default that adds a NOT NULL',
      rebuild: { table: 'log', change: { columns: { mail: { default: '1 NOT NULL' } } } },
      code: 'CHANGE_INVALID',
      message: "the default of 'mail' contains more than one item",
    },
    {
      what: 'with a type that adds a NOT NULL',
      rebuild: { table: 'log', change: { columns: { mail: { type: 'TEXT NOT NULL' } } } },
      code: 'CHANGE_INVALID',
      message: "the type of 'mail' contains more than one item",
    },
    {
      what: 'with a comment that hides the rest',
      rebuild: { table: 'users', change: { columns: { mail: { default: '1 --' } } } },
      code: 'UNREADABLE',
      message: 'cannot be read',
    },
    {
      what: 'with a statement that is no definition',
      rebuild: { table: 'users', create: 'CREATE TABLE users AS SELECT 1' },
      code: 'UNREADABLE',
      message: "'AS SELECT 1'",
    },
    {
      what: 'with a temporary definition',
      rebuild: { table: 'users', create: 'CREATE TEMP TABLE users (id)' },
      code: 'UNREADABLE',
      message: 'TEMP',
    },
    {
      what: 'with an object that is no dependant',
      rebuild: { table: 'users', dependants: { posts: null } },
      code: 'CHANGE_INVALID',
      message: "it has no index 'posts', and no trigger or view has that name",
    },
    {
      what: 'with a dependant whose new text creates a table',
      rebuild: { table: 'users', dependants: { authors: 'CREATE TABLE authors (id)' } },
      code: 'UNREADABLE',
      message: 'INDEX, VIEW or TRIGGER',
    },
  ])('$what is refused before anything is recorded', async ({ rebuild, code, message }) => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const before = await contentOf(database);
    const failure = await failureOf(rebuildTable(database, rebuild));
    expect(failure).toMatchObject({ code: `REBUILD.${code}`, message: expect.stringContaining(message) });
    expect(await contentOf(database)).toEqual(before);
    const { code: told, cause } = await failureOf(migrating(database, rebuild));
    expect([told, (cause as { code: string }).code]).toEqual(['MIGRATION.FAILED', `REBUILD.${code}`]);
  });

  it('of a table with rows that already refer to nothing is refused', async () => {
    const { d1, run } = testDatabase();
    const database = await made(d1 as SqlDatabase);
    run("PRAGMA foreign_keys = OFF; INSERT INTO posts VALUES (9, 77, 'nine'), (10, 78, 'ten')");
    const failure = await failureOf(rebuildTable(database, { table: 'users' }));
    expect(failure).toMatchObject({
      code: 'REBUILD.ORPHANS',
      message: "'users' was not rebuilt, because rows already violate a foreign key: 2 in 'posts'.",
    });
    run('DELETE FROM posts WHERE id > 8');
    await rebuildTable(database, { table: 'users' });
  });

  it('changes, drops and keeps what depends on a column as requested', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    await rebuildTable(database, {
      table: 'users',
      rename: { nick: 'name' },
      drop: ['old'],
      dependants: {
        authors: 'CREATE VIEW writers AS SELECT name FROM users',
        users_gone: null,
      },
    });
    const { schema, tables } = await contentOf(database);
    expect(schema.filter((sql) => /VIEW|TRIGGER|INDEX|TABLE "?users/.test(sql))).toEqual([
      'CREATE UNIQUE INDEX users_mail ON users (mail)',
      'CREATE TABLE users (id INTEGER PRIMARY KEY, mail TEXT, "name" TEXT, CHECK ("name" <> mail))',
      'CREATE VIEW writers AS SELECT name FROM users',
    ]);
    expect(tables.find(({ name }) => name === 'posts')?.rows.length).toBe(3);
  });

  it('of a table whose rows have as many values as D1 allows, plus a row id, is refused', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const columns = Array.from({ length: 100 }, (_, index) => `c${index}`);
    await database.prepare(`CREATE TABLE wide (${columns.join(', ')})`).run();
    const failure = await failureOf(rebuildTable(database, { table: 'wide' }));
    expect(failure).toMatchObject({
      code: 'REBUILD.CHANGE_INVALID',
      message: expect.stringContaining('its rows have row ids'),
    });
    await rebuildTable(database, { table: 'wide', drop: ['c7'] });
  });

  it('leaves later statements checked immediately, as usual', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const migrations = {
      '1_rebuild': {
        async up(db: SqlDatabase) {
          await rebuildTable(db, { table: 'users' });
          await db.prepare('INSERT INTO posts (author) VALUES (99)').run();
        },
      },
    };
    const failure = await failureOf(createMigrator({ database, migrations }).migrate());
    expect(failure.details['statement']).toMatchObject({ sql: 'INSERT INTO posts (author) VALUES (99)' });
    expect(failure.message).toContain('FOREIGN KEY constraint failed');
  });

  it('that swaps the names of two columns moves nothing else', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.batch(
      ['CREATE TABLE t (a, b, CHECK (a < b))', 'INSERT INTO t VALUES (1, 2)'].map((sql) =>
        database.prepare(sql),
      ),
    );
    await rebuildTable(database, { table: 't', rename: { a: 'b', b: 'a' } });
    expect((await database.prepare('SELECT * FROM t').all()).results).toEqual([{ b: 1, a: 2 }]);
    expect((await contentOf(database)).schema).toEqual(['CREATE TABLE t ("b", "a", CHECK ("b" < "a"))']);
  });

  it('that renames a column to its own name, in any case, keeps its values', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.batch(
      [
        'CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT)',
        'CREATE INDEX t_a ON t (a, b)',
        "INSERT INTO t VALUES (1, 'x', 'y')",
      ].map((sql) => database.prepare(sql)),
    );
    await rebuildTable(database, { table: 't', rename: { a: 'a', B: 'b' } });
    expect((await database.prepare('SELECT * FROM t').all()).results).toEqual([{ id: 1, a: 'x', b: 'y' }]);
    await rebuildTable(database, { table: 't', rename: { a: 'A' } });
    expect((await database.prepare('SELECT * FROM t').all()).results).toEqual([{ id: 1, A: 'x', b: 'y' }]);
  });

  it('that moves a foreign key and UNIQUE from the table to the column must drop the old ones', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    await rebuildTable(database, {
      table: 'links',
      change: {
        columns: { user: { unique: true, references: 'users (id) ON DELETE CASCADE' } },
        dropConstraints: ['one', 'FOREIGN KEY (user) REFERENCES users'],
      },
    });
    expect((await contentOf(database)).schema).toContain(
      'CREATE TABLE links (user INTEGER UNIQUE REFERENCES users (id) ON DELETE CASCADE)',
    );
  });

  it('makes a column generated once its values are dropped', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.batch(
      ['CREATE TABLE t (a INTEGER, twice INTEGER)', 'INSERT INTO t VALUES (2, 5)'].map((sql) =>
        database.prepare(sql),
      ),
    );
    const create = 'CREATE TABLE t (a INTEGER, twice INTEGER AS (a * 2))';
    await rebuildTable(database, { table: 't', create, drop: ['twice'] });
    expect((await database.prepare('SELECT * FROM t').all()).results).toEqual([{ a: 2, twice: 4 }]);
  });

  it('treats a default that is a bare word as a text', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const statements = [
      'CREATE TABLE p (code TEXT PRIMARY KEY)',
      'CREATE TABLE c (p TEXT DEFAULT word REFERENCES p ON DELETE SET DEFAULT, q DEFAULT "word" REFERENCES p ON DELETE SET DEFAULT)',
      'CREATE TABLE d (p DEFAULT current_date REFERENCES p ON DELETE SET DEFAULT)',
      "INSERT INTO p VALUES ('word'), ('other')",
      "INSERT INTO c VALUES ('word', 'other'), ('other', 'word')",
      "INSERT INTO d VALUES ('other')",
    ];
    await database.batch(statements.map((sql) => database.prepare(sql)));
    const before = await contentOf(database);
    await rebuildTable(database, { table: 'p' });
    expect(await contentOf(database)).toEqual(before);
  });

  it('of a table that keeps only its number of rows succeeds', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    await database.prepare('INSERT INTO log (rowid) VALUES (5), (9)').run();
    await rebuildTable(database, {
      table: 'log',
      drop: ['what', 'mail'],
      dependants: { users_gone: null },
      create: 'CREATE TABLE log (at DEFAULT 1)',
    });
    const { results } = await database.prepare('SELECT rowid, at FROM log').all();
    expect(results).toEqual([
      { rowid: 5, at: 1 },
      { rowid: 9, at: 1 },
    ]);
  });

  it('finds triggers and tables that are named with their schema', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const statements = [
      'CREATE TABLE main.p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE c (p REFERENCES p ON DELETE CASCADE)',
      'CREATE TABLE log (n)',
      'CREATE TRIGGER main.t BEFORE DELETE ON main.c BEGIN INSERT INTO log VALUES (1); END',
      'CREATE VIEW main.v AS SELECT * FROM main.p',
      'CREATE INDEX main.i ON c (p)',
      'INSERT INTO p VALUES (1)',
      'INSERT INTO c VALUES (1)',
    ];
    await database.batch(statements.map((sql) => database.prepare(sql)));
    const before = await contentOf(database);
    await rebuildTable(database, { table: 'p', create: 'CREATE TABLE main.p (id INTEGER PRIMARY KEY)' });
    expect(await contentOf(database)).toEqual(before);
  });

  it('may come after assertions', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const migrations = {
      '1_rebuild': {
        async up(db: SqlDatabase) {
          await assertNoRows(db, 'SELECT 1 FROM log', 'nothing was logged');
          await rebuildTable(db, { table: 'users' });
        },
      },
    };
    await createMigrator({ database, migrations }).migrate();
  });

  it('does not mistake existing objects with its temporary names for its own', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const statements = [
      'CREATE TABLE p (id INTEGER PRIMARY KEY)',
      'CREATE TABLE roost_rebuild_rows (p REFERENCES p (id) ON DELETE CASCADE)',
      'CREATE TABLE Roost_Rebuild_Counts (p REFERENCES p (id) ON DELETE SET NULL)',
      'CREATE VIEW roost_rebuild_guard_1 AS SELECT * FROM p',
      'INSERT INTO p VALUES (1), (2)',
      'INSERT INTO roost_rebuild_rows VALUES (1), (2)',
      'INSERT INTO roost_rebuild_counts VALUES (1), (NULL)',
    ];
    await database.batch(statements.map((sql) => database.prepare(sql)));
    const before = await contentOf(database);
    await rebuildTable(database, { table: 'P' });
    expect(await contentOf(database)).toEqual(before);
  });

  it('restores the first definition to the letter, comments included', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const text = `CREATE TABLE [t] ( -- what it is for
  id INTEGER /* the key, of course */ PRIMARY KEY,
  a /* kept */ TEXT COLLATE NOCASE, -- about a, and b
  CONSTRAINT "a, or b" CHECK (a <> ',') -- the end
)`;
    await database.batch([text, "INSERT INTO t VALUES (1, 'x')"].map((sql) => database.prepare(sql)));
    const before = await contentOf(database);
    await rebuildTable(database, {
      table: 't',
      change: {
        columns: { a: { collate: null, unique: true, type: 'INT', references: 't (id)', check: 'a > 0' } },
        add: { c: 'TEXT' },
        addConstraints: ['UNIQUE (a, c)'],
        strict: true,
        withoutRowid: true,
      },
      copy: { a: '1' },
    });
    expect((await contentOf(database)).schema).toEqual([
      `CREATE TABLE [t] ( -- what it is for
  id INTEGER /* the key, of course */ PRIMARY KEY,
  a /* kept */ INT UNIQUE CHECK (a > 0) REFERENCES t (id), -- about a, and b
  "c" TEXT,
  CONSTRAINT "a, or b" CHECK (a <> ','), -- the end
  UNIQUE (a, c)
) STRICT, WITHOUT ROWID`,
    ]);
    await rebuildTable(database, { table: 't', create: text, drop: ['c'], copy: { a: "'x'" } });
    expect(await contentOf(database)).toEqual(before);
  });

  it('that drops a column leaves a DEFAULT of its name, which is a text', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    const text = 'CREATE TABLE t (draft INTEGER, word INTEGER, status DEFAULT draft, other DEFAULT "word")';
    await database.prepare(text).run();
    await rebuildTable(database, { table: 't', drop: ['draft'], rename: { word: 'words' } });
    await database.prepare('INSERT INTO t (words) VALUES (1)').run();
    expect((await database.prepare('SELECT * FROM t').all()).results).toEqual([
      { words: 1, status: 'draft', other: 'word' },
    ]);
  });

  it('takes a new text whose CHECK names the table by the name that it has there', async () => {
    const database = testDatabase().d1 as SqlDatabase;
    await database.prepare('CREATE TABLE t (a)').run();
    await rebuildTable(database, { table: 't', create: 'CREATE TABLE new_t (a CHECK (New_T.a > 0))' });
    expect((await contentOf(database)).schema).toEqual(['CREATE TABLE "t" (a CHECK ("t".a > 0))']);
  });

  it('comes before the writes of its migration', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const migrations = {
      '1_rebuild': {
        async up(db: SqlDatabase) {
          await db.prepare('DELETE FROM log').run();
          await rebuildTable(db, { table: 'users' });
        },
      },
    };
    const { cause } = await failureOf(createMigrator({ database, migrations }).migrate());
    expect((cause as { code: string }).code).toBe('RECORDING.READ_AFTER_WRITE');
  });

  it('is one batch outside a transaction too', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const before = await contentOf(database);
    const outside = (rebuild: TableRebuild) => ({
      '1_rebuild': { withinTransaction: false, up: (db: SqlDatabase) => rebuildTable(db, rebuild) },
    });
    const broken = createMigrator({
      database,
      migrations: outside({ table: 'users', copy: { id: 'id + 1' } }),
    });
    const failure = await failureOf(broken.migrate());
    expect(failure.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(failure.message).toContain(
      "after 4 statements that were kept: an assertion failed: After the rebuild of 'users'",
    );
    expect(await contentOf(database)).toEqual(before);
    await broken.resolve('1_rebuild', 'rolled-back');
    await createMigrator({ database, migrations: outside({ table: 'users' }) }).migrate();
    expect((await contentOf(database)).tables).toEqual(before.tables);
  });

  it('is shown by pretend, and omitted from an export with the reason', async () => {
    const database = await made(testDatabase().d1 as SqlDatabase);
    const migrations = { '1_rebuild': { up: (db: SqlDatabase) => rebuildTable(db, { table: 'users' }) } };
    const { steps } = await createMigrator({ database, migrations }).migrate({ pretend: true });
    expect(steps[0]?.statements?.map(({ sql }) => sql)).toContain('DROP TABLE "users"');
    const [exported] = await exportMigrations({ database, migrations });
    expect(exported?.reason).toMatch(
      /^It reads the database, which may have changed by the time it runs: SELECT type/,
    );
  });
});
