// Reads what the API says of a version of a Worker.

import { isRoostError, type RoostError } from '@roostjs/internal-errors';
import { isRecord } from './envelope.ts';
import { versionNotFound } from './errors.ts';
import type { ApiRead } from './location.ts';

/** A version of a Worker, with the texts that it was uploaded with; null if there is none. */
export type WorkerVersion = {
  readonly id: string;
  readonly tag: string | null;
  readonly message: string | null;
};

/** A Worker's name and the id of one of its versions. */
export type WorkerVersionAddress = { readonly worker: string; readonly versionId: string };

/** One request. Throws REMOTE.VERSION_NOT_FOUND. */
export async function readWorkerVersion(
  accountId: string,
  { worker, versionId }: WorkerVersionAddress,
  read: ApiRead,
): Promise<WorkerVersion> {
  const [account, script, id] = [accountId, worker, versionId].map(encodeURIComponent);
  const path = `/accounts/${account}/workers/scripts/${script}/versions/${id}`;
  const { result, unreadable } = await read(path).catch((error: unknown) => {
    throw isMissing(error) ? versionNotFound(worker, versionId, error) : error;
  });
  if (!isRecord(result)) throw unreadable('it is not a version of a Worker');
  const annotations = isRecord(result['annotations']) ? result['annotations'] : {};
  const textOf = (key: string): string | null => {
    const text = annotations[key];
    return typeof text === 'string' ? text : null;
  };
  return { id: versionId, tag: textOf('workers/tag'), message: textOf('workers/message') };
}

// What is not found is a database everywhere else.
function isMissing(error: unknown): error is RoostError {
  return isRoostError(error) && error.code === 'REMOTE.DATABASE_NOT_FOUND';
}
