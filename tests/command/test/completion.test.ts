// The shells themselves are asked what they complete. zsh and fish are asked if they are installed.
import { execFile, spawnSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { nameOf, tables } from './support/migrations.ts';
import { type Project, projectWith } from './support/project.ts';
import { script as roostProgram } from './support/roost.ts';

/** A project in whose `bin` the built command is. */
async function projectOnPath(): Promise<Project> {
  const project = await projectWith(tables('a', 'b'), {
    'bin/roost': `#!/bin/sh\nexec "${process.execPath}" "${roostProgram}" "$@"\n`,
    'old-sql/1_a.sql': '',
  });
  await chmod(project.path('bin/roost'), 0o755);
  return project;
}

async function answersOf(project: Project, shell: string, script: string, ...args: readonly string[]) {
  const env = { ...process.env, PATH: `${project.path('bin')}${delimiter}${process.env['PATH']}` };
  const ran = await promisify(execFile)(shell, ['-c', script, ...args], { cwd: project.root, env });
  expect(ran.stderr).toBe('');
  return ran.stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  const script = `source <(roost completion bash)
    COMP_LINE=$1 COMP_POINT=\${#1}
    compopt() { echo "compopt $*"; }
    _roost
    printf '%s\\n' "\${COMPREPLY[@]}"`;

  it.each([
    ['roost migrate:re', ['resolve', 'repair', 'reset', 'refresh']],
    ['roost db', ['db:seed']],
    ['roost migrate --rem', ['--remote']],
    ['roost migrate --to 20260101000001', [nameOf(1, 'a')]],
    ['roost migrate --to=20260101000002', [nameOf(2, 'b')]],
    ['roost import ', ['compopt -o dirnames']],
    ['roost schema:dump --out ', ['compopt -o default']],
    ['roost migrat ', []],
  ])('completes %j', async (line, answers) => {
    await using project = await projectOnPath();
    expect(await answersOf(project, 'bash', script, 'bash', line)).toEqual(answers);
  });

  it('runs nothing that is written on the line', async () => {
    await using project = await projectOnPath();
    await answersOf(project, 'bash', script, 'bash', 'roost migrate $(touch run) `touch run` --');
    expect(Object.keys(await project.contents())).not.toContain('run');
  });
});

describe.runIf(isInstalled('fish'))('fish', () => {
  it.each([
    ['roost migrate:sta', ['migrate:status\tshow the state of every migration']],
    ['roost migrate --to 20260101000001', [nameOf(1, 'a')]],
    ['roost import old', ['old-sql/\tDirectory']],
  ])('completes %j', async (line, answers) => {
    await using project = await projectOnPath();
    const script = `roost completion fish | source; complete -C '${line}'`;
    const given = await answersOf(project, 'fish', script);
    expect(given.map((answer) => answer.trim())).toEqual(answers);
  });
});

describe.runIf(isInstalled('zsh'))('zsh', () => {
  it.each([
    [['migrate:sta'], ['migrate\\:status:show the state of every migration']],
    [
      ['migrate', '--to', ''],
      [nameOf(1, 'a'), nameOf(2, 'b')],
    ],
  ])('completes %j', async (words, answers) => {
    await using project = await projectOnPath();
    const script = `autoload -Uz compinit; compinit -u -D; eval "$(roost completion zsh)"
      _describe() { print -rl -- "\${(@P)2}" }
      words=(roost "$@"); CURRENT=$#words; _roost`;
    expect(await answersOf(project, 'zsh', script, 'zsh', ...words)).toEqual(answers);
  });
});

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}
