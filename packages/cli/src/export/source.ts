// Which migrations are exported, and to which folder, by the wrangler configuration of one database.
import { dirname, posix, resolve } from 'node:path';
import type { D1Binding } from '@roostjs/d1-adapter/wrangler';
import type { Context } from '../context.ts';
import type { configuredDatabaseFlags, FlagsOf } from '../flags.ts';
import { migrationsFolder } from '../project.ts';
import { configuredDatabase, wranglerLedgerOf } from '../target.ts';

type ExportSourceFlags = FlagsOf<typeof configuredDatabaseFlags>;

/** The files that wrangler takes for migrations of one database. */
export type WranglerFiles = {
  /** Where `wrangler d1 migrations apply` looks for its files. */
  readonly to: string;
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
    from: migrationsFolder(context, flags),
    ...wranglerFiles(config, database),
  };
}

/** Of a database in that configuration file. */
export function wranglerFiles(config: string, database: D1Binding): WranglerFiles {
  const { migrationsDir = 'migrations', migrationsPattern: pattern = null } = database;
  return {
    to: resolve(dirname(config), migrationsDir),
    pattern,
    applies: (file) =>
      pattern === null
        ? /^[^/]*\.sql$/.test(file)
        : posix.matchesGlob(normalizePath(`${migrationsDir}/${file}`), normalizePath(pattern)),
  };
}

// As wrangler compares them (d1/migrations/helpers.ts).
function normalizePath(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}
