// The import of a file, as `wrangler d1 execute --file` does it: ask for a URL, put the file there, have it run.
// It all happens within the last of the three requests; nothing has to be polled for.

import { createHash } from 'node:crypto';
import { databaseOf } from './d1.ts';
import type { Database } from './databases.ts';
import type { Account, Call } from './endpoint.ts';
import { type Answer, success } from './envelope.ts';
import { ApiError, malformedRequest, noSuchRoute } from './errors.ts';
import { execute } from './execute.ts';
import { isRecord, refuseOtherKeys } from './shape.ts';
import { split } from './split.ts';
import type { Ran } from './statements.ts';

/** `POST …/import` with `action` `init` or `ingest`. */
export async function importFile(account: Account, call: Call): Promise<Answer> {
  const database = databaseOf(account, call);
  const { body } = call;
  if (!isRecord(body)) throw malformedRequest('Expected object');
  refuseOtherKeys(body, ['action', 'etag', 'filename']);
  const { action, etag, filename } = body;
  if (typeof etag !== 'string') throw malformedRequest('Expected string at etag');
  if (action === 'init') return success(uploadFor(account, `${database.info.uuid}.${etag}.sql`));
  if (action !== 'ingest') throw malformedRequest(`Unknown action ${JSON.stringify(action)}`);
  const sql = typeof filename === 'string' ? account.uploads.get(filename) : undefined;
  if (sql === undefined || md5(sql) !== etag) throw malformedRequest('No such file was uploaded');
  return success(await ingest(database, sql));
}

/** `PUT /uploads/{filename}`, where `init` asked for it. */
export function upload(account: Account, { parts: [filename = ''], body }: Call): Answer {
  if (!account.uploads.has(filename)) throw noSuchRoute();
  const text = String(body);
  account.uploads.set(filename, text);
  return { status: 200, headers: { etag: `"${md5(text)}"` }, body: '' };
}

function uploadFor(account: Account, filename: string): Readonly<Record<string, unknown>> {
  account.uploads.set(filename, undefined);
  return { success: true, filename, upload_url: `${account.url()}/uploads/${filename}` };
}

// The importer knows triggers, and takes everything back when a statement fails.
async function ingest(database: Database, sql: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const statements = split(sql, 'as-sqlite').map((statement) => ({ sql: statement, params: [] }));
    const ran = await execute(database, statements, { atomic: true, readsLagBy: 0 });
    return { ...state(database, true), status: 'complete', result: total(database, ran) };
  } catch (thrown) {
    if (thrown instanceof ApiError)
      return { ...state(database, false), status: 'error', error: thrown.message };
    throw thrown;
  }
}

function state(database: Database, succeeded: boolean): Readonly<Record<string, unknown>> {
  return { success: succeeded, type: 'import', at_bookmark: database.bookmark(), messages: [] };
}

function total(database: Database, ran: readonly Ran[]): Readonly<Record<string, unknown>> {
  const sum = (key: 'duration' | 'rows_read' | 'rows_written'): number =>
    ran.reduce((result, { meta }) => result + meta[key], 0);
  const meta = {
    ...ran.at(-1)?.meta,
    duration: sum('duration'),
    rows_read: sum('rows_read'),
    rows_written: sum('rows_written'),
  };
  return { num_queries: ran.length, final_bookmark: database.bookmark(), meta };
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
