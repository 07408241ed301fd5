// The name under which a configured database is found at Cloudflare.
import type { D1Binding, WranglerEnvironment } from './wrangler-config.ts';

/**
 * The `database_name`, or the name under which `wrangler deploy` creates the database of an entry that has neither an id nor a name;
 * undefined if there is none: the entry has only an id, or the Worker has no name.
 */
export function remoteDatabaseName(
  { workerName }: Pick<WranglerEnvironment, 'workerName'>,
  { binding, databaseId, databaseName }: D1Binding,
): string | undefined {
  // Templates have an empty text to fill in, which wrangler takes for none.
  if (databaseName) return databaseName;
  if (databaseId || !workerName) return undefined;
  // As in autoProvisionedResourceName() of wrangler's deployment-bundle.
  return `${workerName}-${binding.toLowerCase().replaceAll('_', '-')}`;
}
