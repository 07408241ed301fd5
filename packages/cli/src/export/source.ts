// Which migrations are exported, and to which folder, by the wrangler configuration of one database.
import { dirname, posix, relative, resolve, sep } from 'node:path';
import type { D1Binding } from '@roostjs/d1-adapter/wrangler';
import type { WranglerFile } from '@roostjs/migrations-core';
import type { Context } from '../context.ts';
import type { FlagsOf, lintedProjectFlags } from '../flags.ts';
import { migrationsFolder } from '../project.ts';
import { configuredDatabase, wranglerFileOf, wranglerLedgerOf } from '../target.ts';

type ExportSourceFlags = FlagsOf<typeof lintedProjectFlags>;

/** The files that wrangler takes for migrations of one database. */
export type WranglerFiles = {
  /** Where `wrangler d1 migrations apply` looks for its files. */
  readonly to: string;
  /** The same folder, as a `migrations_pattern` begins. */
  readonly dir: string;
  /** What follows a migration's name where wrangler records it. */
  readonly wranglerFile: WranglerFile;
  /** The pattern of the files that it applies; null if it applies all of them. */
  readonly pattern: string | null;
  /** Whether wrangler applies this file, given by its path in the folder. */
  readonly applies: (file: string) => boolean;
};

export type ExportSource = WranglerFiles & {
  /** The table in which wrangler records what it has applied. */
  readonly wranglerLedger: string;
  /** The folder of the migrations. */
  readonly from: string;
};

/** Throws CONFIG.*. */
export async function exportSource(context: Context, flags: ExportSourceFlags): Promise<ExportSource> {
  const { config, database } = await configuredDatabase(context, flags);
  return {
    wranglerLedger: wranglerLedgerOf(database),
    from: await migrationsFolder(context, flags),
    ...wranglerFiles(config, database),
  };
}

/** Of a database in that configuration file. */
export function wranglerFiles(config: string, database: D1Binding): WranglerFiles {
  const { migrationsDir = 'migrations', migrationsPattern: pattern = null } = database;
  return {
    to: resolve(dirname(config), migrationsDir),
    dir: normalizePath(migrationsDir).replace(/\/$/, ''),
    wranglerFile: wranglerFileOf(database),
    pattern,
    applies: (file) =>
      pattern === null
        ? /^[^/]*\.sql$/.test(file)
        : posix.matchesGlob(normalizePath(`${migrationsDir}/${file}`), normalizePath(pattern)),
  };
}

/** The path of a file as wrangler names it. */
export function pathIn({ to }: Pick<WranglerFiles, 'to'>, path: string): string {
  return relative(to, path).split(sep).join('/');
}

// As wrangler compares them (d1/migrations/helpers.ts).
function normalizePath(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}
