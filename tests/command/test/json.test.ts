// --json: exactly one object on stdout, whatever happens
import { describe, expect, it } from 'vitest';
import { createsTable, migration, nameOf, runs, tables } from './support/migrations.ts';
import { emptyProject, projectWith } from './support/project.ts';

const noisy = `console.log('log'); console.info({ a: 1 }); console.error('err');
    process.stdout.write('{"written":true}\\n');
    process.stdout.write(Buffer.from('bytes'), () => {});`;

describe.concurrent('--json', () => {
  it.each([
    ['make:migration', ['make:migration', 'create_x']],
    ['migrate', ['migrate']],
    ['migrate', ['migrate', '--pretend']],
    ['migrate', ['migrate', '--step']],
    ['migrate:status', ['migrate:status']],
    ['migrate:status', ['migrate:status', '--pending', '--exit-code']],
    ['migrate:rollback', ['migrate:rollback']],
    ['migrate:rollback', ['migrate:rollback', '--pretend']],
    ['migrate:reset', ['migrate:reset']],
    ['migrate:reset', ['migrate:reset', '--pretend']],
  ])('of %s is one object with command, target and result, and stderr is silent', async (command, args) => {
    await using project = await projectWith(tables('a'));
    const ended = await project.roost([...args, '--json']);
    const answer = JSON.parse(ended.stdout);
    const { target, result } = answer;
    expect(answer).toEqual({ ok: ended.exitCode === 0, command, target, result });
    expect(answer.target?.file).toBe(command === 'make:migration' ? undefined : project.database);
    expect(ended.stderr).toBe('');
  });

  it.each([
    ['migrate:lint', ['migrate:lint'], 5],
    ['migrate:verify', ['migrate:verify'], 5],
    ['migrate:export', ['migrate:export', '--check'], 5],
    ['schema:dump', ['schema:dump', '--check', 'schema.sql'], 5],
    ['migrate', ['migrate', '--rehearse'], 5],
    ['migrate:status', ['migrate:status', '--exit-code'], 4],
  ])(
    'of a check that has found something is not ok, with its result: %s %j',
    async (command, args, exitCode) => {
      const text = 'CREATE TABLE u (x CHECK (x > 0)); DROP TABLE a; INSERT INTO u VALUES (0)';
      await using project = await projectWith({
        ...tables('a'),
        [`${nameOf(2, 'b')}.ts`]: migration(runs(...text.split('; ')), runs('DROP TABLE u')),
      });
      if (command === 'migrate') await project.roost(['migrate', '--to', 'a']);
      const { target: _, ...answer } = await project.json(args);
      expect(answer).toEqual({ ok: false, command, exitCode, result: expect.any(Object) });
    },
  );

  it('of migrate tells each step with batch and duration', async () => {
    await using project = await projectWith(tables('a', 'b'));
    const { result } = await project.json(['migrate']);
    const step = { direction: 'up', batch: 1, statements: 1, durationMs: expect.any(Number) };
    expect(result).toMatchObject({
      action: 'migrate',
      done: [
        { name: nameOf(1, 'a'), ...step },
        { name: nameOf(2, 'b'), ...step },
      ],
      skipped: [],
      remaining: [],
      warnings: [],
      findings: [],
    });
  });

  it('of make:migration tells the name, the whole path and which migrations it is ahead of', async () => {
    await using project = await projectWith();
    const { result } = await project.json(['make:migration', 'create_x']);
    const name = result?.['name'] as string;
    expect(result).toEqual({ name, path: project.path(`database/migrations/${name}.ts`), aheadOf: [] });
  });

  it('stays one object where a migration prints while it loads and while it runs', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.mjs`]: `${noisy}\n${migration(`${noisy} ${runs('CREATE TABLE a (id)')}`)}`,
    });
    const ended = await project.spawnRoost(['migrate', '--json']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: true, result: { done: [{}] } });
    expect(ended.stderr).toContain('{"written":true}');
  });

  it('leaves what a migration prints out of the SQL of --pretend', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: migration(`${noisy} ${runs('CREATE TABLE a (id)')}`),
    });
    const { stdout } = await project.spawnRoost(['migrate', '--pretend']);
    expect(stdout).toBe(`-- up ${nameOf(1, 'a')}\nCREATE TABLE a (id);\n`);
  });

  it.each([
    ['a failing migration', ['migrate'], 1, 'MIGRATION.FAILED'],
    ['no such flag', ['migrate', '--nonsense'], 2, 'CLI.USAGE'],
    ['no such command', ['migrat'], 2, 'CLI.USAGE'],
    ['a missing argument', ['make:migration'], 2, 'CLI.USAGE'],
    ['no such database', ['migrate', '--database', 'x'], 2, 'CONFIG.DATABASE_UNKNOWN'],
  ])('is one object on failure too: %s', async (_, args, exitCode, code) => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: migration('console.log(1); throw 1;'),
    });
    const answer = await project.spawnJson(args);
    expect(answer).toMatchObject({
      ok: false,
      command: args[0] === 'migrat' ? null : args[0],
      exitCode,
      error: { code },
    });
  });

  it('is an object for a flag before the command as well', async () => {
    await using project = await emptyProject();
    const ended = await project.roost(['--json', 'migrate']);
    expect(JSON.parse(ended.stdout)).toMatchObject({ ok: false, error: { code: 'CLI.USAGE' } });
    expect(ended.exitCode).toBe(2);
  });

  it.each([
    ['ends the process', 'process.exit(0);'],
    ['never settles', 'await new Promise(() => {});'],
    [
      'throws where nobody can catch',
      "setTimeout(() => { throw new Error('late'); }); await new Promise(() => {});",
    ],
  ])('is one object on failure where a migration %s', async (_, statement) => {
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration(statement) });
    const answer = await project.spawnJson(['migrate']);
    expect(answer).toMatchObject({ ok: false, command: 'migrate', exitCode: 1 });
  });

  it('arrives whole where it is long and read through a pipe', async () => {
    const names = Array.from({ length: 3000 }, (_, index) =>
      nameOf(index, 'a_rather_long_title_for_a_migration'),
    );
    await using project = await projectWith(
      Object.fromEntries(names.map((name) => [`${name}.js`, createsTable('a')])),
    );
    const { result } = await project.spawnJson(['migrate:status']);
    expect(result).toMatchObject({ pending: 3000 });
  });
});
