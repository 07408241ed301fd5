// Real D1, as it runs locally: Miniflare with workerd.

import { Miniflare } from 'miniflare';
import type { D1Database } from '../../src/d1.ts';

/** A running Miniflare with the named databases; in memory unless a folder to persist to is given. */
export function startReference(databases: readonly string[], persistTo?: string): Miniflare {
  return new Miniflare({
    modules: true,
    script: 'export default { fetch() { return new Response(); } };',
    d1Databases: Object.fromEntries(databases.map((name) => [name, name])),
    ...(persistTo === undefined ? {} : { d1Persist: persistTo }),
  });
}

export async function referenceDatabase(miniflare: Miniflare, name: string): Promise<D1Database> {
  return miniflare.getD1Database(name);
}
