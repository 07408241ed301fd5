import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolutions, worker } from './support/compilers.ts';
import { freshProject, type Project, type TypeErrors } from './support/project.ts';

const wranglerConfig = `{
  // A Worker with one database
  "name": "my-app",
  "main": "src/index.ts",
  "compatibility_date": "2026-07-01",
  "d1_databases": [{ "binding": "DB", "database_name": "my-app-db", "database_id": "11111111-2222-3333-4444-555555555555" }],
}`;

let project: Project;
const made: string[] = [];

beforeAll(async () => {
  project = await freshProject({ name: 'my-app', private: true });
  await project.write('wrangler.jsonc', wranglerConfig);
  await project.install(['@roostjs/cli', '@cloudflare/workers-types'], '--save-dev');
  made.push(
    await make('create_posts_table'),
    await make('create_users', '--create', 'users'),
    await make('change_users', '--table', 'users'),
  );
});
afterAll(() => project.remove());

/** Makes a migration with the installed command and gives its path in the project. */
async function make(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.npx('@roostjs/cli', 'make:migration', ...args);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout.trim();
}

async function variant(path: string, from: string, text: (text: string) => string): Promise<string> {
  const generated = await readFile(join(project.folder, from), 'utf8');
  const changed = text(generated);
  expect(changed).not.toBe(generated);
  await project.write(path, changed);
  return path;
}

async function forms(): Promise<readonly string[]> {
  const [blank = ''] = made;
  const typed = "async up(db: D1Database): Promise<void> {\n    await db.prepare('SELECT 1').run();";
  return [
    await variant('forms/short.ts', blank, (text) =>
      text.replaceAll("// await this.db.run('…');", "await this.db.run('SELECT 1');"),
    ),
    await variant('forms/typed.ts', blank, (text) => text.replace('async up() {', typed)),
    await variant('forms/plain.ts', blank, (text) =>
      text
        .replace('async up() {', typed)
        .replace(' satisfies Migration', '')
        .replace(/^import .*\n/, ''),
    ),
  ];
}

describe('the tarball of @roostjs/cli, installed in a Worker project', () => {
  it('makes migrations, applies them and shows their state', async () => {
    expect(made[0]).toMatch(/^database\/migrations\/\d{14}_create_posts_table\.ts$/);

    expect(await project.npx('@roostjs/cli', 'migrate')).toMatchObject({ exitCode: 0 });

    const { exitCode, stdout } = await project.npx('@roostjs/cli', 'migrate:status', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      result: {
        pending: 0,
        migrations: made.map((path) => ({ name: basename(path, '.ts'), state: 'applied', batch: 1 })),
      },
    });
  });

  it('keeps what Node has compiled within node_modules', async () => {
    expect(await project.npx('@roostjs/cli', 'migrate:status')).toMatchObject({ exitCode: 0 });
    expect(await readdir(join(project.folder, 'node_modules/.cache/roost'))).toHaveLength(1);
  });

  it('is called roost in a script of package.json', async () => {
    expect(await project.npm('pkg', 'set', 'scripts.status=roost migrate:status --pending')).toMatchObject({
      exitCode: 0,
    });
    expect(await project.npm('run', '--silent', 'status')).toMatchObject({ exitCode: 0 });
  });

  describe.each(resolutions)('under $name', ({ options }) => {
    let errors: TypeErrors;
    let misspelt: string;
    beforeAll(async () => {
      misspelt = await variant('forms/misspelt.ts', made[0] ?? '', (text) =>
        text.replace('async up()', 'async upp()'),
      );
      const files = [...made, ...(await forms()), misspelt];
      errors = await project.typeErrors({ ...worker, ...options }, files);
    });

    it('makes migrations that type-check as they are', () => {
      for (const file of made) expect(errors(file)).toEqual([]);
    });

    it("takes the forms that authors write, by Cloudflare's types", async () => {
      for (const file of await forms()) expect(errors(file)).toEqual([]);
    });

    it('has types that refuse a misspelt up()', () => {
      expect(errors(misspelt)).toEqual([
        expect.stringMatching(
          /^forms\/misspelt\.ts\(4,9\): error TS2353: .*'upp' does not exist in type 'Migration'/,
        ),
      ]);
    });
  });
});

it('@roostjs/cli runs by its whole name where it is not installed', async () => {
  const empty = await freshProject({ name: 'empty', private: true });
  try {
    const { version } = JSON.parse(
      await readFile(join(project.folder, 'node_modules/@roostjs/cli/package.json'), 'utf8'),
    );
    const fetched = await empty.npm('exec', '--yes', '--', '@roostjs/cli', '--version');
    expect([fetched.exitCode, fetched.stdout.trim()]).toEqual([0, version]);
  } finally {
    await empty.remove();
  }
});
