// Whether two addresses mean one database at Cloudflare. An id says it alone; a name only within its account.
import type { RemoteD1Address } from '@roostjs/d1-adapter/remote';

/** The id of an address that has none of its own; undefined where the account has no database of that name. */
export type LookUp = (address: RemoteD1Address) => Promise<string | undefined>;

/** Asks for an id only where one of the two has nothing but a name, and the other one is not called alike. */
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

// A template has an empty one, to be filled in.
function isMissing(text: string | undefined): text is undefined | '' {
  return text === undefined || text === '';
}
