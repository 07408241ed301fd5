// The endpoint of a Worker's versions: as much as `wrangler versions view` asks.

import type { Account, Call } from './endpoint.ts';
import { type Answer, success } from './envelope.ts';
import { noSuchVersion, noSuchWorker, wrongAccount } from './errors.ts';

/** `GET …/workers/scripts/{worker}/versions/{id}`. */
export function findVersion(account: Account, { parts: [accountId, worker, id] }: Call): Answer {
  if (accountId !== account.id) throw wrongAccount();
  const versions = account.versions.filter((one) => one.worker === worker);
  if (versions.length === 0) throw noSuchWorker();
  const version = versions.find((one) => one.id === id);
  if (version === undefined) throw noSuchVersion();
  const { tag, message } = version;
  return success({
    id,
    number: versions.indexOf(version) + 1,
    metadata: {
      created_on: '2026-01-01T00:00:00.000000Z',
      modified_on: '2026-01-01T00:00:00.000000Z',
      source: 'wrangler',
      author_id: account.id,
      author_email: account.credentials.email,
    },
    annotations: {
      ...(tag === undefined ? {} : { 'workers/tag': tag }),
      ...(message === undefined ? {} : { 'workers/message': message }),
      'workers/triggered_by': 'version_upload',
    },
    resources: {
      bindings: [],
      script: { etag: '0', handlers: ['fetch'], last_deployed_from: 'wrangler' },
      script_runtime: { compatibility_date: '2026-01-01', usage_model: 'standard' },
    },
  });
}
