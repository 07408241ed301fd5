// A real git repository in a project's folder.
import { execFileSync } from 'node:child_process';
import type { Files, Project } from './project.ts';

// Nothing of the machine's own configuration.
const settings = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Runs git in the folder, and returns what it prints. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { PATH: process.env['PATH'], ...settings };
  return execFileSync('git', args, {
    cwd: folder,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** Makes the project a repository whose branch `main` has all its files in one commit. */
export function initRepository({ root }: Project): void {
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'start');
}

/** Commits these files, and all others that changed, on the branch that is checked out. */
export async function commit(project: Project, files: Files = {}): Promise<void> {
  await project.write(files);
  git(project.root, 'add', '-A');
  git(project.root, 'commit', '-q', '--allow-empty', '-m', 'more');
}

/** Checks out a branch, new if it is not there yet, and commits these files on it. */
export async function onBranch(project: Project, branch: string, files: Files): Promise<void> {
  const exists = git(project.root, 'branch', '--list', branch) !== '';
  git(project.root, 'checkout', '-q', ...(exists ? [branch] : ['-b', branch]));
  await commit(project, files);
}
