// Exported migrations, applied by the real wrangler, leave what `roost migrate` leaves.
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { awkward } from './support/awkward.ts';
import { migrationFiles } from './support/migrations.ts';
import { projects } from './support/project.ts';
import { snapshotOf } from './support/snapshot.ts';

const aProject = projects(7);
const names = Object.keys(awkward);

describe('wrangler applies what roost migrate:export wrote', () => {
  it('to a local and to a remote database as roost migrate does', async () => {
    const project = await aProject();
    const { name, cloudflare } = project;
    await project.write(migrationFiles(awkward));
    expect(await project.roost('migrate:export')).toMatchObject({
      exitCode: 0,
      stderr: `Exported ${names.length} migrations to migrations/.\n`,
    });
    expect(await project.roost('migrate')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining(`Applied ${names.length} migrations in batch 1 (`),
    });
    const expected = await snapshotOf(project.local('.wrangler/state'));
    expect(expected.ledger).toHaveLength(names.length);

    const locally = await project.wrangler(
      'd1',
      'migrations',
      'apply',
      name,
      '--local',
      '--persist-to',
      'other',
    );
    expect(locally).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await snapshotOf(project.local('other'))).toEqual(expected);

    const remotely = await project.wrangler('d1', 'migrations', 'apply', name, '--remote');
    expect(remotely).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await snapshotOf(project.remote)).toEqual(expected);
    expect(cloudflare.requests.filter(({ known }) => !known)).toEqual([]);
  });

  it('once: a second application fails before anything of the migration has run', async () => {
    const { name, cloudflare, ...project } = await aProject();
    const made = { '1_made': [['CREATE TABLE made (id)'], ['INSERT INTO made VALUES (1)']] } as const;
    await project.write(migrationFiles(made));
    await project.roost('migrate:export');
    const apply = () => project.wrangler('d1', 'migrations', 'apply', name, '--remote');
    expect(await apply()).toMatchObject({ exitCode: 0 });
    const before = await snapshotOf(project.remote);

    await cloudflare.db(name).prepare('DELETE FROM d1_migrations').run();
    cloudflare.behave({ atomic: false });
    const again = await apply();
    cloudflare.behave({ atomic: true });
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('UNIQUE constraint failed: migrations.migration');
    expect(await snapshotOf(project.remote)).toEqual(before);
  });
});

describe('the export of a renamed migration', () => {
  const made = { '1_a': [['CREATE TABLE a (n)'], ['INSERT INTO a VALUES (1)']] } as const;
  const more = [['INSERT INTO a SELECT n + 1 FROM a']] as const;

  it('is refused by wrangler before anything of it runs, until a repair has recorded the name', async () => {
    const project = await aProject();
    const apply = () => project.wrangler('d1', 'migrations', 'apply', project.name, '--remote');
    await project.write(migrationFiles({ ...made, '2_more': more }));
    await project.roost('migrate:export');
    expect(await apply()).toMatchObject({ exitCode: 0 });
    await rm(project.path('database/migrations/2_more.ts'));
    await project.write(migrationFiles({ '9_more': more }));
    await project.roost('migrate:export');
    const before = await snapshotOf(project.remote);
    const refused = await apply();
    expect(refused.exitCode).toBe(1);
    expect(`${refused.stdout}${refused.stderr}`).toContain('NOT NULL constraint failed: migrations.state');
    expect(await snapshotOf(project.remote)).toEqual(before);
    expect(await project.roost('migrate:repair', '--remote', '--force')).toMatchObject({ exitCode: 0 });
    // What the first export has left is not applied again either.
    expect(await apply()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('No migrations to apply'),
    });
    expect(await project.remote('SELECT n FROM a')).toEqual([[1], [2]]);
  });

  it('keeps no other migration of the same text from being applied', async () => {
    const project = await aProject();
    await project.write(migrationFiles({ ...made, '2_more': more, '3_more': more }));
    await project.roost('migrate:export');
    const applied = await project.wrangler('d1', 'migrations', 'apply', project.name, '--remote');
    expect(applied).toMatchObject({ exitCode: 0 });
    expect(await project.remote('SELECT count(*) FROM a')).toEqual([[4]]);
  });

  it('of a template is applied, noted as such, and pending for roost once it is written', async () => {
    const project = await aProject();
    await project.write(migrationFiles({ '1_a': [] }));
    await project.roost('migrate:export');
    const applied = await project.wrangler('d1', 'migrations', 'apply', project.name, '--remote');
    expect(applied).toMatchObject({ exitCode: 0 });
    await project.write(migrationFiles(made));
    expect(await project.roost('migrate', '--remote', '--force')).toMatchObject({ exitCode: 0 });
    expect(await project.remote('SELECT n FROM a')).toEqual([[1]]);
  });
});

describe('a server that splits triggers', () => {
  const table = ['CREATE TABLE a (id INTEGER PRIMARY KEY, note, state)'] as const;
  const spellings = {
    lower:
      "create trigger lower after insert on a\nbegin\n  update a set state = 'x;' where id = new.id;\nend",
    cases: `CREATE TRIGGER cases AFTER INSERT ON a BEGIN
      UPDATE a SET note = CASE new.id WHEN 1 THEN CASE WHEN 1 THEN 'one' END ELSE 'end' END -- don't;
      WHERE id = new.id;
    END`,
    plain:
      "CREATE TRIGGER plain AFTER DELETE ON a BEGIN UPDATE a SET note = 'x;'; DELETE FROM a WHERE id = 0; END",
  };
  const split = "CREATE TRIGGER split AFTER INSERT ON a BEGIN SELECT '\n'; END";

  it('takes every trigger whose line ends are no part of its strings; of any other the ledger says partial', async () => {
    const { name, cloudflare, ...project } = await aProject();
    const triggers = Object.values(spellings).map((sql) => [sql] as const);
    await project.write(migrationFiles({ '1_plain': [table, ...triggers], '2_split': [[split]] }));
    await project.roost('migrate:export');
    cloudflare.behave({ splitsSql: 'as-cloudflare', atomic: false });
    const applied = await project.wrangler('d1', 'migrations', 'apply', name, '--remote');
    cloudflare.behave({ splitsSql: 'as-sqlite', atomic: true });
    expect(applied.exitCode).toBe(1);
    expect(applied.stderr).toContain('incomplete input');
    const { schema, ledger } = await snapshotOf(project.remote);
    expect(schema).toContainEqual(['trigger', 'plain', 'a', spellings.plain]);
    expect(ledger).toMatchObject([
      ['1_plain', expect.any(String), 'applied'],
      ['2_split', expect.any(String), 'partial'],
    ]);
    await project.remote('INSERT INTO a (id) VALUES (1), (2)');
    expect(await project.remote('SELECT note, state FROM a ORDER BY id')).toEqual([
      ['one', 'x;'],
      ['end', 'x;'],
    ]);
  });

  it('leaves a schema that counts as the one of the migrations', async () => {
    const { name, ...project } = await aProject();
    const triggers = Object.values(spellings).map((sql) => [sql] as const);
    await project.write(migrationFiles({ '1_all': [table, ...triggers] }));
    await project.roost('migrate:export');
    await project.wrangler('d1', 'migrations', 'apply', name, '--remote');
    expect((await project.roost('migrate:status', '--remote', '--exit-code')).exitCode).toBe(0);
    await project.remote('DELETE FROM migrations');
    await project.remote('DELETE FROM migrations_schema');
    const adopted = await project.roost('migrate:adopt', '--remote', '--force', '--confirm', name);
    expect([adopted.exitCode, adopted.stderr]).toEqual([0, expect.stringContaining('Marked 1 migration')]);
  });
});
