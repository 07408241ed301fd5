// What people see: streams, colour, help, version, and the nearest word for a slip of the keys
import { describe, expect, it } from 'vitest';
import { tablesIn } from './support/database.ts';
import { migration, nameOf, runs, tables } from './support/migrations.ts';
import { emptyProject, projectWith } from './support/project.ts';
import { withoutTimes } from './support/times.ts';

const escapeSequence = '\u001B[';
const commands = [
  'make:migration',
  'migrate',
  'migrate:status',
  'migrate:rollback',
  'migrate:reset',
  'migrate:resolve',
];

describe.concurrent('colour', () => {
  it.each([
    ['in a pipe', {}, [], false],
    ['with NO_COLOR', { NO_COLOR: '1' }, [], false],
    ['with FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['with FORCE_COLOR=0', { FORCE_COLOR: '0' }, [], false],
    ['with both, as NO_COLOR says', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['with an empty NO_COLOR, which counts as none', { FORCE_COLOR: '1', NO_COLOR: '' }, [], true],
    ['with --no-color over FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('%s', async (_, env, flags, hasColor) => {
    await using project = await projectWith(tables('a'));
    const status = await project.spawnRoost(['migrate:status', ...flags], {
      env: env as Record<string, string>,
    });
    expect([status.exitCode, status.stdout.includes(escapeSequence)]).toEqual([0, hasColor]);
    const failure = await project.spawnRoost(['migrate', '--file', '.', ...flags], {
      env: env as Record<string, string>,
    });
    expect([failure.exitCode, failure.stderr.includes(escapeSequence)]).toEqual([2, hasColor]);
  });

  it('is never in JSON', async () => {
    await using project = await projectWith(tables('a'));
    const ended = await project.spawnRoost(['migrate', '--json'], { env: { FORCE_COLOR: '1' } });
    expect(ended.stdout).not.toContain(escapeSequence);
  });
});

describe.concurrent('help', () => {
  it.each([[[]], [['--help']], [['-h']], [['help']]])(
    'of roost %j lists every command on stdout',
    async (args) => {
      await using project = await emptyProject();
      const ended = await project.roost(args);
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
      expect(commands.filter((command) => !ended.stdout.includes(`  ${command} `))).toEqual([]);
    },
  );

  it.each(commands)(
    'of %s is the same in three ways, with usage, example and every flag',
    async (command) => {
      await using project = await emptyProject();
      const asked = [
        ['help', command],
        [command, '--help'],
        [command, '-h'],
      ];
      const answers = await Promise.all(asked.map((args) => project.roost(args)));
      const [first] = answers;
      expect(first).toMatchObject({ exitCode: 0, stderr: '' });
      expect(answers).toEqual([first, first, first]);
      expect(first?.stdout).toMatch(new RegExp(`^Usage: roost ${command}\\b`));
      expect(first?.stdout).toContain(`$ roost ${command}`);
      const flags = ['--cwd', '--json', '--no-color', '--config', '--path', '--help'];
      const onDatabases = ['--env', '--database', '--persist-to', '--file', '--ledger'];
      const expected = command === 'make:migration' ? flags : [...flags, ...onDatabases];
      expect(expected.filter((flag) => !first?.stdout.includes(`${flag} `))).toEqual([]);
    },
  );

  it.each(['--version', '-V'])('%s prints the version and nothing else', async (flag) => {
    await using project = await emptyProject();
    const ended = await project.roost([flag]);
    expect(ended).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
    });
  });
});

describe.concurrent('a slip of the keys', () => {
  it.each([
    ['command', ['migrate:stauts'], 'migrate:status'],
    ['command', ['make:migrations', 'x'], 'make:migration'],
    ['command', ['help', 'migrate:stat'], 'migrate:status'],
    ['flag', ['migrate', '--pretnd'], '--pretend'],
    ['flag', ['migrate:rollback', '--steps', '1'], '--step'],
  ])('in a %s is answered with the nearest one: %j', async (_, args, nearest) => {
    await using project = await projectWith(tables('a'));
    const ended = await project.roost(args);
    expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
    expect(ended.stderr).toContain(`Did you mean ${nearest}?`);
  });
});

describe.concurrent('what a migration prints', () => {
  it('does not stand in the line of the migration, which is begun again behind it', async () => {
    const prints = "console.log('one'); console.error('two'); process.stdout.write('three');";
    const [file, silent] = [nameOf(1, 'a'), nameOf(2, 'b')];
    await using project = await projectWith({
      [`${file}.ts`]: migration(`${prints} ${runs('CREATE TABLE a (id)')}`),
      [`${silent}.ts`]: migration(runs('CREATE TABLE b (id)')),
    });
    const { stderr } = await project.spawnRoost(['migrate']);
    expect(withoutTimes(stderr)).toBe(
      `Migrating app-db: 2 migrations\n  up   ${file} \none\ntwo\nthree\n  up   ${file} <time>\n` +
        `  up   ${silent} <time>\nApplied 2 migrations in batch 1 (<time>).\n`,
    );
  });

  it('is told apart from a migration that ran nothing', async () => {
    await using project = await projectWith({ [`${nameOf(1, 'a')}.ts`]: migration('') });
    const { stderr } = await project.spawnRoost(['migrate']);
    expect(stderr).toMatch(/ {2}up {3}\d+_a [\d.]+ m?s \(no statements\)\n/);
  });
});

describe.concurrent('a reader that goes away', () => {
  it('does not stop a run', async () => {
    await using project = await projectWith(tables('a', 'b', 'c'));
    expect(await project.spawnRoost(['migrate'], { deaf: true })).toMatchObject({ exitCode: 0 });
    expect(tablesIn(project.database)).toEqual(['a', 'b', 'c']);
  });

  it('leaves the exit code what it is', async () => {
    await using project = await projectWith(tables('a'));
    expect(await project.spawnRoost(['--help'], { deaf: true })).toMatchObject({ exitCode: 0 });
    expect(await project.spawnRoost(['migrate:status', '--exit-code'], { deaf: true })).toMatchObject({
      exitCode: 4,
    });
  });
});

describe.concurrent('a failure', () => {
  it('is a sentence with its code and what to do next, on stderr, without a stack', async () => {
    await using project = await projectWith({
      [`${nameOf(1, 'a')}.ts`]: migration("throw new Error('Kaboom.')"),
    });
    const ended = await project.spawnRoost(['migrate']);
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^error .*Kaboom\. \[MIGRATION\.FAILED\]$/m);
    expect(ended.stderr).toMatch(/^next +\S/m);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });
});
