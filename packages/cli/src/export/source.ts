// Which migrations are exported, and where to: both by the wrangler configuration of one database.
import { dirname, posix, resolve } from 'node:path';
import type { Context } from '../context.ts';
import type { configuredDatabaseFlags, FlagsOf } from '../flags.ts';
import { configuredDatabase, migrationsFolder, wranglerLedgerOf } from '../target.ts';

type ExportSourceFlags = FlagsOf<typeof configuredDatabaseFlags>;

export type ExportSource = {
  /** The table in which wrangler records what it has applied. */
  readonly wranglerLedger: string;
  /** The folder of the migrations. */
  readonly from: string;
  /** Where `wrangler d1 migrations apply` looks for its files. */
  readonly to: string;
  /** Which of these it takes, where the configuration says so; null where it takes all of them. */
  readonly pattern: string | null;
  /** Whether wrangler takes the file of this name for a migration. */
  readonly takes: (file: string) => boolean;
};

/** Throws CONFIG.*. */
export async function exportSource(context: Context, flags: ExportSourceFlags): Promise<ExportSource> {
  const { config, database } = await configuredDatabase(context, flags);
  const { migrationsDir = 'migrations', migrationsPattern: pattern = null } = database;
  return {
    wranglerLedger: wranglerLedgerOf(database),
    from: migrationsFolder(context, flags),
    to: resolve(dirname(config), migrationsDir),
    pattern,
    takes: (file) =>
      pattern === null || posix.matchesGlob(normalized(`${migrationsDir}/${file}`), normalized(pattern)),
  };
}

// As wrangler compares the two (d1/migrations/helpers.ts).
function normalized(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}
