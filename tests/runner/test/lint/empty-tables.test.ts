// What is empty on the database at hand cannot be lost: a run that refuses losses goes on, and asserts that it still is.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator, type MigrateOptions, type MigratorOptions } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from '../support/database.ts';
import { failureOf } from '../support/migrations.ts';

const blog =
  'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, note TEXT);\n' +
  'CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);\n' +
  'CREATE INDEX idx_posts_user_id ON posts (user_id);';
const rebuild =
  'CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, note TEXT);\nINSERT INTO n SELECT * FROM users;\n' +
  'DROP TABLE users;\nALTER TABLE n RENAME TO users;';
const reading = {
  up: async (db: { prepare(sql: string): { first(): Promise<unknown> } }) =>
    void (await db.prepare('SELECT 1').first()),
};
const refusing: MigrateOptions = { failOn: ['MIGRATION.LOSES_DATA'] };

/** A database with the blog's tables and these rows, and a migrator with these migrations pending. */
async function pending(
  migrations: Readonly<Record<string, unknown>>,
  rows = '',
  options: Partial<MigratorOptions> = {},
) {
  const database = testDatabase();
  await createMigrator({ database: database.d1, migrations: { '1_blog': blog } }).migrate();
  database.run(rows);
  const all = { '1_blog': blog, ...migrations };
  const migrator = createMigrator({
    database: database.d1,
    migrations: all,
    openScratch: openMemoryD1,
    ...options,
  });
  return { database, migrator };
}

const codeOf = async (run: Promise<unknown>): Promise<string> => (await failureOf(run)).code;

describe('a run that refuses losses', () => {
  it.each([
    ['a dropped table', { '2_b': 'DROP TABLE posts;' }, ['posts']],
    ['deleted rows', { '2_b': 'DELETE FROM posts;' }, ['posts']],
    ['a table that a foreign key empties', { '2_b': rebuild }, ['posts']],
    ['a dropped column', { '2_b': 'ALTER TABLE users DROP COLUMN note;' }, ['users.note']],
    [
      'a text in double quotes that is copied instead of a value',
      { '2_b': 'CREATE TABLE n (id, "status");\nINSERT INTO n SELECT id, "status" FROM posts;' },
      ['posts'],
    ],
    ['overwritten values', { '2_b': "UPDATE users SET note = 'x';" }, ['users.note']],
  ])('is not refused for %s without rows, and says what has to be empty', async (_, migrations, places) => {
    for (const options of [refusing, { ...refusing, atomic: true }]) {
      const { database, migrator } = await pending(migrations, "INSERT INTO users (name) VALUES ('a')");
      const pretended = await migrator.migrate({ ...options, pretend: true });
      expect(pretended).toMatchObject({ findings: [], steps: [{ onlyIfEmpty: places }] });
      expect(pretended.steps[0]?.statements?.[0]?.sql).toContain(`no longer empty: ${places[0]}`);
      expect((await migrator.migrate(options)).findings).toEqual([]);
      expect(database.rows('SELECT name FROM users')).toEqual([{ name: 'a' }]);
    }
  });

  it('asserts that a table of any name is empty', async () => {
    const created = `CREATE TABLE "it's a ""t""" (id INTEGER PRIMARY KEY);`;
    const drops = `DROP TABLE "it's a ""t""";`;
    const fill = async (): Promise<void> => database.run(`INSERT INTO "it's a ""t""" VALUES (1)`);
    const { database, migrator: first } = await pending({ '2_b': created });
    await first.migrate();
    const all = { '1_blog': blog, '2_b': created, '3_c': drops };
    const options = { database: database.d1, migrations: all, openScratch: openMemoryD1 };
    const failure = await failureOf(createMigrator({ ...options, approve: fill }).migrate(refusing));
    expect(failure.message).toContain(`was undone: it's a "t" (rows: 1) was empty before`);
    database.run(`DELETE FROM "it's a ""t"""`);
    expect((await createMigrator(options).migrate(refusing)).done).toHaveLength(1);
  });

  it('tells the approval what has to be empty', async () => {
    const plans: unknown[] = [];
    const approve = async (plan: unknown): Promise<void> => void plans.push(plan);
    const { migrator } = await pending({ '2_b': 'DROP TABLE posts;' }, '', { approve });
    await migrator.migrate(refusing);
    expect(plans).toMatchObject([{ findings: [], steps: [{ name: '2_b', onlyIfEmpty: ['posts'] }] }]);
  });

  it.each([
    ['a dropped table', 'DROP TABLE posts;'],
    ['a table that a foreign key empties', rebuild],
    ['a dropped column', 'ALTER TABLE users DROP COLUMN note;'],
  ])('is refused for one row in %s', async (_, sql) => {
    const { database, migrator } = await pending(
      { '2_b': sql },
      "INSERT INTO users VALUES (1, 'a', 'b'); INSERT INTO posts VALUES (1, 1)",
    );
    const before = database.content();
    expect(await codeOf(migrator.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
    expect(database.content()).toBe(before);
  });

  it('is not refused for a chain of rebuilds, whose foreign keys find no rows', async () => {
    const { database, migrator } = await pending(
      { '2_b': rebuild, '3_c': "UPDATE users SET name = 'b' WHERE id = 1;", '4_d': rebuild },
      "INSERT INTO users (name) VALUES ('a')",
    );
    expect((await migrator.migrate(refusing)).findings).toEqual([]);
    expect(database.rows('SELECT name FROM users')).toEqual([{ name: 'b' }]);
  });

  it('is not refused for tables of which one is its own and the other is empty', async () => {
    const likes =
      'CREATE TABLE likes (id INTEGER PRIMARY KEY, user_id INTEGER UNIQUE REFERENCES users (id) ON DELETE CASCADE);';
    const { migrator } = await pending({ '2_b': likes, '3_c': rebuild });
    expect((await migrator.migrate(refusing)).findings).toEqual([]);
  });

  it('is not refused behind a migration that reads, for what is empty when its turn comes', async () => {
    const { database, migrator } = await pending({ '2_b': reading, '3_c': 'DROP TABLE posts;' });
    expect((await migrator.migrate(refusing)).done).toHaveLength(2);
    expect(tableNames(database)).toEqual(['users']);
  });

  it('is refused if an empty table may get rows before its turn', async () => {
    const fills = 'INSERT INTO posts (user_id) SELECT id FROM users;\nDELETE FROM users WHERE id > 100;';
    const trigger =
      'CREATE TRIGGER t AFTER UPDATE ON users BEGIN INSERT INTO posts (user_id) VALUES (new.id); END;\n' +
      "UPDATE users SET name = 'b' WHERE id = 1;";
    const renames = 'DROP TABLE posts;\nALTER TABLE users RENAME TO posts;';
    for (const earlier of [fills, trigger, renames]) {
      const { database, migrator } = await pending(
        { '2_b': earlier, '3_c': 'DROP TABLE posts;' },
        "INSERT INTO users (name) VALUES ('a')",
      );
      const before = database.content();
      expect(await codeOf(migrator.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
      expect(database.content()).toBe(before);
    }
  });

  it('is refused for values in a column that an earlier migration of the run may have written', async () => {
    const { database, migrator } = await pending(
      {
        '2_b': 'UPDATE users SET note = name, name = NULL WHERE id = 1;',
        '3_c': 'ALTER TABLE users DROP COLUMN note;',
      },
      "INSERT INTO users (name) VALUES ('a')",
    );
    expect(await codeOf(migrator.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
    expect(database.rows('SELECT name, note FROM users')).toEqual([{ name: 'a', note: null }]);
  });

  it('is refused outside a transaction, where nothing can be asserted', async () => {
    const { migrator } = await pending({ '2_b': '-- migrate:up transaction:false\nDROP TABLE posts;' });
    expect(await codeOf(migrator.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
  });

  it('is refused for numbers in a text column, whose conversion SQL cannot foresee', async () => {
    const retypes =
      'CREATE TABLE n (id INTEGER PRIMARY KEY, user_id TEXT);\nINSERT INTO n SELECT * FROM posts;\n' +
      'DROP TABLE posts;\nALTER TABLE n RENAME TO posts;\nCREATE INDEX idx_posts_user_id ON posts (user_id);';
    const back = retypes.replace('user_id TEXT', 'user_id INTEGER');
    const { migrator, database } = await pending({ '2_b': retypes });
    await migrator.migrate(refusing);
    database.run("INSERT INTO posts VALUES (1, char(9) || '7')");
    const all = { '1_blog': blog, '2_b': retypes, '3_c': back };
    const later = createMigrator({ database: database.d1, migrations: all, openScratch: openMemoryD1 });
    expect(await codeOf(later.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
  });

  it('reads nothing more without a loss', async () => {
    const { database, migrator } = await pending({ '2_b': 'ALTER TABLE posts ADD COLUMN title TEXT;' });
    const { batch } = database.d1;
    let batches = 0;
    database.d1.batch = (statements) => {
      batches += 1;
      return batch.call(database.d1, statements) as never;
    };
    await migrator.migrate(refusing);
    expect(batches).toBe(2);
  });
});

describe('a row that is written between the reading and the batch', () => {
  it.each([false, true])(
    'undoes the batch with a clear error, and is kept (in one batch: %s)',
    async (atomic) => {
      const { database, migrator } = await pending(
        { '2_b': 'CREATE TABLE b (id INTEGER PRIMARY KEY);', '3_c': 'DROP TABLE posts;' },
        '',
        {
          approve: async () =>
            database.run(
              "INSERT OR IGNORE INTO users VALUES (7, 'a', 'b'); INSERT OR IGNORE INTO posts VALUES (1, 7)",
            ),
        },
      );
      const failure = await failureOf(migrator.migrate({ ...refusing, atomic }));
      expect(failure).toMatchObject({
        code: 'MIGRATION.LOSES_DATA',
        message:
          "Migrating '3_c' was undone: posts (rows: 1) was empty before, and something has been written there meanwhile. Dropping 'posts' loses every row of 'posts'.",
        details: { findings: [{ rule: 'drop-table' }], step: { name: '3_c' } },
      });
      expect(failure.hint).toContain('--allow drop-table');
      expect(database.rows('SELECT user_id FROM posts')).toEqual([{ user_id: 7 }]);
      expect(tableNames(database)).toEqual(atomic ? ['posts', 'users'] : ['b', 'posts', 'users']);
      expect(await codeOf(migrator.migrate(refusing))).toBe('MIGRATION.LOSES_DATA');
      await migrator.migrate({ ...refusing, allow: ['drop-table'] });
    },
  );
});

it('a table that cannot be read is not taken to be empty, and does not end the run', async () => {
  const search =
    "CREATE VIRTUAL TABLE s USING fts5 (name, content = 'users');\nINSERT INTO s (s) VALUES ('rebuild');";
  const { migrator, database } = await pending({ '2_b': search });
  await migrator.migrate();
  database.run('DROP TABLE posts; DROP TABLE users');
  const all = { '1_blog': blog, '2_b': search, '3_c': 'DROP TABLE s;' };
  const later = createMigrator({ database: database.d1, migrations: all, openScratch: openMemoryD1 });
  expect((await later.migrate()).done).toHaveLength(1);
});
