// The schema as SQL: what is in it, in which order, and that it recreates the same schema.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, dumpSchema } from '@roostjs/migrations-core';
import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabase } from './support/database.ts';
import { failureOf, tableMigrations } from './support/migrations.ts';
import { schemas } from './support/schemas.ts';

const dumpOf = async (sql: string): Promise<string> => {
  const database = testDatabase();
  database.run(sql);
  return (await dumpSchema({ database: database.d1 })).sql;
};

describe('a dump', () => {
  it.each(Object.entries(schemas))('recreates %s, and a dump of the result is the same', async (_, sql) => {
    const database = testDatabase();
    database.run(sql);
    const dump = await dumpSchema({ database: database.d1 });
    const again = testDatabase();
    again.run(dump.sql);
    const { sql: text, fingerprint } = await dumpSchema({ database: again.d1 });
    expect([text, fingerprint]).toEqual([dump.sql, dump.fingerprint]);
  });

  it.each(Object.entries(schemas))('of %s runs on D1 statement by statement', async (_, sql) => {
    const database = testDatabase();
    database.run(sql);
    const dump = await dumpSchema({ database: database.d1 });
    const again = openMemoryD1();
    onTestFinished(() => again.close());
    for (const { sql } of dump.objects) await again.prepare(sql).run();
    expect(await dumpSchema({ database: again })).toEqual(dump);
  });

  it('has referenced tables first, then virtual tables, indexes, views and triggers', async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE a (id INTEGER PRIMARY KEY, z REFERENCES ZZ);
      CREATE TABLE zz (id INTEGER PRIMARY KEY, self REFERENCES zz);
      CREATE TABLE alone (id);
      CREATE VIRTUAL TABLE aa USING fts5(body);
      CREATE INDEX z_index ON a (z);
      CREATE INDEX a_index ON a (z);
      CREATE TRIGGER a_trigger AFTER INSERT ON a BEGIN SELECT 1; END;
      CREATE VIEW a_view AS SELECT * FROM B_view;
      CREATE VIEW b_view AS SELECT * FROM a;
      CREATE TRIGGER b_trigger INSTEAD OF INSERT ON a_view BEGIN SELECT 1; END`);
    const { objects } = await dumpSchema({ database: database.d1 });
    expect(objects.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'table zz',
      'table a',
      'table alone',
      'table aa',
      'index a_index',
      'index z_index',
      'view b_view',
      'view a_view',
      'trigger a_trigger',
      'trigger b_trigger',
    ]);
  });

  it('has the same bytes if the same objects were created in another order', async () => {
    const statements = [
      'CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a, c REFERENCES c)',
      'CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b)',
      'CREATE TABLE c (id INTEGER PRIMARY KEY)',
      'CREATE VIEW w AS SELECT * FROM v',
      'CREATE VIEW v AS SELECT * FROM w',
    ];
    expect(await dumpOf([...statements].reverse().join(';'))).toBe(await dumpOf(statements.join(';')));
  });

  it('keeps the words and comments of the author, and ends each statement with a semicolon and a line feed', async () => {
    const dump = await dumpOf(
      "CREATE TABLE a (\r\n  id INTEGER, -- why\r\n  t DEFAULT 'x\r\ny'\r\n);" +
        'create view v as select 1 -- note\n;' +
        'create view w as select 1 /* open',
    );
    expect(dump).toBe(
      "CREATE TABLE a (\n  id INTEGER, -- why\n  t DEFAULT 'x\r\ny'\n);\n\n" +
        'CREATE VIEW v as select 1 -- note\n;\n\n' +
        'CREATE VIEW w as select 1 /* open */;\n',
    );
  });

  it('omits the ledgers, the tables of SQLite and D1, and the shadow tables of virtual tables', async () => {
    const database = testDatabase();
    const options = { database: database.d1, wranglerLedger: 'wrangled' };
    await createMigrator({ ...options, migrations: tableMigrations('a') }).migrate();
    database.run(`
      CREATE TABLE "_cf_KV" (key TEXT PRIMARY KEY) WITHOUT ROWID;
      CREATE TABLE d1_migrations (id);
      CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, u UNIQUE);
      CREATE VIRTUAL TABLE search USING fts5(body);
      ANALYZE`);
    const names = async (more: object) =>
      (await dumpSchema({ ...options, ...more })).objects.map((it) => it.name);
    expect(await names({})).toEqual(['a', 'counted', 'd1_migrations', 'search']);
    expect(await names({ wranglerLedger: 'd1_migrations' })).toEqual(['a', 'counted', 'wrangled', 'search']);
    expect(await names({ ledger: 'steps' })).toContain('migrations');
  });

  it('of an empty database is empty, and writes nothing', async () => {
    const database = testDatabase();
    expect(await dumpSchema({ database: database.d1 })).toMatchObject({ objects: [], sql: '' });
    expect(() => new SqliteDatabase(database.path, { fileMustExist: true })).toThrow();
  });

  it('has the fingerprint that is in the ledger', async () => {
    const database = testDatabase();
    const migrations = tableMigrations('a', 'b');
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate({ to: 'create_a' });
    const { fingerprint } = await dumpSchema({ database: database.d1 });
    await migrator.migrate();
    expect(database.rows('SELECT fingerprint FROM migrations WHERE id = 1')).toEqual([{ fingerprint }]);
  });

  it('refuses a name that a ledger cannot have', async () => {
    const { d1: database } = testDatabase();
    expect((await failureOf(dumpSchema({ database, ledger: 'a b' }))).code).toBe('LEDGER.NAME_INVALID');
    const same = dumpSchema({ database, ledger: 'a', wranglerLedger: 'A' });
    expect((await failureOf(same)).code).toBe('LEDGER.NAME_INVALID');
  });
});

const name = fc.constantFrom(
  'a',
  'B',
  'two words',
  'quo"te',
  'order',
  'ünïcode',
  "apo'strophe",
  'semi;colon',
  '--x',
);
const quotedName = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Statements in any order that may refer to each other, or to what is not there. */
const statements = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom('table', 'strict', 'generated', 'search', 'index', 'view', 'trigger'),
    name,
    other: name,
    space: fc.constantFrom(
      ' ',
      '\n',
      '\r\n',
      '\n\t  ',
      ' /* c; */ ',
      ' -- c;\n',
      '\n  /* c\n  ; */\n',
      '\n -- c\n-- d,\n',
    ),
  }),
  { selector: (it) => it.name, maxLength: 9 },
);

function statementFor(kind: string, own: string, other: string, space: string): string {
  switch (kind) {
    case 'table':
      return `CREATE TABLE ${own} (id INTEGER PRIMARY KEY,${space}r REFERENCES ${other}, t TEXT DEFAULT ';''--')`;
    case 'strict':
      return `CREATE TABLE ${own} (${space}k TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`;
    case 'generated':
      return `CREATE TABLE ${own} (n INT,${space}g INT AS (n * 2) STORED, v AS (n + 1) UNIQUE)`;
    case 'search':
      return `CREATE VIRTUAL TABLE ${own} USING fts5(body,${space}title)`;
    case 'index':
      return `CREATE INDEX ${own} ON base (n)${space}WHERE n > 1`;
    case 'view':
      return `CREATE VIEW ${own} AS SELECT *${space}FROM ${other}`;
    default:
      return `CREATE TRIGGER ${own} AFTER UPDATE ON base BEGIN${space}SELECT CASE WHEN 1 THEN 'END;' END; END`;
  }
}

describe('for any schema', () => {
  it('running the dump on an empty database creates the same schema, with the same dump', async () => {
    await fc.assert(
      fc.asyncProperty(statements, async (list) => {
        const [database, again] = [openMemoryD1(), openMemoryD1()];
        const whole = new SqliteDatabase(':memory:');
        await database.prepare('CREATE TABLE base (n INTEGER)').run();
        for (const { kind, name, other, space } of list) {
          const sql = statementFor(kind, quotedName(name), quotedName(other), space);
          await database.prepare(sql).run();
        }
        const dump = await dumpSchema({ database });
        for (const { sql } of dump.objects) await again.prepare(sql).run();
        expect(await dumpSchema({ database: again })).toEqual(dump);
        whole.exec(dump.sql);
        const names = 'SELECT type, name FROM sqlite_schema ORDER BY type, name';
        expect(whole.prepare(names).all()).toEqual((await database.prepare(names).all()).results);
        for (const open of [database, again, whole]) open.close();
      }),
      { numRuns: 40 },
    );
  });
});
