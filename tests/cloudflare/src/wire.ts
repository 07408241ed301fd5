// Reaches a database in workerd with one plain HTTP request: the way through Miniflare takes one for each call of a method, and three
// times the CPU time.

import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Sends JSON to the database: a list of statements, or a call of its binding. */
export type Wire = (
  what: 'statements' | 'call',
  json: string,
) => Promise<{ readonly status: number | undefined; readonly body: string }>;

export function wireTo(database: URL): Wire {
  return async (what, json) => {
    // On a connection of its own: workerd closes one that has waited, maybe just when the next request goes out on it.
    const asking = request(`${database}/${what}`, { method: 'POST', agent: false });
    asking.end(json);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  };
}
