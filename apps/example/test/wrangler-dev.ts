// `wrangler dev` as a running server on a port of its own. Whoever starts one stops it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { wranglerBin, wranglerEnv } from './wrangler.ts';

export type Server = { readonly url: string; stop(): Promise<void> };

const startLimitMs = 90_000;
const stopGraceMs = 10_000;

/** Resolves when it answers requests. Throws with all that it printed where it ends, or says nothing, before that. */
export async function startWranglerDev(folder: string): Promise<Server> {
  const args = [wranglerBin, 'dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];
  // A process group of its own: wrangler starts workerd, and both must be gone in the end.
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: wranglerEnv(folder),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    return { url: await ready(child), stop: () => stop(child) };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string): void => reject(new Error(`wrangler dev ${what}. It printed:\n${output}`));
    const timer = setTimeout(() => fail(`was not ready after ${startLimitMs} ms`), startLimitMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      fail(`ended with ${code ?? signal}`);
    });
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, url] = /Ready on (http:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), stopGraceMs);
  await closed;
  clearTimeout(timer);
}
