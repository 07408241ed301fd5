// Migrations in SQL that wrangler applies where they are, because it looks for its files in the same folder.
import { relative, sep } from 'node:path';
import type { Context } from '../context.ts';
import type { ProjectFlags } from '../flags.ts';
import { listMigrationFiles, type MigrationFile } from '../migrations-folder/list.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { migrationsFolder } from '../project.ts';
import { allDatabases } from '../target.ts';
import type { ExportedFile } from './compare.ts';
import { misfitsIn } from './misfits.ts';
import { type ExportSource, type WranglerFiles, wranglerFiles } from './source.ts';

/** Why wrangler must not apply a file as it is, where in it, and what to do; `line`: null if it is the file itself. */
export type FileMisfit = {
  readonly name: string;
  readonly path: string;
  readonly line: number | null;
  readonly problem: string;
  readonly remedy: string;
};

/** A migration that wrangler applies from its own file. */
export type InPlace = { readonly file: ExportedFile; readonly misfits: readonly FileMisfit[] };

/** By name. Throws what listing and reading the migrations throw. */
export function inPlace(source: ExportSource): ReadonlyMap<string, InPlace> {
  return new Map(
    filesInPlace(listMigrationFiles(source.from), source).map(({ name, path }) => {
      const text = readText(path);
      const misfits = misfitsIn(text).map(({ at, problem, remedy }) => {
        const line = text.slice(0, at).split('\n').length;
        return { name, path, line, problem, remedy };
      });
      return [name, { file: { name, path, text, state: 'unchanged' }, misfits }];
    }),
  );
}

/**
 * The names of the migrations that wrangler applies from their own files, to any database of the configuration. Throws
 * what listing the migrations throws, and CONFIG.* if there is one in SQL.
 */
export async function namesInPlace(context: Context, flags: ProjectFlags): Promise<readonly string[]> {
  const written = listMigrationFiles(migrationsFolder(context, flags)).filter(({ kind }) => kind === 'sql');
  const configured = written.length === 0 ? null : await allDatabases(context, flags);
  if (configured === null) return [];
  const { config, databases } = configured;
  const folders = databases.map((database) => wranglerFiles(config, database));
  return written
    .filter((file) => folders.some((folder) => filesInPlace([file], folder).length > 0))
    .map(({ name }) => name);
}

/** Those in SQL that wrangler applies. */
function filesInPlace(files: readonly MigrationFile[], folder: WranglerFiles): readonly MigrationFile[] {
  return files.filter(({ kind, path }) => kind === 'sql' && folder.applies(pathIn(folder, path)));
}

function pathIn({ to }: WranglerFiles, path: string): string {
  return relative(to, path).split(sep).join('/');
}
