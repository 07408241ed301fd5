// Finds the account and the database: as given, or by asking the API.

import type { Api, ApiRequest } from './api.ts';
import { isRecord } from './envelope.ts';
import { accountAmbiguous, accountMissing } from './login-errors.ts';
import type { UnreadableAnswer } from './reply.ts';
import { type RetryClock, sendWithRetries } from './retry.ts';

/** A database as the API's paths name it. The name is null if it was not given. */
export type RemoteLocation = {
  readonly accountId: string;
  readonly databaseId: string;
  readonly databaseName: string | null;
};

/** The database: by `databaseId` or, if it has to be looked up, by `databaseName`. */
export type RemoteD1Address = {
  readonly accountId?: string | undefined;
  readonly databaseId?: string | undefined;
  readonly databaseName?: string | undefined;
};

type Account = { readonly id: string; readonly name: string };

/** Reads from the API: the result, and the error to throw if it is not what was expected. */
export type ApiRead = (
  path: string,
) => Promise<{ readonly result: unknown; readonly unreadable: UnreadableAnswer }>;

export function retryingReader(api: Api, clock: RetryClock): ApiRead {
  return async (path) => {
    const request: ApiRequest = { method: 'GET', path };
    const answer = await sendWithRetries(() => api(request), clock, 'reads');
    if (answer.kind === 'failed') throw answer.reason;
    return answer;
  };
}

export async function locationOf(address: RemoteD1Address, read: ApiRead): Promise<RemoteLocation> {
  const accountId = address.accountId ?? (await onlyAccount(read)).id;
  const { databaseId, databaseName } = address;
  if (databaseId !== undefined) return { accountId, databaseId, databaseName: databaseName ?? null };
  if (databaseName === undefined) throw new Error('A database needs an id or a name.');
  return {
    accountId,
    ...(await lookUp(`/accounts/${encodeURIComponent(accountId)}/d1/database`, databaseName, read)),
  };
}

export function databasePath({ accountId, databaseId }: RemoteLocation): string {
  return `/accounts/${encodeURIComponent(accountId)}/d1/database/${encodeURIComponent(databaseId)}`;
}

async function onlyAccount(read: ApiRead): Promise<Account> {
  const { result, unreadable } = await read('/accounts');
  const accounts = Array.isArray(result) ? result.filter(isAccount) : undefined;
  if (accounts === undefined) throw unreadable('it is not a list of accounts');
  const [first, ...others] = accounts;
  if (first === undefined) throw accountMissing();
  if (others.length > 0) throw accountAmbiguous(accounts.map(({ id, name }) => ({ id, name })));
  return first;
}

async function lookUp(path: string, name: string, read: ApiRead): Promise<Omit<RemoteLocation, 'accountId'>> {
  const { result, unreadable } = await read(`${path}/${encodeURIComponent(name)}?fields=uuid,name`);
  if (!isRecord(result)) throw unreadable('it is not a database');
  const { uuid, name: databaseName } = result;
  if (typeof uuid !== 'string' || typeof databaseName !== 'string') throw unreadable('it is not a database');
  return { databaseId: uuid, databaseName };
}

// So far, bookmarks are hexadecimal numbers with hyphens. A bookmark is shown in a command to copy, so anything that
// could be more than a bookmark is rejected.
const bookmarkForm = /^[\da-z][\w.:+/=-]{0,499}$/i;

/** The current bookmark of Time Travel. */
export async function readBookmark(path: string, read: ApiRead): Promise<string> {
  const { result, unreadable } = await read(`${path}/time_travel/bookmark`);
  const bookmark = isRecord(result) ? result['bookmark'] : undefined;
  if (typeof bookmark === 'string' && bookmarkForm.test(bookmark)) return bookmark;
  throw unreadable('it has no bookmark');
}

function isAccount(value: unknown): value is Account {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['name'] === 'string';
}
