// Time Travel's bookmarks. There is no way back: workerd has none for a local D1.

import { databaseOf } from './d1.ts';
import type { Account, Call } from './endpoint.ts';
import { type Answer, success } from './envelope.ts';
import { malformedRequest, notHere } from './errors.ts';

/** `GET …/time_travel/bookmark`, with `?timestamp=` for an earlier one. */
export function bookmark(account: Account, call: Call): Answer {
  const database = databaseOf(account, call);
  const { timestamp } = call.query;
  if (timestamp === undefined) return success({ bookmark: database.bookmark() });
  const at = Date.parse(timestamp);
  if (Number.isNaN(at)) throw malformedRequest(`'${timestamp}' is not a timestamp`);
  return success({ bookmark: database.bookmark(at) });
}

/** `POST …/time_travel/restore`: always refused. */
export function restore(account: Account, call: Call): Answer {
  databaseOf(account, call);
  throw notHere('time_travel/restore');
}
