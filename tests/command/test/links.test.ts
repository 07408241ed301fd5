// A database that is reached by another name than its own: reading leaves every byte of it and of its logs
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { batchesIn, tablesIn } from './support/database.ts';
import { inProject } from './support/disk.ts';
import { nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';

const driver = createRequire(import.meta.url).resolve('better-sqlite3');

/** `real/app.sqlite`, with a migration whose writer died before it was moved from the log into the file. */
async function withHotLog(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'));
  mkdirSync(project.path('real'));
  const crash = `
    const sqlite = new (require(${JSON.stringify(driver)}))('real/app.sqlite');
    sqlite.pragma('journal_mode = WAL');
    sqlite.exec("CREATE TABLE migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, migration TEXT, batch INTEGER)");
    sqlite.exec("CREATE TABLE a (id INTEGER PRIMARY KEY); INSERT INTO migrations VALUES (1, '${nameOf(1, 'a')}', 1)");
    process.kill(process.pid, 'SIGKILL');
    setInterval(() => {}, 1000);`;
  expect(spawnSync(process.execPath, ['-e', crash], { cwd: project.root }).signal).toBe('SIGKILL');
  symlinkSync('real/app.sqlite', project.path('link.sqlite'));
  symlinkSync('link.sqlite', project.path('link-to-link.sqlite'));
  symlinkSync(project.path('real/app.sqlite'), project.path('database/whole-path.sqlite'));
  symlinkSync('real', project.path('folder'));
  symlinkSync('../link.sqlite', project.path('real/back.sqlite'));
  return project;
}

const names = [
  'link.sqlite',
  './database/../link-to-link.sqlite',
  'database/whole-path.sqlite',
  'folder/app.sqlite',
  'folder/back.sqlite',
];

describe('a database with a log that is not yet in it', () => {
  it('is left as it is by what only reads, by whatever link', async () => {
    await using project = await withHotLog();
    // SQLite makes the log's index again on the first look after a crash.
    await project.roost(['migrate:status', '--file', 'real/app.sqlite']);
    const before = await project.contents();
    expect(Object.keys(before)).toEqual(
      expect.arrayContaining(['real/app.sqlite-wal', 'real/app.sqlite-shm']),
    );
    for (const name of names) {
      const status = await project.json(['migrate:status', '--file', name]);
      expect([name, status.result?.['pending']]).toEqual([name, 1]);
    }
    for (const args of [['migrate', '--pretend'], ['schema:dump'], ['migrate:verify', '--data']])
      expect(await project.roost([...args, '--file', 'link.sqlite'])).toMatchObject({ exitCode: 0 });
    const open = inProject(project, 'exec 3< real/app.sqlite; "$@" migrate:status --file /proc/self/fd/3');
    expect([open.status, open.stdout]).toEqual([0, expect.stringMatching(/applied +1 +\S+_a\npending/)]);
    expect(await project.contents()).toEqual(before);
  });

  it('is written to where a link leads', async () => {
    await using project = await withHotLog();
    expect(await project.roost(['migrate', '--file', 'link-to-link.sqlite'])).toMatchObject({ exitCode: 0 });
    expect(batchesIn(project.path('real/app.sqlite'))).toEqual([
      [nameOf(1, 'a'), 1],
      [nameOf(2, 'b'), 2],
    ]);
  });

  it('is refused by the name of a hard link, beside which its log does not lie', async () => {
    await using project = await withHotLog();
    linkSync(project.path('real/app.sqlite'), project.path('real/hard.sqlite'));
    const before = await project.contents();
    for (const command of ['migrate:status', 'migrate']) {
      const { exitCode, error } = await project.json([command, '--file', 'real/hard.sqlite']);
      expect([exitCode, error?.code]).toEqual([2, 'DATABASE.UNREADABLE']);
      expect(error?.message).toContain("a hard link to 'app.sqlite'");
    }
    expect(await project.contents()).toEqual(before);
    expect(await project.roost(['migrate', '--file', 'real/app.sqlite'])).toMatchObject({ exitCode: 0 });
  });
});

it('a database that a link names and that is not there is made where the link leads', async () => {
  await using project = await projectWith(tables('a'));
  symlinkSync('real/app.sqlite', project.path('link.sqlite'));
  expect(await project.roost(['migrate', '--file', 'link.sqlite'])).toMatchObject({ exitCode: 0 });
  expect(tablesIn(project.path('real/app.sqlite'))).toEqual(['a']);
});
