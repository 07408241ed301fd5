// The repository of a folder, and where in its history two branches part.
import { isRoostError } from '@roostjs/internal-errors';
import type { Environment } from '../context.ts';
import { noAncestor, notARepository } from '../errors.ts';
import { type Git, gitIn } from './git.ts';

export type Repository = {
  readonly git: Git;
  /** The folder of the working tree. */
  readonly root: string;
  /** The path in it of the folder that it was found from: empty, or with a slash at its end. */
  readonly prefix: string;
};

/** Throws BRANCHES.GIT_MISSING, BRANCHES.NOT_A_REPOSITORY, BRANCHES.GIT_FAILED. */
export async function repositoryOf(folder: string, env: Environment): Promise<Repository> {
  const git = gitIn(folder, env);
  try {
    const [root, prefix] = [
      await lineOf(git, ['rev-parse', '--show-toplevel']),
      await lineOf(git, ['rev-parse', '--show-prefix']),
    ];
    return { git, root, prefix };
  } catch (error) {
    const isElsewhere = isRoostError(error) && /not a git repository/i.test(error.message);
    throw isElsewhere ? notARepository(folder, error) : error;
  }
}

/** The commit that the ref names; undefined if it names none. */
export async function commitOf({ git }: Repository, ref: string): Promise<string | undefined> {
  // --quiet: a ref that is not there is no failure, and says nothing.
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  try {
    return await lineOf(git, args);
  } catch (error) {
    if (isRoostError(error) && error.code === 'BRANCHES.GIT_FAILED') return undefined;
    throw error;
  }
}

/** The best common ancestors of HEAD and the commit, of which there are several after merges in both directions. Throws BRANCHES.NO_ANCESTOR. */
export async function ancestorsOf(
  repository: Repository,
  { ref, commit }: { readonly ref: string; readonly commit: string },
): Promise<readonly string[]> {
  const head = await commitOf(repository, 'HEAD');
  const found = head === undefined ? [] : await mergeBases(repository, head, commit);
  if (found.length > 0) return found;
  const isShallow = (await lineOf(repository.git, ['rev-parse', '--is-shallow-repository'])) === 'true';
  throw noAncestor(ref, isShallow);
}

async function mergeBases({ git }: Repository, head: string, commit: string): Promise<readonly string[]> {
  try {
    const text = (await git(['merge-base', '--all', head, commit])).toString('utf8');
    return text.split('\n').filter((line) => line !== '');
  } catch (error) {
    // git ends with 1, and says nothing, if there is none.
    if (isRoostError(error) && error.details['exitCode'] === 1) return [];
    throw error;
  }
}

async function lineOf(git: Git, args: readonly string[]): Promise<string> {
  return (await git(args)).toString('utf8').replace(/\r?\n$/, '');
}
