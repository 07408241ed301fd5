// Migrations in SQL that wrangler applies where they are, because it looks for its files in the same folder.
import { join, relative, sep } from 'node:path';
import { migrationFromSql } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { ProjectFlags } from '../flags.ts';
import { listMigrationFiles } from '../migrations-folder/list.ts';
import { readText } from '../migrations-folder/read-text.ts';
import { migrationsFolder } from '../project.ts';
import { allDatabases } from '../target.ts';
import type { ExportedFile } from './compare.ts';
import { wranglerFiles } from './source.ts';

/** A migration that wrangler applies from its own file; `reason`: why it must not, null if it may. */
export type InPlace = { readonly file: ExportedFile; readonly reason: string | null };

/** By name. Throws what listing and reading the migrations throw. */
export function inPlace(from: string, to: string): ReadonlyMap<string, InPlace> {
  const files = listMigrationFiles(from).filter(({ name, path }) => path === join(to, `${name}.sql`));
  return new Map(
    files.map(({ name, path }) => {
      const text = readText(path);
      const hasDown = migrationFromSql({ name, up: text }).down !== undefined;
      const reason = hasDown ? `wrangler runs the whole file, its section '-- down' too` : null;
      return [name, { file: { name, path, text, state: 'unchanged' }, reason }];
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
  const isApplied = (path: string): boolean =>
    folders.some(({ to, applies }) => applies(relative(to, path).split(sep).join('/')));
  return written.filter(({ path }) => isApplied(path)).map(({ name }) => name);
}
