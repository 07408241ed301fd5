import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bare, resolutions, worker } from './support/compilers.ts';
import { freshProject, type Project, type TypeErrors } from './support/project.ts';

const files = {
  'root.js': `
    import { wranglerDatabaseFile } from '@roostjs/d1-adapter';
    console.log(typeof wranglerDatabaseFile({ persistRoot: '.wrangler/state', databaseId: 'DB' }));`,
  'local.js': `
    import { openLocalD1 } from '@roostjs/d1-adapter/local';
    const db = openLocalD1({ path: 'made/here.sqlite' });
    await db.exec('CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT)');
    await db.prepare('INSERT INTO posts (title) VALUES (?)').bind('Hello').run();
    console.log(JSON.stringify(await db.prepare('SELECT * FROM posts').all().then(({ results }) => results)));
    db.close();`,
  'remote.js': `
    import { openRemoteD1 } from '@roostjs/d1-adapter/remote';
    import { findWranglerConfig, readWranglerConfig, wranglerRemoteAddress } from '@roostjs/d1-adapter/wrangler';
    const config = await readWranglerConfig(findWranglerConfig('.'));
    const db = openRemoteD1({ ...wranglerRemoteAddress(config, {}), env: {} });
    await db.prepare('SELECT 1').all().catch(({ code }) => console.log(code));`,
  'wrangler.toml': `
    [[d1_databases]]
    binding = "DB"
    database_id = "1"`,
  'bare.ts': `
    import { type D1Database, wranglerDatabaseFile } from '@roostjs/d1-adapter';
    import { type LocalD1Database, openLocalD1 } from '@roostjs/d1-adapter/local';
    import { openRemoteD1, type RemoteD1Database } from '@roostjs/d1-adapter/remote';
    const path: string = wranglerDatabaseFile({ persistRoot: '.wrangler/state', databaseId: 'DB' });
    const local: LocalD1Database = openLocalD1({ path });
    export const db: D1Database = local;
    export const remote: RemoteD1Database = openRemoteD1({ databaseId: '1', requestTimeoutMs: 1000 });`,
  'worker.ts': `
    import { openLocalD1 } from '@roostjs/d1-adapter/local';
    export const db: D1Database = openLocalD1({ path: 'db.sqlite' });`,
  'wrong.ts': `
    import { openLocalD1 } from '@roostjs/d1-adapter/local';
    openLocalD1({ file: 'db.sqlite' });`,
};

let project: Project;
beforeAll(async () => {
  project = await freshProject({ type: 'module' });
  await project.install(['@roostjs/d1-adapter', '@cloudflare/workers-types']);
  for (const [path, text] of Object.entries(files)) await project.write(path, text);
});
afterAll(() => project.remove());

describe('@roostjs/d1-adapter, installed alone', () => {
  it('opens a database from /local', async () => {
    const ended = await project.node('local.js');
    expect(ended).toEqual({ exitCode: 0, stdout: '[{"id":1,"title":"Hello"}]\n', stderr: '' });
  });

  it('reaches for Cloudflare from /remote, with the configuration from /wrangler', async () => {
    const ended = await project.node('remote.js');
    expect(ended).toEqual({ exitCode: 0, stdout: 'REMOTE.LOGIN_MISSING\n', stderr: '' });
  });

  it('loads no native code but from /local: the rest is imported where better-sqlite3 is gone', async () => {
    const driver = join(project.folder, 'node_modules', 'better-sqlite3');
    await rename(driver, `${driver}-gone`);
    try {
      expect(await project.node('root.js')).toEqual({ exitCode: 0, stdout: 'string\n', stderr: '' });
      expect(await project.node('remote.js')).toMatchObject({ exitCode: 0, stderr: '' });
      expect(await project.node('local.js')).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("Cannot find package 'better-sqlite3'"),
      });
    } finally {
      await rename(`${driver}-gone`, driver);
    }
  });

  describe.each(resolutions)('under $name', ({ options }) => {
    let bareErrors: TypeErrors;
    beforeAll(async () => {
      bareErrors = await project.typeErrors({ ...bare, ...options }, ['bare.ts', 'wrong.ts']);
    });

    it('has types without the DOM and without Node', () => {
      expect(bareErrors('bare.ts')).toEqual([]);
    });

    it("is a D1Database of Cloudflare's types", async () => {
      const errors = await project.typeErrors({ ...worker, ...options }, ['worker.ts']);
      expect(errors('worker.ts')).toEqual([]);
    });

    it('has types that refuse a wrong use', () => {
      expect(bareErrors('wrong.ts')).toEqual([expect.stringContaining('wrong.ts(3,19): error TS2353')]);
    });
  });
});
