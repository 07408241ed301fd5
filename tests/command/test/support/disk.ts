// A disk of a test's own: small, or read-only. It is mounted for one shell and its children, and goes with them.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Project } from './project.ts';
import { script } from './roost.ts';

export type Shell = readonly [command: string, ...args: string[]];

export const inShell: Shell = ['sh', '-c'];

/** A shell that may mount, as whoever the tests run as. */
export const onDisk: Shell = ['unshare', '-rm', 'sh', '-c'];

/** Linux, where user namespaces or root's rights are not taken away. */
export const mayMount: boolean =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0;

// `ran <name> <command …>` keeps what a command of roost printed, how it ended, and the folder `disk` behind it.
const ran = `
  set -e
  ran() {
    name=$1; shift; code=0
    "$@" --json > "$name.json" || code=$?
    echo "$code" > "$name.exit"
    cp -r disk "$name"
  }
  `;

/** Runs a script in the project, which has a folder `disk`; \`ran <name> "$@" migrate\` runs a command. */
export async function runScript(project: Project, [shell, ...args]: Shell, text: string): Promise<void> {
  await mkdir(project.path('disk'), { recursive: true });
  const { status, stderr } = spawnSync(shell, [...args, ran + text, 'sh', process.execPath, script], {
    cwd: project.root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
}

/** Runs a line in the project, in which `"$@"` is roost. */
export function inProject(project: Project, line: string, [shell, ...args]: Shell = inShell) {
  return spawnSync(shell, [...args, line, 'sh', process.execPath, script], {
    cwd: project.root,
    encoding: 'utf8',
  });
}

/** What a command that was `ran` has answered. */
export async function answerOfRun(project: Project, name: string) {
  const answer = JSON.parse(await readFile(project.path(`${name}.json`), 'utf8'));
  return { ...answer, exitCode: Number(await readFile(project.path(`${name}.exit`), 'utf8')) };
}
