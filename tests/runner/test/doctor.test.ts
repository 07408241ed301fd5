// The check of a database, on one that keeps D1's guarantees and on some that do not.
import { type CheckResult, checkDatabase, createMigrator, type SqlDatabase } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { tableNames, testDatabase } from './support/database.ts';
import { notAtomic } from './support/far-database.ts';
import { failureOf, tableMigrations } from './support/migrations.ts';

const failed = (findings: readonly CheckResult[]) =>
  findings.filter(({ state }) => state === 'failed').map(({ check }) => check);

async function examined(database: SqlDatabase): Promise<readonly CheckResult[]> {
  return checkDatabase({ database, wranglerLedger: 'd1_migrations' });
}

describe('the doctor', () => {
  it('reports nothing about a sound database, and leaves it as it was', async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: tableMigrations('a') }).migrate();
    const before = database.content();
    const findings = await examined(database.d1);
    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => 'ok'));
    expect(findings).toHaveLength(7);
    expect(database.content()).toBe(before);
  });

  it('reads every page of a file if it is asked to', async () => {
    const { d1 } = testDatabase();
    const findings = await checkDatabase({ database: d1, checkFile: true });
    expect(findings[1]).toEqual({
      check: 'intact',
      state: 'ok',
      message: 'every page of the file is intact',
      next: null,
    });
  });

  it("refuses wrangler's own ledger as the ledger", async () => {
    const { d1: database } = testDatabase();
    const options = { database, ledger: 'd1_Migrations', wranglerLedger: 'd1_migrations' };
    expect((await failureOf(checkDatabase(options))).code).toBe('LEDGER.NAME_INVALID');
  });

  it('detects a server that is not atomic, and removes what it kept', async () => {
    const database = testDatabase();
    expect(failed(await examined(notAtomic(database.d1)))).toEqual(['batch-is-atomic']);
    expect(tableNames(database)).toEqual([]);
  });

  it('detects values that change, foreign keys that are not enforced, and triggers that are cut', async () => {
    const { d1 } = testDatabase();
    const changed = (sql: string): string =>
      sql
        .replace('typeof(?1)', "'text' || substr(?1, 0, 0)")
        .replace('PRAGMA foreign_keys', 'SELECT 0 AS foreign_keys')
        .replace(/insert into (\w+) values \('END;'\);/, '');
    const database = {
      prepare: (sql: string) => d1.prepare(changed(sql)),
      batch: (statements: never) => d1.batch(statements),
    };
    expect(failed(await examined(database as unknown as SqlDatabase))).toEqual([
      'trigger-stays-whole',
      'values-keep-their-types',
      'foreign-keys',
    ]);
  });

  it("names a partial migration, and what is missing from wrangler's ledger", async () => {
    const database = testDatabase();
    await createMigrator({ database: database.d1, migrations: tableMigrations('a', 'b') }).migrate();
    database.run("UPDATE migrations SET state = 'partial' WHERE id = 2");
    database.run('CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE)');
    const findings = await examined(database.d1);
    expect(failed(findings)).toEqual(['ledger', 'wrangler-ledger']);
    expect(findings.at(-2)?.next).toContain('migrate:resolve 20260101000002_create_b');
  });

  it('stops checking if the database does not answer', async () => {
    const refusing = {
      prepare: () => {
        throw new Error('Nobody is there.');
      },
      batch: () => Promise.reject(new Error('Nobody is there.')),
    } as unknown as SqlDatabase;
    const findings = await examined(refusing);
    expect(findings[0]).toMatchObject({ check: 'answers', state: 'failed', message: 'Nobody is there.' });
    expect(new Set(findings.slice(1).map(({ state }) => state))).toEqual(new Set(['skipped']));
  });
});
