// Migrations in SQL that wrangler applies where they are, because it looks for its files in the same folder.
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { compareMigrationNames } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import { patternNeeded } from '../errors.ts';
import type { FlagsOf, lintedProjectFlags, ProjectFlags } from '../flags.ts';
import { listMigrationFiles, type MigrationFile } from '../migrations-folder/list.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { migrationsFolder } from '../project.ts';
import { allDatabases } from '../target.ts';
import type { ExportedFile } from './compare.ts';
import { type FileMisfit, misfitsIn } from './misfits.ts';
import { nameMisfits, orderMisfits } from './name-misfits.ts';
import { type ExportSource, exportSource, pathIn, type WranglerFiles, wranglerFiles } from './source.ts';

/** A migration that wrangler applies from its own file. */
export type InPlace = { readonly file: ExportedFile; readonly misfits: readonly FileMisfit[] };

/** By name. Throws what listing and reading the migrations throw. */
export function inPlace(source: ExportSource): ReadonlyMap<string, InPlace> {
  const files = listMigrationFiles(source.from).toSorted((a, b) => compareMigrationNames(a.name, b.name));
  const ofNames = [...nameMisfits(files, source), ...orderMisfits(files, source)];
  return new Map(
    filesInPlace(files, source).map(({ name, path }) => {
      const text = readText(path);
      const misfits = misfitsIn(text).map(({ at, problem, remedy }) => {
        const line = text.slice(0, at).split('\n').length;
        return { name, path, line, problem, remedy };
      });
      const all = [...ofNames.filter((misfit) => misfit.name === name), ...misfits];
      return [name, { file: { name, path, text, state: 'unchanged' }, misfits: all }];
    }),
  );
}

/**
 * Refuses a folder of which wrangler would apply other files than Roost, or record them otherwise. Throws
 * CONFIG.PATTERN_NEEDED, CONFIG.* and what listing the migrations throws.
 */
export async function refuseNameMisfits(
  context: Context,
  flags: FlagsOf<typeof lintedProjectFlags>,
): Promise<void> {
  const source = await exportSource(context, flags);
  const isApart = relative(source.to, source.from).startsWith('..') || !existsSync(source.from);
  const [misfit] = isApart ? [] : nameMisfits(listMigrationFiles(source.from), source);
  if (misfit !== undefined) throw patternNeeded(misfit);
}

/**
 * The names of the migrations that wrangler applies from their own files, to any database of the configuration. Throws
 * what listing the migrations throws, and CONFIG.* if there is one in SQL.
 */
export async function namesInPlace(context: Context, flags: ProjectFlags): Promise<readonly string[]> {
  const written = listMigrationFiles(await migrationsFolder(context, flags)).filter(
    ({ kind }) => kind === 'sql',
  );
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
