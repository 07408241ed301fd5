// Runs Node as a process of its own that can reach loopback and nothing else, and tells what it tried to reach.

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What bin/wrangler.js starts, without that process before it. */
export const wranglerScript: readonly string[] = [
  '--no-warnings',
  fileURLToPath(import.meta.resolve('wrangler')),
];

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

/** The environment in which a Node process, and those that it starts, connect to loopback alone. */
export function loopbackOnly(contactsFile: string): Readonly<Record<string, string>> {
  return {
    NODE_OPTIONS: `--require=${JSON.stringify(fileURLToPath(import.meta.resolve('./loopback-only.cjs')))}`,
    CONTACTS_FILE: contactsFile,
  };
}

/** The hosts that such processes tried to connect to, once for each time. */
export async function contactsIn(contactsFile: string): Promise<readonly string[]> {
  return (await readFile(contactsFile, 'utf8')).split('\n').filter((host) => host !== '');
}

/** Runs Node with nothing of the tests' environment but the PATH and its compiled code. Rejects only where it cannot be started. */
export async function runNode(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout: stdout(), stderr: stderr() }));
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
