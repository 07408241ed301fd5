import { createMigrator, type Migration, type MigrationDatabase } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { farAway, testDatabase } from './database.ts';
import { losing } from './far-database.ts';
import { createsTable, failureOf } from './migrations.ts';

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
  it('reads what it has written, and is applied in the end', async () => {
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

  it('that stops halfway is partial, and no run goes past it until it is resolved', async () => {
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
      'at statement 2 (CREATE TABLE a (x)), after 1 statement that stays: D1_ERROR: table a already exists',
    );
    expect((await migrator.status()).migrations).toMatchObject([{ state: 'partial' }, { state: 'pending' }]);
    for (const command of [() => migrator.migrate(), () => migrator.rollback(), () => migrator.reset()]) {
      expect((await failureOf(command())).code).toBe('MIGRATION.PARTIAL');
    }
    await migrator.resolve('1_a', 'applied');
    expect((await migrator.migrate()).done.map((step) => step.name)).toEqual(['2_b']);
  });

  it('is seen as partial by another run while it is at work', async () => {
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

  it('resolved as rolled back is pending again', async () => {
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

  it('rolls back call by call, and a roll-back that stops halfway is partial', async () => {
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

  it('whose row cannot be marked as applied is told to have run, and not to have left nothing', async () => {
    const database = testDatabase();
    const refuse = "CREATE TRIGGER r BEFORE UPDATE ON migrations BEGIN SELECT RAISE(ABORT, 'not here'); END";
    const up = async (db: MigrationDatabase): Promise<void> => {
      await db.run('CREATE TABLE a (x)');
      database.run(refuse);
    };
    const migrations = { '1_a': direct(up) };
    const error = await failureOf(createMigrator({ database: database.d1, migrations }).migrate());
    expect(error.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect(error.message).toContain('after 1 statement that stays: D1_ERROR: not here');
    expect(database.rows(ledger)).toEqual([{ migration: '1_a', state: 'partial' }]);
  });

  it('whose answer is lost does not say that its statement has left nothing', async () => {
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
      expect(error.message.includes('Whether what failed has taken effect all the same is not known.')).toBe(
        isUnknown,
      );
      await createMigrator({ database: database.d1, migrations }).resolve(name, 'rolled-back');
    }
    expect(database.rows("SELECT name FROM sqlite_schema WHERE name = 'a'")).toHaveLength(1);
  });

  it('that returns before its calls have ended is partial', async () => {
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
  it.each(['aplied', 'Applied', 'rolledback', undefined])('is not settled as %j', async (outcome) => {
    const database = testDatabase();
    const migrations = { '1_a': direct(() => Promise.reject(new Error('no'))) };
    const migrator = createMigrator({ database: database.d1, migrations });
    await failureOf(migrator.migrate());
    const before = database.content();
    const error = await failureOf(migrator.resolve('1_a', outcome as 'applied'));
    expect([error.code, error.hint]).toEqual(['OPTION.INVALID', "Give 'applied' or 'rolled-back'."]);
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
