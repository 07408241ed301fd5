// The command line as it is parsed, before any command is loaded.
import { describe, expect, it } from 'vitest';
import type { Context, Output } from '../src/context.ts';
import { sanitize } from '../src/output/style.ts';
import { run } from '../src/run.ts';

/** What a command line writes, and its exit code. */
async function ranWith(...args: readonly string[]) {
  return ranAtWidth(undefined, ...args);
}

async function ranAtWidth(columns: number | undefined, ...args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written): Output => ({
    write: (text) => {
      written[name] += sanitize(text);
    },
    hasColor: false,
    columns,
    live: null,
  });
  const context: Context = {
    cwd: '/',
    env: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    now: () => new Date(0),
    clock: () => 0,
    prompt: null,
    stdin: async () => new Uint8Array(),
    signals: { begin: () => {}, end: () => {}, received: async () => undefined },
    unhandledRejections: async () => [],
  };
  return { exitCode: await run(args, context, '1.2.3'), ...written };
}

describe('an unknown command', () => {
  it.each([
    [['migrat']],
    [['migrat', '--help']],
    [['migrat', '-h']],
    [['--help', 'migrat']],
    [['help', 'migrat']],
  ])('is refused, and the nearest one suggested: roost %j', async (args) => {
    const { exitCode, stdout, stderr } = await ranWith(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain("Unknown command 'migrat'. [CLI.USAGE]");
    expect(stderr).toContain('Did you mean migrate?');
  });
});

describe('half of a name', () => {
  it.each([
    [['status'], 'migrate:status'],
    [['rollback', '--step', '1'], 'migrate:rollback'],
    [['make', 'posts'], 'make:migration'],
    [['dump'], 'schema:dump'],
    [['help', 'fresh'], 'migrate:fresh'],
  ])('is answered with the full one: roost %j', async (args, whole) => {
    const { exitCode, stderr } = await ranWith(...args);
    expect([exitCode, stderr.split('\n')[1]]).toEqual([2, `next  Did you mean ${whole}?`]);
  });
});

describe('the word of another migrator', () => {
  it.each([
    [['up'], 'migrate'],
    [['push'], 'migrate'],
    [['db:migrate'], 'migrate'],
    [['d1', 'migrations', 'apply', 'app-db', '--remote'], 'migrate'],
    [['db', 'push'], 'migrate'],
    [['down'], 'migrate:rollback'],
    [['migrate', 'undo'], 'migrate:rollback'],
    [['migrate', 'status'], 'migrate:status'],
    [['generate', 'posts'], 'make:migration'],
    [['migrate:make', 'posts', '--sql'], 'make:migration'],
    [['db:wipe'], 'migrate:fresh'],
    [['pull'], 'init'],
    [['codegen', '--out', 'types.ts'], 'schema:types'],
    [['help', 'generate'], 'make:migration'],
  ])('is answered with the command that does it: roost %j', async (args, meant) => {
    const { exitCode, stderr } = await ranWith(...args);
    expect([exitCode, stderr.split('\n')[1]]).toEqual([2, `next  Did you mean ${meant}?`]);
  });

  it('-v is answered with --version', async () => {
    const { exitCode, stderr } = await ranWith('-v');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Run roost --version')]);
  });
});

it('--json that follows -- is no flag', async () => {
  const { stdout, stderr } = await ranWith('completion', 'tcsh', '--', 'migrate', '--json');
  expect([stdout, stderr]).toEqual(['', expect.stringContaining("'tcsh' is none of them")]);
});

describe('a flag before the command', () => {
  it.each([
    ['--json', 'migrate:status'],
    ['-c', 'wrangler.toml', 'migrate:status'],
  ])('is reported as misplaced: roost %s %s %s', async (...args) => {
    const { stdout, stderr } = await ranWith(...args.filter((argument) => argument !== undefined));
    expect(stdout + stderr).toContain('Flags come after the command: roost migrate:status [options].');
  });
});

describe('help', () => {
  it.each([[[]], [['-h']], [['--help']], [['help']]])('of roost %j is the general one', async (args) => {
    const { exitCode, stdout, stderr } = await ranWith(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: roost \[options\] \[command\]\n/);
  });

  it.each([
    [
      'make:migration',
      ['--create', '--table', 'Project:', '--config', '--path', 'Every command:', '--cwd', '--help'],
    ],
    [
      'migrate',
      [
        'Options:',
        '--pretend',
        '--step',
        'Database:',
        '--env',
        'Permission',
        '--force',
        'Project:',
        '--ledger',
        '--cwd',
      ],
    ],
    [
      'migrate:rollback',
      ['--step', '--pretend', 'Database:', '--remote', 'Permission', '--confirm', '--ledger', '--help'],
    ],
  ])('of %s shows its own flags, and the others by topic', async (name, flags) => {
    const { stdout } = await ranWith(name, '--help');
    const places = flags.map((flag) => stdout.search(new RegExp(`^(?: .*)?${flag}`, 'm')));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('shows the commands in groups', async () => {
    const { stdout } = await ranWith('help');
    expect(stdout.match(/^[A-Z].*:$/gm)).toEqual([
      'Options:',
      'Everyday:',
      'Inspect:',
      'Deploy:',
      'Change history:',
      'Database:',
      'Help:',
      'Examples:',
    ]);
  });

  it('breaks between words on a terminal of 60 columns', async () => {
    const { stdout } = await ranAtWidth(60, 'migrate', '--help');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  it.each(['make:migration', 'migrate'])('of %s ends with its examples and one line feed', async (name) => {
    expect((await ranWith(name, '--help')).stdout).toMatch(
      new RegExp(`\\nExamples:\\n(  \\$ roost ${name}.*\\n)+$`),
    );
  });
});
