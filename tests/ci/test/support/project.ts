// A Worker's repository with two branches: `main`, and `change`, which is checked out and adds migrations.
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Repository = AsyncDisposable & { readonly folder: string; readonly base: string };

const main: Readonly<Record<string, string>> = {
  'wrangler.jsonc': JSON.stringify({
    name: 'app',
    d1_databases: [{ binding: 'DB', database_name: 'app', database_id: 'app' }],
  }),
  'database/migrations/1_users.sql':
    'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n-- down\nDROP TABLE users;\n',
};

/** `change`: path → text. */
export async function repositoryWith(change: Readonly<Record<string, string>>): Promise<Repository> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'roost ci ')));
  git(folder, 'init', '-q', '-b', 'main');
  await commit(folder, main);
  const base = git(folder, 'rev-parse', 'HEAD').trim();
  git(folder, 'checkout', '-q', '-b', 'change');
  await commit(folder, change);
  return {
    folder,
    base,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function commit(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'files');
}

function git(folder: string, ...args: readonly string[]): string {
  const settings = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const own = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const env = { PATH: process.env['PATH'], ...settings };
  return execFileSync('git', [...own, ...args], { cwd: folder, env, encoding: 'utf8' });
}
