import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLocalD1 } from '@roostjs/d1-adapter/local';
import { createMigrator } from '@roostjs/migrations-core';
import { describe, expect, it } from 'vitest';
import { roost } from './roost.ts';
import { startWorker } from './worker.ts';

const blog = join(import.meta.dirname, 'blog');

/** A module that exports the files of the folder as a record, as a bundler would. */
function asModule(folder: string): string {
  const entries = readdirSync(folder).map((fileName) => {
    const body = readFileSync(join(folder, fileName), 'utf8').replace('export default', '');
    return `${JSON.stringify(fileName)}: { default: ${body.trim().replace(/;$/, '')} }`;
  });
  return `export const migrations = { ${entries.join(',\n')} };`;
}

const names = (steps: unknown) => (steps as { name: string }[]).map((step) => step.name);

describe('core inside workerd, on a real binding', () => {
  it('migrates, tells its status, rolls back and resets', async () => {
    const worker = await startWorker(asModule(blog));
    const migrated = await worker.call('migrate');
    expect(migrated).toMatchObject({ ok: true });
    expect(names(migrated.result['done'])).toEqual([
      '20260101000001_create_users',
      '20260101000002_create_posts',
      '20260101000003_fill_slugs',
    ]);
    expect((await worker.call('status')).result).toMatchObject({ pending: 0 });
    expect(await worker.db.prepare('SELECT slug FROM posts').first('slug')).toBe('hello-world');
    expect(names((await worker.call('rollback', { step: 1 })).result['done'])).toEqual([
      '20260101000003_fill_slugs',
    ]);
    const reset = await worker.call('reset');
    expect((reset.result['done'] as unknown[]).length).toBe(5);
  });

  it('leaves nothing of a migration that fails, and finds the statement by itself', async () => {
    const worker = await startWorker(`export const migrations = {
      '1_a': { async up() { await this.db.run('CREATE TABLE a (n INTEGER UNIQUE)'); } },
      '2_b': { async up() {
        await this.db.run('CREATE TABLE b (x)');
        await this.db.run('INSERT INTO a VALUES (1), (2)');
        await this.db.run('INSERT INTO a VALUES (?)', 2);
        await this.db.run('CREATE TABLE c (x)');
      } },
    };`);
    const { error } = await worker.call('migrate');
    expect(error.code).toBe('MIGRATION.FAILED');
    expect(error.message).toContain(
      "Migrating '2_b' failed at statement 3 (INSERT INTO a VALUES (?)): D1_ERROR: UNIQUE",
    );
    const { results } = await worker.db
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .all();
    expect(results).toEqual([{ name: 'a' }, { name: 'migrations' }, { name: 'migrations_schema' }]);
    expect(await worker.db.prepare('SELECT count(*) AS n FROM a').first('n')).toBe(0);
  });

  it('names no statement where only the commit fails', async () => {
    const worker = await startWorker(`export const migrations = {
      '1_a': { async up() {
        await this.db.exec(\`CREATE TABLE u (id INTEGER PRIMARY KEY);
          CREATE TABLE p (u INTEGER REFERENCES u (id) DEFERRABLE INITIALLY DEFERRED); INSERT INTO p VALUES (7)\`);
      } },
    };`);
    const { error } = await worker.call('migrate');
    expect(error.code).toBe('MIGRATION.FAILED');
    expect(error.details['statement']).toBeNull();
    expect((await worker.call('status')).result).toMatchObject({ pending: 1 });
  });

  it('verifies that migrations come back, on a database that may be spoilt', async () => {
    const worker = await startWorker(`
      const table = { async up() {
        await this.db.run('CREATE TABLE a (id INTEGER PRIMARY KEY, x)');
        await this.db.run("INSERT INTO a (x) VALUES (1), (2.0), ('t'), (x'00ff'), (NULL)");
      }, async down() { await this.db.run('DROP TABLE a'); } };
      const search = { async up() { await this.db.run("CREATE VIRTUAL TABLE s USING fts5(x, content='a')"); },
        async down() { await this.db.run('DROP TABLE s'); } };
      const spoils = { async up() {}, async down() { await this.db.run('UPDATE a SET x = 1.0 WHERE x = 1'); } };
      const forgets = { async up() { await this.db.run('CREATE TABLE b (id)'); }, async down() {} };
      const fails = { async up() { await this.db.run('INSERT INTO nowhere VALUES (1)'); } };
      export const migrations = { '1_table': table, '2_search': search, '3_spoils': spoils, '4_forgets': forgets,
        '5_search': { ...search, async down() { await this.db.run('DROP TABLE IF EXISTS s'); } }, '6_fails': fails };
    `);
    const { ok, result, error } = await worker.call('verify');
    expect(error).toBeUndefined();
    expect({ ok, result }).toMatchObject({
      ok: true,
      result: {
        migrations: [
          { state: 'ok' },
          { state: 'ok' },
          {
            state: 'loses',
            rows: [{ after: 'down', table: 'a', rowsBefore: 5, lost: 1, added: 1 }, { table: 's' }],
          },
          {
            state: 'differs',
            differences: [{ after: 'down', difference: 'extra', type: 'table', name: 'b' }],
          },
          {
            state: 'failed',
            failure: { during: 'up', message: expect.stringContaining('table s already exists') },
          },
          { state: 'skipped' },
        ],
      },
    });
  });

  it('applies each migration once when many requests migrate at once', async () => {
    const worker = await startWorker(asModule(blog));
    const answers = await Promise.all(Array.from({ length: 8 }, () => worker.call('migrate')));
    expect(answers.filter((answer) => !answer.ok)).toEqual([]);
    expect(answers.flatMap((answer) => answer.result['done'])).toHaveLength(3);
    expect(await worker.db.prepare('SELECT count(*) AS n FROM migrations').first('n')).toBe(3);
  });

  it('writes a ledger that roost continues from, and goes on where roost has been', async () => {
    const worker = await startWorker(asModule(blog));
    await worker.call('migrate');
    const path = join(worker.folder, 'migrations');
    cpSync(blog, path, { recursive: true });
    const flags = ['--file', worker.file, '--path', path];
    expect(roost('migrate:status', ...flags).result).toMatchObject({ pending: 0 });
    mkdirSync(path, { recursive: true });
    writeFileSync(
      join(path, '20260101000004_tags.js'),
      "export default { async up() { await this.db.run('CREATE TABLE tags (x)') }, async down() { await this.db.run('DROP TABLE tags') } }",
    );
    expect(roost('migrate', ...flags).result).toMatchObject({
      done: [{ name: '20260101000004_tags', batch: 2 }],
    });
    expect(await worker.db.prepare('SELECT count(*) AS n FROM tags').first('n')).toBe(0);
    expect((await worker.call('status')).result).toMatchObject({
      migrations: [{}, {}, {}, { name: '20260101000004_tags', state: 'missing', batch: 2 }],
    });
    roost('migrate:rollback', ...flags);
    expect((await worker.call('migrate')).result).toMatchObject({ done: [] });
    expect(roost('migrate:rollback', ...flags).result).toMatchObject({ done: [{}, {}, {}] });
    expect((await worker.call('migrate')).result).toMatchObject({ done: [{}, {}, {}] });
  });

  it('writes the same ledger table and schema as the local driver does', async () => {
    const worker = await startWorker(asModule(blog));
    await worker.call('migrate');
    const local = openLocalD1({ path: join(worker.folder, 'local.sqlite') });
    const modules = await Promise.all(
      readdirSync(blog).map(async (fileName) => [fileName, await import(join(blog, fileName))] as const),
    );
    await createMigrator({ database: local, migrations: Object.fromEntries(modules) }).migrate();
    const schema =
      "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY type, name";
    const ledger = 'SELECT id, migration, batch, state FROM migrations ORDER BY id';
    for (const sql of [schema, ledger, 'SELECT * FROM posts']) {
      expect((await local.prepare(sql).all()).results).toEqual((await worker.db.prepare(sql).all()).results);
    }
    local.close();
  });
});
