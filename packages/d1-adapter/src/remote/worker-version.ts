// Reads what the API says of a version of a Worker.

import { isRoostError, type RoostError } from '@roostjs/internal-errors';
import { isRecord } from './envelope.ts';
import { versionForbidden, versionNotFound } from './errors.ts';
import type { ApiRead } from './location.ts';

/** A version of a Worker, with the texts that it was uploaded with; null if there is none. */
export type WorkerVersion = {
  readonly id: string;
  readonly tag: string | null;
  readonly message: string | null;
};

/** A Worker's name and the id of one of its versions. */
export type WorkerVersionAddress = { readonly worker: string; readonly versionId: string };

/** One request; none for what cannot be a name or an id. Throws REMOTE.VERSION_NOT_FOUND. */
export async function readWorkerVersion(
  accountId: string,
  { worker, versionId }: WorkerVersionAddress,
  read: ApiRead,
): Promise<WorkerVersion> {
  // Anything else, for example two dots, could lead to another path.
  if (![worker, versionId].every((part) => /^[\w-]+$/.test(part))) throw versionNotFound(worker, versionId);
  const path = `/accounts/${encodeURIComponent(accountId)}/workers/scripts/${worker}/versions/${versionId}`;
  const { result, unreadable } = await read(path).catch((error: unknown) => {
    throw isRoostError(error) ? ofVersion(error, worker, versionId) : error;
  });
  if (!isRecord(result)) throw unreadable('it is not a version of a Worker');
  const annotations = isRecord(result['annotations']) ? result['annotations'] : {};
  const textOf = (key: string): string | null => {
    const text = annotations[key];
    return typeof text === 'string' ? text : null;
  };
  return { id: versionId, tag: textOf('workers/tag'), message: textOf('workers/message') };
}

// Everywhere else, what is not found is a database, and what is missing a permission for D1.
function ofVersion(error: RoostError, worker: string, versionId: string): RoostError {
  if (error.code === 'REMOTE.DATABASE_NOT_FOUND') return versionNotFound(worker, versionId, error);
  return error.code === 'REMOTE.FORBIDDEN' ? versionForbidden(error) : error;
}
