// The binding that wrangler's getPlatformProxy() gives a Node program is taken where a local or remote database is.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkDatabase,
  createMigrator,
  detailsOf,
  isRoostError,
  type MigrationContext,
} from '@roostjs/migrations-core';
import { expect, it, onTestFinished } from 'vitest';
import { getPlatformProxy } from 'wrangler';

const migrations = {
  '1_posts': {
    async up(this: MigrationContext) {
      await this.db.run('CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)');
      await this.db.run('INSERT INTO posts (title) VALUES (?)', 'Hello');
    },
    async down(this: MigrationContext) {
      await this.db.run('DROP TABLE posts');
    },
  },
  '2_broken': {
    async up(this: MigrationContext) {
      await this.db.run("UPDATE posts SET title = 'Bye'");
      await this.db.run('INSERT INTO nowhere VALUES (1)');
    },
  },
};

it('migrates, fails whole, rolls back and is examined through the proxy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roost-proxy-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const configPath = join(folder, 'wrangler.json');
  const d1 = { binding: 'DB', database_name: 'app', database_id: 'app' };
  await writeFile(
    configPath,
    JSON.stringify({ name: 'proxied', compatibility_date: '2026-01-01', d1_databases: [d1] }),
  );
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false';
  const proxy = await getPlatformProxy<{ DB: D1 }>({ configPath, persist: { path: join(folder, 'state') } });
  onTestFinished(() => proxy.dispose());
  const database = proxy.env.DB;

  const failure = await createMigrator({ database, migrations })
    .migrate()
    .catch((error: unknown) => error);
  expect(isRoostError(failure) && detailsOf(failure).statement).toMatchObject({
    number: 2,
    sql: 'INSERT INTO nowhere VALUES (1)',
  });
  const titles = await database.prepare('SELECT title FROM posts').all<{ title: string }>();
  expect(titles.results).toEqual([{ title: 'Hello' }]);

  const findings = await checkDatabase({ database, wranglerLedger: 'd1_migrations' });
  expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
  const report = await createMigrator({ database, migrations }).rollback();
  expect(report.done.map(({ name }) => name)).toEqual(['1_posts']);
});

type D1 = Parameters<typeof createMigrator>[0]['database'];
