// Many migrations replaced by one: what it creates, and what happens to databases that have run all, some or none of them.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  dumpSchema,
  exportMigrations,
  type Migration,
  type MigratorOptions,
  type Squash,
} from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from './support/database.ts';
import { losing } from './support/far-database.ts';
import {
  createsTable,
  failureOf,
  migrationName,
  sqlMigration,
  tableMigrations,
} from './support/migrations.ts';
import { schemas } from './support/schemas.ts';

type Files = Readonly<Record<string, Migration>>;

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((table, index) => migrationName(index + 1, table)) as [
  string,
  string,
  string,
  string,
];
const four = tableMigrations('a', 'b', 'c', 'd');

function scratch() {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  return database;
}

const migratorOf = (database: TestDatabase, migrations: Files, more: Partial<MigratorOptions> = {}) =>
  createMigrator({ database: database.d1, migrations, ...more });

function fileOf({ replaces, statements }: Squash): Migration {
  return { ...sqlMigration(statements), replaces };
}

/** The files after a squash up to this one, which was proven. */
async function squashed(files: Files, to: string): Promise<{ files: Files; squash: Squash }> {
  const migrator = migratorOf(testDatabase(), files);
  const squash = await migrator.squash({ to, scratch: scratch() });
  const file = fileOf(squash);
  await migrator.verifySquash(squash, { name: squash.name, load: async () => file }, scratch());
  const kept = Object.entries(files).filter(([name]) => !squash.replaces.includes(name));
  return { files: { [squash.name]: file, ...Object.fromEntries(kept) }, squash };
}

const recorded = (database: TestDatabase) =>
  database.rows('SELECT id, migration, batch, state FROM migrations ORDER BY id');

const statesOf = async (database: TestDatabase, files: Files) =>
  (await migratorOf(database, files).status()).migrations.map(({ name, state }) => [name, state]);

describe('a squash', () => {
  it('has the digits of the last migration that it replaces, and creates the same objects in a valid order', async () => {
    const { squash } = await squashed(four, 'create_c');
    expect(squash).toMatchObject({
      name: '20260101000003_squashed',
      replaces: [a, b, c],
      objects: ['a', 'b', 'c'].map((name) => ({ type: 'table', name })),
      rows: [],
      omittedRows: [],
    });
    expect(squash.statements[0]).toBe('CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)');
  });

  it('takes all applied migrations by default', async () => {
    const database = testDatabase();
    const migrator = migratorOf(database, four);
    await migrator.migrate({ to: b });
    const before = database.content();
    expect((await migrator.squash({ scratch: scratch() })).replaces).toEqual([a, b]);
    expect(database.content()).toBe(before);
  });

  it.each(Object.entries(schemas))('recreates %s', async (_, sql) => {
    const database = testDatabase();
    database.run(sql);
    const { objects, fingerprint } = await dumpSchema({ database: database.d1 });
    const files = {
      '1_schema': sqlMigration(objects.map((object) => object.sql)),
      '2_more': sqlMigration(['CREATE TABLE more (id INTEGER PRIMARY KEY)', 'DROP TABLE more']),
    };
    const { squash } = await squashed(files, '2_more');
    expect(squash.fingerprint).toBe(fingerprint);
  });

  it('squashes an earlier squash together with later migrations', async () => {
    const once = await squashed(four, b);
    const twice = await squashed(once.files, c);
    expect(twice.squash).toMatchObject({ name: '20260101000003_squashed', replaces: [once.squash.name, c] });
    const same = await squashed({ '1_a': createsTable('z'), ...once.files }, once.squash.name);
    expect(same.squash.name).toBe('20260101000002_squashed_again');
  });

  it.each([
    ['one migration', four, a, 'SQUASH.NOTHING'],
    [
      'migrations that do not run on an empty database',
      { '1_a': four[a], '2_b': sqlMigration(['DROP TABLE zz']) },
      '2_b',
      'SQUASH.REPLAY_FAILED',
    ],
  ] as const)('refuses %s', async (_, files, to, code) => {
    const database = testDatabase();
    const wish = { ...(to === undefined ? {} : { to }), scratch: scratch() };
    expect((await failureOf(migratorOf(database, files as Files).squash(wish))).code).toBe(code);
  });

  it('refuses migrations of which the database has run only some, or run another text, or not finished one', async () => {
    const database = testDatabase();
    await migratorOf(database, four).migrate({ to: b });
    const squash = (files: Files | object) =>
      failureOf(
        createMigrator({ database: database.d1, migrations: files as Files }).squash({
          to: c,
          scratch: scratch(),
        }),
      );
    expect(await squash(four)).toMatchObject({ code: 'SQUASH.UNAPPLIED', details: { names: [c] } });
    await migratorOf(database, four).migrate();
    database.run(`UPDATE migrations SET checksum = 'old' WHERE migration = '${b}'`);
    const entries = Object.entries(four).map(([name, migration]) => ({
      name,
      checksum: 'x',
      load: async () => migration,
    }));
    expect(await squash({ list: async () => entries })).toMatchObject({
      code: 'MIGRATION.CHANGED',
      details: { names: [b] },
    });
    database.run("UPDATE migrations SET state = 'partial' WHERE id = 1");
    expect(await squash(four)).toMatchObject({ code: 'MIGRATION.PARTIAL', details: { names: [a] } });
  });
});

describe('the rows that the migrations leave', () => {
  const seeds = sqlMigration([
    'CREATE TABLE plain (k TEXT, v)',
    "INSERT INTO plain VALUES ('it''s', x'00ff'), ('two\nlines\r\n', 9007199254740993), ('BEGIN TRANSACTION;', 0.1), (char(0, 65), NULL), ('ünï', 1e300)",
    'DELETE FROM plain WHERE rowid = 3',
    'CREATE TABLE tree (id INTEGER PRIMARY KEY AUTOINCREMENT, parent REFERENCES tree, twice AS (id * 2) STORED)',
    'INSERT INTO tree (id, parent) VALUES (1, NULL), (7, 1), (3, 7)',
    'UPDATE tree SET parent = 7 WHERE id = 1',
    'CREATE TABLE hen (id INTEGER PRIMARY KEY, egg REFERENCES egg)',
    'CREATE TABLE egg (id INTEGER PRIMARY KEY, hen NOT NULL REFERENCES hen)',
    'INSERT INTO hen VALUES (1, NULL)',
    'INSERT INTO egg VALUES (1, 1)',
    'UPDATE hen SET egg = 1',
    'CREATE TABLE keyed (b TEXT, a INT, PRIMARY KEY (a, b)) WITHOUT ROWID, STRICT',
    "INSERT INTO keyed VALUES ('x', 2), ('y', 1)",
    'CREATE TABLE "two words" ("rowid" TEXT, "quo""te" REAL)',
    "INSERT INTO \"two words\" VALUES ('r', 1), ('s', -0.5)",
    'CREATE TABLE log (text)',
    'CREATE TRIGGER plain_log AFTER INSERT ON plain BEGIN INSERT INTO log VALUES (new.k); END',
    "INSERT INTO plain VALUES ('last', 1)",
  ]);
  const tables = ['plain', 'tree', 'hen', 'egg', 'keyed', '"two words"', 'log'];
  const contentOf = (database: TestDatabase) =>
    tables.map((table) => {
      const columns = table === '"two words"' ? '_rowid_ AS n, *' : table === 'keyed' ? '*' : 'rowid AS n, *';
      const rows = database.rows(`SELECT ${columns} FROM ${table}`);
      return [table, rows.map((row) => JSON.stringify(row))];
    });

  it('are written value for value with their row ids, and fire no trigger', async () => {
    const files = { '1_seeds': seeds, '2_more': createsTable('more') };
    const { files: after, squash } = await squashed(files, '2_more');
    expect(squash.rows).toEqual([
      { table: 'hen', count: 1 },
      { table: 'egg', count: 1 },
      { table: 'keyed', count: 2 },
      { table: 'log', count: 1 },
      { table: 'plain', count: 5 },
      { table: 'tree', count: 3 },
      { table: 'two words', count: 2 },
    ]);
    const [old, fresh] = [testDatabase(), testDatabase()];
    await migratorOf(old, files).migrate();
    await migratorOf(fresh, after).migrate();
    expect(contentOf(fresh)).toEqual(contentOf(old));
    expect(fresh.rows('SELECT hex(k) AS k, typeof(v) AS v FROM plain')).toEqual(
      old.rows('SELECT hex(k) AS k, typeof(v) AS v FROM plain'),
    );
    expect(fresh.rows('PRAGMA foreign_key_check')).toEqual([]);
  });

  it('have their row ids if INTEGER PRIMARY KEY DESC is not an alias for them', async () => {
    const files = {
      '1_seeds': sqlMigration([
        'CREATE TABLE t (id INTEGER PRIMARY KEY DESC, n)',
        "INSERT INTO t (id, n) VALUES (50, 'gone'), (30, 'x'), (10, 'y')",
        'DELETE FROM t WHERE id = 50',
      ]),
      '2_more': createsTable('more'),
    };
    const { files: after } = await squashed(files, '2_more');
    const fresh = testDatabase();
    await migratorOf(fresh, after).migrate();
    expect(fresh.rows('SELECT rowid AS number, id FROM t ORDER BY 1')).toEqual([
      { number: 2, id: 30 },
      { number: 3, id: 10 },
    ]);
  });

  it('leave AUTOINCREMENT counters that are higher than the rows as they are', async () => {
    const counted = sqlMigration([
      'CREATE TABLE "it\'s" ("the key" INTEGER PRIMARY KEY AUTOINCREMENT, v)',
      'INSERT INTO "it\'s" (v) VALUES (1), (2), (3)',
      'DELETE FROM "it\'s" WHERE v > 1',
      'CREATE TABLE emptied (id INTEGER PRIMARY KEY AUTOINCREMENT)',
      'INSERT INTO emptied VALUES (9007199254740993)',
      'DELETE FROM emptied',
      'CREATE TABLE even (id INTEGER PRIMARY KEY AUTOINCREMENT)',
      'INSERT INTO even VALUES (4)',
    ]);
    const files = { '1_counted': counted, '2_more': createsTable('more') };
    const { files: after, squash } = await squashed(files, '2_more');
    const [old, fresh] = [testDatabase(), testDatabase()];
    await migratorOf(old, files).migrate();
    await migratorOf(fresh, after).migrate();
    const counters =
      "SELECT name, CAST(seq AS TEXT) AS seq FROM sqlite_sequence WHERE name <> 'migrations' ORDER BY name";
    expect(fresh.rows(counters)).toEqual(old.rows(counters));
    expect(squash.statements.filter((sql) => sql.includes('sqlite_sequence'))).toEqual([
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('emptied', 9007199254740993)",
      "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'it''s'",
    ]);
  });

  it('of virtual tables are written, or rebuilt if they are an index of others', async () => {
    const files = {
      '1_t': sqlMigration([
        'CREATE TABLE pages (id INTEGER PRIMARY KEY, body TEXT)',
        'CREATE VIEW texts AS SELECT id, upper(body) AS body FROM pages',
        `CREATE VIRTUAL TABLE search USING fts5(body, content='texts', content_rowid='id')`,
        `CREATE TRIGGER added AFTER INSERT ON pages BEGIN
           INSERT INTO search (rowid, body) VALUES (new.id, upper(new.body)); END`,
        "INSERT INTO pages VALUES (1, 'one two'), (5, 'two'), (7, 'three')",
        "INSERT INTO search (search, rowid, body) VALUES ('delete', 7, 'THREE')",
        'DELETE FROM pages WHERE id = 7',
        'CREATE VIRTUAL TABLE notes USING fts5(title, body UNINDEXED)',
        "INSERT INTO notes (rowid, title, body) VALUES (9, 'a', 'b'), (4, 'c', NULL)",
        'CREATE VIRTUAL TABLE places USING rtree(id, west, east, +name)',
        "INSERT INTO places VALUES (3, 0.1, 0.3, 'x'), (1, -2, 1e10, NULL)",
      ]),
      '2_more': createsTable('more'),
    };
    const { files: after } = await squashed(files, '2_more');
    const [old, fresh] = [testDatabase(), testDatabase()];
    await migratorOf(old, files).migrate();
    await migratorOf(fresh, after).migrate();
    for (const rows of [
      "SELECT rowid FROM search('two') ORDER BY rowid",
      "SELECT rowid FROM search('three')",
      'SELECT rowid, title, body FROM notes ORDER BY rowid',
      "SELECT rowid FROM notes('c')",
      'SELECT * FROM places ORDER BY id',
      'SELECT id FROM places WHERE west <= 0.05 ORDER BY id',
    ])
      expect(fresh.rows(rows)).toEqual(old.rows(rows));
    expect(fresh.rows("SELECT count(*) AS n FROM search('two')")).toEqual([{ n: 2 }]);
    await fresh.d1.prepare("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)").run();
  });

  it('need as few statements as their length allows', async () => {
    const rows = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)';
    const files = {
      '1_t': sqlMigration(['CREATE TABLE t (x)', `INSERT INTO t ${rows} SELECT printf('%0200d', i) FROM n`]),
      '2_more': createsTable('more'),
    };
    const { files: after, squash } = await squashed(files, '2_more');
    const inserts = squash.statements.filter((sql) => sql.startsWith('INSERT'));
    expect(inserts).toHaveLength(3);
    expect(Math.max(...inserts.map((sql) => sql.length))).toBeLessThanOrEqual(100_000);
    const database = testDatabase();
    await migratorOf(database, after).migrate();
    expect(database.rows('SELECT count(DISTINCT x) AS n, max(rowid) AS last FROM t')).toEqual([
      { n: 1000, last: 1000 },
    ]);
  });

  it.each([
    [
      'of an index without content',
      ["CREATE VIRTUAL TABLE t USING fts5(x, content='')", "INSERT INTO t VALUES ('a')"],
      1,
    ],
    [
      'of an index whose table is gone',
      [
        'CREATE TABLE c (id INTEGER PRIMARY KEY, x)',
        "CREATE VIRTUAL TABLE t USING fts5(x, content='c')",
        "INSERT INTO t (rowid, x) VALUES (1, 'a')",
        'DROP TABLE c',
      ],
      1,
    ],
    [
      'of an index that was not kept in step',
      [
        'CREATE TABLE c (id INTEGER PRIMARY KEY, x)',
        'CREATE VIRTUAL TABLE t USING fts5(x, content="c", content_rowid=id)',
        "INSERT INTO t (rowid, x) VALUES (1, 'elsewhere')",
      ],
      1,
    ],
    ['that are many', ['CREATE TABLE t (n)', 'INSERT INTO t SELECT value FROM generate(1)'], 1001],
    ['that are large', ['CREATE TABLE t (n)', 'INSERT INTO t VALUES (zeroblob(60000))'], 1],
  ])('%s are refused with their number, and omitted if that is requested', async (_, statements, count) => {
    const many =
      'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1001) SELECT i FROM n';
    const up = statements.map((sql) => sql.replace('SELECT value FROM generate(1)', many));
    const files = { '1_t': sqlMigration(up), '2_more': createsTable('more') };
    const migrator = migratorOf(testDatabase(), files);
    const error = await failureOf(migrator.squash({ to: '2_more', scratch: scratch() }));
    expect(error).toMatchObject({ code: 'SQUASH.ROWS', details: { tables: [{ table: 't', count }] } });
    const squash = await migrator.squash({ to: '2_more', withoutRows: true, scratch: scratch() });
    expect(squash).toMatchObject({ rows: [], omittedRows: [{ table: 't', count }] });
    const file = fileOf(squash);
    await migrator.verifySquash(squash, { name: squash.name, load: async () => file }, scratch());
  });

  it.each([
    ['another schema', (squash: Squash) => [...squash.statements, 'CREATE INDEX extra ON t (n)']],
    ['another text of a row', (squash: Squash) => squash.statements.map((sql) => sql.replace("'a'", "'A'"))],
    ['another type of a row', (squash: Squash) => squash.statements.map((sql) => sql.replace("'1'", '1'))],
    ['a row less', (squash: Squash) => squash.statements.map((sql) => sql.replace(/,\n.*$/, ''))],
  ])('and the schema must match the file: %s is refused', async (_, tampered) => {
    const files = {
      '1_t': sqlMigration(['CREATE TABLE t (n)', "INSERT INTO t VALUES ('a'), ('1')"]),
      '2_u': createsTable('u'),
    };
    const migrator = migratorOf(testDatabase(), files);
    const squash = await migrator.squash({ to: '2_u', scratch: scratch() });
    const file = sqlMigration(tampered(squash));
    const proof = migrator.verifySquash(squash, { name: squash.name, load: async () => file }, scratch());
    expect(await failureOf(proof)).toMatchObject({ code: 'SQUASH.DIFFERS' });
  });
});

describe('a squashed migration', () => {
  it('runs if nothing that it replaces is recorded', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    const report = await migratorOf(database, files).migrate();
    expect(report.done.map(({ name, statements }) => [name, statements])).toEqual([
      [squash.name, 3],
      [d, 1],
    ]);
    expect(tableNames(database)).toEqual(['a', 'b', 'c', 'd']);
    expect(await statesOf(database, files)).toEqual([
      [squash.name, 'applied'],
      [d, 'applied'],
    ]);
  });

  it('replaces the rows of what it replaces if all of them are recorded, and the next migrations run', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate({ to: b, step: true });
    await migratorOf(database, four).migrate({ to: c });
    expect(await statesOf(database, files)).toEqual([
      [a, 'replaced'],
      [b, 'replaced'],
      [c, 'replaced'],
      [squash.name, 'pending'],
      [d, 'pending'],
    ]);
    const before = database.schema();
    const report = await migratorOf(database, files).migrate({ to: squash.name });
    expect(report.done).toEqual([
      expect.objectContaining({ name: squash.name, batch: 3, statements: 0, replaces: [a, b, c] }),
    ]);
    expect(report.warnings).toEqual([]);
    expect(database.schema()).toEqual(before);
    expect(recorded(database)).toEqual([{ id: 3, migration: squash.name, batch: 3, state: 'applied' }]);
    await migratorOf(database, files).migrate();
    expect(recorded(database)).toEqual([
      { id: 3, migration: squash.name, batch: 3, state: 'applied' },
      { id: 4, migration: d, batch: 4, state: 'applied' },
    ]);
    expect((await migratorOf(database, files).status()).schema).toEqual({ state: 'as-left', since: d });
    expect((await migratorOf(database, files).migrate()).done).toEqual([]);
  });

  it('keeps its place before what was applied since, and is not out of order', async () => {
    const { files, squash } = await squashed(four, b);
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    const refuse = ['MIGRATION.OUT_OF_ORDER', 'MIGRATION.CHANGED'] as const;
    const report = await migratorOf(database, files).migrate({ failOn: refuse });
    expect(report.warnings).toEqual([]);
    expect(recorded(database)).toEqual([
      { id: 2, migration: squash.name, batch: 1, state: 'applied' },
      { id: 3, migration: c, batch: 1, state: 'applied' },
      { id: 4, migration: d, batch: 1, state: 'applied' },
    ]);
    expect((await migratorOf(database, files).status()).schema).toEqual({ state: 'as-left', since: d });
    await migratorOf(database, files).rollback({ to: squash.name });
    expect(tableNames(database)).toEqual(['a', 'b']);
  });

  it('is refused without any change if only a part is recorded', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate({ to: b });
    const before = database.content();
    for (const run of [
      migratorOf(database, files).migrate(),
      migratorOf(database, files).migrate({ pretend: true }),
    ]) {
      const error = await failureOf(run);
      expect(error).toMatchObject({
        code: 'MIGRATION.PARTLY_REPLACED',
        details: { name: squash.name, recorded: [a, b], notRecorded: [c] },
      });
      expect(error.message).toContain(c);
    }
    expect(database.content()).toBe(before);
    await migratorOf(database, four).migrate({ to: c });
    await migratorOf(database, files).migrate();
    expect(tableNames(database)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is refused beside a file that it replaces, on any database', async () => {
    const { files } = await squashed(four, c);
    const both = { ...files, [b]: four[b] as Migration };
    for (const applied of [{}, four]) {
      const database = testDatabase();
      await migratorOf(database, applied).migrate();
      const before = database.content();
      expect(await failureOf(migratorOf(database, both).migrate())).toMatchObject({
        code: 'MIGRATION.REPLACED_PRESENT',
        details: { present: [b] },
      });
      expect(await failureOf(migratorOf(database, both).fresh())).toMatchObject({
        code: 'MIGRATION.REPLACED_PRESENT',
      });
      expect(database.content()).toBe(before);
    }
  });

  it('is not rolled back, and neither is what it replaces before it is recorded', async () => {
    const { files, squash } = await squashed(four, d);
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    const before = database.content();
    for (const run of ['rollback', 'reset', 'refresh'] as const) {
      expect(await failureOf(migratorOf(database, files)[run]())).toMatchObject({
        code: 'MIGRATION.REPLACED',
        message: expect.stringMatching(/^A squashed migration replaces '.* and must be applied first\.$/),
        details: { names: Object.keys(four).reverse() },
      });
    }
    // It used to speak of rolling back here too.
    expect(await failureOf(migratorOf(database, files).squash({ scratch: scratch() }))).toMatchObject({
      code: 'MIGRATION.REPLACED',
      message: expect.stringMatching(/^A squashed migration replaces '.* and must be applied first\.$/),
      details: { names: Object.keys(four) },
    });
    expect(database.content()).toBe(before);
    await migratorOf(database, files).migrate();
    expect(await failureOf(migratorOf(database, files).rollback())).toMatchObject({
      code: 'MIGRATION.IRREVERSIBLE',
      details: { names: [squash.name] },
    });
    await migratorOf(database, files).fresh();
    expect(tableNames(database)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('is recorded by a refresh of what came after it', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    const report = await migratorOf(database, files).refresh({ step: 1 });
    expect(report.done.map(({ direction, name, replaces }) => [direction, name, replaces?.length])).toEqual([
      ['down', d, undefined],
      ['up', squash.name, 3],
      ['up', d, undefined],
    ]);
    expect(recorded(database)).toMatchObject([{ id: 3, migration: squash.name }, { migration: d }]);
  });

  it('keeps the down() that somebody has written for it', async () => {
    const { files, squash } = await squashed(four, b);
    const file = {
      ...(files[squash.name] as Migration),
      ...sqlMigration([], ['DROP TABLE b', 'DROP TABLE a']),
    };
    const database = testDatabase();
    await migratorOf(database, four).migrate({ to: b });
    await migratorOf(database, { [squash.name]: file }).migrate();
    expect(database.rows('SELECT down_sql FROM migrations')).toEqual([
      { down_sql: 'DROP TABLE b;\nDROP TABLE a;' },
    ]);
    await migratorOf(database, { [squash.name]: file }).rollback();
    expect(tableNames(database)).toEqual([]);
  });

  it("is added to wrangler's ledger, which keeps the others, so that no remaining file is applied again", async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    const wranglerLedger = 'd1_migrations';
    await migratorOf(database, four, { wranglerLedger }).migrate();
    await migratorOf(database, files, { wranglerLedger }).migrate();
    expect(database.rows('SELECT name FROM d1_migrations ORDER BY id')).toEqual(
      [a, b, c, d, squash.name].map((name) => ({ name: `${name}.sql` })),
    );
  });

  it("adds the others to wrangler's ledger if it runs, because their files may remain", async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    const migrator = migratorOf(database, files, { wranglerLedger: 'd1_migrations' });
    const known = () => database.rows('SELECT name FROM d1_migrations ORDER BY id');
    const all = [a, b, c, squash.name, d].map((name) => ({ name: `${name}.sql` }));
    await migrator.migrate();
    expect(known()).toEqual(all);
    await migrator.fresh();
    expect(known()).toEqual(all);
  });

  it('is shown without a statement by pretend', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate({ to: c });
    const before = database.content();
    const { steps } = await migratorOf(database, files).migrate({ pretend: true });
    expect(steps.map(({ name, statements, replaces }) => [name, statements?.length, replaces])).toEqual([
      [squash.name, 0, [a, b, c]],
      [d, 1, undefined],
    ]);
    expect(database.content()).toBe(before);
  });

  it.each(['lost-before', 'lost-after'] as const)('is recorded once if the answer is %s', async (fate) => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    await createMigrator({ database: losing(database.d1, fate), migrations: files }).migrate();
    expect(recorded(database)).toMatchObject([{ migration: squash.name }, { migration: d }]);
  });

  it('is recorded by one of two runs, and the other stops without writing', async () => {
    const { files, squash } = await squashed(four, c);
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    const other = createMigrator({ database: secondConnection(database), migrations: files });
    const approve = async () => void (await other.migrate());
    expect(await failureOf(migratorOf(database, files, { approve }).migrate())).toMatchObject({
      code: 'LEDGER.CONFLICT',
    });
    expect(recorded(database)).toMatchObject([{ migration: squash.name }, { migration: d }]);
  });

  it('is found in a ledger that was taken over from (id, migration, batch)', async () => {
    const { files, squash } = await squashed(four, b);
    const database = testDatabase();
    database.run(`
      CREATE TABLE migrations (id INTEGER PRIMARY KEY, migration TEXT, batch INTEGER);
      INSERT INTO migrations VALUES (4, '${a}', 1), (9, '${b}', 2);
      CREATE TABLE a (id); CREATE TABLE b (id)`);
    await migratorOf(database, files).migrate({ to: squash.name });
    expect(recorded(database)).toEqual([{ id: 9, migration: squash.name, batch: 2, state: 'applied' }]);
  });

  it('prevents only a migrate if its file does not load', async () => {
    const database = testDatabase();
    await migratorOf(database, four).migrate();
    const broken = () => Promise.reject(new Error('no such module'));
    const files = { '20270101000000_x': broken } as unknown as Files;
    expect((await statesOf(database, files)).map(([, state]) => state)).toEqual([
      'missing',
      'missing',
      'missing',
      'missing',
      'pending',
    ]);
    expect((await failureOf(migratorOf(database, files).migrate())).message).toBe('no such module');
  });

  it.each([[['']], [[]], ['a'], [[1]]])('is invalid if it replaces %j', async (replaces) => {
    const files = { '1_a': { ...createsTable('a'), replaces } } as unknown as Files;
    expect(await failureOf(migratorOf(testDatabase(), files).migrate())).toMatchObject({
      code: 'MIGRATION.EXPORT_INVALID',
    });
  });
});

describe('the export of a squashed migration', () => {
  it('runs on an empty database, and fails at its first statement if anything it replaces is recorded', async () => {
    const { files, squash } = await squashed(four, c);
    const [exported] = await exportMigrations({ database: scratch(), migrations: files });
    const sql = exported?.sql ?? '';
    const fresh = testDatabase();
    fresh.run(`BEGIN; ${sql} COMMIT`);
    expect(recorded(fresh)).toMatchObject([{ migration: squash.name, state: 'applied' }]);
    expect(await statesOf(fresh, files)).toEqual([
      [squash.name, 'applied'],
      [d, 'pending'],
    ]);
    const old = testDatabase();
    await migratorOf(old, four).migrate({ to: a });
    const before = old.content();
    expect(() => old.run(sql)).toThrow('NOT NULL constraint failed: migrations.state');
    expect(old.content()).toBe(before);
  });
});

describe('for any migrations', () => {
  const kinds = fc.array(
    fc.constantFrom('table', 'column', 'renamed', 'index', 'rows', 'trigger', 'view', 'search'),
    {
      minLength: 2,
      maxLength: 8,
    },
  );
  const bodies: Readonly<Record<string, (n: number) => readonly string[]>> = {
    table: (n) => [
      `CREATE TABLE t${n} (id INTEGER PRIMARY KEY, base REFERENCES base)`,
      `INSERT INTO t${n} (id) VALUES (${n})`,
    ],
    column: (n) => [`ALTER TABLE base ADD COLUMN c${n} TEXT DEFAULT 'd${n}'`],
    renamed: (n) => [`CREATE TABLE r${n} (id)`, `ALTER TABLE r${n} RENAME TO s${n}`],
    index: (n) => [`CREATE INDEX i${n} ON base (n)`],
    rows: (n) => [`INSERT INTO base (n) VALUES (${n}), ('text ${n}')`, 'DELETE FROM base WHERE id % 2 = 0'],
    trigger: (n) => [
      `CREATE TRIGGER g${n} AFTER INSERT ON base BEGIN UPDATE base SET n = n || '.' WHERE id = new.id; END`,
    ],
    view: (n) => [`CREATE VIEW v${n} AS SELECT * FROM base WHERE n > ${n}`],
    search: (n) => [`CREATE VIRTUAL TABLE f${n} USING fts5(body)`],
  };

  it('a squash at any place creates the same database, and older databases go on with it', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, fc.nat(), async (list, at) => {
        const base = sqlMigration(['CREATE TABLE base (id INTEGER PRIMARY KEY AUTOINCREMENT, n)']);
        const steps = list.map(
          (kind, index) => [`${index + 2}_${kind}`, sqlMigration(bodies[kind]?.(index) ?? [])] as const,
        );
        const files: Files = { '1_base': base, ...Object.fromEntries(steps) };
        const names = Object.keys(files);
        const to = names[1 + (at % (names.length - 1))] as string;
        const memory = () => openMemoryD1();
        const [plan, proof, plain, fresh, old, unused] = [
          memory(),
          memory(),
          memory(),
          memory(),
          memory(),
          memory(),
        ];
        const planner = createMigrator({ database: unused, migrations: files });
        const squash = await planner.squash({ to, scratch: plan });
        const file = fileOf(squash);
        await planner.verifySquash(squash, { name: squash.name, load: async () => file }, proof);
        const kept = Object.entries(files).filter(([name]) => !squash.replaces.includes(name));
        const after: Files = { [squash.name]: file, ...Object.fromEntries(kept) };
        await createMigrator({ database: plain, migrations: files }).migrate();
        await createMigrator({ database: fresh, migrations: after }).migrate();
        await createMigrator({ database: old, migrations: files }).migrate({ to });
        await createMigrator({ database: old, migrations: after }).migrate();
        const rows = async (database: typeof plain) =>
          (await database.prepare('SELECT * FROM base ORDER BY id').all()).results;
        for (const other of [fresh, old]) {
          expect((await dumpSchema({ database: other })).fingerprint).toBe(
            (await dumpSchema({ database: plain })).fingerprint,
          );
          expect(await rows(other)).toEqual(await rows(plain));
          const { migrations } = await createMigrator({ database: other, migrations: after }).status();
          expect(migrations.map(({ name, state }) => [name, state])).toEqual(
            Object.keys(after).map((name) => [name, 'applied']),
          );
        }
        for (const open of [plan, proof, plain, fresh, old, unused]) open.close();
      }),
      { numRuns: 25 },
    );
  });
});
