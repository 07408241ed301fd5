// Places of files as a report names them: from the root of the repository, and never by a path of this machine.
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Context } from '../context.ts';

/** GitHub counts paths from the checkout. Elsewhere the nearest folder with `.git` is the root, or else this folder. */
export function repositoryRoot({ cwd, env }: Pick<Context, 'cwd' | 'env'>): string {
  const checkout = env['GITHUB_WORKSPACE'];
  if (checkout && isInside(checkout, cwd)) return checkout;
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return cwd;
  }
}

/** With slashes on every system. Of a file outside the root only the name remains. */
export function pathFrom(root: string, file: string): string {
  if (!isInside(root, file)) return file.split(/[\\/]/).at(-1) ?? '';
  return relative(root, file).replaceAll('\\', '/');
}

/** What a migration throws may name files by their whole path. */
export function withoutFolders(text: string, folders: readonly string[]): string {
  return folders
    .filter((folder) => dirname(folder) !== folder)
    .reduce((rest, folder) => rest.replaceAll(`${folder}/`, '').replaceAll(folder, '.'), text);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way);
}
