// What `--base` names: a ref of the repository, or a folder. And the migrations that it and this branch have in common.
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { isRoostError, type MigrationEntry, type MigrationSource } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { baseEmpty, baseFolderMissing, refUnknown } from '../errors.ts';
import { ancestorsOf, commitOf, type Repository, repositoryOf } from '../git/repository.ts';
import { migrationPath } from '../migrations-folder/list.ts';
import { folderSource } from '../migrations-folder/source.ts';
import { checkOut } from './checkout.ts';

export type Base = {
  /** As `--json` shows it. `ancestors`: the commits from which both come. `hasFolder`: whether it has the migrations folder. */
  readonly shown:
    | {
        readonly kind: 'ref';
        readonly ref: string;
        readonly commit: string;
        readonly ancestors: readonly string[];
        readonly hasFolder: boolean;
      }
    | { readonly kind: 'folder'; readonly folder: string };
  readonly ancestor: MigrationSource;
  readonly base: MigrationSource;
  /** Where the base has the migration: a path, or as git names it. undefined if it has none of this name. */
  fileOf(name: string): string | undefined;
};

/** `project`: the folder that the configuration is in. `migrations`: this branch's folder of migrations. */
export type Place = { readonly project: string; readonly migrations: string };

/** Throws the BRANCHES codes, and MIGRATIONS.*. `temporary`: an empty folder for the files of commits. */
export async function readBase(
  { cwd, env }: Pick<Context, 'cwd' | 'env'>,
  given: string,
  { project, migrations }: Place,
  temporary: string,
): Promise<Base> {
  const folder = resolve(cwd, given);
  const hasFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (given.startsWith('.') || isAbsolute(given)) {
    if (!hasFolder) throw baseFolderMissing(folder);
    return folderBase(folder, { project, migrations });
  }
  const repository = await repositoryOf(migrations, env).catch((error: unknown) => {
    if (isRoostError(error) && hasFolder) return null;
    throw error;
  });
  const commit = repository === null ? undefined : await commitOf(repository, given);
  if (repository !== null && commit !== undefined)
    return refBase(repository, { ref: given, commit }, temporary);
  if (hasFolder) return folderBase(folder, { project, migrations });
  const tracked = `origin/${given}`;
  const isTracked = repository !== null && (await commitOf(repository, tracked)) !== undefined;
  throw refUnknown(given, isTracked ? tracked : null);
}

async function refBase(
  repository: Repository,
  { ref, commit }: { readonly ref: string; readonly commit: string },
  temporary: string,
): Promise<Base> {
  const ancestors = await ancestorsOf(repository, { ref, commit });
  const folder = await checkOut(repository, commit, join(temporary, 'base'));
  const folders: string[] = [];
  for (const [index, ancestor] of ancestors.entries()) {
    const found = await checkOut(repository, ancestor, join(temporary, `ancestor-${index + 1}`));
    if (found !== null) folders.push(found);
  }
  return {
    shown: { kind: 'ref', ref, commit, ancestors, hasFolder: folder !== null },
    ancestor: { list: async () => allOf(await Promise.all(folders.map((one) => folderSource(one).list()))) },
    base: folder === null ? { list: async () => [] } : folderSource(folder),
    fileOf: (name) => {
      const file = folder === null ? undefined : migrationPath(folder, name);
      return file && `${ref}:${relative(join(temporary, 'base'), file).replaceAll('\\', '/')}`;
    },
  };
}

/** Each branch has what any of its ancestors has. */
function allOf(lists: readonly (readonly MigrationEntry[])[]): readonly MigrationEntry[] {
  return [...new Map(lists.flat().map((entry) => [entry.name, entry])).values()];
}

/** Another checkout of the project, or its folder of migrations. */
async function folderBase(given: string, { project, migrations }: Place): Promise<Base> {
  const inside = join(given, relative(project, migrations));
  const folder = inside !== given && existsSync(inside) ? inside : given;
  const base = folderSource(folder);
  const entries = await base.list();
  if (entries.length === 0) throw baseEmpty(folder);
  const own = new Map((await folderSource(migrations).list()).map(({ name, checksum }) => [name, checksum]));
  const ancestor = entries.filter(({ name, checksum }) => own.has(name) && own.get(name) === checksum);
  return {
    shown: { kind: 'folder', folder },
    ancestor: { list: async () => ancestor },
    base,
    fileOf: (name) => migrationPath(folder, name),
  };
}
