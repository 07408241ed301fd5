import {
  createMigrator,
  type Migration,
  type MigrationDatabase,
  type SqlDatabase,
} from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { farAway, type TestDatabase, testDatabase } from '../support/database.ts';
import { losing } from '../support/far-database.ts';
import { createsTable, failureOf } from '../support/migrations.ts';

function direct(
  up: (db: MigrationDatabase) => Promise<unknown>,
  down?: (db: MigrationDatabase) => Promise<unknown>,
): Migration {
  return {
    withinTransaction: false,
    async up(db) {
      await up(db);
    },
    ...(down === undefined
      ? {}
      : {
          async down(db) {
            await down(db);
          },
        }),
  };
}

const ledger = 'SELECT migration, state FROM migrations ORDER BY id';

describe('a migration with withinTransaction: false', () => {
  it('reads what it has written, and is applied at the end', async () => {
    const database = testDatabase();
    const up = async (db: MigrationDatabase) => {
      await db.exec(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users (name) VALUES ('Ada')",
      );
      const { meta } = await db.run("INSERT INTO users (name) VALUES ('Bob')");
      expect(meta.last_row_id).toBe(2);
      const names = await db.prepare('SELECT name FROM users').raw();
      await db.batch([
        db.prepare('CREATE TABLE names (n)'),
        db.prepare('INSERT INTO names VALUES (?)').bind(names.length),
      ]);
    };
    const report = await createMigrator({
      database: database.d1,
      migrations: { '1_a': direct(up) },
    }).migrate();
    expect(report.done).toMatchObject([{ name: '1_a', statements: 6 }]);
    expect(database.rows('SELECT n FROM names')).toEqual([{ n: 2 }]);
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'applied' }]);
  });

  it('is partial if it stops halfway, and no run goes past it until it is resolved', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': direct(async (db) => {
        await db.run('CREATE TABLE a (x)');
        await db.run('CREATE TABLE a (x)');
      }),
      '2_b': createsTable('b'),
    };
    const migrator = createMigrator({ database: database.d1, migrations });
    const stopped = await failureOf(migrator.migrate());
    expect(stopped.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(stopped.message).toContain(
      'at statement 2 (CREATE TABLE a (x)), after 1 statement that was kept: D1_ERROR: table a already exists',
    );
    expect((await migrator.status()).migrations).toMatchObject([{ state: 'partial' }, { state: 'pending' }]);
    for (const command of [() => migrator.migrate(), () => migrator.rollback(), () => migrator.reset()]) {
      expect((await failureOf(command())).code).toBe('MIGRATION.PARTIAL');
    }
    await migrator.resolve('1_a', 'applied');
    expect((await migrator.migrate()).done.map((step) => step.name)).toEqual(['2_b']);
  });

  it('is partial to another run while it runs', async () => {
    const database = testDatabase();
    let seen: unknown;
    const migrations = {
      '1_a': direct(async () => {
        seen = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
      }),
    };
    await createMigrator({ database: database.d1, migrations }).migrate();
    expect(seen).toMatchObject({ code: 'MIGRATION.PARTIAL' });
  });

  it('is pending again once it is resolved as rolled back', async () => {
    const database = testDatabase();
    let works = false;
    const migrations = {
      '1_a': direct(async (db) => {
        if (!works) throw new Error('not yet');
        await db.run('CREATE TABLE a (x)');
      }),
    };
    const migrator = createMigrator({ database: database.d1, migrations });
    await failureOf(migrator.migrate());
    await migrator.resolve('1_a', 'rolled-back');
    expect(database.rows(ledger)).toEqual([]);
    works = true;
    await migrator.migrate();
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'applied' }]);
  });

  it('rolls back call by call, and is partial if the rollback stops halfway', async () => {
    const database = testDatabase();
    let works = false;
    const migrations = {
      '1_a': direct(
        (db) => db.exec('CREATE TABLE a (x); CREATE TABLE b (x)'),
        async (db) => {
          await db.run('DROP TABLE IF EXISTS a');
          if (!works) throw new Error('not yet');
          await db.run('DROP TABLE b');
        },
      ),
    };
    const migrator = createMigrator({ database: database.d1, migrations });
    await migrator.migrate();
    expect(await failureOf(migrator.rollback())).toMatchObject({ code: 'MIGRATION.STOPPED_HALFWAY' });
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'partial' }]);
    await migrator.resolve('1_a', 'applied');
    works = true;
    await migrator.rollback();
    expect(database.rows(ledger)).toEqual([]);
  });

  it('is reported to have run if its row cannot be marked as applied', async () => {
    const database = testDatabase();
    const refuse = "CREATE TRIGGER r BEFORE UPDATE ON migrations BEGIN SELECT RAISE(ABORT, 'not here'); END";
    const up = async (db: MigrationDatabase): Promise<void> => {
      await db.run('CREATE TABLE a (x)');
      database.run(refuse);
    };
    const migrations = { '1_a': direct(up) };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(error.message).toContain('after 1 statement that was kept: D1_ERROR: not here');
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'partial' }]);
  });

  it('is not reported to have changed nothing if an answer is lost', async () => {
    const database = testDatabase();
    const up = (db: MigrationDatabase) => db.batch([db.prepare('CREATE TABLE a (x)')]);
    for (const [fate, finished, isUnknown] of [
      ['lost-after', 0, true],
      ['refused', 1, false],
    ] as const) {
      const name = `1_${fate}`;
      const migrations = {
        [name]: direct((db) => (finished === 0 ? up(db) : db.run('SELECT 1').then(() => up(db)))),
      };
      const far = losing(database.d1, 'arrives', fate);
      const error = await failureOf(createMigrator({ database: far, migrations }).migrate());
      expect(error).toMatchObject({
        code: 'MIGRATION.STOPPED_HALFWAY',
        details: { finished, mayHaveRun: isUnknown },
      });
      expect(error.message.includes('Whether the failed call took effect is not known.')).toBe(isUnknown);
      await createMigrator({ database: database.d1, migrations }).resolve(name, 'rolled-back');
    }
    expect(database.rows("SELECT name FROM sqlite_schema WHERE name = 'a'")).toHaveLength(1);
  });

  it('is partial if it returns before its calls have ended', async () => {
    const database = testDatabase();
    let forgotten: Promise<unknown> | undefined;
    const migrations = {
      '1_a': direct(async (db) => {
        forgotten = db.run('CREATE TABLE a (x)');
      }),
    };
    const error = await failureOf(createMigrator({ database: farAway(database.d1), migrations }).migrate());
    expect(error.cause).toMatchObject({ code: 'RECORDING.UNAWAITED' });
    await forgotten;
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'partial' }]);
  });
});

// Calls that nobody awaits were counted as never run, went on after the report, and could fail silently.
describe.each([
  ['at once', (database: TestDatabase): SqlDatabase => database.d1 as unknown as SqlDatabase],
  ['far away', (database: TestDatabase): SqlDatabase => farAway(database.d1)],
])('outside a transaction, on a database %s,', (_, reached) => {
  const made = "SELECT name FROM sqlite_schema WHERE name IN ('a', 'b', 'c') ORDER BY name";
  const boom = (): never => {
    throw new Error('boom');
  };
  const createA = 'CREATE TABLE a (x)';
  const scripted = 'CREATE TABLE a (x); CREATE TABLE b (x)';

  it.each<readonly [string, (db: MigrationDatabase) => unknown, number, readonly string[]]>([
    ['run', (db) => db.run(createA), 1, ['a']],
    ['a prepared statement', (db) => db.prepare('CREATE TABLE a AS SELECT ? AS x').bind(1).all(), 1, ['a']],
    ['a session', (db) => db.withSession().prepare(createA).run(), 1, ['a']],
    ['batch', (db) => db.batch([db.prepare(createA), db.prepare('CREATE TABLE b (x)')]), 2, ['a', 'b']],
    ['then', (db) => db.run(createA).then(() => 1), 1, ['a']],
    ['two calls', (db) => [db.run(createA), db.run('CREATE TABLE b (x)')], 2, ['a', 'b']],
    ['exec, which goes no further', (db) => db.exec(scripted), 1, ['a']],
    [
      'work of several calls, which goes no further',
      (db) =>
        void (async () => {
          await db.run(createA);
          await db.run('CREATE TABLE b (x)');
        })(),
      1,
      ['a'],
    ],
  ])('what ran of a call that nobody awaited is counted: %s', async (_, call, finished, tables) => {
    const database = testDatabase();
    const up = async (db: MigrationDatabase) => {
      call(db);
      boom();
    };
    const migrations = { '1_a': direct(up, up) };
    const error = await failureOf(createMigrator({ database: reached(database), migrations }).migrate());
    expect(error).toMatchObject({
      code: 'MIGRATION.STOPPED_HALFWAY',
      hint: expect.stringMatching(/^Write await before each call\. Finish or undo it by hand/),
      details: { finished, state: 'partial', mayHaveRun: false },
    });
    expect(error.message).toMatch(
      new RegExp(
        `after ${finished} statements? that (was|were) kept: boom\\. .* not awaited\\. It is marked as partial\\.$`,
      ),
    );
    expect(database.rows(made)).toEqual(tables.map((name) => ({ name })));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(database.rows(made)).toHaveLength(tables.length);
  });

  it('counts what ran of a down() that nobody awaited', async () => {
    const database = testDatabase();
    const migrations = {
      '1_a': direct(
        (db) => db.exec(scripted),
        async (db) => {
          db.run('DROP TABLE a');
          boom();
        },
      ),
    };
    const migrator = createMigrator({ database: reached(database), migrations });
    await migrator.migrate();
    expect(await failureOf(migrator.rollback())).toMatchObject({
      message: expect.stringContaining('1 statement that was kept: boom.'),
      details: { finished: 1, state: 'partial' },
    });
    expect(database.rows(made)).toEqual([{ name: 'b' }]);
  });

  it.each<readonly [string, (db: MigrationDatabase) => Promise<unknown>]>([
    ['first', async (db) => [db.run('OOPS'), await db.run(createA)]],
    ['last', async (db) => [await db.run(createA), db.run('OOPS')]],
    ['in a batch', async (db) => [db.batch([db.prepare('OOPS')]), await db.run(createA)]],
    ['in a script', async (db) => [db.exec('OOPS'), await db.run(createA)]],
    ['after then', async (db) => [db.run('OOPS').then(() => 1), await db.run(createA)]],
  ])('a call that nobody awaited and that failed is no success: %s', async (_, up) => {
    const database = testDatabase();
    const migrations = { '1_a': direct(async (db) => void (await up(db))) };
    const error = await failureOf(createMigrator({ database: reached(database), migrations }).migrate());
    expect(error).toMatchObject({
      code: 'MIGRATION.STOPPED_HALFWAY',
      cause: { code: 'RECORDING.UNAWAITED', hint: 'Write await before each call.' },
      details: { finished: 1, state: 'partial' },
    });
    expect(error.message).toContain('near "OOPS": syntax error');
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'partial' }]);
  });

  it('ignores a failure that the migration catches', async () => {
    const database = testDatabase();
    const up = async (db: MigrationDatabase) => {
      await db.run('OOPS').catch(() => {});
      await Promise.allSettled([db.run('OOPS'), db.run(createA)]);
      const kept = db.run('OOPS');
      await db.run('CREATE TABLE b (x)');
      await kept.catch(() => {});
      await db.run('OOPS').then(
        () => {},
        () => {},
      );
    };
    const report = await createMigrator({
      database: reached(database),
      migrations: { '1_a': direct(up) },
    }).migrate();
    expect(report.done).toMatchObject([{ statements: 2 }]);
  });

  it('ends and counts all concurrent calls if one of them fails', async () => {
    const database = testDatabase();
    const up = (db: MigrationDatabase) =>
      Promise.all([db.run('OOPS'), db.run(createA), db.run('CREATE TABLE b (x)')]);
    const error = await failureOf(
      createMigrator({ database: reached(database), migrations: { '1_a': direct(up) } }).migrate(),
    );
    expect(error.message).toContain('at statement 1 (OOPS), after 2 statements that were kept');
    expect(database.rows(made)).toHaveLength(2);
  });

  it('reports what is thrown even if it is undefined', async () => {
    const database = testDatabase();
    const migrations = { '1_a': direct(() => Promise.reject(undefined)) };
    const error = await failureOf(createMigrator({ database: reached(database), migrations }).migrate());
    expect(error.code).toBe('MIGRATION.STOPPED_HALFWAY');
  });
});

it('a lost answer to a call that nobody awaited leaves open whether it ran', async () => {
  const database = testDatabase();
  const up = async (db: MigrationDatabase) => {
    db.batch([db.prepare('CREATE TABLE a (x)')]);
    throw new Error('boom');
  };
  const far = losing(database.d1, 'arrives', 'lost-after');
  const error = await failureOf(
    createMigrator({ database: far, migrations: { '1_a': direct(up) } }).migrate(),
  );
  expect(error).toMatchObject({ details: { finished: 0, mayHaveRun: true } });
  expect(error.message).toContain('Whether the failed call took effect is not known.');
});

describe('resolve', () => {
  it('takes the title of a migration, or its digits', async () => {
    const database = testDatabase();
    const migrations = { '1_fill': direct(() => Promise.reject(new Error('No.'))) };
    const migrator = createMigrator({ database: database.d1, migrations });
    for (const name of ['fill', '1']) {
      await failureOf(migrator.migrate());
      await migrator.resolve(name, 'rolled-back');
      expect(database.rows(ledger)).toEqual([]);
    }
    expect((await failureOf(migrator.resolve('fil', 'applied'))).code).toBe('MIGRATION.NOT_FOUND');
  });

  // A misspelt outcome was taken for 'rolled-back', and the row was gone.
  it.each(['aplied', 'Applied', 'rolledback', undefined])('refuses the outcome %j', async (outcome) => {
    const database = testDatabase();
    const migrations = { '1_a': direct(() => Promise.reject(new Error('no'))) };
    const migrator = createMigrator({ database: database.d1, migrations });
    await failureOf(migrator.migrate());
    const before = database.content();
    const error = await failureOf(migrator.resolve('1_a', outcome as 'applied'));
    expect([error.code, error.hint]).toEqual(['OPTION.INVALID', "Pass 'applied' or 'rolled-back'."]);
    expect(database.content()).toBe(before);
  });

  it('refuses a migration that is not recorded, and one that is not partial', async () => {
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations: { '1_a': createsTable('a') } });
    // It used to say that there was no such migration.
    expect(await failureOf(migrator.resolve('1_a', 'applied'))).toMatchObject({
      code: 'MIGRATION.NOT_FOUND',
      message: "The ledger has no migration '1_a'.",
    });
    await migrator.migrate();
    expect((await failureOf(migrator.resolve('1_a', 'rolled-back'))).code).toBe('MIGRATION.NOT_PARTIAL');
  });
});
