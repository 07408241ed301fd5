import { createMigrator, type Migration, type MigrationDatabase } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { farAway, tableNames, testDatabase } from '../support/database.ts';
import { failureOf, sqlMigration } from '../support/migrations.ts';

/** A database with a table of two users, and a migrator for one migration with this `up`. */
async function prepared(up: (db: MigrationDatabase) => Promise<unknown>) {
  const database = testDatabase();
  await database.d1.batch([
    database.d1.prepare('CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)'),
    database.d1.prepare("INSERT INTO users (name) VALUES ('Ada'), ('Bob')"),
  ]);
  const migration: Migration = {
    async up(db) {
      await up(db);
    },
  };
  const migrator = createMigrator({ database: database.d1, migrations: { '1_test': migration } });
  return { database, migrator, users: () => database.rows('SELECT name FROM users ORDER BY id') };
}

describe('a recorded migration', () => {
  it('reads the real database, then writes what it derived from it', async () => {
    const { migrator, users } = await prepared(async (db) => {
      const { results } = await db.prepare('SELECT id, name FROM users WHERE name <> ?').bind('Bob').all();
      const first = await db.prepare('SELECT name FROM users').first('name');
      const raw = await db.prepare('SELECT name FROM users').raw({ columnNames: true });
      const counted = await db.run('SELECT count(*) AS n FROM users');
      expect([results, first, raw, counted.results]).toEqual([
        [{ id: 1, name: 'Ada' }],
        'Ada',
        [['name'], ['Ada'], ['Bob']],
        [{ n: 2 }],
      ]);
      await db.run('UPDATE users SET name = ? WHERE id = ?', 'Grace', 1);
    });
    await migrator.migrate();
    expect(users()).toEqual([{ name: 'Grace' }, { name: 'Bob' }]);
  });

  it('accepts writes by every method that D1 has', async () => {
    const { database, migrator, users } = await prepared(async (db) => {
      await db.prepare('INSERT INTO users (name) VALUES (?)').bind('bind').run();
      await db.prepare("INSERT INTO users (name) VALUES ('all')").all();
      await db.batch([
        db.prepare('INSERT INTO users (name) VALUES (?1)').bind('batch 1'),
        db.prepare("INSERT INTO users (name) VALUES ('batch 2')"),
      ]);
      const session = db.withSession('first-primary');
      await session.prepare("INSERT INTO users (name) VALUES ('session')").run();
      expect(session.getBookmark()).toBeNull();
      const { count } = await db.exec(`
        -- a script; with a comment
        CREATE TABLE log (line TEXT);
        CREATE TRIGGER users_log AFTER INSERT ON users BEGIN
          INSERT INTO log VALUES (CASE WHEN new.name = 'a;b' THEN 'semicolon' ELSE new.name END);
        END;
        INSERT INTO users (name) VALUES ('a;b'); /* the end */`);
      expect(count).toBe(3);
      await db.prepare("INSERT INTO log VALUES ('x'); INSERT INTO log VALUES (?)").bind('y').run();
    });
    await migrator.migrate();
    expect(users().slice(2)).toEqual(
      ['bind', 'all', 'batch 1', 'batch 2', 'session', 'a;b'].map((name) => ({ name })),
    );
    expect(database.rows('SELECT line FROM log')).toEqual([
      { line: 'semicolon' },
      { line: 'x' },
      { line: 'y' },
    ]);
  });

  it('accepts a statement with a comment after its semicolon, which D1 itself refuses', async () => {
    const { migrator, users } = await prepared((db) =>
      db.run('DELETE FROM users WHERE name = ?; -- him', 'Bob'),
    );
    await migrator.migrate();
    expect(users()).toEqual([{ name: 'Ada' }]);
  });

  it('knows that a write without RETURNING returns no rows', async () => {
    const { migrator } = await prepared(async (db) => {
      const update = db.prepare("UPDATE users SET name = 'x'");
      const [batched] = await db.batch([update]);
      expect([await update.run(), await update.all(), batched].map((result) => result?.results)).toEqual([
        [],
        [],
        [],
      ]);
    });
    await migrator.migrate();
  });

  it('keeps the order of calls if an await is forgotten', async () => {
    const { migrator, users } = await prepared(async (db) => {
      db.run("DELETE FROM users WHERE name = 'Ada'");
      db.exec("INSERT INTO users (name) VALUES ('Cy'); UPDATE users SET name = name || '!'");
      await db.run("INSERT INTO users (name) VALUES ('Dee')");
    });
    await migrator.migrate();
    expect(users()).toEqual([{ name: 'Bob!' }, { name: 'Cy!' }, { name: 'Dee' }]);
  });

  it('has the database and the helpers of the migration as `this`', async () => {
    const database = testDatabase();
    const migration = Object.freeze({
      table: 'helped',
      async up(this: { readonly db: MigrationDatabase; readonly table: string }, db: MigrationDatabase) {
        expect(this.db).toBe(db);
        await this.db.run(`CREATE TABLE ${this.table} (x)`);
      },
    });
    await createMigrator({ database: database.d1, migrations: { '1_test': migration } }).migrate();
    expect(tableNames(database)).toEqual(['helped']);
  });

  const rename = "UPDATE users SET name = 'renamed'";
  const refusals: readonly [string, (db: MigrationDatabase) => Promise<unknown>, string, string][] = [
    [
      'a read after a write',
      async (db) => {
        await db.run(rename);
        await db.prepare('SELECT * FROM users').all();
      },
      'RECORDING.READ_AFTER_WRITE',
      `reads (SELECT * FROM users) after it has written (${rename})`,
    ],
    [
      'a read after a write inside one batch',
      (db) => db.batch([db.prepare(rename), db.prepare('SELECT 1')]),
      'RECORDING.READ_AFTER_WRITE',
      'SELECT 1',
    ],
    [
      'a WITH that reads after a write',
      async (db) => {
        await db.run(rename);
        await db.run('WITH u AS (SELECT * FROM users) SELECT * FROM u');
      },
      'RECORDING.READ_AFTER_WRITE',
      'WITH u AS',
    ],
    [
      'a read after a write that the migration swallows',
      async (db) => {
        await db.run(rename);
        await db
          .prepare('SELECT * FROM users')
          .first()
          .catch(() => null);
      },
      'RECORDING.READ_AFTER_WRITE',
      'SELECT * FROM users',
    ],
    [
      'the last row id of a write',
      async (db) => (await db.run(rename)).meta.last_row_id,
      'RECORDING.RESULT_UNKNOWN',
      'meta of a write',
    ],
    [
      'the changes of a write in a batch',
      async (db) => (await db.batch([db.prepare(rename)]))[0]?.meta.changes,
      'RECORDING.RESULT_UNKNOWN',
      'meta of a write',
    ],
    [
      'the result of a write that the migration swallows',
      async (db) => {
        const result = await db.run(rename);
        const changes = () => result.meta.changes;
        await Promise.resolve()
          .then(changes)
          .catch(() => 0);
        await db.run("INSERT INTO users (name) VALUES ('invented')");
      },
      'RECORDING.RESULT_UNKNOWN',
      'meta of a write',
    ],
    [
      'dump() that the migration swallows',
      async (db) => {
        await db.dump().catch(() => null);
        await db.run(rename);
      },
      'RECORDING.UNSUPPORTED',
      'dump()',
    ],
    [
      'a statement of another database that the migration swallows',
      async (db) => {
        await db.batch([{} as never]).catch(() => null);
        await db.run(rename);
      },
      'RECORDING.STATEMENT_OF_OTHER_DB',
      'batch()',
    ],
    [
      'the rows of a write with RETURNING',
      async (db) => (await db.prepare(`${rename} RETURNING id`).all()).results,
      'RECORDING.RESULT_UNKNOWN',
      'results',
    ],
    [
      'the first row of RETURNING',
      (db) => db.prepare("INSERT INTO users (name) VALUES ('x') RETURNING id").first('id'),
      'RECORDING.RESULT_UNKNOWN',
      'first()',
    ],
    [
      'the raw rows of RETURNING',
      (db) => db.prepare(`${rename} RETURNING id`).raw(),
      'RECORDING.RESULT_UNKNOWN',
      'raw()',
    ],
    [
      'the duration of exec',
      async (db) => (await db.exec(rename)).duration,
      'RECORDING.RESULT_UNKNOWN',
      'duration',
    ],
    ['BEGIN', (db) => db.run('BEGIN'), 'RECORDING.TRANSACTION', 'BEGIN'],
    ['COMMIT in a script', (db) => db.exec(`${rename};\ncommit;`), 'RECORDING.TRANSACTION', 'commit'],
    ['SAVEPOINT', (db) => db.prepare('/* x */ SAVEPOINT a').run(), 'RECORDING.TRANSACTION', 'SAVEPOINT a'],
    ['dump()', (db) => db.dump(), 'RECORDING.UNSUPPORTED', 'dump()'],
    [
      'a statement of another database',
      (db) => db.batch([{} as never]),
      'RECORDING.STATEMENT_OF_OTHER_DB',
      'batch()',
    ],
  ];

  it.each(refusals)('refuses %s, and nothing is written', async (_, up, code, text) => {
    const { database, migrator } = await prepared(up);
    const before = database.content();
    const error = await failureOf(migrator.migrate());
    expect(error.code).toBe('MIGRATION.FAILED');
    expect(error.cause).toMatchObject({ code });
    expect(error.message).toContain(text);
    expect(error.hint).toBe((error.cause as { hint: string }).hint);
    expect(database.content()).toBe(before);
  });

  it.each<[string, (db: MigrationDatabase) => unknown, string]>([
    ['a text', () => 'DROP TABLE users', 'DROP TABLE users'],
    ['a list of texts', () => ['DELETE FROM users', 'DROP TABLE users'], 'DELETE FROM users'],
    ['a statement', (db) => db.prepare('DROP TABLE users'), 'DROP TABLE users'],
    [
      'a bound statement',
      (db) => [db.prepare('DELETE FROM users WHERE id = ?').bind(1)],
      'DELETE FROM users',
    ],
  ])('refuses SQL that it returns instead of running: %s', async (_what, returned, text) => {
    for (const withinTransaction of [true, false]) {
      const database = testDatabase();
      await database.d1.batch([database.d1.prepare('CREATE TABLE users (id INTEGER PRIMARY KEY)')]);
      const migration: Migration = { up: (db) => returned(db) as never, withinTransaction };
      const migrator = createMigrator({ database: database.d1, migrations: { '1_test': migration } });
      const error = await failureOf(migrator.migrate());
      expect(error.cause).toMatchObject({ code: 'RECORDING.RETURNED_SQL' });
      expect(error.message).toContain(`up() returned SQL instead of running it: ${text}`);
      expect(tableNames(database)).toEqual(['users']);
    }
  });

  it('may return what a call answered', async () => {
    const database = testDatabase();
    const up = (db: MigrationDatabase) => db.batch([db.prepare('CREATE TABLE t (id)')]) as never;
    const migrator = createMigrator({ database: database.d1, migrations: { '1_test': { up } } });
    await migrator.migrate();
    expect(tableNames(database)).toContain('t');
  });

  it('never stores a down() that returns its SQL as one with nothing to do', async () => {
    const database = testDatabase();
    const migration: Migration = {
      up: async (db) => void (await db.run('CREATE TABLE t (id)')),
      down: () => 'DROP TABLE t' as never,
    };
    const migrator = createMigrator({ database: database.d1, migrations: { '1_test': migration } });
    await migrator.migrate();
    const error = await failureOf(migrator.rollback());
    expect(error.message).toContain('down() returned SQL instead of running it: DROP TABLE t');
    expect(tableNames(database)).toContain('t');
  });

  it('refuses a read that is still running when it returns', async () => {
    const database = testDatabase();
    let forgotten: Promise<unknown> | undefined;
    const up = async (db: MigrationDatabase) => {
      forgotten = db.prepare('SELECT 1').all();
    };
    const migrator = createMigrator({ database: farAway(database.d1), migrations: { '1_test': { up } } });
    const error = await failureOf(migrator.migrate());
    expect(error.cause).toMatchObject({ code: 'RECORDING.UNAWAITED' });
    expect(error.message).toContain('1 of its database calls were still running');
    await forgotten;
  });

  it('names the three workarounds if it reads what it has written', async () => {
    const { migrator } = await prepared(async (db) => {
      await db.run('DELETE FROM users');
      await db.run('SELECT * FROM users');
    });
    const { hint } = await failureOf(migrator.migrate());
    expect(hint).toMatch(/Read before you write.*in SQL.*withinTransaction: false/);
  });

  it('refuses calls after it has returned', async () => {
    let kept: MigrationDatabase | undefined;
    const { migrator } = await prepared(async (db) => {
      kept = db;
    });
    await migrator.migrate();
    expect(
      await failureOf(kept?.run("INSERT INTO users (name) VALUES ('late')") ?? Promise.resolve()),
    ).toMatchObject({
      code: 'RECORDING.CLOSED',
    });
  });

  it('sees D1 refuse a value at bind', async () => {
    const { migrator } = await prepared(async (db) =>
      db.run('INSERT INTO users (name) VALUES (?)', new Date(0)),
    );
    expect((await failureOf(migrator.migrate())).message).toContain(
      "D1_TYPE_ERROR: Type 'object' not supported",
    );
  });

  it('reports the error of D1 for a text without a statement', async () => {
    const { migrator } = await prepared(async (db) => db.prepare('').run());
    expect((await failureOf(migrator.migrate())).message).toContain('No SQL statements detected');
  });
});

describe('work that nobody awaits', () => {
  it.each<readonly [string, (db: MigrationDatabase) => unknown]>([
    ['a read', (db) => db.prepare('SELECT oops').all()],
    ['a batch of reads', (db) => db.batch([db.prepare('SELECT oops')])],
    ['a refused statement', (db) => db.run('BEGIN')],
  ])('and that fails is no success, nor an end of the process: %s', async (_, call) => {
    const { database, migrator } = await prepared(async (db) => {
      call(db);
      await db.run("INSERT INTO users (name) VALUES ('kept')");
    });
    const before = database.content();
    const error = await failureOf(migrator.migrate());
    expect(error.code).toBe('MIGRATION.FAILED');
    expect((error.cause as { code: string }).code).toMatch(/^RECORDING\./);
    expect(database.content()).toBe(before);
  });

  it('has ended before the migration reports its own failure', async () => {
    const database = testDatabase();
    let isAnswered = false;
    const up = async (db: MigrationDatabase) => {
      const read = db.prepare('SELECT 1').all();
      void read.then(async () => {
        isAnswered = true;
        await db.run('CREATE TABLE late (id)');
      });
      throw new Error('boom');
    };
    const migrator = createMigrator({ database: farAway(database.d1), migrations: { '1_test': { up } } });
    expect((await failureOf(migrator.migrate())).message).toContain('boom');
    expect(isAnswered).toBe(true);
  });

  it('that reads and then writes fails the migration, however quickly the database answers', async () => {
    const { database, migrator } = await prepared(async (db) => {
      [1, 2].forEach(async (id) => {
        const name = await db.prepare('SELECT name FROM users WHERE id = ?').bind(id).first<string>('name');
        // The refusal of this call reaches nobody: the recording remembers it.
        await db.run('INSERT INTO users (name) VALUES (?)', `${name}!`).catch(() => {});
      });
    });
    const before = database.content();
    const error = await failureOf(migrator.migrate());
    expect(error.code).toBe('MIGRATION.FAILED');
    expect((error.cause as { code: string }).code).toMatch(/^RECORDING\.(CLOSED|UNAWAITED)$/);
    expect(database.content()).toBe(before);
  });

  it('is never lost silently, whenever the migration returns', async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const { migrator, users } = await prepared(async (db) => {
        [1].forEach(async () => {
          await db.batch([db.prepare('SELECT 1')]);
          await db.run("INSERT INTO users (name) VALUES ('late')").catch(() => {});
        });
        for (let turn = 0; turn < turns; turn += 1) await undefined;
      });
      const isRefused = await migrator.migrate().then(
        () => false,
        () => true,
      );
      expect({ turns, isRefused }).toEqual({ turns, isRefused: users().length === 2 });
    }
  });
});

describe('a migration that does not find its database', () => {
  const inModule = 'up() is an arrow function, so it has no this.db: Cannot read properties of undefined';
  it.each<[string, unknown, string]>([
    // `this` of a module is undefined, as it is in a function of this kind.
    [
      'an arrow function with this.db',
      new Function("'use strict'; return async () => { await this.db.run('SELECT 1'); }").call(undefined),
      `${inModule} (reading 'db')`,
    ],
    [
      'an arrow function in CommonJS',
      new Function("return async () => { await this.db.run('SELECT 1'); }").call({}),
      `${inModule} (reading 'run')`,
    ],
    [
      'an argument that is taken apart',
      async ({ db }: { db: MigrationDatabase }) => db.run('SELECT 1'),
      "up() does not find its database: Cannot read properties of undefined (reading 'run')",
    ],
  ])('is told what it is: %s', async (_, up, message) => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: { '1_test': { up } as Migration } });
    const failure = await failureOf(migrator.migrate());
    expect(failure.message).toContain(message);
    expect(failure.hint).toBe('Use its argument: async up(db) { … }. In a method, this.db is the same.');
    expect(failure.cause).toMatchObject({ code: 'RECORDING.NO_DATABASE' });
    const corrected = { '1_test': sqlMigration(['CREATE TABLE a (id)']) };
    await createMigrator({ database: database.d1, migrations: corrected }).migrate();
  });

  it('is not told so of an error about something else', async () => {
    const other = {} as { readonly x: { run(): void } };
    const { migrator } = await prepared(async () => other.x.run());
    expect((await failureOf(migrator.migrate())).cause).toBeInstanceOf(TypeError);
  });
});

describe('a statement that is prepared and never run', () => {
  const insert = 'INSERT INTO users (name) VALUES (?)';

  it.each<[string, (db: MigrationDatabase) => unknown]>([
    ['without run()', (db) => db.prepare("DELETE FROM users WHERE name = 'Ada'")],
    ['without run() behind bind()', (db) => db.prepare(insert).bind('Cy')],
    [
      'beside others that are run',
      async (db) => {
        await db.run("UPDATE users SET name = 'Eve'");
        db.prepare('DELETE FROM users');
      },
    ],
  ])('is refused: %s', async (_, up) => {
    const { migrator, users } = await prepared(async (db) => {
      await up(db);
    });
    const failure = await failureOf(migrator.migrate());
    expect(failure.cause).toMatchObject({ code: 'RECORDING.NEVER_RUN' });
    expect(failure.hint).toBe('Run it with await …run(), or do not prepare it.');
    expect(users()).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
  });

  it('is accepted if it waits for values that never come, or is run by a batch', async () => {
    const { migrator, users } = await prepared(async (db) => {
      const prepared = db.prepare(insert);
      for (const name of [] as string[]) await prepared.bind(name).run();
      await db.batch([db.prepare(insert).bind('Cy'), db.prepare("INSERT INTO users (name) VALUES ('Dee')")]);
    });
    await migrator.migrate();
    expect(users()).toHaveLength(4);
  });
});
