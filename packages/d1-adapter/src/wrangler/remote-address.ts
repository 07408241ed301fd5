// The address of a configured database in a Cloudflare account. It sends no request.
import { chooseDatabase, chosenEnvironment, type DatabaseChoice } from './choose-database.ts';
import { databaseIdMissing, previewIdMissing } from './errors.ts';
import { remoteDatabaseName } from './remote-name.ts';
import type { WranglerConfig } from './wrangler-config.ts';

/** Options for `openRemoteD1`. The account is undefined if the configuration sets none. */
export type WranglerRemoteAddress = {
  readonly accountId?: string | undefined;
  readonly databaseId?: string | undefined;
  readonly databaseName?: string | undefined;
};

export type RemoteDatabaseChoice = DatabaseChoice & {
  /** Use the preview_database_id, like wrangler's --preview. */
  readonly preview?: boolean | undefined;
};

/**
 * The address of the chosen database. Throws what chooseDatabase() throws, and CONFIG.DATABASE_ID_MISSING or
 * CONFIG.PREVIEW_ID_MISSING if its entry does not identify a database of the account.
 */
export function wranglerRemoteAddress(
  config: WranglerConfig,
  choice: RemoteDatabaseChoice,
): WranglerRemoteAddress {
  const database = chooseDatabase(config, choice);
  const { binding, databaseId, previewDatabaseId } = database;
  const environment = chosenEnvironment(config, choice.environment);
  const { accountId } = environment;
  if (choice.preview === true) {
    if (!previewDatabaseId) throw previewIdMissing(config.file, binding);
    // database_name is the name of the database itself, not of its preview.
    return { accountId, databaseId: previewDatabaseId };
  }
  const databaseName = remoteDatabaseName(environment, database);
  // Templates have an empty id to fill in.
  if (databaseId) return { accountId, databaseId, databaseName };
  if (databaseName === undefined) throw databaseIdMissing(config.file, binding);
  return { accountId, databaseId: undefined, databaseName };
}
