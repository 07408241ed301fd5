// The demo, started as `pnpm run demo` starts it.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyOfApp } from './app.ts';
import { runNode } from './run.ts';

type Demo = ChildProcessByStdio<null, Readable, Readable>;

async function folderOfApp(): Promise<string> {
  const app = await copyOfApp();
  onTestFinished(app.remove);
  return app.folder;
}

describe('the demo', () => {
  it('runs to its end, twice, with every command and what it printed, and leaves nothing behind', async () => {
    const folder = await folderOfApp();
    const before = await readdir(folder);
    for (const _ of [1, 2]) {
      const { exitCode, stdout, stderr } = await runNode(folder, ['demo.mjs']);
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.match(/^\$ .*$/gm)).toEqual([
        '$ roost migrate',
        '$ roost db:seed',
        '$ roost make:migration add_pinned_to_posts --table posts',
        '$ roost migrate',
        '$ roost migrate:status',
        '$ roost schema:types --out src/database.ts',
        '$ roost migrate:rollback',
        '$ roost migrate:status',
        '$ roost migrate:reset --seed',
        '$ roost migrate:export --partial',
      ]);
      expect(stdout).toMatch(
        /^\$ roost migrate\nMigrating [\s\S]*^Applied 6 migrations in batch 1 \([^)]+\)\.\n\nA few posts/m,
      );
      expect(stdout).toMatch(/^applied +2 {2}\d+_add_pinned_to_posts$/m);
      expect(stdout).toMatch(/^pending +- {2}\d+_add_pinned_to_posts$/m);
      expect(stdout.trimEnd().split('\n').at(-1)).toContain('migrate:rollback --pretend');
    }
    expect(await readdir(join(folder, '.demo'))).toEqual([]);
    expect((await readdir(folder)).filter((name) => name !== '.demo')).toEqual(before);
  });

  it('ends with 1 at the first command that fails, names it, and leaves nothing behind', async () => {
    const folder = await folderOfApp();
    const broken = `export default { up: (db) => db.prepare('INSERT INTO nowhere VALUES (1)').run() };`;
    await writeFile(join(folder, 'database/migrations/20260301120000_fail.ts'), broken);
    const { exitCode, stdout, stderr } = await runNode(folder, ['demo.mjs']);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('no such table: nowhere');
    expect(stdout).not.toContain('make:migration');
    expect(stderr).toContain('`roost migrate` ended with 1');
    expect(await readdir(join(folder, '.demo'))).toEqual([]);
  });

  it('leaves nothing behind when its output is read no more, or when it is told to stop', async () => {
    const folder = await folderOfApp();
    for (const end of [(demo: Demo) => demo.stdout.destroy(), (demo: Demo) => demo.kill('SIGTERM')]) {
      const demo = spawn(process.execPath, ['demo.mjs'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
      const stderr = text(demo.stderr);
      await once(demo.stdout, 'data');
      end(demo);
      await once(demo, 'exit');
      expect(await stderr).toContain('The demo stopped');
      expect(demo.exitCode).toBe(1);
      expect(await readdir(join(folder, '.demo'))).toEqual([]);
    }
  });

  it('says in one sentence that Node is too old, and ends with 2', async () => {
    const pretendOld =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })";
    const { exitCode, stdout, stderr } = await runNode(await folderOfApp(), [
      '--import',
      pretendOld,
      'demo.mjs',
    ]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^The demo needs Node\.js 22\.18 or newer; .*\n$/);
  });
});
