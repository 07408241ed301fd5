// Bodies that come in pieces, and some of which never end.

import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { type Answer, jsonHeaders } from './envelope.ts';

/** An answer whose body is taken from a stream, as fast as the client takes it. */
export type Poured = Omit<Answer, 'body'> & { readonly body: Readable };

/** Rows in an answer that has no last one. */
export function endlessRows(): Poured {
  return { status: 200, headers: jsonHeaders, body: Readable.from(rows()) };
}

/** The same, compressed. */
export function compressedRows(): Poured {
  const headers = { ...jsonHeaders, 'content-encoding': 'gzip' };
  return { status: 200, headers, body: Readable.from(rows()).pipe(createGzip()) };
}

/** The answer a byte at a time. */
export function dripping({ status, headers, body }: Answer, ms: number): Poured {
  return { status, headers, body: Readable.from(drops(body, ms)) };
}

const opening =
  '{"success":true,"errors":[],"messages":[],"result":[{"success":true,"results":{"columns":["secret"],"rows":[["row 0"]';
const piece = Buffer.from(',["a row of somebody"]'.repeat(3000));

function* rows(): Generator<Buffer> {
  yield Buffer.from(opening);
  while (true) yield piece;
}

async function* drops(body: string, ms: number): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(body)) {
    yield Buffer.from([byte]);
    await delay(ms);
  }
}
