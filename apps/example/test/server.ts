// A server as a process on a port of its own, which says where it answers. Whoever starts one stops it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type Server = { readonly url: string; stop(): Promise<void> };

const startLimitMs = 90_000;
const stopGraceMs = 10_000;

/** Resolves when it answers requests. Throws with all that it printed where it ends, or says nothing, before that. */
export async function startServer(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Server> {
  // A process group of its own: wrangler starts workerd, npx starts wrangler, and all must be gone in the end.
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
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
    const fail = (what: string): void => reject(new Error(`The server ${what}. It printed:\n${output}`));
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
  process.kill(-pid, 'SIGTERM');
  const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), stopGraceMs);
  await closed;
  clearTimeout(timer);
}
