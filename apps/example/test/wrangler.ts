// The real wrangler, offline: https://developers.cloudflare.com/workers/wrangler/system-environment-variables/
import { join } from 'node:path';
import { source } from './app.ts';
import { outputOf, runNode } from './run.ts';

export const wranglerBin: string = join(source, 'node_modules/wrangler/bin/wrangler.js');

/** What the environment has besides: it asks nobody, and its logs and its registry of Workers go into the folder. */
export function offline(folder: string): NodeJS.ProcessEnv {
  return {
    CI: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    NO_COLOR: '1',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
    XDG_CONFIG_HOME: join(folder, '.config'),
  };
}

export function wranglerEnv(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, ...offline(folder) };
}

/** The rows of one SQL statement, by `wrangler d1 execute --local`. */
export async function execute(folder: string, sql: string): Promise<readonly unknown[]> {
  const args = ['d1', 'execute', 'roost-example', '--local', '--json', '--command', sql];
  const [result] = JSON.parse(outputOf(await runNode(folder, [wranglerBin, ...args], wranglerEnv(folder))));
  return result.results;
}
