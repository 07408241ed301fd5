// Reaches a database in workerd with one plain HTTP request: the way through Miniflare takes one for each call of a method, and three
// times the CPU time.

import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Sends JSON to the database: a list of statements, or a call of its binding. */
export type Wire = (
  what: 'statements' | 'call',
  json: string,
) => Promise<{ readonly status: number | undefined; readonly body: string }>;

const agent = new Agent({ keepAlive: true });

export function wireTo(database: URL): Wire {
  return async (what, json) => {
    const asking = request(`${database}/${what}`, { method: 'POST', agent });
    asking.end(json);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  };
}
