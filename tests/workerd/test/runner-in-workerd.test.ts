// Every method of the small runner, from the entry as it is published, on a real binding.
import { describe, expect, it, vi } from 'vitest';
import { startWorker, type TestWorker } from './worker.ts';

// A machine that has other things to do takes longer.
vi.setConfig({ testTimeout: 60_000 });

const migrations = `
const table = (name) => ({
  async up(db) { await db.run('CREATE TABLE ' + name + ' (id INTEGER PRIMARY KEY)'); },
  async down(db) { await db.run('DROP TABLE ' + name); },
});
export const migrations = { '1_a': table('a'), '2_b': table('b'), '3_c': table('c') };`;

const names = ({ error, result }: { error: unknown; result: Record<string, unknown> }, of = 'done') => {
  expect(error).toBeUndefined();
  return (result[of] as { name: string }[]).map(({ name }) => name);
};

async function tables({ db }: TestWorker): Promise<readonly unknown[]> {
  const { results } = await db
    .prepare("SELECT name FROM sqlite_schema WHERE name GLOB '[a-z]' ORDER BY name")
    .all<{ name: string }>();
  return results.map(({ name }) => name);
}

describe('createRunner() inside workerd', () => {
  it('installs, migrates, tells its status, and rolls back', async () => {
    const worker = await startWorker(migrations);
    expect((await worker.callRunner('install')).result).toBe(true);
    expect((await worker.callRunner('install')).result).toBe(false);
    expect(names(await worker.callRunner('migrate', { to: '2_b' }))).toEqual(['1_a', '2_b']);
    const migrated = await worker.callRunner('migrate');
    expect(names(migrated)).toEqual(['3_c']);
    expect(migrated.result).toMatchObject({ action: 'migrate', findings: [], remaining: [] });
    expect(migrated.events).toEqual(['run-started', 'step-started', 'step-finished', 'run-finished']);
    expect((await worker.callRunner('status')).result).toMatchObject({
      pending: 0,
      schema: { state: 'as-left' },
      migrations: [{ batch: 1 }, { batch: 1 }, { batch: 2 }],
    });
    expect(names(await worker.callRunner('rollback'))).toEqual(['3_c']);
    expect(names(await worker.callRunner('rollback', { step: 1 }))).toEqual(['2_b']);
    expect(await tables(worker)).toEqual(['a']);
    expect((await worker.callRunner('status')).result).toMatchObject({ pending: 2 });
  });

  it('resets, refreshes and starts fresh', async () => {
    const worker = await startWorker(migrations);
    await worker.callRunner('migrate');
    await worker.db.exec('INSERT INTO a VALUES (1)');
    expect(names(await worker.callRunner('refresh', { step: 2 }))).toEqual(['3_c', '2_b', '2_b', '3_c']);
    expect(await worker.db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(1);
    expect(names(await worker.callRunner('reset'))).toEqual(['3_c', '2_b', '1_a', '1_a', '2_b', '3_c']);
    expect(await worker.db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(0);
    await worker.db.exec('CREATE TABLE z (id)');
    const fresh = await worker.callRunner('fresh');
    expect(names(fresh, 'wiped')).toEqual(['a', 'b', 'c', 'z']);
    expect(names(fresh)).toEqual(['1_a', '2_b', '3_c']);
    expect(await tables(worker)).toEqual(['a', 'b', 'c']);
  });

  it('resolves what has stopped halfway, and repairs what has drifted', async () => {
    const worker = await startWorker(`export const migrations = { '1_halfway': {
      withinTransaction: false,
      async up(db) { await db.run('CREATE TABLE a (id)'); await db.run('INSERT INTO nowhere VALUES (1)'); },
    } };`);
    expect((await worker.callRunner('migrate')).error.code).toBe('MIGRATION.STOPPED_HALFWAY');
    expect((await worker.callRunner('migrate')).error.code).toBe('MIGRATION.PARTIAL');
    expect((await worker.callRunner('resolve', '1_halfway', 'applied')).ok).toBe(true);
    expect((await worker.callRunner('status')).result).toMatchObject({
      migrations: [{ name: '1_halfway', state: 'applied' }],
    });
    await worker.db.exec('CREATE TABLE b (id)');
    expect((await worker.callRunner('status')).result).toMatchObject({ schema: { state: 'drifted' } });
    expect((await worker.callRunner('repair')).result).toMatchObject({
      schema: [{ change: 'created', type: 'table', name: 'b' }],
    });
    expect((await worker.callRunner('status')).result).toMatchObject({ schema: { state: 'as-left' } });
  });

  it('writes the ledger and the schema that createMigrator() writes', async () => {
    const [small, whole] = [await startWorker(migrations), await startWorker(migrations)];
    await small.callRunner('migrate');
    await whole.call('migrate');
    const schema = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB '_cf*' ORDER BY 1, 2";
    const ledger = 'SELECT * FROM migrations ORDER BY id';
    const rowsOf = async ({ db }: TestWorker) => [
      (await db.prepare(schema).all()).results,
      (await db.prepare(ledger).all()).results.map((row) => ({ ...row, run_id: null, applied_at: null })),
    ];
    expect(await rowsOf(small)).toEqual(await rowsOf(whole));
  });

  it('refuses what only looking tells', async () => {
    const worker = await startWorker(migrations);
    const asked: readonly [string, object, string][] = [
      ['migrate', { failOn: ['MIGRATION.LOSES_DATA'] }, 'MIGRATION.LOSES_DATA'],
      ['migrate', { allow: ['drop-table'] }, 'allow'],
      ['migrate', { pretend: true }, 'pretend'],
      ['fresh', { pretend: true }, 'pretend'],
    ];
    for (const [method, options, named] of asked) {
      const { error } = await worker.callRunner(method, options);
      expect(error).toMatchObject({
        code: 'OPTION.INVALID',
        message: `${named} is not available from createRunner(), which inspects no statement.`,
        hint: 'Use createMigrator() of @roostjs/migrations-core.',
      });
    }
    expect(await tables(worker)).toEqual([]);
  });
});
