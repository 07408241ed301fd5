// `wrangler dev` as a running server on a port of its own. Whoever starts one stops it.
import { type Server, startServer } from './server.ts';
import { wranglerBin, wranglerEnv } from './wrangler.ts';

export type { Server } from './server.ts';

/** So that it answers on the loopback address, beside others. */
export const ownPort: readonly string[] = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];

/** Resolves when it answers requests. Throws with all that it printed where it ends, or says nothing, before that. */
export function startWranglerDev(folder: string): Promise<Server> {
  const env = wranglerEnv(folder);
  return startServer(process.execPath, [wranglerBin, 'dev', ...ownPort], { cwd: folder, env });
}
