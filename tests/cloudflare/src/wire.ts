// Sends statements to a database in workerd with one plain HTTP request: the way through Miniflare takes one for each call of a
// method, and three times the CPU time.

import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What the database answers to the JSON of a list of statements. */
export type Wire = (
  statements: string,
) => Promise<{ readonly status: number | undefined; readonly body: string }>;

/** The status where workerd gives up on the whole object; the body says why. */
export const gaveUp = 599;

/**
 * The Worker at the other end. `batch()` gives rows as objects: it loses columns of the same name, and those of a result
 * without rows, both of which /raw must tell. So this sends what `batch()` itself sends, through the fetcher that it sends it with.
 */
export const worker: string = `export default {
  async fetch(request, env) {
    const { fetcher } = env[new URL(request.url).pathname.slice(1)];
    try {
      return await fetcher.fetch('http://d1/query?resultsFormat=ROWS_AND_COLUMNS', request);
    } catch (thrown) {
      return new Response(thrown.message, { status: ${gaveUp} });
    }
  },
};`;

const agent = new Agent({ keepAlive: true });

export function wireTo(database: URL): Wire {
  return async (statements) => {
    const asking = request(database, { method: 'POST', agent });
    asking.end(statements);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return { status: response.statusCode, body: await text(response) };
  };
}
