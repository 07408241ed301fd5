// Migrations up, down, and up again: what is found if something is not restored, and that nothing is found otherwise.
import { openLocalCopy, openMemoryD1 } from '@roostjs/d1-adapter/local';
import { brokenRule } from '@roostjs/d1-adapter/rules';
import {
  createMigrator,
  type Migration,
  type StageFailure,
  type VerifiedMigration,
  type VerifyOptions,
  type VerifyReport,
  type VerifyStage,
  verifyMigrations,
} from '@roostjs/migrations-core';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { failureOf, sqlMigration } from './support/migrations.ts';
import { reversible, steps } from './support/reversible.ts';

type Migrations = Readonly<Record<string, Migration>>;

const posts = 'CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL)';
const three = "INSERT INTO posts (title) VALUES ('a'), ('b'), ('c')";
/** A table with three rows, which the migration under test has not made. */
const base = sqlMigration([posts, three], ['DROP TABLE posts']);
const after = sqlMigration(['CREATE TABLE later (id INTEGER)'], ['DROP TABLE later']);

async function verify(migrations: Migrations, scratch = memory()): Promise<VerifyReport> {
  return verifyMigrations({ scratch, migrations, rules: brokenRule });
}

function memory() {
  const database = openMemoryD1();
  onTestFinished(() => database.close());
  return database;
}

/** What is said of the migration between the base and one that comes after it. */
async function verdictOn(migration: Migration): Promise<VerifiedMigration> {
  const { migrations } = await verify({ '1_base': base, '2_tried': migration, '3_after': after });
  expect(migrations.map(({ name }) => name)).toEqual(['1_base', '2_tried', '3_after']);
  expect(migrations[0]).toEqual(nothingFound('1_base'));
  // Whatever was found, what comes after is tried on what the first up() makes.
  expect(migrations[2]?.state).toBe(migrations[1]?.failure?.during === 'up' ? 'skipped' : 'ok');
  return migrations[1] as VerifiedMigration;
}

const nothingFound = (name: string): VerifiedMigration => ({
  name,
  state: 'ok',
  differences: [],
  rows: [],
  failure: null,
});

const rebuilt = (text: string, select: string) => [
  `CREATE TABLE posts_new (${text})`,
  `INSERT INTO posts_new SELECT ${select} FROM posts`,
  'DROP TABLE posts',
  'ALTER TABLE posts_new RENAME TO posts',
];

describe('nothing is found for', () => {
  it.each<[string, Migration]>([
    ['a table', sqlMigration(['CREATE TABLE t (id INTEGER)'], ['DROP TABLE t'])],
    [
      'a column',
      sqlMigration(['ALTER TABLE posts ADD COLUMN n INTEGER'], ['ALTER TABLE posts DROP COLUMN n']),
    ],
    ['an index', sqlMigration(['CREATE INDEX i ON posts (title)'], ['DROP INDEX i'])],
    ['a view', sqlMigration(['CREATE VIEW v AS SELECT title FROM posts'], ['DROP VIEW v'])],
    [
      'a trigger',
      sqlMigration(['CREATE TRIGGER g AFTER INSERT ON posts BEGIN SELECT 1; END'], ['DROP TRIGGER g']),
    ],
    [
      'rows',
      sqlMigration(["INSERT INTO posts (title) VALUES ('d')"], ["DELETE FROM posts WHERE title = 'd'"]),
    ],
    [
      'a name that is restored with other quotes',
      sqlMigration(['ALTER TABLE posts RENAME TO articles'], ['ALTER TABLE articles RENAME TO posts']),
    ],
    [
      'a rebuilt table whose rows are kept',
      sqlMigration(
        rebuilt('id INTEGER PRIMARY KEY, title TEXT', 'id, title'),
        rebuilt('id INTEGER PRIMARY KEY, title TEXT NOT NULL', 'id, title'),
      ),
    ],
    [
      'a virtual table and its own tables',
      sqlMigration(
        [
          "CREATE VIRTUAL TABLE search USING fts5(title, content='posts')",
          "INSERT INTO search(search) VALUES ('rebuild')",
        ],
        ['DROP TABLE search'],
      ),
    ],
    ['nothing at all', sqlMigration([], [])],
    [
      'a migration that reads before it writes',
      {
        async up(db) {
          const { results } = await db.prepare('SELECT id FROM posts').all<{ id: number }>();
          await db.run('ALTER TABLE posts ADD COLUMN n INTEGER');
          for (const { id } of results) await db.run('UPDATE posts SET n = ? WHERE id = ?', id * 2, id);
        },
        async down(db) {
          expect((await db.prepare('SELECT n FROM posts').all()).results).toEqual([
            { n: 2 },
            { n: 4 },
            { n: 6 },
          ]);
          await db.run('ALTER TABLE posts DROP COLUMN n');
        },
      },
    ],
    [
      'a migration outside a transaction',
      {
        withinTransaction: false,
        async up(db) {
          await db.run('CREATE TABLE t (n INTEGER)');
          await db.run('INSERT INTO t VALUES (1)');
          expect(await db.prepare('SELECT n FROM t').first('n')).toBe(1);
        },
        async down(db) {
          await db.exec('DROP TABLE t');
        },
      },
    ],
  ])('%s', async (_, migration) => {
    expect(await verdictOn(migration)).toEqual(nothingFound('2_tried'));
  });

  it('a list without migrations', async () => {
    expect(await verify({})).toEqual({ migrations: [], notTested: [] });
  });
});

type Found = Partial<Omit<VerifiedMigration, 'name'>>;

const stillThere = (type: string, name: string) =>
  expect.objectContaining({ after: 'down', difference: 'extra', type, name, expected: null });
const gone = (type: string, name: string) =>
  expect.objectContaining({ after: 'down', difference: 'missing', type, name, actual: null });
const altered = (type: string, name: string) =>
  expect.objectContaining({ after: 'down', difference: 'different', type, name });
const rows = (lost: number, added: number, stage: VerifyStage = 'down', table = 'posts', rowsBefore = 3) => ({
  after: stage,
  table,
  rowsBefore,
  lost,
  added,
});
const failed = (
  during: VerifyStage,
  code: string,
  text: string,
  statement: StageFailure['statement'] = expect.anything(),
) => ({
  during,
  code,
  message: expect.stringContaining(text),
  hint: expect.any(String),
  statement,
  error: expect.objectContaining({ name: 'RoostError' }),
});

describe('what is not restored is found:', () => {
  it.each<[string, Migration, Found]>([
    [
      'a down() that forgets an index',
      sqlMigration(
        ['ALTER TABLE posts ADD COLUMN n INTEGER', 'CREATE INDEX IF NOT EXISTS i ON posts (title)'],
        ['ALTER TABLE posts DROP COLUMN n'],
      ),
      { state: 'differs', differences: [stillThere('index', 'i')], rows: [], failure: null },
    ],
    [
      'a down() that forgets a table, so that the second up() fails',
      sqlMigration(['CREATE TABLE t (id INTEGER)'], []),
      {
        state: 'differs',
        differences: [stillThere('table', 't')],
        failure: failed('up-again', 'MIGRATION.FAILED', 'already exists', {
          number: 1,
          sql: 'CREATE TABLE t (id INTEGER)',
        }),
      },
    ],
    [
      'a down() that forgets a table that up() creates only if there is none',
      sqlMigration(['CREATE TABLE IF NOT EXISTS t (id INTEGER)'], []),
      { state: 'differs', differences: [stillThere('table', 't')], failure: null },
    ],
    [
      'a down() that forgets a column',
      sqlMigration(['ALTER TABLE posts ADD COLUMN n INTEGER'], []),
      {
        state: 'differs',
        differences: [altered('table', 'posts')],
        failure: failed('up-again', 'MIGRATION.FAILED', 'duplicate column'),
      },
    ],
    [
      'a down() that forgets a trigger',
      sqlMigration(['CREATE TRIGGER g AFTER INSERT ON posts BEGIN SELECT 1; END'], []),
      { state: 'differs', differences: [stillThere('trigger', 'g')] },
    ],
    [
      'a down() that forgets a view',
      sqlMigration(['CREATE VIEW v AS SELECT title FROM posts'], []),
      { state: 'differs', differences: [stillThere('view', 'v')] },
    ],
    [
      'a down() that drops what it did not create',
      sqlMigration(['CREATE TABLE t (id INTEGER)'], ['DROP TABLE t', 'DROP TABLE posts']),
      { state: 'loses', differences: [gone('table', 'posts')], rows: [rows(3, 0)] },
    ],
    [
      'a column that is restored empty',
      sqlMigration(
        ['ALTER TABLE posts DROP COLUMN title'],
        ["ALTER TABLE posts ADD COLUMN title TEXT NOT NULL DEFAULT ''"],
      ),
      { state: 'loses', differences: [altered('table', 'posts')], rows: [rows(3, 3)] },
    ],
    [
      'a table that is restored empty',
      sqlMigration(['DROP TABLE posts'], [posts]),
      { state: 'loses', differences: [], rows: [rows(3, 0)], failure: null },
    ],
    [
      'an up() that deletes rows',
      sqlMigration(["DELETE FROM posts WHERE title <> 'a'"], []),
      { state: 'loses', differences: [], rows: [rows(2, 0)] },
    ],
    [
      'an up() that changes rows',
      sqlMigration(["UPDATE posts SET title = 'x' WHERE id > 1"], []),
      { state: 'loses', differences: [], rows: [rows(2, 2)] },
    ],
    [
      'rows that down() leaves',
      sqlMigration(["INSERT INTO posts (title) VALUES ('d')"], []),
      { state: 'differs', differences: [], rows: [rows(0, 1)] },
    ],
    [
      'a second up() that fails although the schema was restored',
      sqlMigration(["INSERT INTO posts (id, title) VALUES (9, 'd')"], []),
      {
        state: 'differs',
        rows: [rows(0, 1)],
        failure: failed('up-again', 'MIGRATION.FAILED', 'UNIQUE constraint failed'),
      },
    ],
    [
      'a second up() that creates something else',
      {
        up: (() => {
          let calls = 0;
          return async (db) => {
            await db.run(`CREATE TABLE t${calls++} (id INTEGER)`);
          };
        })(),
        down: async (db) => {
          const { results } = await db
            .prepare("SELECT name FROM sqlite_schema WHERE name GLOB 't[0-9]'")
            .all<{ name: string }>();
          for (const { name } of results) await db.run(`DROP TABLE ${name}`);
        },
      },
      {
        state: 'differs',
        differences: [
          expect.objectContaining({ after: 'up-again', difference: 'extra', name: 't1' }),
          expect.objectContaining({ after: 'up-again', difference: 'missing', name: 't0' }),
        ],
      },
    ],
    [
      'a second up() that fails by itself',
      {
        up: (() => {
          let calls = 0;
          return async () => {
            if (calls++ === 1) throw new Error('not twice');
          };
        })(),
        down: async () => {},
      },
      {
        state: 'failed',
        differences: [],
        rows: [],
        failure: failed('up-again', 'MIGRATION.FAILED', 'not twice', null),
      },
    ],
    [
      'a down() that fails, which leaves what up() has created',
      sqlMigration(['CREATE TABLE t (id INTEGER)'], ['DROP TABLE t', 'DROP TABLE nowhere']),
      {
        state: 'failed',
        differences: [],
        rows: [],
        failure: failed('down', 'MIGRATION.FAILED', 'no such table: nowhere', {
          number: 2,
          sql: 'DROP TABLE nowhere',
        }),
      },
    ],
    [
      'a down() outside a transaction that fails halfway',
      {
        ...sqlMigration(['CREATE TABLE t (id INTEGER)'], ['DROP TABLE t', 'DROP TABLE nowhere']),
        withinTransaction: false,
      },
      { state: 'failed', failure: failed('down', 'MIGRATION.STOPPED_HALFWAY', 'no such table: nowhere') },
    ],
    [
      'a down() that has a statement which D1 refuses',
      sqlMigration([], ['VACUUM']),
      {
        state: 'failed',
        failure: failed('down', 'MIGRATION.REFUSED', "rule 'vacuum'", { number: 1, sql: 'VACUUM' }),
      },
    ],
    [
      'an up() that fails',
      sqlMigration(['CREATE TABLE t (id INTEGER)', 'INSERT INTO nowhere VALUES (1)'], ['DROP TABLE t']),
      {
        state: 'failed',
        differences: [],
        rows: [],
        failure: failed('up', 'MIGRATION.FAILED', 'no such table: nowhere'),
      },
    ],
    [
      'an up() that D1 refuses',
      sqlMigration(['CREATE TABLE t (id INTEGER)', 'CREATE TEMP TABLE x (id)'], ['DROP TABLE t']),
      { state: 'failed', failure: failed('up', 'MIGRATION.REFUSED', "rule 'temp'") },
    ],
    [
      'an up() that reads what it has written',
      {
        async up(db) {
          await db.run('CREATE TABLE t (id INTEGER)');
          await db.prepare('SELECT * FROM t').all();
        },
      },
      { state: 'failed', failure: failed('up', 'MIGRATION.FAILED', 'its writes have not run yet', null) },
    ],
  ])('%s', async (_, migration, found) => {
    expect(await verdictOn(migration)).toMatchObject(found);
  });

  it('the rows of a child that are lost when its parent is rebuilt', async () => {
    const child =
      'CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts (id) ON DELETE CASCADE)';
    const { migrations } = await verify({
      '1_base': base,
      '2_comments': sqlMigration(
        [child, 'INSERT INTO comments (post) VALUES (1), (1), (2)'],
        ['DROP TABLE comments'],
      ),
      '3_rebuild': sqlMigration(
        rebuilt('id INTEGER PRIMARY KEY, title TEXT', 'id, title'),
        rebuilt('id INTEGER PRIMARY KEY, title TEXT NOT NULL', 'id, title'),
      ),
    });
    expect(migrations[2]).toMatchObject({
      state: 'loses',
      differences: [],
      rows: [rows(3, 0, 'down', 'comments')],
    });
  });

  // The large one is beyond what a number of JavaScript's can tell from its neighbours.
  const values =
    "INSERT INTO v VALUES (1), (9007199254740993), (0.1), (x'00ff'), (NULL), ('1'), ('a' || char(0) || 'b')";
  const withValues = { '1_v': sqlMigration(['CREATE TABLE v (x)', values], ['DROP TABLE v']) };

  it.each([
    ['an integer that becomes a fraction', '1.0', "typeof(x) = 'integer' AND x = 1"],
    ['an integer that becomes a text', "'1'", "typeof(x) = 'integer' AND x = 1"],
    ['a large integer that is rounded', 'x - 1', 'x = 9007199254740993'],
    ['a fraction that is not quite the same', '0.1 + 1e-17', 'x = 0.1'],
    ['a byte of a blob', "x'00fe'", "x = x'00ff'"],
    ['a blob that becomes a text', "CAST(x'00ff' AS TEXT)", "x = x'00ff'"],
    ['NULL that becomes a text', "'NULL'", 'x IS NULL'],
    ['text after a NUL', "'a' || char(0) || 'c'", "x = 'a' || char(0) || 'b'"],
  ])('%s', async (_, to, where) => {
    const changes = sqlMigration([], [`UPDATE v SET x = ${to} WHERE ${where}`]);
    const { migrations } = await verify({ ...withValues, '2_changes': changes });
    expect(migrations[1]).toMatchObject({ state: 'loses', rows: [rows(1, 1, 'down', 'v', 7)] });
  });

  it('but not rows of every kind that are restored in another order', async () => {
    const reorder = ['CREATE TABLE n (x)', 'INSERT INTO n SELECT x FROM v ORDER BY rowid DESC'];
    const rebuild = sqlMigration([...reorder, 'DROP TABLE v', 'ALTER TABLE n RENAME TO v'], []);
    const { migrations } = await verify({
      ...withValues,
      '2_rebuild': rebuild,
      '3_nothing': sqlMigration([], []),
    });
    expect(migrations.slice(1)).toEqual([nothingFound('2_rebuild'), nothingFound('3_nothing')]);
  });

  it.each([
    ['that go', 'CASCADE', { lost: 3, added: 0 }],
    ['that are emptied', 'SET NULL', { lost: 3, added: 3 }],
  ])('the rows of a child %s with a parent, even if nothing is to be restored', async (_, action, found) => {
    const child = `CREATE TABLE comments (id INTEGER PRIMARY KEY, post INTEGER REFERENCES posts (id) ON DELETE ${action})`;
    const rebuild = rebuilt('id INTEGER PRIMARY KEY, title TEXT', 'id, title');
    const filled = 'INSERT INTO comments (post) VALUES (1), (1), (2)';
    const { migrations } = await verify({
      '1_base': base,
      '2_comments': sqlMigration([child, filled], ['DROP TABLE comments']),
      '3_rebuild': sqlMigration(rebuild),
      // A statement that names the table may be meant to take its rows.
      '4_refill': sqlMigration(['DELETE FROM comments', filled, 'DELETE FROM comments WHERE post = 2']),
      '5_rebuild': { ...sqlMigration(['DELETE FROM posts']), withinTransaction: false },
    });
    expect(migrations.slice(2)).toMatchObject([
      { state: 'loses', rows: [{ after: 'up', table: 'comments', rowsBefore: 3, ...found }] },
      { state: 'irreversible' },
      { state: 'loses', rows: [{ table: 'posts' }, { table: 'comments', rowsBefore: 2, lost: 2 }] },
    ]);
  });

  it('but not a full-text index, which changes with its table', async () => {
    const search = "CREATE VIRTUAL TABLE search USING fts5(title, content='posts')";
    const { migrations } = await verify({
      '1_base': base,
      '2_search': sqlMigration([search], ['DROP TABLE search']),
      '3_upper': sqlMigration(['UPDATE posts SET title = upper(title)']),
    });
    expect(migrations[2]).toEqual({ ...nothingFound('3_upper'), state: 'irreversible' });
  });

  it('an irreversible migration, with what its up() removes', async () => {
    expect(await verdictOn(sqlMigration(['CREATE TABLE t (id INTEGER)']))).toEqual({
      ...nothingFound('2_tried'),
      state: 'irreversible',
    });
    expect(await verdictOn(sqlMigration(['DELETE FROM posts WHERE id = 1']))).toEqual({
      ...nothingFound('2_tried'),
      state: 'irreversible',
      rows: [rows(1, 0, 'up')],
    });
  });
});

/** A database file with the base and what is given applied, one batch each. */
async function databaseWith(migrations: Migrations): Promise<TestDatabase> {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: { '1_base': base, ...migrations } }).migrate({
    step: true,
  });
  return database;
}

function copyOf(database: TestDatabase) {
  const copy = openLocalCopy({ path: database.path });
  onTestFinished(() => copy.close());
  return copy;
}

const column = sqlMigration(['ALTER TABLE posts ADD COLUMN n INTEGER'], ['ALTER TABLE posts DROP COLUMN n']);

describe('a pending migration, on a copy of a database,', () => {
  it('is tried on the data of the database, and the database itself is not touched', async () => {
    const database = await databaseWith({ '2_column': column });
    const before = database.content();
    const files = { '1_base': base, '2_column': column, '3_after': after };
    expect(await verify(files, copyOf(database))).toEqual({
      migrations: [nothingFound('3_after')],
      notTested: ['1_base', '2_column'],
    });
    expect(database.content()).toBe(before);
  });

  it("is found to lose users' rows that no migration has made", async () => {
    const lower = sqlMigration(['UPDATE posts SET title = lower(title)'], []);
    const database = await databaseWith({});
    const files = { '1_base': base, '2_lower': lower };
    expect(await verify(files, copyOf(database))).toMatchObject({ migrations: [nothingFound('2_lower')] });
    database.run("INSERT INTO posts (title) VALUES ('By a user')");
    expect(await verify(files, copyOf(database))).toMatchObject({
      migrations: [{ name: '2_lower', state: 'loses', rows: [rows(1, 1, 'down', 'posts', 4)] }],
    });
  });

  it('is found to fail because of existing rows', async () => {
    const unique = sqlMigration(['CREATE UNIQUE INDEX u ON posts (title)'], ['DROP INDEX u']);
    const database = await databaseWith({});
    database.run("INSERT INTO posts (title) VALUES ('a')");
    expect(
      await verify({ '1_base': base, '2_unique': unique, '3_after': after }, copyOf(database)),
    ).toMatchObject({
      migrations: [
        { state: 'failed', failure: failed('up', 'MIGRATION.FAILED', 'UNIQUE constraint failed') },
        { state: 'skipped' },
      ],
    });
  });

  it('never starts over: what comes after one that is not restored is skipped', async () => {
    const forgets = sqlMigration(['CREATE TABLE t (id INTEGER)'], []);
    const copy = copyOf(await databaseWith({}));
    const { migrations } = await verify({ '1_base': base, '2_forgets': forgets, '3_after': after }, copy);
    expect(migrations.map(({ state }) => state)).toEqual(['differs', 'skipped']);
  });

  it('is tried even if it is older than what is applied', async () => {
    const copy = copyOf(await databaseWith({ '3_column': column }));
    expect(await verify({ '1_base': base, '2_older': after, '3_column': column }, copy)).toMatchObject({
      migrations: [nothingFound('2_older')],
    });
  });
});

describe('the last batch, on a copy of a database,', () => {
  const verifyLast = (migrations: Migrations, database: TestDatabase): Promise<VerifyReport> =>
    verifyMigrations({ scratch: copyOf(database), migrations, rules: brokenRule, which: 'last-batch' });

  it('is rolled back and tried again', async () => {
    const database = await databaseWith({ '2_column': column });
    // What a column held is gone with it; that is what its down() is for.
    database.run("UPDATE posts SET n = id; INSERT INTO posts (title, n) VALUES ('by a user', 9)");
    const before = database.content();
    const files = { '1_base': base, '2_column': column, '3_after': after };
    expect(await verifyLast(files, database)).toEqual({
      migrations: [nothingFound('2_column')],
      notTested: ['1_base'],
    });
    expect(database.content()).toBe(before);
  });

  it('would lose rows of tables that it has not created', async () => {
    const tags = sqlMigration(
      ['CREATE TABLE tags (id INTEGER)', "INSERT INTO posts (title) VALUES ('tagged')"],
      ['DROP TABLE tags', 'DELETE FROM posts WHERE id > 3'],
    );
    const database = await databaseWith({ '2_tags': tags });
    database.run("INSERT INTO posts (title) VALUES ('by a user')");
    expect((await verifyLast({ '1_base': base, '2_tags': tags }, database)).migrations).toEqual([
      { ...nothingFound('2_tags'), state: 'loses', rows: [rows(1, 0, 'up', 'posts', 5)] },
    ]);
  });

  describe('of several migrations', () => {
    /** The base in a batch of its own, the others in the last one, and then what users write. */
    async function verdictsOn(migrations: Migrations, written: string): Promise<VerifyReport> {
      const database = await databaseWith({});
      const files = { '1_base': base, ...migrations };
      await createMigrator({ database: database.d1, migrations: files }).migrate();
      database.run(written);
      return verifyLast(files, database);
    }
    const byUsers = "INSERT INTO posts (title) VALUES ('by a user')";
    const takesRows = sqlMigration(
      ['CREATE TABLE t (n INTEGER)'],
      ['DROP TABLE t', 'DELETE FROM posts WHERE id > 3'],
    );
    const lossOf = (name: string) => ({
      ...nothingFound(name),
      state: 'loses',
      rows: [rows(1, 0, 'up', 'posts', 4)],
    });

    it('is not blamed for what the rollback of an older one removes', async () => {
      expect(
        await verdictsOn({ '2_takes': takesRows, '3_column': column, '4_index': after }, byUsers),
      ).toEqual({
        migrations: [lossOf('2_takes'), nothingFound('3_column'), nothingFound('4_index')],
        notTested: ['1_base'],
      });
    });

    it('is not blamed for what the rollback of a newer one removes', async () => {
      const { migrations } = await verdictsOn(
        { '2_column': column, '3_takes': takesRows, '4_later': after },
        byUsers,
      );
      expect(migrations).toEqual([nothingFound('2_column'), lossOf('3_takes'), nothingFound('4_later')]);
    });

    it('is tried down to an irreversible one, which is left as it is', async () => {
      const { migrations, notTested: untouched } = await verdictsOn(
        {
          '2_takes': takesRows,
          '3_index': sqlMigration(['CREATE INDEX i ON posts (title)']),
          '4_column': column,
        },
        byUsers,
      );
      expect(migrations).toEqual([
        { ...nothingFound('3_index'), state: 'irreversible' },
        nothingFound('4_column'),
      ]);
      expect(untouched).toEqual(['1_base', '2_takes']);
    });

    it.each(['', 'AUTOINCREMENT'])(
      'keeps what users write to a table that one creates and another fills, %s',
      async (counted) => {
        const makes = `CREATE TABLE tags (id INTEGER PRIMARY KEY ${counted}, name TEXT)`;
        const fills = [
          "INSERT INTO tags (name) VALUES ('a'), ('b')",
          "DELETE FROM tags WHERE name IN ('a', 'b')",
        ] as const;
        const tags = {
          '2_tags': sqlMigration([makes], ['DROP TABLE tags']),
          '3_filled': sqlMigration([fills[0]], [fills[1]]),
        };
        const all = [nothingFound('2_tags'), nothingFound('3_filled')];
        expect((await verdictsOn(tags, byUsers)).migrations).toEqual(all);
        expect((await verdictsOn(tags, "INSERT INTO tags (name) VALUES ('by a user')")).migrations).toEqual(
          all,
        );
      },
    );

    it.each(['', 'AUTOINCREMENT'])(
      'is found to remove a row of users instead of its own, %s',
      async (counted) => {
        const tags = {
          '2_tags': sqlMigration(
            [`CREATE TABLE tags (id INTEGER PRIMARY KEY ${counted}, name TEXT)`],
            ['DROP TABLE tags'],
          ),
          '3_last': sqlMigration(
            ["INSERT INTO tags (name) VALUES ('a')"],
            ['DELETE FROM tags WHERE id = (SELECT max(id) FROM tags)'],
          ),
        };
        const { migrations } = await verdictsOn(tags, "INSERT INTO tags (name) VALUES ('by a user')");
        expect(migrations).toEqual([
          nothingFound('2_tags'),
          { ...nothingFound('3_last'), state: 'loses', rows: [rows(1, 1, 'up', 'tags', 2)] },
        ]);
      },
    );

    it('is found to give the rows of users other row ids', async () => {
      const copied = (name: string, expression: string) => [
        `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, title TEXT NOT NULL)`,
        `INSERT INTO ${name} SELECT ${expression}, title FROM posts`,
        'DROP TABLE posts',
        `ALTER TABLE ${name} RENAME TO posts`,
      ];
      const numbers = sqlMigration(copied('posts_new', 'id + 10'), copied('posts_old', 'id - 9'));
      const { migrations } = await verdictsOn({ '2_numbers': numbers, '3_later': after }, byUsers);
      expect(migrations).toMatchObject([
        { state: 'loses', rows: [rows(4, 4, 'up', 'posts', 4), rows(4, 4, 'down', 'posts', 4)] },
        { state: 'ok' },
      ]);
    });

    it('names only the one whose down() drops what it has not created', async () => {
      const drops = sqlMigration(['CREATE TABLE IF NOT EXISTS posts (id)'], ['DROP TABLE posts']);
      const { migrations } = await verdictsOn({ '2_drops': drops, '3_later': after }, byUsers);
      expect(migrations).toMatchObject([
        { state: 'differs', differences: [{ after: 'up', difference: 'different', name: 'posts' }] },
        { state: 'ok' },
      ]);
    });

    it('tries what is older than one whose second up() fails', async () => {
      const once = sqlMigration(["INSERT INTO posts (id, title) VALUES (9, 'd')"], []);
      const { migrations } = await verdictsOn({ '2_column': column, '3_once': once }, byUsers);
      expect(migrations).toMatchObject([
        { state: 'ok' },
        { state: 'failed', failure: failed('up', 'MIGRATION.FAILED', 'UNIQUE constraint failed') },
      ]);
    });

    it('skips what is older than one that can no longer be rolled back', async () => {
      const twice = sqlMigration([], ['CREATE TABLE made_by_down (id)']);
      const { migrations } = await verdictsOn(
        { '2_column': column, '3_twice': twice, '4_later': after },
        byUsers,
      );
      expect(migrations).toMatchObject([
        { name: '2_column', state: 'skipped' },
        { name: '3_twice', state: 'failed', failure: { during: 'down' } },
        { name: '4_later', state: 'ok' },
      ]);
    });
  });

  it('is found to no longer create what was applied', async () => {
    const database = await databaseWith({ '2_column': column });
    const text = sqlMigration(['ALTER TABLE posts ADD COLUMN n TEXT'], ['ALTER TABLE posts DROP COLUMN n']);
    expect((await verifyLast({ '1_base': base, '2_column': text }, database)).migrations).toMatchObject([
      {
        state: 'differs',
        differences: [{ after: 'up', difference: 'different', type: 'table', name: 'posts' }],
      },
    ]);
  });

  it('is rolled back as far as possible', async () => {
    const database = testDatabase();
    const index = sqlMigration(['CREATE INDEX i ON posts (title)']);
    const files = { '1_base': base, '2_index': index, '3_column': column };
    await createMigrator({ database: database.d1, migrations: files }).migrate();
    expect(await verifyLast(files, database)).toEqual({
      migrations: [{ ...nothingFound('2_index'), state: 'irreversible' }, nothingFound('3_column')],
      notTested: ['1_base'],
    });
    const { '2_index': _, ...withoutFile } = files;
    expect(await verifyLast(withoutFile, database)).toEqual({
      migrations: [nothingFound('3_column')],
      notTested: ['1_base', '2_index'],
    });
  });

  it('is tried up to a down() that fails, as a whole or halfway', async () => {
    const broken = sqlMigration(['CREATE TABLE t (id INTEGER)'], ['DROP TABLE t', 'DROP TABLE nowhere']);
    for (const [migration, code] of [
      [broken, 'MIGRATION.FAILED'],
      [{ ...broken, withinTransaction: false }, 'MIGRATION.STOPPED_HALFWAY'],
    ] as const) {
      const database = testDatabase();
      const files = { '1_base': base, '2_broken': migration, '3_column': column };
      await createMigrator({ database: database.d1, migrations: files }).migrate();
      expect((await verifyLast(files, database)).migrations).toMatchObject([
        { name: '2_broken', state: 'failed', failure: { during: 'down', code } },
        { name: '3_column', state: 'ok' },
      ]);
    }
  });

  it('is empty if nothing is applied', async () => {
    expect(await verifyLast({ '1_base': base }, testDatabase())).toEqual({ migrations: [], notTested: [] });
  });

  it('is not tried if a migration is partial', async () => {
    const half = {
      ...sqlMigration(['CREATE TABLE t (id)', 'DROP TABLE nowhere'], []),
      withinTransaction: false,
    };
    const database = testDatabase();
    const migrations = { '1_half': half };
    await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(await failureOf(verifyLast(migrations, database))).toMatchObject({ code: 'MIGRATION.PARTIAL' });
  });
});

describe('the events of a verification', () => {
  const eventsOf = async (options: Omit<VerifyOptions, 'onEvent'>): Promise<readonly string[]> => {
    const events: string[] = [];
    await verifyMigrations({
      ...options,
      onEvent: (event) =>
        events.push(
          event.type === 'migration-started'
            ? `${event.number}/${event.total} ${event.name}`
            : `${event.migration.name} ${event.migration.state}`,
        ),
    });
    return events;
  };

  it('are the beginning and the result of each, also of one that is skipped', async () => {
    const broken = sqlMigration(['SELECT nope'], []);
    expect(
      await eventsOf({ scratch: memory(), migrations: { '1_a': base, '2_b': broken, '3_c': after } }),
    ).toEqual(['1/3 1_a', '1_a ok', '2/3 2_b', '2_b failed', '3/3 3_c', '3_c skipped']);
  });

  it('come newest first for the last batch', async () => {
    const database = testDatabase();
    const migrations = { '1_base': base, '2_column': column, '3_after': after };
    await createMigrator({ database: database.d1, migrations }).migrate();
    expect(await eventsOf({ scratch: copyOf(database), migrations, which: 'last-batch' })).toEqual([
      '1/3 3_after',
      '3_after ok',
      '2/3 2_column',
      '2_column ok',
      '3/3 1_base',
      '1_base ok',
    ]);
  });
});

describe('what cannot be tried or compared', () => {
  it('is skipped if the empty database cannot be recreated', async () => {
    let calls = 0;
    const twice: Migration = {
      up: async (db) => {
        calls += 1;
        if (calls > 2) throw new Error('only twice');
        await db.run('CREATE TABLE IF NOT EXISTS t (id)');
        if (calls === 2) await db.run('CREATE TABLE second (id)');
      },
      down: async () => {},
    };
    const { migrations } = await verify({ '1_base': base, '2_twice': twice, '3_after': after });
    expect(migrations.map(({ state }) => state)).toEqual(['ok', 'differs', 'skipped']);
  });

  it('is an error if a virtual table has lost the table it reads from', async () => {
    const search = "CREATE VIRTUAL TABLE search USING fts5(title, content='posts')";
    const migrations = {
      '1_base': base,
      '2_search': sqlMigration(
        [search, "INSERT INTO search(search) VALUES ('rebuild')"],
        ['DROP TABLE search'],
      ),
      '3_drop': sqlMigration(['DROP TABLE posts']),
    };
    expect(await failureOf(verify(migrations))).toMatchObject({ code: 'VERIFY.UNREADABLE' });
  });

  it('does not include the ledgers, whatever they are called', async () => {
    const scratch = memory();
    await scratch.exec('CREATE TABLE told (id INTEGER PRIMARY KEY, name TEXT, applied_at TEXT)');
    const report = await verifyMigrations({
      scratch,
      migrations: { '1_base': base },
      ledger: 'Applied',
      wranglerLedger: 'told',
    });
    expect(report.migrations).toEqual([nothingFound('1_base')]);
  });
});

it('what prevents a trial is thrown: names, modules, the name of the ledger', async () => {
  const migrations = { '1_base': base, '2_nothing': {} } as unknown as Migrations;
  expect(await failureOf(verify(migrations))).toMatchObject({ code: 'MIGRATION.EXPORT_INVALID' });
  expect(await failureOf(verify({ base }))).toMatchObject({ code: 'MIGRATION.NAME_INVALID' });
  expect(
    await failureOf(verifyMigrations({ scratch: memory(), migrations: {}, ledger: 'a b' })),
  ).toMatchObject({
    code: 'LEDGER.NAME_INVALID',
  });
});

describe('for any list of reversible migrations', () => {
  const runs = { numRuns: 20 };

  it('nothing is found', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (kinds) => {
        const migrations = reversible(kinds);
        const { migrations: verified } = await verify(migrations);
        expect(verified).toEqual(Object.keys(migrations).map(nothingFound));
      }),
      runs,
    );
  }, 60_000);

  it('one statement that is left out of a down() is found, there and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), fc.nat(), async (kinds, size, at) => {
        const [base, ...others] = Object.values(reversible(kinds));
        const groups = [base === undefined ? [] : [base], ...inGroupsOf(size, others)];
        const left = at % (others.length + 1);
        const broken = groups.findIndex((_, index) => groups.slice(0, index + 1).flat().length > left);
        const omitted = groups.flat()[left];
        const migrations = Object.fromEntries(
          groups.map((group, index) => [
            `${index + 1}_group`,
            { up: all(group, 'up'), down: all(group.filter((one) => one !== omitted).reverse(), 'down') },
          ]),
        );
        const { migrations: verified } = await verify(migrations);
        const found = verified.filter(({ state }) => state !== 'ok').map(({ name }) => name);
        expect(found).toEqual([`${broken + 1}_group`]);
      }),
      runs,
    );
  }, 60_000);
});

function inGroupsOf(size: number, migrations: readonly Migration[]): readonly (readonly Migration[])[] {
  const starts = migrations.flatMap((_, index) => (index % size === 0 ? [index] : []));
  return starts.map((start) => migrations.slice(start, start + size));
}

function all(migrations: readonly Migration[], direction: 'up' | 'down'): Migration['up'] {
  return async function (db) {
    for (const migration of migrations) await migration[direction]?.call(this, db);
  };
}
