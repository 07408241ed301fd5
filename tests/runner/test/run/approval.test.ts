// What is requested before the first write: the approval of the plan, and a bookmark to restore.
import { openMemoryD1 } from '@roostjs/d1-adapter/local';
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { secondConnection, tableNames, testDatabase } from '../support/database.ts';
import { failureOf, tableMigrations } from '../support/migrations.ts';

const migrations = tableMigrations('a', 'b');

describe('the approval', () => {
  it('is requested for the very plan that runs, before anything is written', async () => {
    const database = testDatabase();
    const asked: unknown[] = [];
    const approve = async (plan: unknown): Promise<void> => {
      asked.push(plan, await database.d1.prepare('SELECT count(*) AS n FROM sqlite_schema').first('n'));
    };
    const report = await createMigrator({ database: database.d1, migrations, approve }).migrate();
    const steps = report.done.map(({ direction, name, batch }) => ({ direction, name, batch }));
    expect(asked).toEqual([{ action: 'migrate', wipe: null, steps, warnings: [], findings: [] }, 0]);
  });

  it('that is refused ends the run without writing', async () => {
    const database = testDatabase();
    const approve = () => Promise.reject(new Error('No.'));
    const bookmark = () => Promise.reject(new Error('Nobody asked for it.'));
    const migrator = createMigrator({ database: database.d1, migrations, approve, bookmark });
    expect((await failureOf(migrator.migrate())).message).toBe('No.');
    expect(await database.d1.prepare('SELECT count(*) AS n FROM sqlite_schema').first('n')).toBe(0);
  });

  // A question that was answered with no gave false, and the run went on.
  it('that is false ends every command that asks for it, without writing', async () => {
    const no = async () => false as unknown as undefined;
    const database = testDatabase();
    const migrator = createMigrator({ database: database.d1, migrations, approve: no });
    const adopting = migrator.adopt({ to: 'create_a', force: true, scratch: openMemoryD1(), approve: no });
    const asking = [migrator.migrate(), migrator.rehearse(), migrator.install(no), adopting];
    const failures = await Promise.all(asking.map(failureOf));
    expect(failures.map(({ code }) => code)).toEqual(asking.map(() => 'OPTION.INVALID'));
    expect(database.schema()).toEqual([]);
    await createMigrator({ database: database.d1, migrations }).migrate();
    database.run('CREATE TABLE drifted (id)');
    const before = database.content();
    expect((await failureOf(migrator.repair(no))).code).toBe('OPTION.INVALID');
    expect(database.content()).toBe(before);
  });

  it('is not requested if there is nothing to do, or for a pretended run', async () => {
    const database = testDatabase();
    const approve = () => Promise.reject(new Error('No.'));
    const migrator = createMigrator({ database: database.d1, migrations, approve });
    await migrator.migrate({ pretend: true });
    await migrator.rollback();
  });

  it('holds for the rest of the plan if another run has applied a part of it meanwhile', async () => {
    const database = testDatabase();
    const other = createMigrator({
      database: secondConnection(database),
      migrations: { '20260101000001_create_a': migrations['20260101000001_create_a'] },
    });
    const approve = async (): Promise<void> => void (await other.migrate());
    const report = await createMigrator({ database: database.d1, migrations, approve }).migrate();
    expect(report.skipped.map(({ name }) => name)).toEqual(['20260101000001_create_a']);
    expect(report.done.map(({ name }) => name)).toEqual(['20260101000002_create_b']);
  });

  it('does not hold if another run has applied something else meanwhile', async () => {
    const database = testDatabase();
    const others = { '20260101000009_create_z': tableMigrations('z')['20260101000001_create_z'] } as never;
    const other = createMigrator({ database: secondConnection(database), migrations: others });
    const approve = async (): Promise<void> => void (await other.migrate());
    const migrator = createMigrator({ database: database.d1, migrations, approve });
    const failure = await failureOf(migrator.migrate());
    expect([failure.code, failure.message]).toEqual([
      'LEDGER.CONFLICT',
      expect.stringContaining('20260101000009_create_z'),
    ]);
    expect(tableNames(database)).toEqual(['z']);
  });

  it('does not hold if another run has rolled something back meanwhile', async () => {
    const database = testDatabase();
    const a = { '20260101000001_create_a': migrations['20260101000001_create_a'] };
    await createMigrator({ database: database.d1, migrations: a }).migrate();
    const other = createMigrator({ database: secondConnection(database), migrations: a });
    const approve = async (): Promise<void> => void (await other.rollback());
    const migrator = createMigrator({ database: database.d1, migrations, approve });
    expect((await failureOf(migrator.migrate())).code).toBe('LEDGER.CONFLICT');
    expect(tableNames(database)).toEqual([]);
  });
});

describe('the bookmark', () => {
  it('is in each row that the run adds, and in its report', async () => {
    const database = testDatabase();
    const marks = ['before-one', 'before-two'];
    const bookmark = async (): Promise<string> => marks.shift() ?? 'too often';
    const migrator = createMigrator({ database: database.d1, migrations, bookmark });
    expect((await migrator.migrate()).bookmark).toBe('before-one');
    expect(database.rows('SELECT bookmark FROM migrations')).toEqual([
      { bookmark: 'before-one' },
      { bookmark: 'before-one' },
    ]);
    expect((await migrator.rollback()).bookmark).toBe('before-two');
  });
});
