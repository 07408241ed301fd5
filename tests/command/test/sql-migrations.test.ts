// Migrations that are SQL files, in each form that another tool writes.
import { describe, expect, it } from 'vitest';
import { rowsIn } from './support/database.ts';
import { emptyProject, type Files, type Project, wranglerConfig } from './support/project.ts';

const inFolder = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`database/migrations/${name}`, text]));

const projectOf = (files: Files): Promise<Project> =>
  emptyProject({ 'wrangler.json': wranglerConfig, ...inFolder(files) });

const names = (project: Project): readonly unknown[] =>
  each(
    rowsIn(project.database, "SELECT name FROM sqlite_schema WHERE name GLOB 't[0-9]*' ORDER BY name"),
    'name',
  );

const each = (list: unknown, key: string): readonly unknown[] =>
  (list as Readonly<Record<string, unknown>>[]).map((one) => one[key]);

const forms: Files = {
  '0001-init.sql': '-- Migration number: 0001\nCREATE TABLE t1 (id INTEGER PRIMARY KEY);\n',
  '0002_drizzle.sql':
    'CREATE TABLE `t2` (`id` integer PRIMARY KEY);\n--> statement-breakpoint\nCREATE INDEX `idx_t2_id` ON `t2` (`id`);',
  '0003_marked.sql': '-- migrate:up\nCREATE TABLE t3 (id);\n\n-- migrate:down\nDROP TABLE t3;\n',
  '0004_pair.up.sql': 'BEGIN TRANSACTION;\nCREATE TABLE t4 (id);\nCOMMIT;\n',
  '0004_pair.down.sql': 'DROP TABLE t4;\n',
  '0005_folder/migration.sql': 'CREATE TABLE t5 (id);\n',
  '0005_folder/down.sql': 'DROP TABLE t5;\n',
  '0006_module.ts': "export default { async up() { await this.db.run('CREATE TABLE t6 (id)'); } };\n",
};

describe('SQL files', () => {
  it('are applied in order beside modules, each under its own name', async () => {
    await using project = await projectOf(forms);
    const { exitCode, result } = await project.json(['migrate']);
    expect(exitCode).toBe(0);
    expect(each(result?.['done'], 'name')).toEqual([
      '0001-init',
      '0002_drizzle',
      '0003_marked',
      '0004_pair',
      '0005_folder',
      '0006_module',
    ]);
    expect(names(project)).toEqual(['t1', 't2', 't3', 't4', 't5', 't6']);
    const status = await project.roost(['migrate:status', '--exit-code']);
    expect([status.exitCode, status.stderr]).toEqual([0, 'app-db: 6 applied.\n']);
  });

  it('are rolled back by what they run down, and refused without it', async () => {
    await using project = await projectOf({
      ...forms,
      '0006_module.ts': 'export default { up() {}, down() {} };',
    });
    await project.roost(['migrate']);
    const all = await project.json(['migrate:rollback']);
    expect([all.exitCode, all.error?.code, all.error?.['details']]).toEqual([
      1,
      'MIGRATION.IRREVERSIBLE',
      { names: ['0002_drizzle', '0001-init'] },
    ]);
    expect((await project.roost(['migrate:rollback', '--step', '4'])).exitCode).toBe(0);
    expect(names(project)).toEqual(['t1', 't2']);
  });

  it('are seen to have changed in either of two files', async () => {
    await using project = await projectOf(forms);
    await project.roost(['migrate']);
    await project.write(inFolder({ '0004_pair.down.sql': 'DROP TABLE IF EXISTS t4;\n' }));
    const { result } = await project.json(['migrate:status']);
    expect(result?.['migrations']).toMatchObject([
      {},
      {},
      {},
      { name: '0004_pair', state: 'changed' },
      {},
      {},
    ]);
  });

  it('fail as a whole, with the file and the statement', async () => {
    await using project = await projectOf({
      '0001_a.sql': 'CREATE TABLE t1 (id);\nALTER TABLE nowhere ADD COLUMN x;\n',
    });
    const ended = await project.roost(['migrate']);
    expect(ended.exitCode).toBe(1);
    expect(ended.stderr).toContain('at statement 2 (ALTER TABLE nowhere ADD COLUMN x)');
    expect(ended.stderr).toContain('file: database/migrations/0001_a.sql:2:13\n');
    expect(names(project)).toEqual([]);
  });

  it('fail on the way down with the file that has it', async () => {
    await using project = await projectOf({ ...forms, '0004_pair.down.sql': 'DROP TABLE t4;\n\nOOPS;\n' });
    await project.roost(['migrate', '--to', '0004_pair']);
    const { error } = await project.json(['migrate:rollback', '--step', '1']);
    expect(error?.['details']).toMatchObject({
      file: project.path('database/migrations/0004_pair.down.sql'),
      line: 3,
    });
  });

  it('may read what nobody sees', async () => {
    await using project = await projectOf({
      '0001_a.sql': 'CREATE TABLE t1 (id);\nPRAGMA foreign_key_check;\nSELECT 1;\nCREATE TABLE t2 (id);\n',
    });
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(names(project)).toEqual(['t1', 't2']);
    expect((await project.roost(['migrate:export'])).exitCode).toBe(0);
  });

  it('are linted, and allow what a comment says', async () => {
    await using project = await projectOf({
      '0001_a.sql': 'CREATE TABLE t1 (id);\n',
      '0002_b.sql': '\nDROP TABLE t1;\n',
    });
    const { exitCode, result } = await project.json(['migrate:lint']);
    expect(exitCode).toBe(5);
    expect(result?.['findings']).toMatchObject([
      { rule: 'drop-table', line: 2, file: project.path('database/migrations/0002_b.sql') },
    ]);
    await project.write(
      inFolder({ '0002_b.sql': '-- roost-allow drop-table: it was a test\nDROP TABLE t1;\n' }),
    );
    expect((await project.roost(['migrate:lint'])).exitCode).toBe(0);
  });

  it('are verified up, down and up again', async () => {
    await using project = await projectOf(forms);
    const { result } = await project.json(['migrate:verify']);
    expect(each(result?.['migrations'], 'state')).toEqual([
      'irreversible',
      'irreversible',
      'ok',
      'ok',
      'ok',
      'irreversible',
    ]);
  });

  it('are squashed into TypeScript, and deleted with both files', async () => {
    await using project = await projectOf(forms);
    await project.roost(['migrate']);
    const { exitCode, result } = await project.json(['migrate:squash', '--to', '0004_pair']);
    expect([exitCode, result?.['path']]).toEqual([0, project.path('database/migrations/0004_squashed.ts')]);
    const { contents } = project;
    expect(Object.keys(await contents()).filter((path) => path.includes('0004_'))).toEqual([
      'database/migrations/0004_squashed.ts',
    ]);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
  });

  it('that migrate:export has written are no migrations', async () => {
    await using project = await projectOf({ '0001_a.ts': forms['0006_module.ts'] ?? '' });
    await project.write({
      'wrangler.json': JSON.stringify({
        d1_databases: [
          { binding: 'DB', database_name: 'app-db', database_id: 'x', migrations_dir: 'database/migrations' },
        ],
      }),
    });
    expect((await project.roost(['migrate:export'])).exitCode).toBe(0);
    const { result } = await project.json(['migrate:status']);
    expect(result?.['migrations']).toMatchObject([{ name: '0001_a', state: 'pending' }]);
  });

  it('in the folder of wrangler are exported as they are, and refused with a section for down', async () => {
    await using project = await emptyProject({
      'wrangler.json': wranglerConfig,
      'migrations/0001_a.sql': 'CREATE TABLE t1 (id);\n',
    });
    const path = ['--path', 'migrations'];
    const ended = await project.roost(['migrate:export', ...path]);
    expect([ended.exitCode, ended.stderr]).toEqual([
      0,
      'Exported 0 migrations to migrations/, 1 unchanged.\n',
    ]);
    await project.write({
      'migrations/0002_b.sql': '-- up\nCREATE TABLE t2 (id);\n-- down\nDROP TABLE t2;\n',
    });
    const { exitCode, error } = await project.json(['migrate:export', ...path]);
    expect([exitCode, error?.code]).toEqual([2, 'EXPORT.UNFIT_FILE']);
    expect(JSON.stringify(error)).toContain("wrangler runs the whole file, its section '-- down' too");
  });

  it.each([
    ['a section that is there twice', { '0001_a.sql': '-- up\n-- up\n' }, 'MIGRATION.SQL_INVALID'],
    ['a module of the same name', { '0001_a.sql': '', '0001_a.ts': '' }, 'MIGRATION.NAME_DUPLICATE'],
    ['down without up', { '0001_a.down.sql': '' }, 'MIGRATION.NAME_INVALID'],
    ['a module with a file for down', { '0001_a.ts': '', '0001_a.down.sql': '' }, 'MIGRATION.NAME_DUPLICATE'],
    ['no number', { 'schema.sql': '' }, 'MIGRATION.NAME_INVALID'],
  ])('are refused with %s, and nothing is written', async (_, files, code) => {
    await using project = await projectOf({ '0000_first.sql': 'CREATE TABLE t0 (id);', ...files });
    const before = await project.contents();
    const ended = await project.json(['migrate']);
    expect([ended.exitCode, ended.error?.code]).toEqual([ended.exitCode === 2 ? 2 : 1, code]);
    expect(await project.contents()).toEqual(before);
  });
});

it('a trigger in a file that wrangler applies is reported by lint, and in no other file', async () => {
  const trigger = 'create trigger t after insert on t1 begin\n  select 1;\nend;\n';
  const text = `CREATE TABLE t1 (id INTEGER PRIMARY KEY);\n${trigger}`;
  await using project = await emptyProject({
    'wrangler.json': wranglerConfig,
    'migrations/0001_init.sql': text,
    'database/migrations/0001_init.sql': text,
  });
  const inPlace = await project.roost(['migrate:lint', '--path', 'migrations']);
  expect(inPlace).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('split-trigger') });
  expect(inPlace.stdout).toContain('create trigger t after insert on t1 BEGIN select 1; END;');
  expect((await project.roost(['migrate:lint'])).stdout).not.toContain('split-trigger');
  await project.remove('wrangler.json');
  expect((await project.roost(['migrate:lint', '--path', 'migrations'])).stdout).toBe('');
});

describe('make:migration --sql', () => {
  it('writes both sections, which run as they are', async () => {
    await using project = await projectOf({});
    const made = await project.json(['make:migration', 'create_t1', '--create', 't1', '--sql']);
    expect(made.result?.['path']).toMatch(/\d{14}_create_t1\.sql$/);
    expect((await project.roost(['migrate'])).exitCode).toBe(0);
    expect(names(project)).toEqual(['t1']);
    expect((await project.roost(['migrate:rollback'])).exitCode).toBe(0);
    expect(names(project)).toEqual([]);
  });

  it('refuses a title that a migration of either kind has', async () => {
    await using project = await projectOf({ '0001-a.sql': '', '0002_b.up.sql': '' });
    for (const title of ['a', 'b']) {
      const { error } = await project.json(['make:migration', title]);
      expect(error?.code).toBe('MIGRATION.NAME_TAKEN');
    }
  });
});
