// Which database of a Cloudflare account a configured one is. Asks nobody.
import { accountIdOf, chooseDatabase, type DatabaseChoice } from './choose-database.ts';
import { databaseIdMissing, previewIdMissing } from './errors.ts';
import type { WranglerConfig } from './wrangler-config.ts';

/** What `openRemoteD1` takes. The account is absent where the configuration names none. */
export type WranglerRemoteAddress = {
  readonly accountId?: string | undefined;
  readonly databaseId?: string | undefined;
  readonly databaseName?: string | undefined;
};

export type RemoteDatabaseChoice = DatabaseChoice & {
  /** Means the preview_database_id, as wrangler's --preview. */
  readonly preview?: boolean | undefined;
};

/**
 * The database that the choice means. Throws what chooseDatabase() does, and CONFIG.DATABASE_ID_MISSING or
 * CONFIG.PREVIEW_ID_MISSING where its entry does not say which database of the account it is.
 */
export function wranglerRemoteAddress(
  config: WranglerConfig,
  choice: RemoteDatabaseChoice,
): WranglerRemoteAddress {
  const { binding, databaseId, databaseName, previewDatabaseId } = chooseDatabase(config, choice);
  const accountId = accountIdOf(config, choice.environment);
  if (choice.preview === true) {
    if (isMissing(previewDatabaseId)) throw previewIdMissing(config.file, binding);
    // The name is that of the database itself.
    return { accountId, databaseId: previewDatabaseId };
  }
  if (!isMissing(databaseId)) return { accountId, databaseId, databaseName };
  if (isMissing(databaseName)) throw databaseIdMissing(config.file, binding);
  return { accountId, databaseId: undefined, databaseName };
}

// A template has an empty one, to be filled in.
function isMissing(text: string | undefined): boolean {
  return text === undefined || text === '';
}
