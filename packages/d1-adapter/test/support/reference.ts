// Real D1 as it runs locally, in Miniflare with workerd. A Worker of the same source runs the calls.

import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { Miniflare } from 'miniflare';
import type { D1Database } from '../../src/d1.ts';
import type { Call, CallOutcome } from '../conformance/call.ts';
import { fromTaggedJson, toTaggedJson } from './tagged-json.ts';
import type { Script } from './worker.ts';

const mainModule = 'support/worker.ts';
const modules = [mainModule, 'support/tagged-json.ts', 'conformance/call.ts'];

/** A running Miniflare with the named databases; in memory unless a folder is given. */
export function startReference(databases: readonly string[], persistTo?: string): Miniflare {
  return new Miniflare({
    enableDevRegistry: false,
    // workerd logs what it does not report, such as a COMMIT that fails.
    handleStructuredLogs: () => undefined,
    ...(persistTo === undefined ? {} : { resourcePersistencePath: persistTo }),
    workers: [
      {
        config: {
          name: 'reference',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule,
            modules: Object.fromEntries(modules.map((name) => [name, moduleOf(name)])),
          },
          env: Object.fromEntries(databases.map((name) => [name, { type: 'd1', id: name }])),
        },
      },
    ],
  });
}

function moduleOf(name: string) {
  const source = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  return { type: 'esm', contents: stripTypeScriptTypes(source) } as const;
}

export async function referenceDatabase(miniflare: Miniflare, name: string): Promise<D1Database> {
  return miniflare.getD1Database(name);
}

/** The outcome of each call. A Worker makes all of them in one request. */
export async function referenceOutcomes(
  miniflare: Miniflare,
  database: string,
  calls: readonly Call[],
): Promise<readonly CallOutcome[]> {
  const body = toTaggedJson({ database, calls } satisfies Script);
  const response = await miniflare.dispatchFetch('http://reference/', { method: 'POST', body });
  const text = await response.text();
  if (!response.ok) throw new Error(`The reference answered ${response.status}: ${text}`);
  return fromTaggedJson(text) as readonly CallOutcome[];
}
