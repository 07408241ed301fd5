// What exportMigrations writes for migrations that read the schema, and for those that come after one without a file.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import {
  createMigrator,
  type ExportedMigration,
  exportMigrations,
  type Migration,
  type MigrationDatabase,
} from '@roostjs/migrations-core';
import { rebuildTable, type TableRebuild } from '@roostjs/migrations-core/schema';
import { describe, expect, it } from 'vitest';
import { contentOf } from './rebuild/content.ts';
import { shapes as rebuildShapes } from './rebuild/shapes.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { createsTable, sqlMigration } from './support/migrations.ts';

type Migrations = Readonly<Record<string, Migration>>;

const exportOf = (migrations: Migrations): Promise<readonly ExportedMigration[]> =>
  exportMigrations({ database: testDatabase().d1, migrations, openScratch: openMemoryD1 });

const rebuilds = (...all: readonly TableRebuild[]): Migration => ({
  up: async (db) => {
    for (const one of all) await rebuildTable(db, one);
  },
});

/** Adds a column to each of the user's tables. */
const stamps: Migration = {
  up: async (db) => {
    const { results } = await db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('a', 'b')")
      .all<{ name: string }>();
    for (const { name } of results) await db.run(`ALTER TABLE ${name} ADD COLUMN stamp`);
  },
};

/** Computes a column of every row. */
const backfill: Migration = {
  up: async (db) => {
    const { results } = await db.prepare('SELECT id FROM a').all<{ id: number }>();
    await db.run('ALTER TABLE a ADD COLUMN twice');
    for (const { id } of results) await db.run('UPDATE a SET twice = ? WHERE id = ?', 2 * id, id);
  },
};

async function applied(migrations: Migrations): Promise<TestDatabase> {
  const database = testDatabase();
  for (const { sql, reason } of await exportOf(migrations)) {
    expect(reason).toBeNull();
    database.run(`BEGIN; ${sql} COMMIT;`);
  }
  return database;
}

async function migrated(migrations: Migrations): Promise<TestDatabase> {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations }).migrate();
  return database;
}

async function reasonsOf(migrations: Migrations): Promise<readonly (string | null)[]> {
  return (await exportOf(migrations)).map(({ reason }) => reason);
}

/** Applies all files but the last; that one fails, with nothing changed, after `meanwhile`. */
async function refusedAfter(migrations: Migrations, meanwhile: string): Promise<string> {
  const exported = await exportOf(migrations);
  const database = testDatabase();
  for (const { sql } of exported.slice(0, -1)) database.run(sql ?? '');
  database.run(meanwhile);
  const before = database.content();
  let message = '';
  try {
    database.run(`BEGIN; ${exported.at(-1)?.sql} COMMIT;`);
  } catch (error) {
    message = (error as Error).message;
  }
  expect(database.content()).toBe(before);
  return message;
}

const isOfUser = ({ name }: { readonly name: string }): boolean => !name.startsWith('migrations');

const shapes: Readonly<Record<string, readonly [tables: readonly string[], rebuild: TableRebuild]>> = {
  'a view and a generated column': [
    [
      'CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT, twice AS (v || v), thrice TEXT AS (v || v || v) STORED)',
      "INSERT INTO a (v) VALUES ('1'), ('2')",
      'CREATE VIEW w AS SELECT id, twice FROM a',
    ],
    { table: 'a', change: { columns: { v: { notNull: true } } } },
  ],
  'names with quotes': [
    [
      `CREATE TABLE "it's ""a""" ("a 'b'" TEXT DEFAULT 'it''s', [c "d"] INTEGER PRIMARY KEY)`,
      `INSERT INTO "it's ""a""" DEFAULT VALUES`,
      `CREATE INDEX "i'x" ON "it's ""a""" ("a 'b'")`,
      `CREATE TRIGGER "t'r" AFTER INSERT ON "it's ""a"""\nBEGIN\n  SELECT CASE WHEN new."a 'b'" = 'begin' THEN 1 END; -- it's; END\nEND`,
    ],
    { table: `it's "a"`, change: { columns: { "a 'b'": { notNull: true } } } },
  ],
  'a full-text table with its triggers': [
    [
      'CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT)',
      "CREATE VIRTUAL TABLE docs USING fts5 (v, content='a', content_rowid='id')",
      'create trigger a_ai after insert on a begin\n  insert into docs (rowid, v) values (new.id, new.v);\nend',
      "create trigger a_ad after delete on a begin\n  insert into docs (docs, rowid, v) values ('delete', old.id, old.v);\nend",
      "INSERT INTO a (v) VALUES ('one'), ('two')",
    ],
    { table: 'a', change: { columns: { v: { default: "''" } } } },
  ],
  'children that would be deleted, and a key to itself': [
    [
      'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, v TEXT, parent INTEGER REFERENCES a (id))',
      'CREATE TABLE b (id INTEGER PRIMARY KEY, a INTEGER REFERENCES a (id) ON DELETE CASCADE)',
      "INSERT INTO a (v, parent) VALUES ('one', NULL), ('two', 1)",
      'INSERT INTO b (a) VALUES (1), (2)',
      'DELETE FROM a WHERE id = 2',
    ],
    { table: 'a', change: { columns: { v: { type: 'BLOB' } } } },
  ],
  'texts that are compared in pieces': [
    [
      `CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT /* ${"é'".repeat(12_000)} */)`,
      ...Array.from(
        { length: 12 },
        (_, at) => `CREATE INDEX i${at} ON a (v) WHERE v <> '${'x'.repeat(2000)}'`,
      ),
      `CREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  SELECT ${"'a long text', ".repeat(900)} 1;\nEND`,
    ],
    { table: 'a', change: { columns: { v: { notNull: true } } } },
  ],
};

describe('a rebuild', () => {
  it.each(Object.entries(shapes))(
    'of %s is exported, and does what migrate does',
    async (_, [tables, one]) => {
      const migrations = { '1_a': sqlMigration(tables), '2_b': rebuilds(one), '3_c': rebuilds(one) };
      const [byHand, byRoost] = [await applied(migrations), await migrated(migrations)];
      const names = byRoost.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'migrations%'",
      );
      for (const { name } of names as { name: string }[]) {
        const all = `SELECT * FROM "${name.replaceAll('"', '""')}"`;
        expect([name, byHand.rows(all)]).toEqual([name, byRoost.rows(all)]);
      }
      const status = await createMigrator({ database: byHand.d1, migrations }).status();
      expect(status.migrations.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
      // For Roost, the two schemas are the same.
      byHand.run('DROP TABLE migrations; DROP TABLE migrations_schema');
      const adopted = createMigrator({ database: byHand.d1, migrations });
      await adopted.adopt({ to: '3_c', scratch: openMemoryD1() });
      expect((await adopted.status()).migrations.map(({ state }) => state)).toEqual([
        'applied',
        'applied',
        'applied',
      ]);
    },
  );

  it.each(rebuildShapes.map((shape) => [shape.name, shape] as const))(
    'of a table %s is exported, and keeps every row as migrate does',
    async (_, { table, sql }) => {
      const migrations = {
        '1_made': sqlMigration(sql('ON DELETE CASCADE')),
        '2_rebuilt': rebuilds({
          table,
          change: {
            columns: { n: { notNull: true, default: "''" } },
            add: { more: 'INTEGER NOT NULL DEFAULT 7' },
          },
          copy: { n: "coalesce(n, '?') -- none" },
        }),
        '3_again': rebuilds({ table, change: { columns: { more: { notNull: false } } } }),
      };
      const [byHand, byRoost] = [await applied(migrations), await migrated(migrations)];
      const [exported, own] = [await contentOf(byHand.d1), await contentOf(byRoost.d1)];
      expect(exported.tables.filter(isOfUser)).toEqual(own.tables.filter(isOfUser));
    },
  );

  it.each([
    ['a column more', 'ALTER TABLE a ADD COLUMN more', "The schema of ''a'' has changed"],
    ['an index more', 'CREATE INDEX more ON a (v)', "The schema of ''a'' has changed"],
    [
      'another text',
      "DROP TABLE a; CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT DEFAULT 'b')",
      "The schema of ''a''",
    ],
    ['a view more', 'CREATE VIEW more AS SELECT 1', 'Views or triggers have changed'],
    ['a key more', 'CREATE TABLE more (a REFERENCES a (id))', 'The foreign keys that point to'],
    ['no table', 'DROP TABLE a', "The schema of ''a'' has changed"],
  ])('aborts with %s', async (_, meanwhile, message) => {
    const table = "CREATE TABLE a (id INTEGER PRIMARY KEY, v TEXT DEFAULT 'a')";
    const migrations = {
      '1_a': sqlMigration([table]),
      '2_b': rebuilds({ table: 'a', change: { columns: { v: { notNull: true } } } }),
    };
    expect(await refusedAfter(migrations, meanwhile)).toContain(message);
  });

  it('aborts where rows point to nothing', async () => {
    const migrations = {
      '1_a': sqlMigration([
        'CREATE TABLE a (id INTEGER PRIMARY KEY)',
        'CREATE TABLE b (a REFERENCES a (id))',
      ]),
      '2_b': rebuilds({ table: 'a', create: 'CREATE TABLE a (id INTEGER PRIMARY KEY, v)' }),
    };
    const orphan = 'PRAGMA foreign_keys = OFF; INSERT INTO b VALUES (7)';
    expect(await refusedAfter(migrations, orphan)).toContain("rows of ''b'' violate a foreign key");
  });

  it('accepts every text of the same trigger, and that of no other', async () => {
    const [create, plain, other] = [
      'create trigger t after insert on a\nbegin\n  select case when new.id then 1 end;\nend',
      'CREATE TRIGGER t after insert on a BEGIN select (CASE when new.id then 1 END); END',
      'CREATE TRIGGER t after insert on a BEGIN select (CASE when new.id then 2 END); END',
    ];
    const migrations = {
      '1_a': sqlMigration(['CREATE TABLE a (id INTEGER PRIMARY KEY, v)', create ?? '']),
      '2_b': rebuilds({ table: 'a', change: { columns: { v: { type: 'TEXT' } } } }),
    };
    for (const same of [create, plain]) {
      const database = testDatabase();
      const [first, second] = await exportOf(migrations);
      database.run(`${first?.sql} DROP TRIGGER t; ${same}; ${second?.sql}`);
      expect(database.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")).toEqual([{ sql: plain }]);
    }
    expect(await refusedAfter(migrations, `DROP TRIGGER t; ${other}`)).toContain("The schema of ''a''");
    expect(await refusedAfter(migrations, 'DROP TRIGGER t')).toContain("The schema of ''a''");
  });

  it('twice in one migration is refused, as migrate refuses it', async () => {
    const one: TableRebuild = { table: 'a', change: { columns: { note: { type: 'BLOB' } } } };
    const [, reason] = await reasonsOf({ '1_a': createsTable('a'), '2_b': rebuilds(one, one) });
    expect(reason).toContain('after it has written');
  });
});

describe('a migration that reads the schema', () => {
  const migrations = {
    '1_a': createsTable('a'),
    '2_b': sqlMigration(['CREATE TABLE b (id)']),
    '3_c': stamps,
  };

  it('is exported with what it does on the schema of those before it', async () => {
    const [byHand, byRoost] = [await applied(migrations), await migrated(migrations)];
    expect(byHand.schema()).toEqual(byRoost.schema());
    expect(byHand.schema()).toContain('CREATE TABLE b (id, stamp)');
  });

  it.each([
    ['a table more', 'CREATE TABLE more (id)'],
    ['a view more', 'CREATE VIEW more AS SELECT 1'],
    ['an index more', 'CREATE INDEX more ON a (note)'],
    ['a column more', 'ALTER TABLE b ADD COLUMN more'],
    ['a table less', 'DROP TABLE b'],
    ['another table', 'ALTER TABLE b RENAME TO c'],
    ['another type', 'DROP TABLE b; CREATE TABLE b (id TEXT)'],
  ])('aborts on a schema with %s', async (_, meanwhile) => {
    expect(await refusedAfter(migrations, meanwhile)).toContain(
      'roost assertion failed: 3_c was exported for another schema (roost migrate can apply it)',
    );
  });

  it('aborts on a database without the tables, and with a full-text table that is not known', async () => {
    const exported = await exportOf(migrations);
    expect(() => testDatabase().run(exported.at(-1)?.sql ?? '')).toThrow('another schema');
    const found = 'CREATE VIRTUAL TABLE found USING fts5 (v)';
    expect(await refusedAfter(migrations, found)).toContain('another schema');
    const known = { ...migrations, '2_b': sqlMigration(['CREATE TABLE b (id)', found]) };
    const database = await applied(known);
    expect(database.rows("SELECT * FROM pragma_table_info('b')")).toHaveLength(2);
  });

  it('gets the answers to several reads at once', async () => {
    const up: Migration['up'] = async (db) => {
      const names = ['a', 'b'].map((table) =>
        db.prepare('SELECT name FROM pragma_table_info(?)').bind(table).raw<[string]>(),
      );
      const columns = await Promise.all([
        ...names,
        db.prepare('PRAGMA table_info(a)').raw<[number, string]>(),
      ]);
      await db.run(`CREATE TABLE c (v DEFAULT '${JSON.stringify(columns.map((rows) => rows.length))}')`);
    };
    const [, , third] = await exportOf({ ...migrations, '3_c': { up } });
    expect(third?.sql).toContain("DEFAULT '[2,1,2]'");
  });

  it('must await its reads', async () => {
    const up: Migration['up'] = async (db) => {
      void db.prepare('SELECT name FROM sqlite_schema').all();
      await db.run('CREATE TABLE c (id)');
    };
    expect((await reasonsOf({ ...migrations, '3_c': { up } })).at(-1)).toContain('still running');
  });

  it('cannot catch the refusal of a read of rows', async () => {
    const up: Migration['up'] = async (db) => {
      await db.prepare('SELECT name FROM sqlite_schema').all();
      await db
        .prepare('SELECT * FROM a')
        .all()
        .catch(() => {});
      await db.run('CREATE TABLE c (id)');
    };
    expect((await reasonsOf({ ...migrations, '3_c': { up } })).at(-1)).toContain('It reads the database');
  });

  it.each([
    ['a table', 'SELECT count(*) FROM a'],
    ['a table in a subquery', 'SELECT name, (SELECT count(*) FROM a) FROM sqlite_schema'],
    ['a view', 'SELECT * FROM w'],
    ['a counter', 'SELECT seq FROM sqlite_sequence'],
    ['the foreign keys of rows', 'PRAGMA foreign_key_check'],
    ['no table at all', 'SELECT last_insert_rowid()'],
  ])('is not exported if it reads %s', async (_, sql) => {
    const reasons = await reasonsOf({
      '1_a': sqlMigration([
        'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT)',
        'CREATE VIEW w AS SELECT * FROM a',
      ]),
      '2_b': { up: async (db: MigrationDatabase) => void (await db.prepare(sql).all()) },
    });
    expect(reasons).toEqual([null, expect.stringContaining(`It reads the database`)]);
  });

  it('is not exported where the schema is not known, with the reason', async () => {
    const reasons = await reasonsOf({ '1_a': sqlMigration(['ALTER TABLE a ADD COLUMN n']), '2_b': stamps });
    expect(reasons).toEqual([
      null,
      expect.stringMatching(
        /^It reads the schema \(SELECT name FROM .*\), which is not known, because '1_a' fails on an empty database: .*no such table: a/,
      ),
    ]);
  });

  it('is not exported without a scratch database, nor is one opened for the others', async () => {
    const options = { database: testDatabase().d1, migrations };
    expect((await exportMigrations(options)).at(-1)?.reason).toContain('It reads the database');
    let opened = 0;
    const openScratch = () => {
      opened += 1;
      return openMemoryD1();
    };
    const { '3_c': _, ...ordinary } = migrations;
    const exported = await exportMigrations({ ...options, migrations: ordinary, openScratch });
    expect([exported, opened]).toEqual([await exportMigrations({ ...options, migrations: ordinary }), 0]);
  });
});

describe('behind a migration that cannot be exported', () => {
  const migrations = { '1_a': createsTable('a'), '2_b': backfill, '3_c': createsTable('c'), '4_d': stamps };

  it('each file aborts until that one is applied', async () => {
    const exported = await exportOf(migrations);
    expect(exported.map(({ sql }) => sql !== null)).toEqual([true, false, true, true]);
    const database = testDatabase();
    database.run(exported[0]?.sql ?? '');
    const before = database.content();
    for (const { sql } of exported.slice(2)) {
      expect(() => database.run(`BEGIN; ${sql} COMMIT;`)).toThrow(
        /comes after what only roost migrate can apply \(2_b\)/,
      );
    }
    expect(database.content()).toBe(before);
    database.run('INSERT INTO a (id) VALUES (1), (2)');
    await createMigrator({ database: database.d1, migrations }).migrate({ to: '2_b' });
    for (const { sql } of exported.slice(2)) database.run(sql ?? '');
    expect(database.rows('SELECT id, twice, stamp FROM a')).toEqual([
      { id: 1, twice: 2, stamp: null },
      { id: 2, twice: 4, stamp: null },
    ]);
    const { migrations: states } = await createMigrator({ database: database.d1, migrations }).status();
    expect(states.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied', 'applied']);
  });

  it('a partial one does not count, and all that are missing are named', async () => {
    const more = { ...migrations, '2_c': { ...createsTable('x'), withinTransaction: false } };
    const exported = await exportOf(more);
    const database = testDatabase();
    database.run(exported[0]?.sql ?? '');
    database.run("INSERT INTO migrations (migration, batch, state) VALUES ('2_b', 1, 'partial')");
    const last = exported.at(-1)?.sql ?? '';
    expect(() => database.run(last)).toThrow('can apply (2_b, 2_c)');
    database.run("UPDATE migrations SET state = 'applied'");
    expect(() => database.run(last)).toThrow('can apply (2_c)');
  });

  it('the schema is the one that it creates without rows; if that is another one, the file aborts', async () => {
    const depends: Migration = {
      up: async (db) => {
        const row = await db.prepare('SELECT id FROM a').first();
        await db.run(`CREATE TABLE b (${row === null ? 'none' : 'id'})`);
      },
    };
    const exported = await exportOf({ '1_a': createsTable('a'), '2_b': depends, '3_c': stamps });
    for (const [rows, isSame] of [
      ['', true],
      ['INSERT INTO a VALUES (1, 1)', false],
    ] as const) {
      const database = testDatabase();
      const own = { '1_a': createsTable('a'), '2_b': depends };
      await createMigrator({ database: database.d1, migrations: own }).migrate({ to: '1_a' });
      database.run(rows);
      await createMigrator({ database: database.d1, migrations: own }).migrate();
      const apply = () => database.run(exported.at(-1)?.sql ?? '');
      if (isSame) apply();
      else expect(apply).toThrow('another schema');
    }
  });

  it('the schema is known if it runs outside a transaction, and not if it fails without rows', async () => {
    const outside = { ...backfill, withinTransaction: false };
    expect(await reasonsOf({ ...migrations, '2_b': outside })).toMatchObject([
      null,
      expect.any(String),
      null,
      null,
    ]);
    const needsRows: Migration = {
      up: async (db) => {
        const row = await db.prepare('SELECT id FROM a').first<{ id: number }>();
        await db.run(`ALTER TABLE a ADD COLUMN n${(row as { id: number }).id}`);
      },
    };
    const reasons = await reasonsOf({ ...migrations, '2_b': needsRows });
    expect(reasons[2]).toBeNull();
    expect(reasons[3]).toMatch(/which is not known, because '2_b' fails on an empty database: .*null/);
  });
});

it.each<[string, string | undefined]>([
  ['// roost-allow unexportable: it computes', 'it computes'],
  ['-- roost-allow unexportable: it computes', 'it computes'],
  ['// roost-allow unexportable', undefined],
  ['// roost-allow drop-table: it computes', undefined],
])('the comment %j allows that there is no file: %j', async (text, allowed) => {
  const list = () => [{ name: '1_a', text, load: () => Promise.resolve({ default: backfill }) }];
  const [exported] = await exportMigrations({
    database: testDatabase().d1,
    migrations: { list },
    openScratch: openMemoryD1,
  });
  expect(exported).toMatchObject({ sql: null, reason: expect.any(String) });
  expect(exported?.allowed).toBe(allowed);
});
