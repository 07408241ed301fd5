// Where `wrangler dev` keeps the SQLite file of a local D1 database. It reads no file and no configuration.

import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';

// Miniflare's name for the Durable Object that runs a D1 database (its plugins/d1).
const objectName = 'miniflare-D1DatabaseObject';
// BASE_LENGTH in workerd's src/workerd/server/actor-id-impl.c++.
const halfLength = 16;

/** A local database of wrangler: its state folder, and the database's id. */
export type WranglerDatabase = {
  /** Usually `<folder of the wrangler configuration>/.wrangler/state`, or the value of `--persist-to`. */
  readonly persistRoot: string;
  /** The first that is set of `preview_database_id`, `database_id` and the binding's name, as in wrangler. */
  readonly databaseId: string;
};

/** The path of the SQLite file that `wrangler dev` uses for the database, whether it exists yet or not. */
export function wranglerDatabaseFile({ persistRoot, databaseId }: WranglerDatabase): string {
  return join(persistRoot, 'v3', 'd1', objectName, `${objectId(databaseId)}.sqlite`);
}

/** The id of the Durable Object, as workerd derives it from a name. */
function objectId(name: string): string {
  const key = createHash('sha256').update(objectName).digest();
  const half = firstHalf(key, name);
  return Buffer.concat([half, firstHalf(key, half)]).toString('hex');
}

function firstHalf(key: Buffer, data: string | Buffer): Buffer {
  return createHmac('sha256', key).update(data).digest().subarray(0, halfLength);
}
