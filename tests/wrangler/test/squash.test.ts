// The real wrangler on what a dump and a squash have written.
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Project, projects } from './support/project.ts';

const aProject = projects(6);

const migrations = {
  '1_a': ['CREATE TABLE a (id INTEGER PRIMARY KEY, note TEXT)', "INSERT INTO a VALUES (1, 'one; two')"],
  '2_b': [
    'CREATE TABLE b (a_id REFERENCES a (id), "two words" TEXT)',
    'CREATE VIRTUAL TABLE search USING fts5(note)',
    'CREATE TRIGGER a_ai AFTER INSERT ON a BEGIN INSERT INTO search VALUES (new.note); END',
    'CREATE VIEW v AS SELECT * FROM a',
  ],
} as const;

const squashed = '2_squashed';

async function started(): Promise<Project> {
  const project = await aProject();
  const files = Object.entries(migrations).map(([name, statements]) => {
    const up = statements.map((sql) => `    await this.db.run(${JSON.stringify(sql)});\n`).join('');
    return [`database/migrations/${name}.ts`, `export default {\n  async up() {\n${up}  },\n};\n`];
  });
  await project.write(Object.fromEntries(files));
  return project;
}

const apply = (project: Project) => project.wrangler('d1', 'migrations', 'apply', project.name, '--local');

async function squash(project: Project): Promise<void> {
  await expect(project.roost('migrate:squash', '--to', '2_b')).resolves.toMatchObject({ exitCode: 0 });
  await rm(project.path('migrations'), { recursive: true, force: true });
  await expect(project.roost('migrate:export')).resolves.toMatchObject({ exitCode: 0 });
}

const dumpOf = async (project: Project): Promise<string> => (await project.roost('schema:dump')).stdout;

describe('wrangler', () => {
  it('makes a schema from its dump, of which the dump is the same', async () => {
    const [old, fresh] = [await started(), await started()];
    await old.roost('migrate');
    const dump = await dumpOf(old);
    await fresh.write({ 'schema.sql': dump });
    const made = await fresh.wrangler('d1', 'execute', fresh.name, '--local', '--file', 'schema.sql');
    expect(made).toMatchObject({ exitCode: 0 });
    expect(await dumpOf(fresh)).toBe(dump);
  });

  it('applies a squashed migration to a new database, which is then as one that has run what it replaces', async () => {
    const [old, fresh] = [await started(), await started()];
    await old.roost('migrate');
    await squash(fresh);
    expect(await apply(fresh)).toMatchObject({ exitCode: 0 });
    expect(await dumpOf(fresh)).toBe(await dumpOf(old));
    const status = await fresh.roost('migrate:status');
    expect(status).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(`applied +1  ${squashed}\n`) });
    const rows = 'SELECT * FROM a';
    expect(await fresh.local('.wrangler/state')(rows)).toEqual(await old.local('.wrangler/state')(rows));
  });

  it('stops at a squashed migration where what it replaces is applied, until roost has recorded it', async () => {
    const project = await started();
    await project.roost('migrate:export');
    expect(await apply(project)).toMatchObject({ exitCode: 0 });
    await squash(project);
    const before = await dumpOf(project);
    const refused = await apply(project);
    expect(refused.exitCode).toBe(1);
    expect(`${refused.stdout}${refused.stderr}`).toContain('NOT NULL constraint failed: migrations.state');
    expect(await dumpOf(project)).toBe(before);
    expect(await project.roost('migrate')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`Recorded ${squashed} in place of 2 migrations`),
    });
    const query = project.local('.wrangler/state');
    expect(await query('SELECT name FROM d1_migrations ORDER BY id')).toEqual([
      ['1_a.sql'],
      ['2_b.sql'],
      [`${squashed}.sql`],
    ]);
    const again = await apply(project);
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No migrations to apply') });
  });

  it('applies no file once more that is left behind of what a squashed migration has replaced', async () => {
    const project = await started();
    const rows = "INSERT INTO a (note) VALUES ('again')";
    const file = (sql: string) =>
      `export default { async up() { await this.db.run(${JSON.stringify(sql)}); } };\n`;
    await project.write({
      'database/migrations/1_a.ts': file('CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY, note TEXT)'),
      'database/migrations/2_b.ts': file(rows),
    });
    await project.roost('migrate:export');
    expect(await apply(project)).toMatchObject({ exitCode: 0 });
    expect(await project.roost('migrate:squash')).toMatchObject({ exitCode: 0 });
    expect(await project.roost('migrate')).toMatchObject({ exitCode: 0 });
    // The files of the others are still there.
    await project.roost('migrate:export');
    const again = await apply(project);
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('No migrations to apply') });
    expect(await project.local('.wrangler/state')('SELECT * FROM a')).toEqual([[1, 'again']]);
  });
});
