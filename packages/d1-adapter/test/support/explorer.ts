// A server with the local explorer of `wrangler dev`: the same Miniflare, without a Worker that does anything.
import { Miniflare } from 'miniflare';

export type Explorer = { readonly url: string; stop(): Promise<void> };

/** Serves empty databases with these ids, each bound by the same name. */
export async function startExplorer(ids: readonly string[]): Promise<Explorer> {
  const miniflare = new Miniflare({
    enableDevRegistry: false,
    // workerd logs what it does not report.
    handleStructuredLogs: () => undefined,
    unsafeLocalExplorer: true,
    workers: [
      {
        config: {
          name: 'explored',
          compatibilityDate: '2026-07-01',
          manifest: {
            mainModule: 'worker.js',
            modules: {
              'worker.js': { type: 'esm', contents: 'export default { fetch: () => new Response("own") };' },
            },
          },
          env: Object.fromEntries(ids.map((id) => [id, { type: 'd1', id }])),
        },
      },
    ],
  });
  const { origin } = await miniflare.ready;
  return { url: origin, stop: () => miniflare.dispose() };
}
