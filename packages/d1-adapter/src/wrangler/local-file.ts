// The path of the local file of a configured database. It neither creates nor opens the file.
import { dirname, resolve } from 'node:path';
import { wranglerDatabaseFile } from '../wrangler-file.ts';
import type { D1Binding } from './wrangler-config.ts';

export type LocalDatabaseOptions = {
  /** The wrangler configuration that the database was chosen from. */
  readonly config: string;
  readonly cwd: string;
  /** Like wrangler's --persist-to: relative to the current folder, not to the configuration; empty means not set. */
  readonly persistTo?: string | undefined;
};

/** The SQLite file that `wrangler dev` and `wrangler d1 execute --local` use for this database. */
export function localDatabaseFile(database: D1Binding, options: LocalDatabaseOptions): string {
  return wranglerDatabaseFile({ persistRoot: persistRootOf(options), databaseId: localDatabaseId(database) });
}

function persistRootOf({ config, cwd, persistTo }: LocalDatabaseOptions): string {
  return persistTo === undefined || persistTo === ''
    ? resolve(cwd, dirname(config), '.wrangler/state')
    : resolve(cwd, persistTo);
}

/** The id by which wrangler names the local database, and `wrangler dev` serves it. */
// As in executeLocally() in wrangler's d1/execute.ts, which never uses the database_name.
export function localDatabaseId(database: D1Binding): string {
  return database.previewDatabaseId ?? database.databaseId ?? database.binding;
}
