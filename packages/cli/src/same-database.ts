// Whether two addresses identify the same database at Cloudflare. An id identifies it alone, a name only within an account.
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';

/** Returns the id for an address that has none; undefined if the account has no database of that name. */
export type LookUp = (address: RemoteD1Address) => Promise<string | undefined>;

/** Looks up an id only if one of the two has only a name and the names differ. */
export async function isSameDatabase(
  a: RemoteD1Address,
  b: RemoteD1Address,
  lookUp: LookUp,
): Promise<boolean> {
  if (isMissing(a.databaseId) || isMissing(b.databaseId)) {
    if (!isMissing(a.accountId) && !isMissing(b.accountId) && a.accountId !== b.accountId) return false;
    if (!isMissing(a.databaseName) && a.databaseName === b.databaseName) return true;
  }
  const accountId = a.accountId ?? b.accountId;
  const idOf = ({ databaseId, databaseName }: RemoteD1Address): Promise<string | undefined> | string =>
    isMissing(databaseId) ? lookUp({ accountId, databaseName }) : databaseId;
  const [first, second] = [await idOf(a), await idOf(b)];
  return first !== undefined && first.toLowerCase() === second?.toLowerCase();
}

// In a template it is empty, to be filled in.
function isMissing(text: string | undefined): text is undefined | '' {
  return text === undefined || text === '';
}
