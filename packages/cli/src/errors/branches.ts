// migrate:check
import { messageOf, RoostError, shellWord } from '@roostjs/internal-errors';

export function baseMissing(): RoostError {
  return new RoostError({
    code: 'CLI.USAGE',
    message: '--base was not given, or is empty.',
    hint: 'Name the branch to compare with, for example --base main, or a folder with another checkout: --base ../app.',
  });
}

export function gitMissing(cause: unknown): RoostError {
  return new RoostError({
    code: 'BRANCHES.GIT_MISSING',
    message: 'git was not found, and without it the migrations of a branch cannot be read.',
    hint: 'Install git, or compare with a folder that has another checkout: --base ../app. Nothing was written.',
    cause,
  });
}

export function gitFailed(args: readonly string[], stderr: string, cause: unknown): RoostError {
  const said = stderr.trim() || messageOf(cause);
  const exitCode = cause instanceof Error && 'code' in cause ? cause.code : null;
  return new RoostError({
    code: 'BRANCHES.GIT_FAILED',
    message: `git ${args[0]} failed: ${said}`,
    hint: 'Do what git says, then run the command again. Nothing was written.',
    details: { args, exitCode },
    cause,
  });
}

export function notARepository(folder: string, cause: unknown): RoostError {
  return new RoostError({
    code: 'BRANCHES.NOT_A_REPOSITORY',
    message: `The migrations folder '${folder}' is in no git repository.`,
    hint: 'Run it in a clone, or compare with a folder that has another checkout: --base ../app. Nothing was written.',
    details: { folder },
    cause,
  });
}

/** `tracked`: the branch of that name at origin, if it is known here. */
export function refUnknown(ref: string, tracked: string | null): RoostError {
  return new RoostError({
    code: 'BRANCHES.REF_UNKNOWN',
    message: `'${ref}' is neither a branch, tag or commit that is known here, nor a folder.`,
    hint:
      tracked === null
        ? `Fetch it with git fetch origin ${shellWord(ref)} and give --base FETCH_HEAD; actions/checkout fetches all branches with fetch-depth: 0. Nothing was written.`
        : `Give --base ${shellWord(tracked)}. Nothing was written.`,
    details: { ref },
  });
}

export function noAncestor(ref: string, isShallow: boolean): RoostError {
  return new RoostError({
    code: 'BRANCHES.NO_ANCESTOR',
    message: `The history here does not show where this branch and '${ref}' part${isShallow ? ', because the clone is shallow' : ''}.`,
    hint: isShallow
      ? 'Fetch all of it: git fetch --unshallow, or fetch-depth: 0 for actions/checkout. Nothing was written.'
      : 'Name a branch that this one comes from, or a folder with a checkout of the other: --base ../app. Nothing was written.',
    details: { ref, isShallow },
  });
}

export function baseFolderMissing(folder: string): RoostError {
  return new RoostError({
    code: 'BRANCHES.FOLDER_MISSING',
    message: `There is no folder '${folder}' to compare with.`,
    hint: 'Name a folder with another checkout, or a branch: --base main. Nothing was written.',
    details: { folder },
  });
}

export function baseEmpty(folder: string): RoostError {
  return new RoostError({
    code: 'BRANCHES.FOLDER_EMPTY',
    message: `There are no migrations in '${folder}', so there is nothing to compare with.`,
    hint: 'Name another checkout of the project, or its folder of migrations. Nothing was written.',
    details: { folder },
  });
}
