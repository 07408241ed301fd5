// The commands on a database at Cloudflare.
import { describe, expect, it } from 'vitest';
import { migration, nameOf, runs, tables } from '../support/migrations.ts';
import { remoteProjects } from '../support/remote-project.ts';

const aProject = remoteProjects(25);
const remote = ['--remote', '--force'];

describe('roost migrate --remote', () => {
  it('applies what is pending, shows how to go back, and records both ledgers', async () => {
    await using project = await aProject(tables('a', 'b'));
    const ended = await project.roost(['migrate', ...remote]);
    expect(ended).toMatchObject({ exitCode: 0, stdout: '' });
    expect(ended.stderr).toContain(`Migrating ${project.name} (remote): 2 migrations`);
    const bookmark = /bookmark (\S+)/.exec(ended.stderr)?.[1];
    expect(ended.stderr).toContain(
      `npx wrangler d1 time-travel restore ${project.name} --bookmark=${bookmark}\n`,
    );
    expect(await project.tables()).toEqual(['a', 'b']);
    const names = [nameOf(1, 'a'), nameOf(2, 'b')];
    expect(await project.rows('SELECT migration, batch, state, bookmark FROM migrations')).toEqual(
      names.map((migration) => ({ migration, batch: 1, state: 'applied', bookmark })),
    );
    expect(await project.rows('SELECT name FROM d1_migrations')).toEqual(
      names.map((name) => ({ name: `${name}.sql` })),
    );
    const again = await project.roost(['migrate', '--remote']);
    expect([again.exitCode, again.stderr]).toEqual([0, 'Nothing to migrate.\n']);
  });

  it('costs two requests more than there are migrations, and the first run one for the schema', async () => {
    const titles = Array.from({ length: 10 }, (_, index) => `t${index}`);
    await using project = await aProject(tables(...titles));
    await project.roost(['migrate', ...remote]);
    expect(project.requests()).toHaveLength(13);
    expect(project.requests().every(({ known }) => known)).toBe(true);
    project.cloudflare.forget();
    await project.roost(['migrate:rollback', '--confirm', project.name, ...remote]);
    expect(project.requests()).toHaveLength(12);
    project.cloudflare.forget();
    await project.roost(['migrate', ...remote]);
    expect(project.requests()).toHaveLength(12);
    project.cloudflare.forget();
    expect((await project.roost(['migrate:status', '--remote'])).exitCode).toBe(0);
    expect(project.requests()).toHaveLength(1);
  });

  it('names the statement that failed; what came before it stays, and nothing of it', async () => {
    const failing = migration(runs('CREATE TABLE half (a)', 'INSERT INTO nowhere VALUES (1)'));
    await using project = await aProject({ ...tables('a'), [`${nameOf(2, 'fail')}.ts`]: failing });
    const { exitCode, error } = await project.json(['migrate', ...remote]);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.FAILED']);
    expect(error?.message).toContain(
      'at statement 2 (INSERT INTO nowhere VALUES (1)): D1_ERROR: no such table',
    );
    expect(await project.tables()).toEqual(['a']);
  });

  it('shows the phase of each migration in the plan', async () => {
    const dropped = migration(runs('ALTER TABLE a DROP COLUMN b'));
    await using project = await aProject({
      [`${nameOf(1, 'a')}.ts`]: migration(runs('CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT)')),
      [`${nameOf(2, 'drop')}.ts`]: dropped,
    });
    await project.roost(['migrate', '--to', nameOf(1, 'a'), ...remote]);
    project.cloudflare.forget();
    const pretend = await project.roost(['migrate', '--remote', '--pretend', '--allow', 'drop-column']);
    expect(pretend.stderr).toContain(`  contract ${nameOf(2, 'drop')}\n           a.b is gone\n`);
    expect(project.requests().map(({ known }) => known)).toEqual([true, true, true]);
    const { result } = await project.json(['migrate', '--remote', '--pretend', '--allow', 'drop-column']);
    expect(result).toMatchObject({ phases: { chosen: [{ phase: 'contract' }], left: [] } });
  });

  it('shows state and plan without writing', async () => {
    await using project = await aProject(tables('a'));
    const status = await project.roost(['migrate:status', '--remote']);
    expect(status.stderr).toContain(`${project.name} (remote): 1 pending.\n`);
    const pretended = await project.roost(['migrate', '--remote', '--pretend']);
    expect(pretended.stdout).toContain('CREATE TABLE a');
    expect(await project.rows("SELECT name FROM sqlite_schema WHERE name NOT GLOB '_cf_*'")).toEqual([]);
  });

  it('rolls back, resets and resolves', async () => {
    await using project = await aProject(tables('a', 'b'));
    await project.roost(['migrate', ...remote]);
    expect(
      (await project.roost(['migrate:rollback', '--step', '1', '--confirm', project.name, ...remote]))
        .exitCode,
    ).toBe(0);
    expect(await project.tables()).toEqual(['a']);
    const reset = await project.roost(['migrate:reset', '--remote', '--confirm', project.name]);
    expect([reset.exitCode, await project.tables()]).toEqual([0, ['a', 'b']]);
    await project.db.prepare("UPDATE migrations SET state = 'partial' WHERE migration LIKE '%_b'").run();
    const resolved = await project.roost(['migrate:resolve', nameOf(2, 'b'), '--rolled-back', ...remote]);
    expect(resolved.exitCode).toBe(0);
    expect(await project.rows('SELECT migration FROM migrations')).toEqual([{ migration: nameOf(1, 'a') }]);
    expect(await project.rows('SELECT name FROM d1_migrations')).toEqual([{ name: `${nameOf(1, 'a')}.sql` }]);
  });

  it('goes to the preview database with --preview', async () => {
    await using preview = await aProject();
    const info = preview.cloudflare.databases.find(({ name }) => name === preview.name);
    const database = {
      binding: 'DB',
      database_name: 'production',
      database_id: '00000000-0000-0000-0000-000000000000',
      preview_database_id: info?.uuid,
    };
    await preview.write({
      'wrangler.jsonc': JSON.stringify({ d1_databases: [database] }),
      'database/migrations/1_a.ts': tables('a')[`${nameOf(1, 'a')}.ts`] ?? '',
    });
    const ended = await preview.roost(['migrate', '--preview', '--force']);
    expect([ended.exitCode, await preview.tables()]).toEqual([0, ['a']]);
    expect(ended.stderr).toContain('production (remote, preview)');
  });

  it('finds a database that is configured by name alone', async () => {
    await using project = await aProject(tables('a'));
    const database = { binding: 'DB', database_name: project.name };
    await project.write({ 'wrangler.jsonc': JSON.stringify({ d1_databases: [database] }) });
    const ended = await project.roost(['migrate', ...remote]);
    expect([ended.exitCode, await project.tables()]).toEqual([0, ['a']]);
  });
});

describe('consent', () => {
  it.each([
    [['migrate'], 'CONSENT.MISSING', '--force'],
    [['migrate:reset'], 'CONSENT.MISSING', '--confirm'],
    [['migrate:reset', '--force'], 'CONSENT.MISSING', '--confirm'],
    [['migrate:reset', '--confirm', 'another'], 'CONSENT.NAME_WRONG', '--confirm'],
  ])('%j without a terminal is refused, and nothing is written', async (args, code, flag) => {
    await using project = await aProject(tables('a'));
    const { exitCode, error } = await project.json([...args, '--remote']);
    expect([exitCode, error?.code]).toEqual([3, code]);
    expect(error?.hint).toContain(flag);
    expect(await project.rows("SELECT name FROM sqlite_schema WHERE name NOT GLOB '_cf_*'")).toEqual([]);
  });

  it('is not asked for where nothing is to be done', async () => {
    await using project = await aProject();
    await project.write({ 'database/migrations/_readme.ts': '' });
    expect((await project.roost(['migrate', '--remote'])).exitCode).toBe(0);
    expect((await project.roost(['migrate:rollback', '--remote'])).exitCode).toBe(0);
  });
});

describe('a server that is not atomic', () => {
  it('is found out, and nothing goes on before the migration is resolved', async () => {
    const half = migration(runs('CREATE TABLE half (a)', 'INSERT INTO nowhere VALUES (1)'));
    await using project = await aProject({ ...tables('a'), [`${nameOf(2, 'half')}.ts`]: half });
    project.cloudflare.behave({ atomic: false });
    const { exitCode, error } = await project.json(['migrate', ...remote]);
    expect([exitCode, error?.code]).toEqual([1, 'MIGRATION.PARTLY_APPLIED']);
    expect(error?.message).toContain("created table 'half'");
    expect((await project.json(['migrate', ...remote])).error?.code).toBe('MIGRATION.PARTIAL');
    await project.db.prepare('DROP TABLE half').run();
    await project.roost(['migrate:resolve', nameOf(2, 'half'), '--rolled-back', ...remote]);
    expect((await project.roost(['migrate:status', '--remote'])).stderr).toContain('1 applied, 1 pending.');
  });
});

describe('roost doctor --remote', () => {
  it('finds all well on a sound database, and leaves nothing', async () => {
    await using project = await aProject(tables('a'));
    await project.roost(['migrate', ...remote]);
    const ended = await project.roost(['doctor', '--remote']);
    expect([ended.exitCode, ended.stderr]).toEqual([0, `${project.name} (remote): all checks passed.\n`]);
    expect(ended.stdout.split('\n').filter((line) => line !== '')).toHaveLength(10);
    expect(await project.tables()).toEqual(['a']);
  });

  it('exits with 5 where the server is not atomic', async () => {
    await using project = await aProject();
    project.cloudflare.behave({ atomic: false });
    const { exitCode, result } = await project.json(['doctor', '--remote']);
    expect([exitCode, result?.['failed']]).toEqual([5, 1]);
    expect(await project.tables()).toEqual([]);
  });
});
