// roost migrate:check in real repositories: which migrations are compared, and what is said
import { readdirSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit, git, initRepository, onBranch } from './support/git.ts';
import { emptyProject, type Files, type Project, projectWith } from './support/project.ts';
import { startRoost } from './support/roost.ts';

const users = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n';
const addsLocale = 'ALTER TABLE users ADD COLUMN locale TEXT;\n';
const addsLanguage = "ALTER TABLE users ADD COLUMN locale TEXT DEFAULT 'en';\n";
const [first, ours, theirs] = ['1_users', '2_locale', '3_language'];

const at = (name: string, text: string, folder = 'database/migrations'): Files => ({
  [`${folder}/${name}`]: text,
});

/** `main` and, checked out, `feature`: what each has after their common commit. */
async function twoBranches(
  feature: Files,
  main: Files,
  start: Files = at(`${first}.sql`, users),
): Promise<Project> {
  const project = await projectWith({}, start);
  initRepository(project);
  await onBranch(project, 'feature', feature);
  await onBranch(project, 'main', main);
  git(project.root, 'checkout', '-q', 'feature');
  return project;
}

const conflicting = (): Promise<Project> =>
  twoBranches(at(`${ours}.sql`, addsLocale), at(`${theirs}.sql`, addsLanguage));

type Finding = { readonly kind: string; readonly branch: string; readonly base: string };
type Result = {
  common: number;
  branch: readonly string[];
  base: readonly string[];
  findings: readonly Finding[];
};

async function compared(project: Project, base = 'main', more: readonly string[] = []) {
  const { exitCode, result } = await project.json(['migrate:check', '--base', base, ...more]);
  const { common, branch, base: onBase, findings } = result as Result;
  return { exitCode, common, branch, base: onBase, findings };
}

const clean = (common: number, branch: readonly string[], base: readonly string[]) => ({
  exitCode: 0,
  common,
  branch,
  base,
  findings: [],
});

describe.concurrent('roost migrate:check', () => {
  it('names the two files, the object, what happens in either order, and what to do', async () => {
    await using project = await conflicting();
    const before = await project.contents();
    const { exitCode, stdout, stderr } = await project.roost(['migrate:check', '--base', 'main']);
    expect(exitCode).toBe(5);
    expect(stdout).toBe(
      [
        `conflict ${ours} and ${theirs}`,
        `  only on this branch: database/migrations/${ours}.sql`,
        `  only on main: main:database/migrations/${theirs}.sql`,
        `  main, then this branch: Migrating '${ours}' failed at statement 1 (ALTER TABLE users ADD COLUMN locale TEXT): D1_ERROR: duplicate column name: locale: SQLITE_ERROR`,
        '    concerns users',
        `  this branch, then main: Migrating '${theirs}' failed at statement 1 (ALTER TABLE users ADD COLUMN locale TEXT DEFAULT 'en'): D1_ERROR: duplicate column name: locale: SQLITE_ERROR`,
        '    concerns users',
        `next  Merge main into this branch before it is deployed, then rewrite '${ours}' to run after '${theirs}', and give '${ours}' a name that comes after '${theirs}'.`,
        '',
      ].join('\n'),
    );
    expect(stderr).toMatch(
      /^1 migration only on this branch, 1 only on main, 1 on both: 1 finding \([\d.]+ m?s\)\.\n$/,
    );
    expect(await project.contents()).toEqual(before);
  });

  it('says the same as annotations, and as data', async () => {
    await using project = await conflicting();
    const github = await project.roost(['migrate:check', '--base', 'main', '--format', 'github']);
    expect(github.exitCode).toBe(5);
    expect(github.stdout).toMatch(
      /^::error file=database\/migrations\/2_locale\.sql,title=conflict%3A 2_locale and 3_language::only on this branch: .*\n$/,
    );
    const { result } = await project.json(['migrate:check', '--base', 'main']);
    expect(result).toMatchObject({
      against: { kind: 'ref', ref: 'main', hasFolder: true },
      findings: [
        {
          kind: 'order',
          files: {
            branch: project.path('database', 'migrations', `${ours}.sql`),
            base: `main:database/migrations/${theirs}.sql`,
          },
          problems: [{ order: 'base-then-branch', objects: ['users'] }, { order: 'branch-then-base' }],
        },
      ],
    });
  });

  it('says in one line that the order does not matter', async () => {
    await using project = await twoBranches(
      at('2_a.sql', 'CREATE TABLE a (id);'),
      at('3_b.sql', 'CREATE TABLE b (id);'),
    );
    expect(await project.roost(['migrate:check', '--base', 'main'])).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: expect.stringMatching(
        /^1 migration only on this branch, 1 only on main, 1 on both: the order does not matter \([\d.]+ m?s\)\.\n$/,
      ),
    });
  });

  it('counts what is not committed, and a base that is HEAD has nothing of its own', async () => {
    await using project = await twoBranches({}, at(`${theirs}.sql`, addsLanguage));
    await project.write(at(`${ours}.sql`, addsLocale));
    expect(await compared(project)).toMatchObject({ exitCode: 5, branch: [ours], base: [theirs] });
    expect(await compared(project, 'HEAD')).toEqual(clean(1, [ours], []));
  });

  it('runs modules of the base with what they import, of both branches as it is there', async () => {
    const helper = (column: string): string => `export const column: string = '${column}';\n`;
    const module = `import { column } from '../helper.ts';
import { word } from 'words';
export default { async up(db) { await db.run(\`ALTER TABLE users ADD COLUMN \${column} \${word}\`); } };\n`;
    await using project = await twoBranches(
      { ...at(`${ours}.ts`, module), 'database/helper.ts': helper('ours') },
      { ...at(`${theirs}.ts`, module), 'database/helper.ts': helper('theirs') },
      { ...at(`${first}.sql`, users), '.gitignore': 'node_modules\n' },
    );
    await project.write({
      'node_modules/words/package.json': '{ "name": "words", "type": "module", "exports": "./index.js" }',
      'node_modules/words/index.js': "export const word = 'TEXT';\n",
    });
    expect(await compared(project)).toEqual(clean(1, [ours], [theirs]));
    await project.write({ 'database/helper.ts': helper('theirs') });
    const { exitCode, error, result } = await project.spawnJson(['migrate:check', '--base', 'main']);
    expect([exitCode, error, (result as Result).findings.length]).toEqual([5, undefined, 1]);
  });

  it('names a module of the base that cannot be loaded as git names its file', async () => {
    await using project = await twoBranches(at('2_a.sql', ''), at('3_b.ts', "import './gone.ts';\n"));
    expect(await project.json(['migrate:check', '--base', 'main'])).toMatchObject({
      exitCode: 2,
      error: {
        code: 'MIGRATION.IMPORT_FAILED',
        message: expect.stringContaining("'main:database/migrations/3_b.ts'"),
      },
    });
  });

  it('goes by the two files of a migration, and by line ends as git converts them', async () => {
    await using project = await twoBranches(
      { ...at('2_a.up.sql', 'CREATE TABLE a (id);\n'), ...at('2_a.down.sql', 'DROP TABLE a;\n') },
      at('3_b.sql', 'CREATE TABLE b (id);\n'),
    );
    git(project.root, 'config', 'core.autocrlf', 'true');
    await project.write(at(`${first}.sql`, users.replaceAll('\n', '\r\n')));
    expect(await compared(project)).toEqual(clean(1, ['2_a'], ['3_b']));
    await project.write(at(`${first}.down.sql`, 'DROP TABLE users;\n'));
    expect(await compared(project)).toMatchObject({
      exitCode: 5,
      findings: [{ kind: 'changed', migration: first, branch: 'edited', base: 'same' }],
    });
  });

  it('reports a file of both that is edited, deleted or renamed since', async () => {
    await using project = await twoBranches(
      at(`${ours}.sql`, addsLocale),
      at('9_a.sql', 'CREATE TABLE a (id);'),
      {
        ...at('0_a.sql', 'CREATE TABLE x (id);'),
        ...at(`${first}.sql`, users),
        ...at('1_c.sql', 'CREATE TABLE c (id);'),
      },
    );
    await project.write(at('0_a.sql', 'CREATE TABLE y (id);'));
    await project.remove('database/migrations/1_c.sql');
    await rename(
      project.path('database/migrations', `${first}.sql`),
      project.path('database/migrations/4_users.sql'),
    );
    const { findings, branch } = await compared(project);
    expect(branch).toEqual([ours]);
    expect(findings).toEqual([
      { kind: 'changed', migration: '0_a', branch: 'edited', base: 'same' },
      { kind: 'changed', migration: '1_c', branch: 'deleted', base: 'same' },
      { kind: 'changed', migration: first, branch: 'renamed', base: 'same' },
    ]);
    const { stdout } = await project.roost(['migrate:check', '--base', 'main']);
    expect(stdout).toContain(
      `changed ${first}\n  on this branch: renamed\n  on main: as both had it\nnext  `,
    );
  });

  it('finds the common files after merges in both directions', async () => {
    await using project = await twoBranches(
      at('2_a.sql', 'CREATE TABLE a (id);'),
      at('3_b.sql', 'CREATE TABLE b (id);'),
    );
    const [ourTip, theirTip] = ['feature', 'main'].map((branch) =>
      git(project.root, 'rev-parse', branch).trim(),
    );
    git(project.root, 'merge', '-q', '--no-edit', theirTip ?? '');
    git(project.root, 'checkout', '-q', 'main');
    git(project.root, 'merge', '-q', '--no-edit', ourTip ?? '');
    await onBranch(project, 'main', at(`${theirs}_2.sql`, addsLanguage));
    await onBranch(project, 'feature', at(`${ours}_2.sql`, addsLocale));
    const { result } = await project.json(['migrate:check', '--base', 'main']);
    expect(result).toMatchObject({ common: 3, branch: [`${ours}_2`], base: [`${theirs}_2`] });
    expect((result as { against: { ancestors: readonly string[] } }).against.ancestors).toHaveLength(2);
    git(project.root, 'merge', '-q', '--no-edit', 'main');
    expect(await compared(project)).toEqual(clean(4, [`${ours}_2`], []));
  });

  it('works with a detached HEAD, in a worktree, in a folder of a monorepo, and in a hook', async () => {
    await using outer = await emptyProject();
    const names = ['packages', `a 'b" ü`];
    const folder = names.join('/');
    await outer.write({ ...at(`${first}.sql`, users, folder), 'README.md': '' });
    initRepository(outer);
    await onBranch(outer, 'feature', at(`${ours}.sql`, addsLocale, folder));
    await onBranch(outer, 'main', at(`${theirs}.sql`, addsLanguage, folder));
    git(outer.root, 'checkout', '-q', '--detach', 'feature');
    const args = ['--path', folder];
    const conflict = { exitCode: 5, common: 1, branch: [ours], base: [theirs] };
    expect(await compared(outer, 'main', args)).toMatchObject(conflict);
    git(outer.root, 'worktree', 'add', '-q', 'tree', 'feature');
    const tree = ['--cwd', 'tree', ...args];
    expect(await compared(outer, 'main', tree)).toMatchObject(conflict);
    const env = { GIT_DIR: outer.path('elsewhere'), GIT_INDEX_FILE: 'none' };
    const hook = await outer.json(['migrate:check', '--base', 'main', ...tree], { env });
    expect(hook.exitCode).toBe(5);
  });

  it('compares with a folder: of another checkout, or of its migrations', async () => {
    await using project = await conflicting();
    git(project.root, 'worktree', 'add', '-q', 'other', 'main');
    const conflict = { exitCode: 5, common: 1, branch: [ours], base: [theirs] };
    expect(await compared(project, 'other')).toMatchObject(conflict);
    expect(await compared(project, project.path('other', 'database', 'migrations'))).toMatchObject(conflict);
    await project.write(at(`${first}.sql`, `${users}-- edited`, 'other/database/migrations'));
    expect(await compared(project, './other')).toMatchObject({
      findings: expect.arrayContaining([
        { kind: 'changed', migration: first, branch: 'added', base: 'added' },
      ]),
    });
  });

  it('says that what both have fails by itself', async () => {
    const fails = at(`${first}.sql`, `${users}UPDATE nowhere SET a = 1;\n`);
    await using project = await twoBranches(at('2_a.sql', ''), at('3_b.sql', ''), fails);
    const { exitCode, stdout } = await project.roost(['migrate:check', '--base', 'main']);
    expect(exitCode).toBe(5);
    expect(stdout).toContain(`fails ${first}\n  Migrating '${first}' failed at statement 2`);
    expect(stdout).toContain('Both branches have it');
  });

  it('says that the base lacks the folder, and compares nothing', async () => {
    await using project = await twoBranches(at(`${ours}.sql`, addsLocale, 'sql'), {});
    const { exitCode, stderr } = await project.roost(['migrate:check', '--base', 'main', '--path', 'sql']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('main does not have the migrations folder');
    expect(stderr).toContain('nothing to compare');
  });

  it('runs on copies of the local database with --data, and writes nothing to it', async () => {
    await using project = await twoBranches(
      at(`${ours}.sql`, 'CREATE UNIQUE INDEX one ON users (name);'),
      at(`${theirs}.sql`, "UPDATE users SET name = 'x';"),
    );
    const moved = project.path('later.sql');
    await rename(project.path('database/migrations', `${ours}.sql`), moved);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    await project.write({ 'rows.sql': '' });
    await rename(moved, project.path('database/migrations', `${ours}.sql`));
    expect(await compared(project)).toMatchObject({ exitCode: 0 });
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(project.database);
    database.exec("INSERT INTO users (name) VALUES ('secret-a'), ('secret-b')");
    database.close();
    const before = await project.contents();
    const { exitCode, stdout, stderr } = await project.roost(['migrate:check', '--base', 'main', '--data']);
    expect([exitCode, await project.contents()]).toEqual([5, before]);
    expect(stderr).toContain('on copies of app-db');
    expect(stdout + stderr).not.toContain('secret');
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(await project.json(['migrate:check', '--base', 'main', '--data'])).toMatchObject({
      exitCode: 2,
      error: { code: 'BRANCHES.APPLIED', details: { names: [ours] } },
    });
  });

  it('removes its temporary files when it is interrupted', async () => {
    const waits = `import { existsSync, writeFileSync } from 'node:fs';
export default {
  async up(db) {
    writeFileSync('ready', import.meta.dirname);
    while (!existsSync('go')) await new Promise((done) => setTimeout(done, 5));
  },
};\n`;
    await using project = await twoBranches(at('2_a.sql', 'CREATE TABLE a (id);'), at('3_b.ts', waits));
    const running = startRoost(['migrate:check', '--base', 'main'], { cwd: project.root });
    while (!readdirSync(project.root).includes('ready')) await sleep(5);
    const { readFile } = await import('node:fs/promises');
    const used = await readFile(project.path('ready'), 'utf8');
    const temporary = /roost-check-\w+/.exec(used)?.[0] ?? '';
    expect(readdirSync(tmpdir())).toContain(temporary);
    running.signal('SIGINT');
    await writeFile(project.path('go'), '');
    const { exitCode, stderr } = await running.ended;
    expect(stderr).toContain('The check was stopped by SIGINT.');
    expect(exitCode).toBe(130);
    expect(readdirSync(tmpdir())).not.toContain(temporary);
  });
});

describe.concurrent('a wrong base', () => {
  let shared: Project;
  beforeAll(async () => {
    shared = await conflicting();
    await mkdir(shared.path('database', 'empty'));
    git(shared.root, 'checkout', '-q', '--orphan', 'island');
    await commit(shared);
    git(shared.root, 'checkout', '-q', 'feature');
  });
  afterAll(() => shared[Symbol.asyncDispose]());

  const refused = async (
    project: Project,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ) => {
    const before = await project.contents();
    const { exitCode, error } = await project.json(['migrate:check', ...args], { env });
    expect([exitCode, await project.contents()]).toEqual([2, before]);
    return error;
  };

  it.each([
    ['is missing', [], 'CLI.USAGE'],
    ['is empty', ['--base', ''], 'CLI.USAGE'],
    ['is unknown', ['--base', 'mian'], 'BRANCHES.REF_UNKNOWN'],
    ['looks like a flag of git', ['--base=--output=x'], 'BRANCHES.REF_UNKNOWN'],
    ['is no commit', ['--base', 'HEAD:wrangler.jsonc'], 'BRANCHES.REF_UNKNOWN'],
    ['is a folder that does not exist', ['--base', '../nowhere'], 'BRANCHES.FOLDER_MISSING'],
    ['is a folder without migrations', ['--base', './database/empty'], 'BRANCHES.FOLDER_EMPTY'],
    ['has another history', ['--base', 'island'], 'BRANCHES.NO_ANCESTOR'],
    ['selects a database to copy, and copies none', ['--base', 'main', '--file', 'a.sqlite'], 'CLI.USAGE'],
    ['has no local database to copy', ['--base', 'main', '--data'], 'VERIFY.NO_DATABASE'],
  ])('%s', async (_, args, code) => {
    expect(await refused(shared, args)).toMatchObject({ code });
  });

  it('is known at origin only, which the hint says', async () => {
    await using project = await conflicting();
    git(project.root, 'clone', '-q', '-b', 'feature', `file://${project.root}`, 'clone');
    const error = await refused(project, ['--base', 'main', '--cwd', 'clone']);
    expect(error).toMatchObject({
      code: 'BRANCHES.REF_UNKNOWN',
      hint: expect.stringContaining('--base origin/main'),
    });
    expect((await compared(project, 'origin/main', ['--cwd', 'clone'])).exitCode).toBe(5);
  });

  it('has no common commit in a shallow clone, which the hint says', async () => {
    await using project = await conflicting();
    git(
      project.root,
      'clone',
      '-q',
      '--depth',
      '1',
      '--no-single-branch',
      '-b',
      'feature',
      `file://${project.root}`,
      'clone',
    );
    const error = await refused(project, ['--base', 'origin/main', '--cwd', 'clone']);
    expect(error).toMatchObject({
      code: 'BRANCHES.NO_ANCESTOR',
      hint: expect.stringContaining('git fetch --unshallow'),
    });
    git(project.path('clone'), 'fetch', '-q', '--unshallow');
    expect((await compared(project, 'origin/main', ['--cwd', 'clone'])).exitCode).toBe(5);
  });

  it('is a ref where there is no repository, no commit or no git', async () => {
    await using project = await projectWith({ [`${first}.sql`]: users });
    const base = ['--base', 'main'];
    expect(await refused(project, base)).toMatchObject({ code: 'BRANCHES.NOT_A_REPOSITORY' });
    expect(await refused(project, base, { PATH: project.path('none') })).toMatchObject({
      code: 'BRANCHES.GIT_MISSING',
    });
    git(project.root, 'init', '-q');
    expect(await refused(project, base)).toMatchObject({ code: 'BRANCHES.REF_UNKNOWN' });
  });
});
