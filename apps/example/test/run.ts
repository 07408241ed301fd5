// One Node program, from start to end. Judges nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

export async function runNode(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

/** What it printed, where only success will do. */
export function outputOf({ exitCode, stdout, stderr }: Ended): string {
  if (exitCode !== 0) throw new Error(`It ended with ${exitCode}.\n${stdout}${stderr}`);
  return stdout;
}
