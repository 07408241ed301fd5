// One HTTP exchange: receives, lets a fault have its way, sends, and keeps the record. It knows nothing of D1.

import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { answer, isKnown } from './api.ts';
import type { Account } from './endpoint.ts';
import type { Faults } from './faults.ts';
import { misbehave, type Outcome, type Surroundings } from './misbehave.ts';
import { type OpenRecord, parsedBody, type RecordedRequest, recordOf } from './record.ts';

/** Where the API's paths begin, as they do at Cloudflare. */
export const basePath = '/client/v4';

/** What all exchanges share. */
export type Exchanges = Surroundings & {
  readonly account: Account;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
};

/** Handles one request to its end. Never rejects: what is wrong with the server itself is sent with status 500. */
export async function exchange(
  exchanges: Exchanges,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record = recordOf(request, basePath);
  record.known = isKnown(record);
  exchanges.requests.push(record);
  const outcome = await outcomeOf(exchanges, request, record).catch(
    (thrown: unknown): Outcome => ({
      status: 500,
      headers: {},
      body: `The stand-in failed: ${String(thrown)}`,
    }),
  );
  if (outcome === 'dropped' || response.destroyed) {
    record.status = 'dropped';
    request.socket.destroy();
    return;
  }
  response.writeHead(outcome.status, outcome.headers);
  if (typeof outcome.body === 'string') {
    record.status = outcome.status;
    response.end(outcome.body);
  } else {
    record.status = (await poured(outcome.body, response, record)) ? outcome.status : 'dropped';
  }
}

/** Whether the client has taken the whole body. */
async function poured(body: Readable, response: ServerResponse, record: OpenRecord): Promise<boolean> {
  async function* counted(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      record.sent += piece.length;
      yield piece;
    }
  }
  return pipeline(body, counted, response).then(
    () => true,
    () => false,
  );
}

async function outcomeOf(
  { account, faults, held, stopped }: Exchanges,
  request: IncomingMessage,
  record: OpenRecord,
): Promise<Outcome> {
  if (faults.takeBeforeBody(record)) {
    await Promise.race([once(request, 'data'), once(request, 'end')]);
    return 'dropped';
  }
  const body = await text(request);
  record.body = parsedBody(body);
  const { method, path, query } = record;
  const run = () => answer(account, { method, path, query, headers: request.headers, text: body });
  const fault = faults.take(record);
  return fault === undefined ? run() : misbehave(fault, run, { held, stopped });
}
