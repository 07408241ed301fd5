// A fresh start removes all objects of the user, in an order that foreign keys allow, then runs every migration.
import { createMigrator } from '@roostjs/migrations-core';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { secondConnection, type TestDatabase, tableNames, testDatabase } from '../support/database.ts';
import { losing, notAtomic } from '../support/far-database.ts';
import { createsTable, failureOf, sqlMigration, tableMigrations } from '../support/migrations.ts';

const two = tableMigrations('a', 'b');
const [first = '', second = ''] = Object.keys(two);

const freshOn = (database: TestDatabase, migrations = two) =>
  createMigrator({ database: database.d1, migrations }).fresh();

/** What a database can hold before: each by its SQL, as somebody else may have made it. */
const schemas: Readonly<Record<string, string>> = {
  'tables, indexes, views and triggers': `
    CREATE TABLE old (id INTEGER PRIMARY KEY, note TEXT);
    CREATE INDEX old_note ON old (note);
    CREATE VIEW "all of it" AS SELECT * FROM old;
    CREATE TRIGGER "to view" INSTEAD OF INSERT ON "all of it" BEGIN INSERT INTO old (note) VALUES (new.note); END;
    CREATE TRIGGER noted AFTER DELETE ON old BEGIN INSERT INTO old (note) VALUES ('again'); END;
    INSERT INTO old (note) VALUES ('x')`,
  'a view of a table that is gone, and a trigger that names it': `
    CREATE TABLE old (id INTEGER PRIMARY KEY);
    CREATE TABLE gone (id INTEGER PRIMARY KEY);
    CREATE VIEW lost AS SELECT * FROM gone;
    CREATE TRIGGER noted AFTER INSERT ON old BEGIN INSERT INTO gone VALUES (new.id); END;
    DROP TABLE gone`,
  'a full-text table and an R*Tree': `
    CREATE VIRTUAL TABLE search USING fts5(body);
    CREATE VIRTUAL TABLE places USING rtree(id, minX, maxX);
    INSERT INTO search VALUES ('words');
    INSERT INTO places VALUES (1, 0, 1)`,
  'a full-text table over one that is named as its own content would be': `
    CREATE TABLE docs_content (id INTEGER PRIMARY KEY, body TEXT);
    INSERT INTO docs_content VALUES (1, 'words');
    CREATE VIRTUAL TABLE docs USING fts5(body, content='docs_content')`,
  'tables whose names differ in the case of letters beyond ASCII': `
    CREATE TABLE "ä" (id INTEGER PRIMARY KEY, up NOT NULL REFERENCES "Ö" ON DELETE SET NULL);
    CREATE TABLE "Ä" (id INTEGER PRIMARY KEY);
    CREATE TABLE "Ö" (id INTEGER PRIMARY KEY, up NOT NULL REFERENCES "Ä" ON DELETE SET NULL);
    INSERT INTO "Ä" VALUES (1);
    INSERT INTO "Ö" VALUES (1, 1);
    INSERT INTO "ä" VALUES (1, 1)`,
  'names that want quotes, AUTOINCREMENT, WITHOUT ROWID and STRICT': `
    CREATE TABLE "two ""words""" ("the id" INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE "select" (id TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE strict_one (id INTEGER PRIMARY KEY) STRICT;
    INSERT INTO "two ""words""" DEFAULT VALUES`,
  'a chain of foreign keys of every action': ['CASCADE', 'SET NULL', 'SET DEFAULT', 'NO ACTION', 'RESTRICT']
    .map(
      (action, n) => `
    CREATE TABLE t${n} (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL DEFAULT 9${n === 0 ? '' : ` REFERENCES T${n - 1} ON DELETE ${action}`});
    INSERT INTO t${n} VALUES (1, 1)`,
    )
    .join(';'),
  'tables that reference themselves and each other': `
    CREATE TABLE own (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES own ON DELETE RESTRICT);
    INSERT INTO own VALUES (1, 1), (2, 1), (3, 2);
    CREATE TABLE pair (x, y, px, py, PRIMARY KEY (x, y), FOREIGN KEY (px, py) REFERENCES pair ON DELETE RESTRICT);
    INSERT INTO pair VALUES (1, 1, NULL, NULL), (1, 2, 1, 1);
    CREATE TABLE hen (id INTEGER PRIMARY KEY, egg INTEGER REFERENCES egg (id) ON DELETE RESTRICT);
    CREATE TABLE egg (id INTEGER PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen (id) ON DELETE RESTRICT);
    INSERT INTO hen VALUES (1, NULL);
    INSERT INTO egg VALUES (1, 1);
    UPDATE hen SET egg = 1;
    CREATE TABLE feather (id INTEGER PRIMARY KEY, hen INTEGER NOT NULL REFERENCES hen ON DELETE RESTRICT);
    INSERT INTO feather VALUES (1, 1);
    CREATE TABLE farm (id INTEGER PRIMARY KEY);
    INSERT INTO farm VALUES (1);
    CREATE TABLE red (id INTEGER PRIMARY KEY, blue REFERENCES blue, farm REFERENCES farm ON DELETE RESTRICT);
    CREATE TABLE blue (id INTEGER PRIMARY KEY, red REFERENCES red ON DELETE CASCADE);
    INSERT INTO red VALUES (1, NULL, 1);
    INSERT INTO blue VALUES (1, 1);
    UPDATE red SET blue = 1`,
  'a foreign key to a table that never was': `
    CREATE TABLE orphan (id INTEGER PRIMARY KEY, parent REFERENCES nowhere)`,
  'a foreign key to columns that are no key': `
    CREATE TABLE loose (id INTEGER PRIMARY KEY, code TEXT);
    CREATE TABLE child (id INTEGER PRIMARY KEY, code REFERENCES loose (code) ON DELETE RESTRICT);
    INSERT INTO loose VALUES (1, 'x')`,
  'tables that keep each other by RESTRICT and NOT NULL': `
    CREATE TABLE one (id INTEGER PRIMARY KEY, two NOT NULL REFERENCES two ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE two (id INTEGER PRIMARY KEY, one NOT NULL REFERENCES one ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED);
    BEGIN;
    INSERT INTO one VALUES (1, 1);
    INSERT INTO two VALUES (1, 1);
    COMMIT`,
  'tables that set NULL in each other, which neither takes': `
    CREATE TABLE one (id INTEGER PRIMARY KEY, two NOT NULL REFERENCES two ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE two (id INTEGER PRIMARY KEY, one NOT NULL REFERENCES one ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
    BEGIN;
    INSERT INTO one VALUES (1, 1);
    INSERT INTO two VALUES (1, 1);
    COMMIT`,
  'a tree whose CHECK takes no NULL in the place of a parent, nor a default': `
    CREATE TABLE tree (
      id INTEGER PRIMARY KEY, kind TEXT,
      up REFERENCES tree ON DELETE SET NULL CHECK ((kind = 'root') = (up IS NULL)),
      "other up" DEFAULT 9 REFERENCES TREE (id) ON DELETE SET DEFAULT CHECK ("other up" <> 9)
    );
    INSERT INTO tree VALUES (1, 'root', NULL, NULL), (2, 'leaf', 1, 1), (3, 'leaf', 2, 2)`,
  'tables that delete their own rows, in a circle with another, by every kind of key': `
    CREATE TABLE tree (id INTEGER PRIMARY KEY, up REFERENCES tree ON DELETE CASCADE, a REFERENCES Wood, b REFERENCES wood (ID));
    CREATE TABLE wood (id INTEGER PRIMARY KEY, up REFERENCES wood ON DELETE CASCADE, tree REFERENCES tree ON DELETE CASCADE);
    INSERT INTO tree VALUES (1, NULL, NULL, NULL), (2, 1, NULL, NULL);
    INSERT INTO wood VALUES (1, NULL, 2), (2, 1, 1);
    UPDATE tree SET a = 1, b = 2;
    CREATE TABLE cell (
      x, y, "the ""name""" UNIQUE, px, py, room REFERENCES room ON DELETE CASCADE, PRIMARY KEY (x, y),
      FOREIGN KEY (px, py) REFERENCES cell ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE TABLE room (
      id TEXT PRIMARY KEY, x, y, z REFERENCES cell ("the ""name""") ON DELETE SET NULL, up REFERENCES room ON DELETE CASCADE,
      FOREIGN KEY (x, y) REFERENCES cell (y, x) ON DELETE CASCADE, FOREIGN KEY (x, y) REFERENCES cell
    );
    INSERT INTO cell VALUES (1, 1, 'a', 1, 1, NULL);
    INSERT INTO room VALUES ('r', 1, 1, 'a', 'r');
    UPDATE cell SET room = 'r'`,
  'rows that delete each other, one by way of another, more than a thousand times': `
    CREATE TABLE tree (id INTEGER PRIMARY KEY, up REFERENCES tree ON DELETE CASCADE);
    CREATE TABLE hen (id INTEGER PRIMARY KEY, egg REFERENCES egg ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
    CREATE TABLE egg (id INTEGER PRIMARY KEY, hen REFERENCES hen ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
    BEGIN;
    INSERT INTO tree WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 1200)
      SELECT i, nullif(i - 1, 0) FROM r;
    INSERT INTO hen SELECT id, nullif(id - 1, 0) FROM tree;
    INSERT INTO egg SELECT id, id FROM tree;
    COMMIT`,
};

describe('a fresh start', () => {
  it.each(Object.entries(schemas))('removes %s', async (_, sql) => {
    const database = testDatabase();
    database.run(sql);
    const report = await freshOn(database);
    const expected = testDatabase();
    await createMigrator({ database: expected.d1, migrations: two }).migrate();
    expect(database.schema()).toEqual(expected.schema());
    expect(report.action).toBe('fresh');
    expect(report.done.map(({ direction, name, batch }) => [direction, name, batch])).toEqual([
      ['up', first, 1],
      ['up', second, 1],
    ]);
    expect(report.wiped.length).toBeGreaterThan(0);
    expect(database.rows('SELECT count(*) AS sequences FROM sqlite_sequence')).toEqual([{ sequences: 1 }]);
  });

  it('runs no down(), and starts over whatever the state of a migration', async () => {
    const database = testDatabase();
    const migrations = { ...two, '20270101000000_c': sqlMigration(['CREATE TABLE c (id)']) };
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    database.run(`
      UPDATE migrations SET state = 'partial' WHERE id = 2;
      INSERT INTO migrations (migration, batch) VALUES ('20250101000000_gone', 7)`);
    await migrator.fresh();
    expect(database.rows('SELECT migration, batch, state FROM migrations ORDER BY id')).toEqual(
      Object.keys(migrations).map((migration) => ({ migration, batch: 1, state: 'applied' })),
    );
    expect((await migrator.status()).schema.state).toBe('as-left');
  });

  it('of an empty database is a migrate, and of no migrations an empty database', async () => {
    const database = testDatabase();
    expect((await freshOn(database)).wiped).toEqual([]);
    const report = await freshOn(database, {});
    expect(report.wiped).toEqual([
      { type: 'table', name: 'a' },
      { type: 'table', name: 'b' },
    ]);
    expect(tableNames(database)).toEqual([]);
    expect(database.rows('SELECT * FROM migrations')).toEqual([]);
  });

  it("clears wrangler's ledger, and fills it again", async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TEXT);
      INSERT INTO d1_migrations (name) VALUES ('0001_old.sql')`);
    const options = { database: database.d1, migrations: two, wranglerLedger: 'd1_migrations' };
    await createMigrator(options).fresh();
    expect(database.rows('SELECT name FROM d1_migrations')).toEqual(
      [first, second].map((name) => ({ name: `${name}.sql` })),
    );
  });

  it('that only pretends shows what would be removed, and writes nothing', async () => {
    const database = testDatabase();
    database.run(schemas['a full-text table and an R*Tree'] ?? '');
    const before = database.content();
    const report = await createMigrator({ database: database.d1, migrations: two }).fresh({ pretend: true });
    expect(report.wipe?.statements).toEqual([
      'DROP TABLE IF EXISTS "places"',
      'DROP TABLE IF EXISTS "search"',
      'PRAGMA defer_foreign_keys = ON',
    ]);
    expect(report.steps.map(({ name }) => name)).toEqual([first, second]);
    expect(database.content()).toBe(before);
  });

  it('loads every migration before it removes anything', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE old (id)');
    const before = database.content();
    expect(await failureOf(freshOn(database, { ...two, '3_x': {} as never }))).toMatchObject({
      code: 'MIGRATION.EXPORT_INVALID',
    });
    expect(database.content()).toBe(before);
  });

  it('that cannot remove a table removes nothing', async () => {
    const database = testDatabase();
    database.run(
      'CREATE TABLE other (id); INSERT INTO other VALUES (1); CREATE VIEW seen AS SELECT * FROM other',
    );
    await createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } }).migrate();
    // Of a module that nobody else has.
    const elsewhere = new SqliteDatabase(database.path);
    // As a function it makes a module that CREATE VIRTUAL TABLE takes, of which the types do not know.
    const module = (() => ({ columns: ['a'], *rows() {} })) as unknown as Parameters<
      typeof elsewhere.table
    >[1];
    elsewhere.table('elsewhere', module);
    elsewhere.exec('CREATE VIRTUAL TABLE one USING elsewhere()').close();
    const content = () => [
      database.schema(),
      ...['other', 'a', 'migrations'].map((table) => database.rows(`SELECT * FROM ${table}`)),
    ];
    const before = content();
    const error = await failureOf(freshOn(database));
    expect(error).toMatchObject({
      code: 'MIGRATION.WIPE_FAILED',
      hint: 'Nothing was changed. Drop what is in the way by hand, then run the command again.',
      details: { report: { wiped: [], done: [] } },
    });
    expect(error.message).toContain('DROP TABLE IF EXISTS "one"');
    expect(content()).toEqual(before);
  });

  it('stops without removing anything if another run comes in between', async () => {
    const database = testDatabase();
    const other = createMigrator({ database: secondConnection(database), migrations: two });
    database.run('CREATE TABLE old (id)');
    const migrator = createMigrator({
      database: database.d1,
      migrations: two,
      approve: async () => void (await other.migrate({ to: first })),
    });
    expect(await failureOf(migrator.fresh())).toMatchObject({ code: 'LEDGER.CONFLICT' });
    expect(tableNames(database)).toEqual(['a', 'old']);
  });

  it.each(['lost-before', 'lost-after', 'too-many'] as const)('runs once if a batch is %s', async (fate) => {
    for (const isMigrated of [true, false]) {
      const database = testDatabase();
      database.run('CREATE TABLE old (id)');
      if (isMigrated) await createMigrator({ database: database.d1, migrations: two }).migrate();
      await createMigrator({ database: losing(database.d1, fate), migrations: two }).fresh();
      expect(tableNames(database)).toEqual(['a', 'b']);
      expect(database.rows('SELECT migration FROM migrations ORDER BY id')).toEqual([
        { migration: first },
        { migration: second },
      ]);
    }
  });

  it('reports a database that keeps a part of a failed batch, and the next one finishes it', async () => {
    const database = testDatabase();
    database.run(`
      CREATE TABLE parent (id INTEGER PRIMARY KEY);
      CREATE TABLE child (id INTEGER PRIMARY KEY, parent NOT NULL REFERENCES parent ON DELETE RESTRICT);
      INSERT INTO parent VALUES (1)`);
    await createMigrator({ database: database.d1, migrations: two }).migrate();
    database.run(`
      CREATE TABLE x (id INTEGER PRIMARY KEY, y NOT NULL REFERENCES y ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE y (id INTEGER PRIMARY KEY, x NOT NULL REFERENCES x ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED);
      BEGIN; INSERT INTO x VALUES (1, 1); INSERT INTO y VALUES (1, 1); COMMIT`);
    const options = { database: notAtomic(database.d1), migrations: two, trustAtomicBatches: false };
    const error = await failureOf(createMigrator(options).fresh());
    expect(error).toMatchObject({ code: 'MIGRATION.WIPE_FAILED' });
    expect(error.hint).toContain('Part of it may be gone');
    expect(database.rows('SELECT DISTINCT state FROM migrations')).toEqual([{ state: 'partial' }]);
    database.run('PRAGMA foreign_keys = OFF; DROP TABLE x');
    await createMigrator(options).fresh();
    expect(tableNames(database)).toEqual(['a', 'b']);
  });

  it('sends its events in order', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE old (id)');
    const events: string[] = [];
    const onEvent = ({ type }: { type: string }) => void events.push(type);
    await createMigrator({
      database: database.d1,
      migrations: { '1_a': createsTable('a') },
      onEvent,
    }).fresh();
    expect(events).toEqual([
      'run-started',
      'wipe-started',
      'wipe-finished',
      'step-started',
      'step-finished',
      'run-finished',
    ]);
  });

  it('that is interrupted before the wipe removes nothing', async () => {
    const database = testDatabase();
    database.run('CREATE TABLE old (id)');
    const before = database.content();
    const shouldStop = () => 'SIGINT';
    const migrator = createMigrator({ database: database.d1, migrations: two, shouldStop });
    expect(await failureOf(migrator.fresh())).toMatchObject({ code: 'MIGRATION.INTERRUPTED' });
    expect(database.content()).toBe(before);
  });
});
