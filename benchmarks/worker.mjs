// A Worker with a D1 database, as wrangler runs one locally.
import { Miniflare } from 'miniflare';

/** Its database is `DB`; kept in the folder, where one is given. */
export function startWorker(script, folder) {
  return new Miniflare({
    enableDevRegistry: false,
    ...(folder === undefined ? {} : { resourcePersistencePath: folder }),
    // workerd logs each refusal of a locked database.
    handleStructuredLogs: () => undefined,
    workers: [
      {
        config: {
          name: 'bench',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: { 'worker.js': { type: 'esm', contents: script } },
          },
          env: { DB: { type: 'd1', id: 'bench' } },
        },
      },
    ],
  });
}
